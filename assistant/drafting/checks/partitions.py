"""Figures that one sentence takes apart: 43次，其中公务用车37次，私用6次; 65件，满意62件，满意率95.4%.

A sentence's figures in, contradictions out. Whether a list behind 其中 is meant to be complete, words do not say. Parts
that may overlap, as defects do (8家没有台账、7家没有签字), and lists that come nowhere near their total are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from assistant.drafting.checks.counted import Contradiction, Number, added, counted_as, rounds_to, step_of
from assistant.text.terms import fold

_LEAST, _MOST = Decimal("0.75"), Decimal("1.5")
"""Shares of the total between which the parts behind 其中 mean to be all of it; beyond, the list has left the total."""
_TOTAL_WITHIN = 40
"""Characters between a total and the 其中 that takes it apart."""
_RIGHT_BEFORE = 12
_TAKES_APART = re.compile(r"其中|(?<=[\u4e00-\u9fff\d])[:：]|中[,，]")
_OPEN_LIST = re.compile(r"等(?![级待候])|主要|最|平均|至少|以上|左右|约|分别|连续|超过|不足|大部")
_MAY_OVERLAP = re.compile(r"没有|未|不(?!含|包括)|无|缺|超|违|漏|存在")
"""Defects: of 12家 8家 may lack one thing and 7家 another."""
_COMPARES = re.compile(r"同比|环比|[较比]|增[长加]|减少|下降|提高|上升|[达从由至到]$|每|第$|占")
_RATE = re.compile(r"(?P<of>[\u4e00-\u9fff]{2})率[为达是]?到?$")
_TELLS_WHAT = re.compile(r"[是为系]|属于?")
_HAD = re.compile(r"[已实](?P<verb>[\u4e00-\u9fff])$")
"""已收38万元 is what 收缴率 is of."""
_PART_OF = re.compile(r"占(?:比|总数|全部|总量)?[的为达]?$")


def partition_contradictions(line: str, figures: Sequence[Number], *, of_rates: bool) -> Iterator[Contradiction]:
    """Every contradiction of one paragraph with its figures. Without `of_rates` only 占 and 其中 are looked at.

    >>> from assistant.drafting.checks.counted import numbers_in
    >>> line = "加油43次，其中公用35次，私用6次。"
    >>> [(found.kind, found.computed) for found in partition_contradictions(line, numbers_in(line), of_rates=True)]
    [('parts', '41次')]
    """
    folded = fold(line)
    start = 0
    for end in [*(stop.end() for stop in re.finditer("。", folded)), len(folded)]:
        numbers = [number for number in figures if start <= number.start < end]
        earlier = [number for number in figures if number.start < start]
        goes_on = earlier[-1:] if folded[start:end].lstrip().startswith("其中") else []
        yield from _of_lists(folded, [*goes_on, *numbers], end)
        yield from _of_what_they_are(folded, numbers)
        yield from _of_shares(folded, numbers, earlier, start, of_rates=of_rates)
        start = end


def _of_lists(folded: str, numbers: Sequence[Number], end: int) -> Iterator[Contradiction]:
    for mark in _TAKES_APART.finditer(folded, numbers[0].end if numbers else end, end):
        until = re.search(r"[。；;]|其中", folded[mark.end() : end])
        stop = mark.end() + until.start() if until else end
        behind = [number for number in numbers if mark.end() <= number.start < stop]
        total = next((one for one in reversed(numbers) if behind and _is_total_of(one, behind[0], mark)), None)
        if total is None:
            continue
        parts = [number for number in behind if number.unit == total.unit]
        if not _is_open(folded, mark.end(), stop, parts):
            yield from _parts(total, parts)


def _of_what_they_are(folded: str, numbers: Sequence[Number]) -> Iterator[Contradiction]:
    """未完成的3个问题，2个是结算争议，1个是历史租约: what each of them is, told of all."""
    parts = [number for number in numbers if _TELLS_WHAT.match(number.after)]
    before = [number for number in numbers if parts and number.start < parts[0].start]
    if len(parts) > 1 and before and all(part.unit == before[-1].unit != "%" for part in parts):
        total = before[-1]
        if not _is_open(folded, total.end, parts[-1].end, parts):
            yield from _parts(total, parts)


def _is_total_of(number: Number, part: Number, mark: re.Match[str]) -> bool:
    """Whether a figure is what a list takes apart; in front of a colon, or 中, only the figure right before it."""
    within = _TOTAL_WITHIN if mark[0] == "其中" else _RIGHT_BEFORE
    return number.unit == part.unit and number.unit != "%" and 0 <= mark.start() - number.end <= within


def _is_open(folded: str, start: int, stop: int, parts: Sequence[Number]) -> bool:
    """Whether a list may leave something out or count something twice."""
    told = folded[start:stop]
    compares = any(_COMPARES.search(part.before) for part in parts)
    return _OPEN_LIST.search(told) is not None or compares or _MAY_OVERLAP.search(told) is not None


def _parts(total: Number, parts: Sequence[Number]) -> Iterator[Contradiction]:
    found = sum((part.amount for part in parts), Decimal(0))
    means_all = len(parts) > 1 and _LEAST * total.amount <= found <= _MOST * total.amount
    if not means_all or found == total.amount or any(part.amount > total.amount for part in parts):
        return
    yield Contradiction("parts", total.start, total.end, total.shown, counted_as(found, total), added(parts))


def _of_shares(
    folded: str, numbers: Sequence[Number], earlier: Sequence[Number], start: int, *, of_rates: bool
) -> Iterator[Contradiction]:
    """占 against the figure before it, …率 against the figure that its word names; of any other of the same unit.

    `earlier` are the figures of the sentences before it, which it may be a share of.
    """
    for at, share in enumerate(numbers):
        if share.unit != "%":
            continue
        before = [number for number in numbers[:at] if number.unit != "%"]
        rate = _RATE.search(share.before) if of_rates else None
        if not before:
            continue
        if _PART_OF.fullmatch(share.before):
            counts = before[-1:]
        elif rate:
            own = share.start - len(rate[0])
            counts = [number for number in before if rate["of"] in _around(folded, number, numbers, start, own)]
            counts = counts or [
                number for number in before if (had := _HAD.search(number.before)) and had["verb"] in rate["of"]
            ]
        else:
            continue
        yield from _share(counts, [*earlier, *before], share)


def _around(folded: str, number: Number, numbers: Sequence[Number], start: int, until: int) -> str:
    """What stands around a figure, up to the figures beside it and to the name of the share, which it does not have
    from there: 37户反映价高，最高加价率420% tells no share of 37.
    """
    at = numbers.index(number)
    left = numbers[at - 1].end if at else start
    return folded[left : min(numbers[at + 1].start, until)]


def _share(counts: Sequence[Number], before: Sequence[Number], share: Number) -> Iterator[Contradiction]:
    of = [
        (count, whole)
        for count in counts
        for whole in before
        if whole is not count and whole.unit == count.unit and whole.amount >= count.amount and whole.amount
    ]
    if not of or any(rounds_to(count.amount, whole.amount, share) for count, whole in of):
        return
    count, whole = of[-1]
    computed = (count.amount * 100 / whole.amount).quantize(step_of(share), ROUND_HALF_UP)
    working = f"{count.shown}/{whole.shown}"
    yield Contradiction("share", share.start, share.end, share.shown, f"{computed}%", working)
