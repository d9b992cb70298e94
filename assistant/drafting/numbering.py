"""What looks like labels → those that are: they count on from one another, in lists of their own.

Labels in, labels out, in order. It knows nothing of the words behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.drafting.label_styles import Label, Style
from assistant.drafting.labels import looking_like_labels


def labels(text: str, start: int, end: int) -> list[Label]:
    """The labels of `text[start:end]` that count on from one another, in order."""
    return _turned_round(_counting(_as_sisters(_above_others(_spoken_counted(looking_like_labels(text, start, end))))))


def _spoken_counted(candidates: Sequence[Label]) -> list[Label]:
    """Number what plain prose tells one after the other, from each 首先 on; 另外 and 最后 alone are mere words."""
    counted: list[Label] = []
    last = 0
    for label in candidates:
        if label.style is not Style.SPOKEN:
            counted.append(label)
        elif label.number or last:
            last = label.number or last + 1
            counted.append(replace(label, number=last))
    return counted


def _above_others(candidates: Sequence[Label]) -> list[Label]:
    """首先…, 其次…, 最后… are parts of a speech where paragraphs counted 第一, 第二 stand below one of them."""
    lines = [label for label in candidates if label.begins_line]
    spoken = [label for label in lines if label.style is Style.SPOKEN and label.number]
    stands_above = any(
        above in spoken and [below.style, below.number] == [Style.ORDINAL, 1] for above, below in pairwise(lines)
    )
    if len(spoken) < 2 or not stands_above:
        return list(candidates)
    return [replace(label, style=Style.PART, is_sure=True) if label in spoken else label for label in candidates]


def _as_sisters(candidates: Sequence[Label]) -> list[Label]:
    """A bracketed number that counts on from a plain one before it is its sister: 1. 2、 （3） 4． of several hands."""
    told: list[Label] = []
    last: dict[Style, int | None] = {}
    for label in candidates:
        before = None if label.number is None else label.number - 1
        is_sister = before and label.begins_line and last.get(Style.ARABIC_BRACKETED) != before
        is_sister = is_sister and label.style is Style.ARABIC_BRACKETED and last.get(Style.ARABIC) == before
        told.append(replace(label, style=Style.ARABIC) if is_sister else label)
        last[told[-1].style] = label.number
        if told[-1].style is Style.ARABIC:
            last[Style.ARABIC_BRACKETED] = None
    return told


def _counting(candidates: Sequence[Label]) -> list[Label]:
    """Drop labels that count on from nothing: （二） of a reference, a lone 一、 in the middle of a sentence.

    At the start of a line any sure number counts, because people misnumber and a text may have lost its head; else
    only 1 with a 2 behind it, and what follows, also across the groups above (findings are often numbered on).
    """
    kept: list[Label] = []
    in_this_group: dict[Style, int] = {}
    anywhere: dict[Style, int] = {}
    for index, label in enumerate(candidates):
        number = label.number
        counts_on = number is not None and number - 1 in (in_this_group.get(label.style), anywhere.get(label.style))
        begins_list = number == 1 and (_has_second(candidates, index) or _is_alone_below(candidates, index))
        if number is None or (label.begins_line and label.is_sure) or counts_on or begins_list:
            kept.append(label)
            in_this_group = {style: last for style, last in in_this_group.items() if style <= label.style}
            if number is not None:
                in_this_group[label.style] = anywhere[label.style] = number
    return _with_place(kept)


def _turned_round(kept: list[Label]) -> list[Label]:
    """1、 above 一、: plain numbers that count once through the text while 一、 begins anew below them are parts."""
    plain = [label for label in kept if label.style is Style.ARABIC and label.begins_line]
    begun = [label.start for label in kept if label.style is Style.HAN and label.begins_line and label.number == 1]
    counts_once = [label.number for label in plain] == list(range(1, len(plain) + 1))
    if len(plain) < 2 or len(begun) < 2 or not counts_once or begun[0] < plain[0].start:
        return kept
    starts = {label.start for label in plain}
    return [replace(label, style=Style.PART) if label.start in starts else label for label in kept]


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


def _is_alone_below(candidates: Sequence[Label], index: int) -> bool:
    """在巡察整改方面，一是…: the only one of its list right behind a heading that has no other label."""
    return candidates[index].style is Style.IS and index > 0 and candidates[index - 1].style is Style.LINE


def _has_second(candidates: Sequence[Label], index: int) -> bool:
    style = candidates[index].style
    later = (candidates[at] for at in range(index + 1, len(candidates)))  # no copy: there may be thousands
    following = next((label for label in later if label.style <= style), None)
    return following is not None and following.style is style and following.number == 2
