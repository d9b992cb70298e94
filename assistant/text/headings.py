"""One line of a text → the heading with which it begins, if it begins with one: its label, rank, title and end.

A heading never swallows the body that follows it on its line. Whether an article's label is a reference to the article
instead takes the lines around it: `structure` decides that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from assistant.text.emphasis import past_closing_stars
from assistant.text.numerals import to_int

ORDINAL = r"[〇零一二三四五六七八九十百千]{1,7}|\d{1,4}"
"""第…条: what stands between, as a regular expression."""


class Rank(IntEnum):
    """How high a heading stands. Lower numbers stand above higher ones; gaps are fine."""

    TITLE = 0
    ATTACHMENT = 1
    """附件1"""
    PART = 2
    CHAPTER = 3
    SECTION = 4
    ARTICLE = 5
    HAN = 6
    """一、"""
    HAN_BRACKETED = 7
    """（一）"""
    ARABIC = 8
    """1."""
    ARABIC_BRACKETED = 9
    """（1）"""


@dataclass(frozen=True, slots=True)
class Heading:
    """`text[start:end]` is the heading with its label and Markdown's marks; the body begins at `end`."""

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


STYLES: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (Rank.PART, re.compile(rf"第({ORDINAL})(?:[编篇]|部分)(?=\s|$|[^\s，。、的])")),
    (Rank.CHAPTER, re.compile(rf"第({ORDINAL})章")),
    (Rank.SECTION, re.compile(rf"第({ORDINAL})节")),
    (Rank.ARTICLE, re.compile(rf"第({ORDINAL})条(?:之[一二三四五六七八九十]{{1,3}})?")),
    (Rank.HAN, re.compile(r"([一二三四五六七八九十]{1,3})、")),
    (Rank.HAN_BRACKETED, re.compile(r"[（(]([一二三四五六七八九十]{1,3})[)）]、?")),
    (Rank.ARABIC, re.compile(r"(\d{1,2})(?:[.．、](?!\d)|\s(?=[\u4e00-\u9fff]))")),
    (Rank.ARABIC_BRACKETED, re.compile(r"[（(](\d{1,2})[)）]")),
)

MARKDOWN = re.compile(r"(#{1,6})\s+")
LONGEST_HEADING = 60
"""Characters: a line longer than this is a paragraph that begins with a label, not a heading."""

_BOLD = re.compile(r"\*\*|__")
_LONGEST_RUN_IN = 40
"""Characters: the first sentence behind a label is a heading only up to this length."""

_REFERS = re.compile(rf"(?:第(?:{ORDINAL})[款项条章节]|[，,。；]|的|中(?:的|规定)|之?规定|所[列称]|[、至和及或与]+第)")
"""What follows 第…章 at once where it is being referred to, not begun."""


def label_at(text: str, at: int, line_end: int) -> tuple[Rank, re.Match[str]] | None:
    """The label that stands at a place, with its rank."""
    for rank, style in STYLES:
        label = style.match(text, at, line_end)
        if label is not None:
            return rank, label
    return None


def heading_of_line(text: str, start: int, end: int) -> Heading | None:
    """The labelled heading with which the line `text[start:end]` begins; Markdown's marks around it are looked through.

    >>> heading_of_line("**第三条**　本办法适用于本市。", 0, 17).label
    '第三条'
    """
    start = past_space(text, start, end)
    at = past_marks(text, start, end)
    found = label_at(text, at, end)
    if found is None:
        return None
    rank, label = found
    if rank is Rank.ARTICLE:
        return _article(text, label, start, end)
    return _division(text, rank, label, start, end) if rank < Rank.ARTICLE else _numbered(text, rank, label, start, end)


def past_marks(text: str, start: int, end: int) -> int:
    """Where the words of a line begin: behind white space, # and *."""
    while start < end and (text[start].isspace() or text[start] in "*_>"):
        start += 1
    markdown = MARKDOWN.match(text, start, end)
    start = markdown.end() if markdown else start
    while start < end and text[start] in "*_":
        start += 1
    return start


def past_space(text: str, start: int, end: int) -> int:
    """The first character that is not white space."""
    while start < end and text[start].isspace():
        start += 1
    return start


def line_start(text: str, at: int) -> int:
    """Where the line of a place begins."""
    return text.rfind("\n", 0, at) + 1


def plain(words: str) -> str:
    """Words of a heading without Markdown's marks and the white space around them."""
    return _BOLD.sub("", words).strip().strip("#").strip()


def _article(text: str, label: re.Match[str], start: int, line_end: int) -> Heading:
    end = label.end()
    while end < line_end and text[end] in "*_：: \u3000\t":
        end += 1
    return Heading(Rank.ARTICLE, start, end, label[0], "", to_int(label[1]))


def _division(text: str, rank: Rank, label: re.Match[str], start: int, line_end: int) -> Heading | None:
    """第一章　总则. A long line, or one that ends as sentences do, refers to a chapter."""
    title = plain(text[label.end() : line_end])
    if len(title) > _LONGEST_RUN_IN or title.endswith(("。", "；", "，")) or _REFERS.match(text, label.end(), line_end):
        return None
    return Heading(rank, start, line_end, label[0], re.sub(r"\s+", "", title), to_int(label[1]))


def _numbered(text: str, rank: Rank, label: re.Match[str], start: int, line_end: int) -> Heading:
    end = _title_end(text, label.end(), line_end)
    title = plain(text[label.end() : end]).rstrip("。：；")
    return Heading(rank, start, end, label[0], title, to_int(label[1]))


def _title_end(text: str, start: int, line_end: int) -> int:
    """Where a numbered heading ends: with its line if that is short, with its first sentence, or at once."""
    line = text[start:line_end].rstrip()
    if len(line) <= LONGEST_HEADING and "。" not in line[:-1] and not line.endswith(("；", ";", "，")):
        return start + len(line)
    stop = text.find("。", start, min(line_end, start + _LONGEST_RUN_IN + 1))
    return start if stop < 0 else past_closing_stars(text, stop + 1)
