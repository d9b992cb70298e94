"""Text → HTML that can be nothing but that text. Knows neither answers nor pages.

The text is that of other people's documents and may be hostile. Whatever reaches the page is built by `element`, which
escapes every plain string that it is given, so that forgetting to escape is not possible. Parts of the page read
Markdown, formulas or templates after the HTML was made: therefore every ASCII punctuation mark becomes a character
reference, not only the five that HTML itself needs. An address, `**`, `$$` or `{{` in a document stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterable

VOID = frozenset({"br", "hr"})

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ")
_KEPT_CONTROLS = frozenset("\n\t")
# Marks that turn the direction of the text around them; a quotation with one inside would not read as it is written.
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REPLACEMENT = "\ufffd"


class Html(str):
    """Markup that is ready for the page. Made by `element`, `escape` and `joined` only."""

    __slots__ = ()


def escape(text: str) -> Html:
    """The text as HTML and as Markdown that shows exactly that text, on one line of markup.

    >>> escape("<b>3</b>")
    '&#60;b&#62;3&#60;&#47;b&#62;'
    """
    return Html("".join(_escaped(character) for character in text))


def element(name: str, *content: str, **attributes: str) -> Html:
    """An element with its content; plain strings are escaped. `class_` is class, and `aria_label` is aria-label."""
    opening = "".join(f' {_attribute_name(key)}="{escape(value)}"' for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{name}{opening}>")
    return Html(f"<{name}{opening}>{joined(content)}</{name}>")


def joined(parts: Iterable[str]) -> Html:
    """Parts one after the other; plain strings are escaped."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def scrolling(content: Html, name: str) -> Html:
    """What may be longer than the room it has, in a box that is scrolled by pointer and keyboard."""
    return element("div", content, class_="scroll", tabindex="0", role="region", aria_label=name)


def _attribute_name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _escaped(character: str) -> str:
    if character in _PLAIN:
        return character
    if character in _DIRECTION_MARKS or "\ud800" <= character <= "\udfff":
        return _REPLACEMENT
    if character < "\x20" and character not in _KEPT_CONTROLS:
        return _REPLACEMENT
    return f"&#{ord(character)};" if character.isascii() else character
