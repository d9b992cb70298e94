"""Headings, articles and enumerations of an official text, also where the text has lost its line breaks.

Text in, spans out. A heading never swallows the body that follows it on the same line, and a cross-reference
(“第五条规定的…”) is never taken for an article. It knows nothing of genres.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from assistant.text.numerals import to_int
from assistant.text.sentences import Span

_HAN_ORDINAL = "[〇零一二两三四五六七八九十百]{1,7}"


class Rank(IntEnum):
    """How high a heading stands. Lower numbers stand above higher ones; gaps are fine."""

    TITLE = 0
    PART = 1
    CHAPTER = 2
    SECTION = 3
    ARTICLE = 4
    HAN = 5
    """一、"""
    HAN_BRACKETED = 6
    """（一）"""
    ARABIC = 7
    """1."""
    ARABIC_BRACKETED = 8
    """（1）"""


@dataclass(frozen=True, slots=True)
class Heading:
    """`text[start:end]` is the heading with its label; the body begins at `end`."""

    rank: Rank
    start: int
    end: int
    label: str
    """第三条, 一、, （二）, or empty for a title."""
    title: str
    """The words behind the label; empty where the label stands alone, as articles do."""
    number: int | None = None

    @property
    def name(self) -> str:
        """Label and title as one line."""
        spaced = self.rank <= Rank.ARTICLE and self.label and self.title
        return f"{self.label} {self.title}" if spaced else f"{self.label}{self.title}"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with everything below it, deeper headings included: `text[heading.start:end]`."""

    heading: Heading
    end: int

    @property
    def body(self) -> Span:
        return Span(self.heading.end, self.end)


@dataclass(frozen=True, slots=True)
class Enumeration:
    """一是…二是…: items in order, each from its label to where the next begins."""

    style: str
    """是, 要, or bracketed."""
    items: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Style:
    rank: Rank
    label: re.Pattern[str]


_CROSS_REFERENCE = re.compile(
    r"\s*(?:第[^\s]{1,4}[款项]|[、，]?第[^\s]{1,7}条|至第|和第|或者?第|规定|所列|所称|之规定|的(?:规定|要求|情形)|中(?:的|规定))"
)
"""What follows a number of an article where it is being referred to, not begun."""

_STYLES = (
    _Style(Rank.PART, re.compile(rf"第({_HAN_ORDINAL}|\d{{1,3}})[编篇](?=\s|$|[^\s，。、的])")),
    _Style(Rank.CHAPTER, re.compile(rf"第({_HAN_ORDINAL}|\d{{1,3}})章")),
    _Style(Rank.SECTION, re.compile(rf"第({_HAN_ORDINAL}|\d{{1,3}})节")),
    _Style(Rank.ARTICLE, re.compile(rf"第({_HAN_ORDINAL}|\d{{1,3}})条(?:之[一二三四五六七八九十])?")),
    _Style(Rank.HAN, re.compile(r"([一二三四五六七八九十]{1,3})、")),
    _Style(Rank.HAN_BRACKETED, re.compile(r"[（(]([一二三四五六七八九十]{1,3})[)）]、?")),
    _Style(Rank.ARABIC, re.compile(r"(\d{1,2})(?:[.．、](?!\d)|\s(?=[\u4e00-\u9fff]))")),
    _Style(Rank.ARABIC_BRACKETED, re.compile(r"[（(](\d{1,2})[)）]")),
)

_MARKDOWN = re.compile(r"(#{1,6})\s+")
_BOLD = re.compile(r"\*\*|__")
_LINE = re.compile(r"[^\n]+")

_LONGEST_HEADING = 60
"""Characters: a line longer than this is a paragraph that begins with a label, not a heading."""

_LONGEST_RUN_IN = 40
"""Characters: the first sentence behind a label is a heading only up to this length."""

_NO_TITLE_END = ("。", "；", "，", "：", ":", ",")
_INVISIBLE = "\u200b\u200c\u200d\ufeff"


def outline(text: str) -> list[Heading]:
    r"""Every heading of a text, in order of place.

    Headings at line starts come first; a line without breaks is searched for inline ones (一、…二、…), which count
    only where their numbers follow one another.

    >>> [h.name for h in outline("第一章　总则\n第一条　为了整改。\n第二条规定的事项。\n第二条　适用。")]
    ['第一章 总则', '第一条', '第二条']
    """
    headings: list[Heading] = []
    for line in _LINE.finditer(text):
        at_start = _heading_at_line_start(text, line.start(), line.end())
        if at_start is not None:
            headings.append(at_start)
        headings += _inline_headings(text, at_start.end if at_start else line.start(), line.end())
    return _with_title(text, headings)


def sections(headings: Sequence[Heading], length: int) -> list[Section]:
    """Each heading with its reach: up to the next heading of the same or a higher rank, or the end of the text."""
    found: list[Section] = []
    for index, heading in enumerate(headings):
        later = headings[index + 1 :]
        end = next((after.start for after in later if after.rank <= heading.rank), length)
        found.append(Section(heading, end))
    return found


def path_to(headings: Sequence[Heading], position: int) -> list[Heading]:
    """The headings above a position, outermost first. A title stands above all but is not repeated as a heading."""
    path: list[Heading] = []
    for heading in headings:
        if heading.start > position:
            break
        while path and path[-1].rank >= heading.rank:
            path.pop()
        path.append(heading)
    return path


def enumerations(text: str) -> list[Enumeration]:
    """一是…二是…, 一要…二要…, （一）…（二）… inside a paragraph, with at least two items whose numbers follow.

    >>> [len(e.items) for e in enumerations("要求如下：一要抓紧；二要抓实；三要抓好。")]
    [3]
    """
    found: list[Enumeration] = []
    for style, label in _ITEM_LABELS.items():
        for line in _LINE.finditer(text):
            found += _runs(text, style, list(label.finditer(text, line.start(), line.end())), line.end())
    return sorted(found, key=lambda enumeration: enumeration.items[0].start)


_BEFORE_ITEM = r"(?:^|(?<=[。！？；：，、”\s;:,!?.]))"
_ITEM_LABELS = {
    "是": re.compile(rf"{_BEFORE_ITEM}([一二三四五六七八九十]{{1,3}})是", re.MULTILINE),
    "要": re.compile(rf"{_BEFORE_ITEM}([一二三四五六七八九十]{{1,3}})要", re.MULTILINE),
    "bracketed": re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]"),
}


def _runs(text: str, style: str, marks: list[re.Match[str]], end: int) -> Iterator[Enumeration]:
    """Cut the labels of one line into runs that count 1, 2, 3, …"""
    run: list[re.Match[str]] = []
    for mark in [*marks, None]:
        number = to_int(mark[1]) if mark else None
        if mark is not None and run and number == len(run) + 1:
            run.append(mark)
            continue
        if len(run) > 1:
            yield Enumeration(style, _items(text, run, mark.start() if mark else end))
        run = [mark] if mark is not None and number == 1 else []


def _items(text: str, run: list[re.Match[str]], end: int) -> tuple[Span, ...]:
    starts = [mark.start() for mark in run]
    ends = [*starts[1:], _last_item_end(text, starts[-1], end)]
    return tuple(_trimmed(text, start, stop) for start, stop in zip(starts, ends, strict=True))


def _last_item_end(text: str, start: int, end: int) -> int:
    """The last item has no follower: it ends with its sentence."""
    stop = text.find("。", start, end)
    return end if stop < 0 else stop + 1


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _heading_at_line_start(text: str, start: int, end: int) -> Heading | None:
    begin = start
    while begin < end and (text[begin].isspace() or text[begin] in "*_>"):
        begin += 1
    markdown = _MARKDOWN.match(text, begin, end)
    label_at = markdown.end() if markdown else begin
    while label_at < end and text[label_at] in "*_":
        label_at += 1
    labelled = _labelled(text, label_at, end, start)
    if labelled is not None or markdown is None:
        return labelled
    title = _BOLD.sub("", text[label_at:end]).strip()
    rank = Rank.TITLE if len(markdown[1]) <= 3 else Rank.HAN
    return Heading(rank, start, end, "", title) if 0 < len(title) <= _LONGEST_HEADING else None


def _labelled(text: str, at: int, line_end: int, start: int) -> Heading | None:
    for style in _STYLES:
        label = style.label.match(text, at, line_end)
        if label is None:
            continue
        if style.rank <= Rank.ARTICLE:
            return _rule_heading(text, style.rank, label, line_end, start)
        return _numbered_heading(text, style.rank, label, line_end, start)
    return None


def _rule_heading(text: str, rank: Rank, label: re.Match[str], line_end: int, start: int) -> Heading | None:
    if _CROSS_REFERENCE.match(text, label.end(), line_end):
        return None
    number = to_int(label[1])
    if rank is Rank.ARTICLE:
        end = label.end()
        while end < line_end and text[end] in "*_：: \u3000\t":
            end += 1
        return Heading(rank, start, end, label[0], "", number)
    title = _BOLD.sub("", text[label.end() : line_end]).strip()
    if len(title) > _LONGEST_RUN_IN or title.endswith(("。", "；", "，")):
        return None
    return Heading(rank, start, line_end, label[0], re.sub(r"\s+", "", title), number)


def _numbered_heading(text: str, rank: Rank, label: re.Match[str], line_end: int, start: int) -> Heading:
    end = _title_end(text, label.end(), line_end)
    title = _BOLD.sub("", text[label.end() : end]).strip().rstrip("。：；")
    return Heading(rank, start, end, label[0], title, to_int(label[1]))


def _title_end(text: str, start: int, line_end: int) -> int:
    """Where a numbered heading ends: with its line if that is short, with its first sentence, or at once."""
    line = text[start:line_end].rstrip()
    if len(line) <= _LONGEST_HEADING and "。" not in line[:-1] and not line.endswith(("；", ";", "，")):
        return start + len(line)
    stop = text.find("。", start, min(line_end, start + _LONGEST_RUN_IN + 1))
    return start if stop < 0 else stop + 1


def _inline_headings(text: str, start: int, end: int) -> list[Heading]:
    """一、 and （一） inside one line, where they count on from one another; the first may be any number.

    The first is any number because a text may have lost its head. A single label proves nothing unless a higher or
    lower neighbour of its own style stands beside it.
    """
    found: list[Heading] = []
    for rank in (Rank.HAN, Rank.HAN_BRACKETED):
        style = next(style for style in _STYLES if style.rank is rank)
        found += _longest_count(text, style, start, end)
    return sorted(found, key=lambda heading: heading.start)


def _longest_count(text: str, style: _Style, start: int, end: int) -> list[Heading]:
    chain: list[Heading] = []
    for label in style.label.finditer(text, start, end):
        number = to_int(label[1])
        if number is None or not _may_begin(text, label.start(), start):
            continue
        restarts = number == 1 and style.rank is not Rank.HAN
        if not chain or number == (chain[-1].number or 0) + 1 or restarts:
            title_end = _inline_title_end(text, label.end(), end)
            title = text[label.end() : title_end].strip().rstrip("。，；")
            chain.append(Heading(style.rank, label.start(), title_end, label[0], title, number))
    return chain if len(chain) > 1 else []


def _may_begin(text: str, position: int, line_start: int) -> bool:
    return position == line_start or text[position - 1].isspace() or text[position - 1] in "。！？；：”》）)!?;:"


def _inline_title_end(text: str, start: int, end: int) -> int:
    """An inline heading ends at white space or an end mark; a long first clause is body, not heading."""
    limit = min(end, start + _LONGEST_RUN_IN)
    for position in range(start, limit):
        if text[position].isspace() or text[position] in "。；;":
            return position
    return start


def _with_title(text: str, headings: list[Heading]) -> list[Heading]:
    """Put the document's title in front: its first line, where that is short and is no other heading."""
    line = _LINE.search(text)
    if line is None or (headings and headings[0].start <= line.start()):
        return headings
    while line is not None and not line[0].strip():
        line = _LINE.search(text, line.end())
    if line is None or (headings and headings[0].start <= line.start()):
        return headings
    title = line[0].strip().strip("*_# ")
    if not 0 < len(title) <= _LONGEST_HEADING or title.rstrip(_INVISIBLE).endswith(_NO_TITLE_END):
        return headings
    return [Heading(Rank.TITLE, line.start(), line.end(), "", title), *headings]
