"""Markup → tags and text as browsers take them apart, in time linear in its length, whatever is broken in it.

`html.parser` of Python 3.11 reads an unclosed tag again from every later one: 20,000 of them took 20 s, and comments
and declarations are no better. Knows nothing of what tags mean.
"""

from __future__ import annotations

import html
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass

_TAG_NAME = re.compile(r"[a-zA-Z][^\s/>]*+")
_ATTRIBUTE_NAME = re.compile(r"[^\s/>][^\s/>=]*+")
_EQUALS = re.compile(r"\s*+=\s*+")
_BARE_VALUE = re.compile(r"[^\s>]*+")
_BETWEEN = re.compile(r"[\s/]*+")
_HAN = re.compile("[一-鿿]")

_RAW = frozenset("script style iframe noembed noframes xmp".split())
"""Elements whose content is no markup."""

_RAW_BUT_ENTITIES = frozenset(("title", "textarea"))

_KEPT_ATTRIBUTES = frozenset(
    "align background bgcolor border class color colspan content height hidden href id itemprop name open property"
    " role rowspan start style type value width".split()
)
"""Attributes that decide what is shown or what it is; the rest is not stored."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag, an end tag, or both at once (`<p/>`)."""

    name: str
    attributes: Mapping[str, str]
    starts: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class RawText:
    """What stands inside an element whose content is no markup: a script, a style sheet, the title."""

    element: str
    text: str


Token = str | Tag | RawText


def tokens(markup: str) -> Iterator[Token]:
    """Text with its entities resolved, tags, and the content of scripts and the like, in order.

    >>> [token if isinstance(token, str) else token.name for token in tokens("整改&ldquo;回头看<br>&rdquo;")]
    ['整改“回头看', 'br', '”']
    """
    return _Scanner(markup).tokens()


def unescaped(text: str) -> str:
    """Text with its entities resolved; a number no character has leaves them all as they are."""
    try:
        return html.unescape(text)
    except ValueError:  # more digits than Python converts
        return text


class _Scanner:
    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.last_quote = {quote: markup.rfind(quote) for quote in "\"'"}

    def tokens(self) -> Iterator[Token]:
        position = 0
        while position < len(self.markup):
            opening = self._next_opening(position)
            if opening > position:
                yield unescaped(self.markup[position:opening])
            if opening == len(self.markup):
                return
            position = yield from self._markup_at(opening)

    def _next_opening(self, position: int) -> int:
        """Where the next tag, comment or declaration begins; a bare "<" is text."""
        while (position := self.markup.find("<", position)) >= 0:
            following = self.markup[position + 1 : position + 2]
            if following in ("!", "?") or (following.isascii() and following.isalpha()):
                return position
            if following == "/":
                return position
            position += 1
        return len(self.markup)

    def _markup_at(self, start: int) -> Generator[Token, None, int]:
        """Yields what begins at `start`; returns where it ends."""
        following = self.markup[start + 1]
        if self.markup.startswith("<!--", start):
            return self._behind("-->", start + 4)
        if following in "!?":
            return self._behind(">", start)
        if following == "/":
            name = _TAG_NAME.match(self.markup, start + 2)
            if name:
                yield Tag(name[0].lower(), {}, starts=False, ends=True)
            return self._behind(">", start)
        return (yield from self._start_tag(start))

    def _behind(self, mark: str, position: int) -> int:
        found = self.markup.find(mark, position)
        return len(self.markup) if found < 0 else found + len(mark)

    def _start_tag(self, start: int) -> Generator[Token, None, int]:
        matched = _TAG_NAME.match(self.markup, start + 1)
        assert matched  # noqa: S101 - `_next_opening` saw a letter
        name = matched[0].lower()
        attributes, end, closed = self._attributes(matched.end())
        if end == len(self.markup) and not self.markup.endswith(">"):
            rest = self.markup[start:]
            if _HAN.search(rest):  # a file that ends inside a tag: prose behind a stray "<" is not thrown away
                yield unescaped(rest)
            return end
        yield Tag(name, attributes, starts=True, ends=closed)
        if name in _RAW or name in _RAW_BUT_ENTITIES:
            return (yield from self._raw(name, end))
        return end

    def _attributes(self, position: int) -> tuple[dict[str, str], int, bool]:
        """The attributes from `position`, where the tag ends, and whether it closes itself."""
        attributes: dict[str, str] = {}
        while True:
            gap = _BETWEEN.match(self.markup, position)
            position = gap.end() if gap else position
            name = _ATTRIBUTE_NAME.match(self.markup, position)
            if name is None:  # ">" or the end of the file
                closed = bool(gap) and self.markup[position - 1 : position] == "/"
                return attributes, min(position + 1, len(self.markup)), closed
            position = name.end()
            value = ""
            if equals := _EQUALS.match(self.markup, position):
                value, position = self._value(equals.end())
            if (lowered := name[0].lower()) in _KEPT_ATTRIBUTES:
                attributes.setdefault(lowered, unescaped(value))

    def _value(self, position: int) -> tuple[str, int]:
        quote = self.markup[position : position + 1]
        if quote and position < self.last_quote.get(quote, -1):
            end = self.markup.index(quote, position + 1)
            return self.markup[position + 1 : end], end + 1
        bare = _BARE_VALUE.match(self.markup, position)
        return (bare[0], bare.end()) if bare else ("", position)

    def _raw(self, name: str, start: int) -> Generator[Token, None, int]:
        closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.markup, start)
        if closing is None and name in _RAW_BUT_ENTITIES:
            return start  # an unclosed title must not swallow the page
        end = closing.start() if closing else len(self.markup)
        text = self.markup[start:end]
        yield RawText(name, unescaped(text) if name in _RAW_BUT_ENTITIES else text)
        return end
