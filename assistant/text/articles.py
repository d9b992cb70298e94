"""Where in a rule a place stands, as lawyers say it (第三条第二款第一项), and which articles a text refers to.

Text and its headings in, addresses out. 款 are the paragraphs of an article; items （一）（二） belong to the 款 that
introduces them, and what follows them is the next 款. It knows only the rule in hand: what another rule says in its
第十条 it cannot tell.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.text.headings import Heading, Rank
from assistant.text.numerals import to_int
from assistant.text.sentences import Span


@dataclass(frozen=True, slots=True)
class Address:
    """A place in a rule. What it does not narrow down is None.

    >>> str(Address("第三条", 2, "一"))
    '第三条第二款第一项'
    """

    article: str
    """第三条, 第三条之一, always in Chinese numerals."""
    paragraph: int | None = None
    """款, counted from 1; None also where the article has only one."""
    item: str | None = None
    """项: 一, 二, …"""
    last_paragraph: int | None = None
    """Where it reaches over several 款, the last of them."""

    def __str__(self) -> str:
        paragraph = f"第{to_han(self.paragraph)}款" if self.paragraph else ""
        last = f"至第{to_han(self.last_paragraph)}款" if self.last_paragraph else ""
        item = f"第{self.item}项" if self.item else ""
        return f"{self.article}{paragraph}{last}{item}"


@dataclass(frozen=True, slots=True)
class Item:
    """（一）…: `text[start:end]`."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One 款, with its items: `text[start:end]`."""

    number: int
    start: int
    end: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its label: `text[start:end]`."""

    label: str
    """第三条, in Chinese numerals, however the text writes it."""
    start: int
    end: int
    paragraphs: tuple[Paragraph, ...]

    def paragraph_at(self, position: int) -> int:
        """The number of the 款 that holds a position; 0 outside all."""
        index = bisect_right(self.paragraphs, position, key=_paragraph_end)
        return index + 1 if index < len(self.paragraphs) and self.paragraphs[index].start <= position else 0

    def address(self, start: int, end: int) -> Address:
        """The narrowest address of `text[start:end]`, which begins inside the article."""
        first = bisect_right(self.paragraphs, start, key=_paragraph_end)
        touched = self.paragraphs[first : bisect_left(self.paragraphs, end, key=_paragraph_start)]
        if len(self.paragraphs) == 1 and touched:
            return Address(self.label, None, _item_of(touched[0], start, end))
        if not touched or len(touched) == len(self.paragraphs):
            return Address(self.label)
        if len(touched) > 1:
            return Address(self.label, touched[0].number, None, touched[-1].number)
        return Address(self.label, touched[0].number, _item_of(touched[0], start, end))


def _paragraph_start(paragraph: Paragraph) -> int:
    return paragraph.start


def _paragraph_end(paragraph: Paragraph) -> int:
    return paragraph.end


def articles(text: str, headings: Sequence[Heading]) -> list[Article]:
    """The articles of a rule with their 款 and 项; `headings` is its outline."""
    above = [heading for heading in headings if heading.rank <= Rank.ARTICLE]
    ends = [*(heading.start for heading in above), len(text)][1:]
    return [
        Article(normal_label(heading.label), heading.start, end, _paragraphs(text, heading.end, end))
        for heading, end in zip(above, ends, strict=True)
        if heading.rank is Rank.ARTICLE
    ]


def article_at(found: Sequence[Article], position: int) -> Article | None:
    """The article inside which a position lies; None between chapters, before the first, in an attachment."""
    index = bisect_right(found, position, key=lambda article: article.start) - 1
    return found[index] if index >= 0 and position < found[index].end else None


def address_of(found: Sequence[Article], start: int, end: int) -> Address | None:
    """The narrowest address that holds `text[start:end]`; None where no article does."""
    article = article_at(found, start)
    return article.address(start, end) if article is not None and end <= article.end else None


def normal_label(label: str) -> str:
    """第3条, 第３条 and 第三条 are one article.

    >>> normal_label("第２１条之一"), normal_label("第一百零五条")
    ('第二十一条之一', '第一百零五条')
    """
    match = re.fullmatch(r"第(.+?)条(之.+)?", re.sub(r"\s", "", label))
    number = to_int(match[1]) if match else None
    return f"第{to_han(number)}条{match[2] or ''}" if match and number is not None else label


def to_han(number: int) -> str:
    """Chinese numerals below ten thousand, as articles are numbered.

    >>> [to_han(number) for number in (7, 10, 15, 20, 105, 110, 1260)]
    ['七', '十', '十五', '二十', '一百零五', '一百一十', '一千二百六十']
    """
    if not 0 < number < 10_000:
        return str(number)
    digits, written, gap = "零一二三四五六七八九", "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            written += ("零" if gap else "") + digits[digit] + unit
        gap = bool(written) and not digit
    return written.removeprefix("一") if 10 <= number < 20 else written


_PARAGRAPH_END = re.compile(r"[。！？!?…][”’」』）)】*_]*\s*$")
_ITEM = re.compile(r"[（(]([一二三四五六七八九十]{1,3})[)）]")
_LINE = re.compile(r"[^\n]+")


def _paragraphs(text: str, start: int, end: int) -> tuple[Paragraph, ...]:
    """The 款 of an article's body. A line begins one where the line above ended a sentence, unless it is an item."""
    spans: list[Span] = []
    complete = True
    for line in _LINE.finditer(text, start, end):
        words = line[0].strip()
        if not words or words.startswith("<!--"):
            continue
        if spans and (not complete or _begins_item(words)):
            spans[-1] = Span(spans[-1].start, line.end())
        else:
            spans.append(Span(line.start(), line.end()))
        complete = _PARAGRAPH_END.search(words) is not None
    return tuple(Paragraph(number, *span, _items(text, span)) for number, span in enumerate(spans, start=1))


def _begins_item(words: str) -> bool:
    return re.match(r"[*_]*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])", words) is not None


def _items(text: str, span: Span) -> tuple[Item, ...]:
    """（一）（二）… that count from one, at line starts or behind a mark."""
    marks: list[re.Match[str]] = []
    for mark in _ITEM.finditer(text, span.start, span.end):
        begins = mark.start() == span.start or text[mark.start() - 1] in "\n；;：:。 \u3000*"
        if begins and to_int(mark[1]) == len(marks) + 1:
            marks.append(mark)
    starts = [mark.start() for mark in marks]
    ends = [*starts[1:], span.end]
    return tuple(Item(mark[1], start, stop) for mark, start, stop in zip(marks, starts, ends, strict=False))


def _item_of(paragraph: Paragraph, start: int, end: int) -> str | None:
    inside = [item for item in paragraph.items if item.start <= start and end <= item.end]
    return inside[0].label if inside else None
