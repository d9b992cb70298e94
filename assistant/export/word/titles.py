"""A title broken into balanced lines, never inside a word (GB/T 9704-2012, 7.3.1: 词意完整、排列对称、长短适宜)."""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import ceil, inf

from assistant.drafting.slots import slot_spans
from assistant.text.words import words

_LONGEST_LINE = 19
"""Characters of 二号 in a line of 156 mm, one less than fit."""
_NOT_FIRST = frozenset("的了和与及、，。；：）》”")
_GOOD_FIRST = ("关于", "反馈", "整改")
"""Words that a new line likes to begin with."""

_WORTH = 24.0
"""What a good beginning weighs against squares of characters too many or too few."""


def balanced(title: str) -> str:
    """The title with line breaks where it is too long for one line.

    >>> print(balanced("市粮食局党组关于市委第三巡察组反馈意见的整改方案"))
    市粮食局党组关于市委第三巡察组
    反馈意见的整改方案
    """
    title = " ".join(title.split())
    if len(title) <= _LONGEST_LINE:
        return title
    fewest = ceil(len(title) / _LONGEST_LINE)
    lines = _divided(title, fewest) or _divided(title, fewest + 1) or _cut(title)
    return "\n".join(lines)


def _divided(title: str, lines: int) -> list[str] | None:
    """The title in so many lines of whole words, as equal as they get; None where words are too long for that."""
    ends = [0, *accumulate(map(len, words(title)))]
    slots = [span for span, _ in slot_spans(title)]
    ends = [
        end
        for end in ends
        if end in (0, len(title))
        or (title[end] not in _NOT_FIRST and not any(span.start < end < span.end for span in slots))
    ]
    wished = len(title) / lines
    # By end of the line: what the lines up to there cost at least, and where they begin.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for _ in range(lines):
        further: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, starts) in best.items():
            for end in (end for end in ends if start < end <= start + _LONGEST_LINE):
                one = cost + (end - start - wished) ** 2 - _WORTH * title.startswith(_GOOD_FIRST, start)
                further[end] = min(further.get(end, (inf, ())), (one, (*starts, start)))
        best = further
    if len(title) not in best:
        return None
    starts = best[len(title)][1]
    return [title[start:end].strip() for start, end in pairwise((*starts, len(title)))]


def _cut(text: str) -> list[str]:
    """Lines of a title whose words are too long to break well."""
    return [text[start : start + _LONGEST_LINE] for start in range(0, len(text), _LONGEST_LINE)]
