"""A measure that people wrote → figures that tell its problem again and are not the problem's.

Targets are the unit's own to set; what restates the problem (追回多付的54.3万元) must be a figure of the problem, or
follow from its figures. It knows no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from assistant.drafting.checks.counters import figures_in
from assistant.drafting.checks.draft import Row
from assistant.drafting.checks.words import pairs
from assistant.text.facts import Fact
from assistant.text.sentences import Span, clauses
from assistant.text.terms import fold

_OWN_TARGET = re.compile(
    r"不少于|不低于|不超过|不高于|不多于|至少|抽[查检取样](?!费|经费|[^，,。；;]{0,4}(?:费|款|经费)\d)|随机|以上|以内|以下|(?<![下传送转表])达|力争|每|各|计划(?=[^，。；]{0,4}\d)|目标|提高到|降到|控制在"
)
"""A figure with these is what the unit sets itself, not what it was told."""
_OWN_MEANS = re.compile(
    r"新建|新增|再|设立|安排|投入|预算|筹措|筹集|第一批|首批|试点|前(?:支付|完成|收回|缴|清退|退还)"
)
"""A figure with these may be the unit's own, or a part of what was told, unless it looks like a told one mistyped."""
_PAYS_BACK = re.compile(
    r"清退|追缴|追回|收回|退还|退回|归还|上缴|补发|补缴|补付|缴入|缴清|挪用|多付|多支付|多发|多收|欠|违规|超标准|超范围|结余|交回|兑现|"
    r"清收|催收|催缴|到账|入账|缴款|核减|虚报|套取"
)
_SETTLED = re.compile(
    r"(?:全部|均|都|已)*(?:办结|返回|退费|退款|退还|签收|收款|入账|到账|上缴|缴清|收回|销号|领到|兑现|整改|完成|发放|答复|停发|清退)"
)
"""What a completion mark says of the things that the problem counted: 142条全部办结."""
_AFTER_FIGURE = 8
"""Characters behind a count that name what is counted."""
_BEFORE_FIGURE = 6
"""Characters before an amount of money, or a count that nothing follows, that name what it is of: 催收租金61.5万元."""
_NAMES = re.compile(r"[\u4e00-\u9fff]")
_THE_REST = re.compile(r"(?:其余|其他|另外?|别的)$")
"""其余21所学校 are those that the problem did not count."""
_COMMON = frozenset(
    (
        "资金 金额 经费 款项 费用 全部 没有 工作 问题 完成 整改 措施 情况 进行 单位 部门 以上 其余 已经 落实 记录 "
        "报告 资料 人员 干部 同志"
    ).split()
)


class Count(NamedTuple):
    """How much of what: 7家."""

    amount: Decimal
    unit: str


def figures_unlike_the_problem(row: Row, problem: str, stated: str) -> Iterator[tuple[str, str]]:
    """Field and figure of measures and completion marks that speak of the problem and are not among its figures.

    `problem` is all that the feedback says of it; `stated` everything that was fed back: 7家子公司 may stand in another
    problem.
    """
    of_problem = counts_in(problem)
    units = {count.unit for count in of_problem}
    known = {unit: _known_in(of_problem, unit) for unit in units}
    for name in ("measures", "completion_mark", "goal"):
        text = row.text(name)
        counted = counts_in(text)
        for fact in figures_in(text):
            count = count_of(fact)
            if count is None or count.amount in known.get(count.unit, ()):
                continue
            if count.unit not in units and count.unit != _MONEY:
                continue
            if _is_shared_out(count, counted, of_problem) or _is_the_rest(text, fact, of_problem):
                continue
            is_told = text[fact.start : fact.end + _NAMED] in stated and fact.end + _NAMED <= len(text)
            if not is_told and _speaks_of_problem(text, fact, count, problem, known.get(count.unit, frozenset())):
                yield name, text[fact.start : fact.end]


def _is_shared_out(count: Count, counted: Sequence[Count], of_problem: Sequence[Count]) -> bool:
    """Whether a figure is one of a run that together is one of the problem: of 3台 go 2台 elsewhere, 1台 is sold."""
    like = [other.amount for other in counted if other.unit == count.unit][:_MOST_AMOUNTS]
    known = {other.amount for other in of_problem if other.unit == count.unit}
    runs = (like[start:end] for start, end in combinations(range(len(like) + 1), 2) if end - start > 1)
    return any(count.amount in run and sum(run) in known for run in runs)


def _is_the_rest(text: str, fact: Fact, of_problem: Sequence[Count]) -> bool:
    """Whether a figure counts what the problem left uncounted; where it told total and part, the rest follows."""
    count = count_of(fact)
    told = [other for other in of_problem if count is not None and other.unit == count.unit]
    return len(told) < 2 and _THE_REST.search(fold(text[: fact.start])) is not None


def _speaks_of_problem(text: str, fact: Fact, count: Count, problem: str, known: frozenset[Decimal]) -> bool:
    """Whether a figure tells the problem again, and is no target of the unit's own."""
    clause = next((span for span in clauses(text) if span.start <= fact.start < span.end), Span(0, len(text)))
    told = fold(clause.of(text))
    if _OWN_TARGET.search(told) or (_OWN_MEANS.search(told) and not _is_slip(count, problem)):
        return False
    if _is_mistyped(count, known, counts_in(text)):
        return True
    if count.unit == _MONEY and _pays_back(text[clause.start : clause.end], fact.start - clause.start, problem):
        return True
    counted = text[fact.end : min(fact.end + _AFTER_FIGURE, clause.end)]
    if count.unit == _MONEY or not _NAMES.match(counted):
        counted = f"{text[max(clause.start, fact.start - _BEFORE_FIGURE) : fact.start]} {counted}"
    if fact.start == clause.start and _SETTLED.match(fold(counted)):
        return True
    return bool((pairs(counted) & pairs(problem)) - _COMMON)


def _is_slip(count: Count, problem: str) -> bool:
    """Whether a figure is one of the problem with a digit mistyped, or two changed round; a target would be rounder."""
    like = [other for other in counts_in(problem) if other.unit == count.unit]
    return any(is_slip_of(count, other) for other in like)


def is_slip_of(one: Count, other: Count) -> bool:
    """Whether two figures of a unit differ in one digit, or in two changed round, as they are written: 15万元 has two.

    >>> is_slip_of(Count(Decimal(853000), "元"), Count(Decimal(835000), "元"))
    True
    """
    digits, others = _digits(one.amount), _digits(other.amount)
    if one.unit != other.unit or len(digits) != len(others) or len(digits) < _SLIP_DIGITS:
        return False
    return sum(map(str.__ne__, digits, others)) == 1 or sorted(digits) == sorted(others)


def _is_mistyped(count: Count, known: frozenset[Decimal], told: Sequence[Count]) -> bool:
    """Whether a figure is one that the problem tells, or that follows, mistyped: 34台 of 43台, 115笔 of 105笔.

    What the same cell tells rightly, too, was not meant; a round figure may be a target.
    """
    meant = known - {other.amount for other in told if other.unit == count.unit}
    is_round = _digits(count.amount).endswith("0")
    slips = (is_slip_of(count, Count(one, count.unit)) for one in meant if not is_round)
    return any(slips) or any(are_changed_round(count.amount, one) for one in meant)


def are_changed_round(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts have the same digits in another order, as they are written.

    >>> are_changed_round(Decimal(34), Decimal(43)), are_changed_round(Decimal(40), Decimal(4))
    (True, False)
    """
    digits, others = _digits(one), _digits(other)
    return digits != others and sorted(digits) == sorted(others)


def _digits(amount: Decimal) -> str:
    """As they are written: of 260000元 the two of 26万元."""
    digits = f"{amount}".replace(".", "")
    while digits.endswith(_TEN_THOUSANDS):
        digits = digits.removesuffix(_TEN_THOUSANDS)
    return digits


def _pays_back(clause: str, figure: int, problem: str) -> bool:
    """Whether an amount is one that the problem told of, to be paid back; 追回差价2.7万元 names another matter."""
    verbs = list(_PAYS_BACK.finditer(fold(clause)))
    before = [verb for verb in verbs if verb.end() <= figure]
    named = pairs(clause[before[-1].end() : figure]) if before else frozenset[str]()
    return bool(verbs) and (not named - _COMMON or bool(named & pairs(problem)))


def _known_in(counts: Sequence[Count], unit: str) -> frozenset[Decimal]:
    """The figures of a problem that one in this unit may repeat: its own, and what follows from them.

    Of 120公里 and 96公里 follow 24公里. Counts may stand for one another, 7家 for 7份, and differ from one another in
    other units: 核定120个岗位，在岗83人 leaves 37名 to be hired. Money only goes with money.
    """
    like = [count.amount for count in counts if (count.unit == _MONEY) == (unit == _MONEY)][:_MOST_AMOUNTS]
    same = [count.amount for count in counts if count.unit == unit][:_MOST_AMOUNTS]
    found = {*like, *(abs(one - other) for one, other in combinations(like, 2))}
    for size in range(2, len(same) + 1):
        found |= {sum(chosen, Decimal(0)) for chosen in combinations(same, size)}
    found |= {one - sum(rest, Decimal(0)) for one in same for rest in combinations(same, 2)}
    return frozenset(found)


_MONEY = "元"
_TEN_THOUSANDS = "0000"
_SLIP_DIGITS = 3
"""Digits from which on a figure that differs in one is a slip; 15个 of 25个 may well be a target."""
_NAMED = 2
"""Characters behind a figure that must be the same for it to be the same thing."""
_SAME_UNIT = {"名": "人"}
_MOST_AMOUNTS = 6
"""Figures of one unit that are added up in every way; real problems have two or three."""


def counts_in(text: str) -> list[Count]:
    return [count for fact in figures_in(text) if (count := count_of(fact)) is not None]


def count_of(fact: Fact) -> Count | None:
    """How much of what a fact counts; None for dates, shares and articles."""
    found = re.fullmatch(r"([\d.]+)([^\d%]+)", fact.value)
    if fact.kind != "figure" or found is None:
        return None
    return Count(Decimal(found[1]), _SAME_UNIT.get(found[2], found[2]))
