"""Headings and articles of an official text, also where the text has lost its line breaks.

Text in, headings with their places out. A cross-reference (“第五条规定的…”) is never taken for an article, also where a
line break stands before it, and the entries of a table of contents are no headings. It knows nothing of genres.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.text.enumerations import Enumeration, enumerations
from assistant.text.headings import (
    LONGEST_HEADING,
    ORDINAL,
    STYLES,
    Heading,
    Rank,
    heading_of_line,
    line_start,
    past_marks,
    past_space,
)
from assistant.text.letterhead import attachments
from assistant.text.numerals import to_int
from assistant.text.sentences import Span
from assistant.text.styled import Styled, markdown_headings, with_styled

__all__ = ["Enumeration", "Heading", "Rank", "Section", "enumerations", "outline", "path_to", "paths", "sections"]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with everything below it, deeper headings included: `text[heading.start:end]`."""

    heading: Heading
    end: int

    @property
    def body(self) -> Span:
        return Span(self.heading.end, self.end)


_LINE = re.compile(r"[^\n]+")
_NO_TITLE_END = ("。", "；", "，", "：", ":", ",")
_INVISIBLE = "\u200b\u200c\u200d\ufeff"

_REFERS_AT_ONCE = re.compile(
    rf"第(?:{ORDINAL})[款项条]|[、，,。；;）)》”]|[至和及或与]者?(?:本[\u4e00-\u9fff]{{1,2}})?第"
    r"|之?规定|所[列称指]|的|中(?:的|规定)"
)
"""What follows 第…条 without a space where the article is being referred to."""

_REFERS_BEHIND_SPACE = re.compile(
    rf"\s*(?:第(?:{ORDINAL})[款项]|之?规定|所[列称指]|的(?:规定|要求|情形)|中(?:的|规定))"
)
_OPEN_LINE_LENGTH = 15
"""Characters: a shorter line without an end mark is a heading or a name, not a sentence that goes on below."""

_SENTENCE_END = "。！？!?；;：:”’）)】》—…|"


def outline(text: str, styled: Sequence[Styled] = ()) -> list[Heading]:
    r"""Every heading of a text, in order of place.

    Headings at line starts come first; a line without breaks is searched for inline ones (一、…二、…, 第一条…第二条…),
    which count only where their numbers follow one another. `styled` are the headings that the file itself marks.

    >>> [h.name for h in outline("第一章　总则\n第一条　为了整改。\n第二条规定的事项。\n第二条　适用。")]
    ['第一章 总则', '第一条', '第二条']
    """
    return list(_outline(text, tuple(styled)))


@lru_cache(maxsize=2)
def _outline(text: str, styled: tuple[Styled, ...]) -> tuple[Heading, ...]:
    """Splitting, metadata and chunking ask about one text in turn; finding its headings is a sixth of all the work."""
    found = list(_labelled(text))
    contents = _contents_list(text, found)
    found = [heading for heading in found if not contents.start <= heading.start < contents.end]
    marked = [mark for mark in (styled or markdown_headings(text)) if not contents.start <= mark[0] < contents.end]
    found = _with_attachments(text, with_styled(text, found, marked))
    return tuple(_with_title(text, found))


def sections(headings: Sequence[Heading], length: int) -> list[Section]:
    """Each heading with its reach: up to the next heading of the same or a higher rank, or the end of the text."""
    ends = [length] * len(headings)
    waiting: list[int] = []
    for index, heading in enumerate(headings):
        while waiting and headings[waiting[-1]].rank >= heading.rank:
            ends[waiting.pop()] = heading.start
        waiting.append(index)
    return [Section(heading, end) for heading, end in zip(headings, ends, strict=True)]


def path_to(headings: Sequence[Heading], position: int) -> list[Heading]:
    """The headings above a position, outermost first. A title stands above all but is not repeated as a heading."""
    above = bisect_right(headings, position, key=lambda heading: heading.start)
    return list(paths(headings[:above])[-1]) if above else []


def paths(headings: Sequence[Heading]) -> list[tuple[Heading, ...]]:
    """For each heading, the headings above it and itself, outermost first."""
    found: list[tuple[Heading, ...]] = []
    path: tuple[Heading, ...] = ()
    for heading in headings:
        while path and path[-1].rank >= heading.rank:
            path = path[:-1]
        path = (*path, heading)
        found.append(path)
    return found


def _labelled(text: str) -> Iterator[Heading]:
    """The headings that their labels show, at line starts and inline."""
    before: re.Match[str] | None = None
    before_is_heading = True
    last_article = 0
    for line in _LINE.finditer(text):
        heading = heading_of_line(text, line.start(), line.end())
        is_open = not before_is_heading and before is not None and _goes_on(text, before, line.start())
        if heading is not None and heading.rank is Rank.ARTICLE and _is_reference(text, heading, last_article, is_open):
            heading = None
        for found in [*([heading] if heading else []), *_inline(text, heading, line, last_article)]:
            if found.rank is Rank.ARTICLE:
                last_article = found.number or 0
            yield found
        if line[0].strip():
            before = line
            before_is_heading = heading is not None and not text[heading.end : line.end()].strip()


def _goes_on(text: str, before: re.Match[str], start: int) -> bool:
    """Whether the line above is a sentence that its line end cuts in two."""
    words = before[0].strip().rstrip("*_")
    together = text.count("\n", before.end(), start) == 1
    return together and len(words) >= _OPEN_LINE_LENGTH and words[-1] not in _SENTENCE_END


def _is_reference(text: str, heading: Heading, last: int, is_open: bool) -> bool:
    """Whether 第…条 at the start of a line refers to an article instead of beginning one.

    A space behind the label, or a number that follows the last one, speaks for an article; a sentence that the line
    above leaves open, or words such as 规定 behind the label, against it.
    """
    behind = past_marks(text, heading.start, len(text)) + len(heading.label)
    follows = heading.number == last + 1 or heading.label.rpartition("之")[0].endswith("条")
    if _REFERS_AT_ONCE.match(text, behind):
        return True
    spaced = heading.end > behind or text[behind : behind + 1] in ("\n", "")
    if not spaced:
        return is_open
    if follows and not is_open:
        return False
    return (is_open and not follows) or _REFERS_BEHIND_SPACE.match(text, behind) is not None


def _inline(text: str, at_start: Heading | None, line: re.Match[str], last_article: int) -> list[Heading]:
    """一、, （一） and 第一条 inside one line, where they count on from one another; 一、 may begin with any number.

    With any number because a text may have lost its head. A single label proves nothing unless a higher or lower
    neighbour of its own style stands beside it.
    """
    start, end = at_start.end if at_start else line.start(), line.end()
    if end - start < LONGEST_HEADING // 4:
        return []
    found = [*_counted(text, Rank.HAN, start, end), *_counted(text, Rank.HAN_BRACKETED, start, end)]
    begins_article = at_start is not None and at_start.rank is Rank.ARTICLE
    first = (at_start.number or 0) if begins_article and at_start else last_article
    articles = _inline_articles(text, first, start, end)
    if begins_article or len(articles) > 1:
        found += articles
    return sorted(found, key=lambda heading: heading.start)


def _counted(text: str, rank: Rank, start: int, end: int) -> list[Heading]:
    chain: list[Heading] = []
    for label in _STYLE_OF[rank].finditer(text, start, end):
        number = to_int(label[1])
        if number is None or not _may_begin(text, label.start(), start):
            continue
        restarts = number == 1 and rank is not Rank.HAN
        if not chain or number == (chain[-1].number or 0) + 1 or restarts:
            title_end = _inline_title_end(text, label.end(), end)
            title = text[label.end() : title_end].strip().rstrip("。，；")
            chain.append(Heading(rank, label.start(), title_end, label[0], title, number))
    return chain if len(chain) > 1 else []


def _inline_articles(text: str, last: int, start: int, end: int) -> list[Heading]:
    """Articles that begin behind a full stop in the same line, counting on from the last one."""
    chain: list[Heading] = []
    for label in _STYLE_OF[Rank.ARTICLE].finditer(text, start, end):
        number = to_int(label[1])
        begins = (
            label.start() == start or text[max(0, label.start() - 4) : label.start()].rstrip(" \u3000")[-1:] in "。；"
        )
        if number == last + 1 and begins and not _REFERS_AT_ONCE.match(text, label.end()):
            behind = label.end()
            while behind < end and text[behind] in " \u3000\t":
                behind += 1
            chain.append(Heading(Rank.ARTICLE, label.start(), behind, label[0], "", number))
            last = number
    return chain


_STYLE_OF = dict(STYLES)


def _may_begin(text: str, position: int, line_start: int) -> bool:
    return position == line_start or text[position - 1].isspace() or text[position - 1] in "。！？；：”》）)!?;:"


def _inline_title_end(text: str, start: int, end: int) -> int:
    """An inline heading ends at white space or an end mark; a long first clause is body, not heading."""
    limit = min(end, start + LONGEST_HEADING * 2 // 3)
    for position in range(start, limit):
        if text[position].isspace() or text[position] in "。；;":
            return position
    return start


_CONTENTS = re.compile(r"^[ \t\u3000#*]*目[ \t\u3000]*[录次][ \t\u3000*]*$", re.MULTILINE)


def _contents_list(text: str, headings: list[Heading]) -> Span:
    """A table of contents: from its title to where the first of its entries comes again."""
    title = _CONTENTS.search(text)
    behind = [heading for heading in headings if title and heading.start >= title.end()]
    if title is None or not behind:
        return Span(0, 0)
    first = behind[0]
    again = next((each for each in behind[1:] if (each.rank, each.number) == (first.rank, first.number)), None)
    if again is None or _has_body(text, title.end(), again.start):
        return Span(0, 0)
    return Span(title.start(), again.start)


def _has_body(text: str, start: int, end: int) -> bool:
    return any(line[0].rstrip().endswith(("。", "；")) for line in _LINE.finditer(text, start, end))


def _with_attachments(text: str, headings: list[Heading]) -> list[Heading]:
    """附件1 and its like stand above what they hold; they end the article before them."""
    found = [
        Heading(Rank.ATTACHMENT, each.start, each.end, each.label, each.title, each.number)
        for each in attachments(text)
    ]
    if not found:
        return headings
    lines = {line_start(text, each.start) for each in found}
    others = [heading for heading in headings if line_start(text, heading.start) not in lines]
    return sorted([*others, *found], key=lambda heading: heading.start)


def _with_title(text: str, headings: list[Heading]) -> list[Heading]:
    """Put the document's title in front: its first line, where that is short and is no other heading."""
    line = _LINE.search(text)
    while line is not None and not line[0].strip():
        line = _LINE.search(text, line.end())
    if line is None or (headings and headings[0].start < line.end()):
        return headings
    title = line[0].strip().strip("*_# ")
    if not 0 < len(title) <= LONGEST_HEADING or title.rstrip(_INVISIBLE).endswith(_NO_TITLE_END):
        return headings
    return [Heading(Rank.TITLE, past_space(text, line.start(), line.end()), line.end(), "", title), *headings]
