"""The labelled items of a feedback document as a tree: 一、, 第一部分 › （一） › 1. › （1） › ① › 一是 › •.

Text and a span in, items out, each with where its label and its words begin and where it ends. `structure.outline`
knows the headings of rules and speeches; the items of a feedback document also stand inside a line in any style, and
count on from one another across lines (主要表现在：一是…。 / 二是…。). It knows nothing of what the items say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from assistant.text.numerals import to_int
from assistant.text.sentences import Span

_HAN = "[一二三四五六七八九十]{1,3}"


class Style(IntEnum):
    """How an item is labelled. Lower values stand above higher ones."""

    LINE = 0
    """A heading without a label: a Markdown heading, or 党的建设方面 on a line of its own."""
    PART = 5
    """第一部分"""
    HAN = 10
    """一、"""
    HAN_BRACKETED = 20
    """（一）"""
    NAMED = 30
    """问题1：, 建议1："""
    ARABIC = 40
    """1."""
    ARABIC_BRACKETED = 50
    """（1）, 1）"""
    CIRCLED = 60
    """①"""
    IS = 70
    """一是"""
    MUST = 71
    """一要"""
    ORDINAL = 72
    """第一，"""
    BULLET = 80
    """•, -, 发现："""


INLINE_LISTS = frozenset({Style.ARABIC_BRACKETED, Style.CIRCLED, Style.IS, Style.MUST, Style.ORDINAL, Style.BULLET})
"""Styles that usually divide one problem; the others usually number problems or stand above them."""


_BELOW_ALL = 100
"""More than any style."""


@dataclass(frozen=True, slots=True)
class Label:
    """`text[start:body]` labels what begins at `body`."""

    style: Style
    number: int | None
    start: int
    body: int
    begins_line: bool
    inside: bool = False
    """Whether no item of its list begins a line."""

    @property
    def level(self) -> int:
        """How deep its list lies; smaller is higher. A list inside lines lies below every list whose items begin lines:
        第一，…①…②… and ①…第一，…第二，… alike.
        """
        return self.style + (_BELOW_ALL if self.inside and self.style in INLINE_LISTS else 0)


@dataclass(frozen=True, slots=True)
class Item:
    """`text[label.body:end]` are the words of an item, its children's included."""

    label: Label
    end: int
    children: tuple[Item, ...]

    def words(self, text: str) -> Span:
        """The item's words without its label, white space and the ； that parts it from the next item."""
        return trimmed(text, self.label.body, self.end)

    def own(self, text: str) -> Span:
        """The words before its first child."""
        end = self.children[0].label.start if self.children else self.end
        return trimmed(text, self.label.body, end)


_NUMBERED = (
    (Style.PART, re.compile(rf"第({_HAN})部分[ \t\u3000：:、.]*")),
    (Style.HAN, re.compile(rf"({_HAN})\s?[、．]\s*")),
    (Style.HAN_BRACKETED, re.compile(rf"[（(]\s?({_HAN})\s?[）)][、.．]?\s*")),
    (Style.NAMED, re.compile(rf"(?:(?:反馈)?问题|(?:整改|意见)?建议)\s?({_HAN}|\d{{1,3}})\s?[：:、.．]\s*")),
    (Style.ARABIC, re.compile(r"(\d{1,3})\s?[.．、](?!\d)\s*")),
    (Style.ARABIC_BRACKETED, re.compile(r"(?:[（(]\s?)?(\d{1,3})\s?[）)][、.．]?\s*")),
    (Style.IS, re.compile(rf"({_HAN})是[，,：:]?")),
    (Style.MUST, re.compile(rf"({_HAN})要")),
    (Style.ORDINAL, re.compile(rf"(?:第|其)({_HAN})[，,、：:]\s*")),
)
_CIRCLED = re.compile(r"[①-⑳]\s*")
_BULLET = re.compile(r"[-*+–—]\s+|——\s*|[•●◆■▪·○◇□▲►★☆※]\s*|(?:发现(?:问题)?|问题(?:表述|描述|内容|摘要))\s?[：:]\s*")
_ARABIC_BEFORE_FIGURE = re.compile(r"(\d{1,3})\s?(?:、|[.．](?=\d{4}年))\s*(?=\d)")
"""1.2023年…, 2、3个项目…: at the start of a line a label all the same."""
_DOUBTFUL_ARABIC = re.compile(r"(\d{1,3})(?:[ \u3000\t]+(?=[\u4e00-\u9fff])|[.．](?=\d))")
"""“1　理论学习”, “1.12个项目”: only at the start of a line, and only where it counts on."""

_DECORATION = re.compile(r"[ \t\u3000>]*(?:#{1,6}[ \t]+)?[ \t\u3000]*(?:\*\*|__)?")
"""What may stand before a label at the start of a line: indent, quotation, heading and bold marks of Markdown."""

_BOLD_LINE = re.compile(r"[ \t\u3000]*(\*\*|__)(?=\S)[^\n*_]{2,40}\1[ \t]*$")
"""A line in bold print as a whole is a heading, whatever it says."""

_LINE = re.compile(r"[^\n]+")
_HEADING_MARK = re.compile(r"[ \t\u3000]*#{1,6}[ \t]+(?=\S)")
_ASPECT_LINE = re.compile(
    r"[ \t\u3000]*(?:\*\*|__)?"
    r"(?P<title>[^\n。；;，,：:]{2,40}方面(?:存在的?(?:主要|突出)?问题)?|聚焦[^\n。；;]{2,40}|序号\s?\d+[^\n。；;]{0,40})"
    r"(?:(?:\*\*|__)?[：:]?[ \t]*$|(?<=方面)(?:[：:]|[，,](?=一是)))"
)
"""A line that is a heading by its wording alone, or begins with one: 在党的建设方面：……"""

_PLACE = re.compile(
    r"(?:(?<=[。！？；：:;!?）)”】\s])|(?<=[，,、])(?=[一二三四五六七八九十]{1,3}[是要])|(?=[①-⑳])|(?<![第条款项])(?=[（(]))\s*"
)
"""Where an item may begin inside a line."""


def items(text: str, start: int, end: int) -> tuple[Item, ...]:
    """The items of `text[start:end]`, outermost first, in order.

    >>> text = "存在：一、甲不够；二、乙不实，一是丙，二是丁。"
    >>> [(item.words(text).of(text), len(item.children)) for item in items(text, 0, len(text))]
    [('甲不够', 0), ('乙不实，一是丙，二是丁。', 2)]
    """
    return tuple(_tree(text, labels(text, start, end), end))


def labels(text: str, start: int, end: int) -> list[Label]:
    """The labels of `text[start:end]` that count on from one another, in order."""
    return _counting(_candidates(text, start, end))


def _candidates(text: str, start: int, end: int) -> list[Label]:
    """Everything that looks like a label, in order; whether it is one depends on what it counts on from."""
    found: list[Label] = []
    for line in _LINE.finditer(text, start, end):
        begins = line.start() == 0 or text[line.start() - 1] == "\n"
        first = _label_at_line_start(text, line.start(), line.end()) if begins else None
        if first is not None:
            found.append(first)
        position = first.body if first is not None else line.start()
        while position < line.end() and (place := _PLACE.search(text, position, line.end())) is not None:
            label = _label(text, place.end(), line.end(), begins_line=False)
            if label is not None:
                found.append(label)
            position = label.body if label is not None else max(place.end(), place.start() + 1)
    return found


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space around it and without the marks that only part items."""
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "；;，,、*_"):
        end -= 1
    return Span(start, end)


def _label_at_line_start(text: str, start: int, end: int) -> Label | None:
    decoration = _DECORATION.match(text, start, end)
    at = decoration.end() if decoration else start
    label = _label(text, at, end, begins_line=True)
    if label is not None:
        return replace(label, start=start)
    heading = _HEADING_MARK.match(text, start, end)
    if heading is not None:
        return Label(Style.LINE, None, start, heading.end(), True)
    bold = _BOLD_LINE.match(text, start, end)
    if bold is not None:
        return Label(Style.LINE, None, start, bold.end(1), True)
    aspect = _ASPECT_LINE.match(text, start, end)
    return Label(Style.LINE, None, start, aspect.start("title"), True) if aspect else None


def _label(text: str, at: int, end: int, *, begins_line: bool) -> Label | None:
    for style, pattern in _NUMBERED:
        if style is Style.NAMED and not begins_line:
            continue
        match = pattern.match(text, at, end)
        if match is not None and match.end() < end:
            return Label(style, to_int(match[1]), at, _past_bold(text, match.end(), end), begins_line)
    circled = _CIRCLED.match(text, at, end)
    if circled is not None:
        return Label(Style.CIRCLED, ord(text[at]) - ord("①") + 1, at, circled.end(), begins_line)
    if not begins_line:
        return None
    for pattern, is_sure in ((_ARABIC_BEFORE_FIGURE, True), (_DOUBTFUL_ARABIC, False)):
        arabic = pattern.match(text, at, end)
        if arabic is not None:
            return Label(Style.ARABIC, to_int(arabic[1]), at, arabic.end(), begins_line=is_sure)
    bullet = _BULLET.match(text, at, end)
    return Label(Style.BULLET, None, at, bullet.end(), True) if bullet and bullet.end() < end else None


def _past_bold(text: str, at: int, end: int) -> int:
    while at < end and text[at] in "*_":
        at += 1
    return at


def _counting(candidates: Sequence[Label]) -> list[Label]:
    """Drop labels that count on from nothing: （二） of a reference, a lone 一、 in the middle of a sentence.

    At the start of a line any number counts, because people misnumber and a text may have lost its head; inside a
    line only 1 with a 2 behind it, and what follows, also across the groups above (findings are often numbered on).
    """
    kept: list[Label] = []
    in_this_group: dict[Style, int] = {}
    anywhere: dict[Style, int] = {}
    for index, label in enumerate(candidates):
        number = label.number
        counts_on = number is not None and number - 1 in (in_this_group.get(label.style), anywhere.get(label.style))
        begins_list = number == 1 and _has_second(candidates, index)
        if number is None or label.begins_line or counts_on or begins_list:
            kept.append(label)
            in_this_group = {style: last for style, last in in_this_group.items() if style <= label.style}
            if number is not None:
                in_this_group[label.style] = anywhere[label.style] = number
    return _with_place(kept)


def _with_place(kept: Sequence[Label]) -> list[Label]:
    """Mark the labels of lists that stand inside lines as a whole."""
    lists: list[list[int]] = []
    open_list: dict[Style, list[int]] = {}
    for index, label in enumerate(kept):
        current = open_list.get(label.style)
        if current is None or label.number is None or label.number != (kept[current[-1]].number or 0) + 1:
            current = open_list[label.style] = []
            lists.append(current)
        current.append(index)
    inside = {index for one in lists if not any(kept[at].begins_line for at in one) for index in one}
    return [replace(label, inside=index in inside) for index, label in enumerate(kept)]


def _has_second(candidates: Sequence[Label], index: int) -> bool:
    style = candidates[index].style
    later = (candidates[at] for at in range(index + 1, len(candidates)))  # no copy: there may be thousands
    following = next((label for label in later if label.style <= style), None)
    return following is not None and following.style is style and following.number == 2


def _tree(text: str, found: Sequence[Label], end: int) -> Iterator[Item]:
    """Nest each run of deeper labels under the label before it."""
    index = 0
    while index < len(found):
        label = found[index]
        following = index + 1
        while following < len(found) and found[following].level > label.level:
            following += 1
        inner_end = found[following].start if following < len(found) else end
        item_end = _item_end(text, found, index, following, inner_end)
        children = tuple(_tree(text, found[index + 1 : following], item_end))
        yield Item(label, item_end, children)
        index = following


def _item_end(text: str, found: Sequence[Label], index: int, following: int, limit: int) -> int:
    """Where an item ends: before the next one; the last item of a list inside a line ends as its sisters do."""
    label = found[index]
    is_last = following >= len(found) or not _is_next(label, found[following])
    has_children = following > index + 1
    if not is_last or has_children or label.style is Style.LINE:
        return limit
    line_end = _line_end(text, label.body, limit)
    if label.begins_line:
        return limit if label.style not in INLINE_LISTS else line_end
    sister = next((other for other in reversed(found[:index]) if other.style is label.style), None)
    sentence_end = text.find("。", label.body, limit)
    if sentence_end < 0 or (sister is not None and "。" in text[sister.body : label.start].rstrip()[:-1]):
        return min(limit, line_end) if label.style in INLINE_LISTS else limit
    return sentence_end + 1


def _is_next(label: Label, other: Label) -> bool:
    """Whether a label goes on with the list of another; a list inside lines that begins anew is another list."""
    return other.style is label.style and not (label.inside and other.number == 1 and label.number is not None)


def _line_end(text: str, start: int, limit: int) -> int:
    line_end = text.find("\n", start, limit)
    return limit if line_end < 0 else line_end
