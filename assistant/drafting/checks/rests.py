"""What is left of a whole, and parts that are more than it: 85万元，已收回40万元，剩余55万元; 12个，其中15个已办结.

The figures of a paragraph in, contradictions out. A rest is held against what the figures in front of it leave of the
first of them, where both count the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from assistant.drafting.checks.counted import Contradiction, Number, counted_as
from assistant.text.rarity import tagged
from assistant.text.terms import fold

_REST = re.compile(r"^(?:余款?|余下|剩余|剩下|其余|尚余|还剩)[\u4e00-\u9fff]{0,3}$")
_OWED = re.compile(r"^[尚仍还]欠[\u4e00-\u9fff]{0,3}$")
_LACKING = re.compile(r"^(?:[尚仍还]有|另有?)$")
_NOT_DONE = re.compile(r"^[尚仍还]?(?:未|没有)(?P<verb>[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{0,4}$")
_GOT = re.compile(
    r"已|完成|办结|整改|收回|追回|追缴|清退|清收|退还|支付|缴[清纳]|化解|兑付|到位|销号|核销|解决|处置|盘活|拆除|发放"
)
_NAMED = re.compile(r"^(?P<thing>[\u4e00-\u9fff]*?)(?:$|[未没待正已尚仍还在将需拟因])")
_LEFT_AS_IT_WAS = re.compile(r"^[\u4e00-\u9fff]{0,6}?(?:未|没|待|正在)")

_INCLUDED = re.compile(r"\((?:其中|含|包括|包含)[^()]*\)")
"""已收38万元(含滞纳金1万元): no part of its own."""

_AMONG = re.compile(r"^(?:[^。；;]{0,12}其中|[\u4e00-\u9fff]{0,8}(?<!过程)中[,，])")
_OF_ONE_SORT = frozenset("元人名户家")
"""Units that tell what is counted; of others the word behind does: 12个乡镇, 3个村."""
_FOUND = re.compile(
    r"查出|发现|排查|反馈|指出|受理|移交|违规|违反|拖欠|挪用|侵占|应[退收缴追补]|逾期|超期|认领|收到|回访|测评|参评|问卷"
)
"""A figure with these is all there is; of what somebody planned, more may well be done."""
_ALL_DONE = re.compile(
    r"(?:(?:整改|改正|办结|清退|退还|退回|追回|收回|销号|化解|处置|完成|解决)(?:到位|完成|完毕|整改)?[了达]?|[已实][收缴退付还追补]|满意)$"
)
_PLANNED = re.compile(r"计划|目标|任务")
_COMPARES = re.compile(
    r"同比|环比|[较比]|增[长加]|减少|下降|提高|上升|[达从由至到]$|每|第$|占|含|超过|至少|以上|不[少低]于"
)


def rest_contradictions(line: str, figures: Sequence[Number]) -> Iterator[Contradiction]:
    """Every contradiction between a whole, what is done of it and what is left, sentence by sentence.

    >>> from assistant.drafting.checks.counted import numbers_in
    >>> line = "拖欠工程款1.2亿元，已支付8000万元，尚欠5000万元。"
    >>> [(found.kind, found.computed, found.working) for found in rest_contradictions(line, numbers_in(line))]
    [('rest', '4000万元', '1.2亿元-8000万元')]
    """
    folded = fold(line)
    included = [match.span() for match in _INCLUDED.finditer(folded)]
    told = [
        number
        for number in figures
        if number.unit != "%" and not any(start <= number.start < end for start, end in included)
    ]
    start = 0
    earlier: list[Number] = []
    for end in [*(stop.end() for stop in re.finditer("。", folded)), len(folded)]:
        numbers = [number for number in told if start <= number.start < end]
        yield from _of_rests(numbers, earlier)
        yield from _of_more(folded, numbers)
        start, earlier = end, numbers


def _of_rests(numbers: Sequence[Number], earlier: Sequence[Number]) -> Iterator[Contradiction]:
    """`earlier` are the figures of the sentence before, which may tell the whole: 欠45万元。已追缴38万元，剩余7万元."""
    for at, rest in enumerate(numbers):
        if not any(words.match(rest.before) for words in (_REST, _OWED, _LACKING, _NOT_DONE)):
            continue
        before = [number for number in numbers[:at] if number.unit == rest.unit]
        wholes = [number for number in earlier if number.unit == rest.unit]
        if len(before) == len(wholes) == 1 and before[0].before.startswith("已"):
            before = [*wholes, *before]
        if len(before) < 2 or before[0].amount <= rest.amount or not _is_rest(rest, before):
            continue
        if any(_leaves(before[start:], rest) for start in range(len(before) - 1)):
            continue
        whole, *parts = before
        left = whole.amount - sum(part.amount for part in parts)
        following = [number.amount for number in numbers[at + 1 :] if number.unit == rest.unit]
        if left > 0 and left not in accumulate(following, initial=rest.amount):
            working = "-".join(number.shown for number in before)
            yield Contradiction("rest", rest.start, rest.end, rest.shown, counted_as(left, rest), working)


def _is_rest(number: Number, before: Sequence[Number]) -> bool:
    """Whether a figure says what is left; words that say less than 剩余 need a whole and its done part in front."""
    if _REST.match(number.before):
        return True
    whole, *parts = before
    is_done = len(parts) == 1 and (whole.runs_on or _GOT.search(parts[0].said))
    if not is_done or not _same_thing(number, whole):
        return False
    not_done = _NOT_DONE.match(number.before)
    if not_done is not None:
        return not_done["verb"] in parts[0].said
    is_left = _LEFT_AS_IT_WAS.match(number.after) or (whole.runs_on and not _names_another(number, whole))
    is_lacking = _LACKING.match(number.before) and is_left
    return bool(is_lacking or _OWED.match(number.before))


def _same_thing(number: Number, whole: Number) -> bool:
    """Whether a count of something is one of what the whole counts: 3个村 are none of 12个乡镇."""
    named = _NAMED.match(number.after) if number.unit not in _OF_ONE_SORT else None
    thing = named["thing"] if named else ""
    return all(character in whole.said for character in thing)


def _names_another(number: Number, whole: Number) -> bool:
    """Whether a count is of something else than the whole, told right behind it: 另3名科长 of 6名干部."""
    named = next(iter(tagged(number.after)), None)
    return named is not None and named.tag.startswith("n") and named.text not in whole.said


def _leaves(before: Sequence[Number], rest: Number) -> bool:
    """Whether a rest is what some of the figures in front of it leave of the first of them."""
    whole, *parts = (number.amount for number in before)
    return any(whole == sum(parts[start:], rest.amount) for start in range(len(parts)))


def _of_more(folded: str, numbers: Sequence[Number]) -> Iterator[Contradiction]:
    """A part behind 其中 or 中, or all that is done, that is more than what there is of it."""
    last: dict[str, Number] = {}
    for at, part in enumerate(numbers):
        whole = last.get(part.unit)
        last[part.unit] = part
        if whole is None or part.amount <= whole.amount or _COMPARES.search(f"{whole.said} {part.before}"):
            continue
        between = folded[whole.end : part.start]
        is_all = numbers[at - 1] is whole and _is_all_of(whole, part)
        if _same_thing(part, whole) and (is_all or _AMONG.search(between)):
            yield Contradiction("more", whole.start, whole.end, whole.shown, part.shown, "")


def _is_all_of(whole: Number, part: Number) -> bool:
    """Whether one figure is what was found, and the next all that was done about it."""
    return bool(_FOUND.search(whole.before) and _ALL_DONE.search(part.before)) and not _PLANNED.search(whole.said)
