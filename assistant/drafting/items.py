"""The labelled items of a feedback document as a tree: 一、, 第一部分 › （一） › 1. › （1） › ① › 一是 › •.

Text and a span in, items out, each with where its label and its words begin and where it ends. `structure.outline`
knows the headings of rules and speeches; the items of a feedback document also stand inside a line in any style, and
count on from one another across lines (主要表现在：一是…。 / 二是…。). It knows nothing of what the items say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.drafting.label_styles import INLINE_LISTS, Label, Style
from assistant.drafting.numbering import labels
from assistant.text.sentences import Span


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


def items(text: str, start: int, end: int) -> tuple[Item, ...]:
    """The items of `text[start:end]`, outermost first, in order.

    >>> text = "存在：一、甲不够；二、乙不实，一是丙，二是丁。"
    >>> [(item.words(text).of(text), len(item.children)) for item in items(text, 0, len(text))]
    [('甲不够', 0), ('乙不实，一是丙，二是丁。', 2)]
    """
    return tuple(_tree(text, labels(text, start, end), end))


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space around it and without the marks that only part items."""
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "；;，,、*_"):
        end -= 1
    return Span(start, end)


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
        if following < len(found) and item_end == found[following].start:
            item_end = _before_heading(text, label.body, item_end)
        if (summary := _SUMS_UP.search(text, label.body, item_end)) is not None:
            item_end = summary.start()
        children = tuple(_tree(text, found[index + 1 : following], item_end))
        yield Item(label, item_end, children)
        index = following


def _item_end(text: str, found: Sequence[Label], index: int, following: int, limit: int) -> int:
    """Where an item ends: before the next one; the last item of a list inside a line ends as its sisters do."""
    label, line_end = found[index], _line_end(text, found[index].body, limit)
    is_last = following >= len(found) or not _is_next(label, found[following])
    is_of_lines = found[following - 1].start >= line_end
    if not is_last or is_of_lines or label.style is Style.LINE:
        return limit
    if label.begins_line:
        below = _below_sisters(text, found, index)
        is_whole = bool(below) and text[label.body : line_end].rstrip(" \t\u3000*_").endswith("。")
        is_alike = (label.style in INLINE_LISTS or is_whole) and not any(below)
        return _whole_line_end(text, line_end, limit) if is_alike else limit
    if following > index + 1:
        return limit
    sister = next((other for other in reversed(found[:index]) if other.style is label.style), None)
    sentence_end = text.find("。", label.body, limit)
    if sentence_end < 0 or (sister is not None and "。" in text[sister.body : label.start].rstrip()[:-1]):
        return min(limit, line_end) if label.style in INLINE_LISTS else limit
    return sentence_end + 1


def _whole_line_end(text: str, line_end: int, limit: int) -> int:
    """The end of a line, or of the next one where a figure at its edge shows that a sentence goes on: 共96 / 万元。"""
    following = text[line_end + 1 : _line_end(text, line_end + 1, limit)]
    goes_on = text[line_end - 1 : line_end].isdigit() and following[:1] not in ("", " ", "\u3000") and "。" in following
    return line_end + 1 + len(following) if goes_on else line_end


def _below_sisters(text: str, found: Sequence[Label], index: int) -> list[str]:
    """What the items of a list before its last have below their first lines. Where that is nothing, what stands below
    the last is none of it either.
    """
    sisters = [found[index]]
    for other in (found[at] for at in range(index - 1, -1, -1)):
        if other.level < sisters[-1].level or (other.level == sisters[-1].level and not other.begins_line):
            break
        if other.level == sisters[-1].level:
            sisters.append(other)
    ends = [_line_end(text, one.body, later.start) for later, one in pairwise(sisters)]
    return [text[end : later.start].strip() for end, later in zip(ends, sisters, strict=False)]


def _before_heading(text: str, start: int, end: int) -> int:
    """Where an item ends before the line that heads the next list: 河口村党支部：, 对审计发现的问题."""
    heading = _HEADING_AT_END.search(text, start, end)
    return heading.start("line") if heading else end


_SUMS_UP = re.compile(r"\n[ \t\u3000]*(?:以上|上述|这些)(?:各?方面的?)?问题(?![^。\n]{0,20}请)")
"""上述问题反映出…: what is said of several items when they are told is part of none."""
_HEADING_AT_END = re.compile(r"[。；;！）)][ \t\u3000]{0,8}\n\s{0,8}(?P<line>[^\n。；;，,]{2,24}?)\s{0,8}\Z")


def _is_next(label: Label, other: Label) -> bool:
    """Whether a label goes on with the list of another; a list inside lines that begins anew is another list."""
    return other.style is label.style and not (label.inside and other.number == 1 and label.number is not None)


def _line_end(text: str, start: int, limit: int) -> int:
    line_end = text.find("\n", start, limit)
    return limit if line_end < 0 else line_end
