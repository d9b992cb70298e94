"""Paragraphs → those that their size or weight marks as headings, with a level for each size.

A heading is short, larger than most of the text or bold, and in the minority; the title is the largest centred one on
the first page. Labels (一、, 第一章) are for `text.structure`, which reads them in any format.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.documents.readers.page_layout.lines import body_size
from assistant.documents.readers.page_layout.paragraphs import Paragraph
from assistant.records import StyledHeading

_LARGER = 1.1
_SAME_SIZE = 1.06
_LONGEST = 80
"""Characters."""
_MINORITY = 0.4
"""Share of the characters that headings may have; where more is large or bold, that marks nothing."""
_LOWEST_LEVEL = 9


def headings(found: Sequence[Paragraph], starts: Sequence[int]) -> tuple[StyledHeading, ...]:
    """The headings of a document; `starts` says where each paragraph begins in its text."""
    usual = body_size(found)
    short = [index for index, paragraph in enumerate(found) if _may_be_heading(paragraph)]
    large = _if_few(found, [index for index in short if found[index].size > usual * _LARGER])
    same = [index for index in short if usual / _LARGER < found[index].size <= usual * _LARGER]
    bold = _if_few(found, [index for index in same if found[index].bold])
    title = _title(found, large)
    levels = _levels(found, [index for index in large if index != title])
    lowest = max(levels.values(), default=0) + 1
    levels |= dict.fromkeys(bold, lowest)
    if title is not None:
        levels[title] = 0
    return tuple(
        StyledHeading(starts[index], starts[index] + len(found[index].text), min(level, _LOWEST_LEVEL))
        for index, level in sorted(levels.items())
    )


def _may_be_heading(paragraph: Paragraph) -> bool:
    is_short = len(paragraph.text) <= _LONGEST and not paragraph.text.endswith(("。", "；", "，", "、"))
    return is_short and not paragraph.is_row and not paragraph.letterhead


def _if_few(found: Sequence[Paragraph], indexes: list[int]) -> list[int]:
    total = sum(len(paragraph.text) for paragraph in found)
    return indexes if sum(len(found[index].text) for index in indexes) <= _MINORITY * total else []


def _title(found: Sequence[Paragraph], large: Sequence[int]) -> int | None:
    """The largest centred paragraph of the first page, and of several the first."""
    if not found:
        return None
    first_page = found[0].pages[0][1]
    candidates = [index for index in large if found[index].centred and found[index].pages[0][1] == first_page]
    return max(candidates, key=lambda index: (round(found[index].size), -index), default=None)


def _levels(found: Sequence[Paragraph], large: Sequence[int]) -> dict[int, int]:
    """Level 1 for the largest; sizes that hardly differ are one."""
    levels: dict[int, int] = {}
    level, size = 0, float("inf")
    for index in sorted(large, key=lambda index: -found[index].size):
        if found[index].size * _SAME_SIZE < size:
            level, size = level + 1, found[index].size
        levels[index] = level
    return levels
