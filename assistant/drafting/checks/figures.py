"""No figure without a source, and none that contradicts another.

In a plan drafted here every figure must stand in a source. In a plan that people wrote, targets are their own to set:
there only what restates the problem (追回多付的54.3万元) must be a figure of the problem, or follow from its figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from assistant.drafting.checks.draft import Draft, Row
from assistant.drafting.checks.rules import ACCURACY, ERROR, EVERY, INFO, REPORTS, WARNING, WITH_ROWS, Rule
from assistant.drafting.checks.sums import contradictions
from assistant.drafting.checks.tables import table_contradictions, without_tables
from assistant.drafting.checks.words import pairs
from assistant.drafting.records import Issue, Spot
from assistant.text.facts import Fact, fact_values, facts
from assistant.text.sentences import Span, clauses, sentences
from assistant.text.terms import fold

FIGURE_WITHOUT_SOURCE = Rule("figure-without-source", ERROR, WITH_ROWS, ACCURACY)
DATE_WITHOUT_SOURCE = Rule("date-without-source", WARNING, WITH_ROWS)
PARTS_WRONG = Rule("parts-do-not-add-up", ERROR, EVERY, ACCURACY)
SUM_WRONG = Rule("sum-wrong", ERROR, EVERY, ACCURACY)
SHARE_WRONG = Rule("share-wrong", ERROR, EVERY, ACCURACY)
TABLE_WRONG = Rule("table-does-not-add-up", ERROR, EVERY, ACCURACY)
COUNT_DIFFERS = Rule("count-differs", WARNING, WITH_ROWS, ACCURACY)
BARE_HUNDRED = Rule("bare-100-percent", WARNING, REPORTS | WITH_ROWS)

RULES = (
    FIGURE_WITHOUT_SOURCE,
    DATE_WITHOUT_SOURCE,
    PARTS_WRONG,
    SUM_WRONG,
    SHARE_WRONG,
    TABLE_WRONG,
    COUNT_DIFFERS,
    BARE_HUNDRED,
)

_SUMS: Mapping[str, Rule] = {"parts": PARTS_WRONG, "sum": SUM_WRONG, "share": SHARE_WRONG}

_OWN_TARGET = re.compile(
    r"不少于|不低于|不超过|不高于|不多于|至少|以上|以内|以下|达到|达|力争|每|各|新建|新增|再|设立|安排|投入|预算|筹措|筹集|计划(?=[^，。；]{0,4}\d)|目标|提高到|"
    r"降到|控制在|前(?:支付|完成|收回|缴|清退|退还)|第一批|首批|试点"
)
"""A figure with these is what the unit sets itself, not what it was told."""
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
_BEFORE_AMOUNT = 6
"""Characters before an amount of money that name what is paid: 催收租金61.5万元."""
_THE_REST = re.compile(r"(?:其余|其他|另外?|别的)$")
"""其余21所学校 are those that the problem did not count."""
_COMMON = frozenset(
    (
        "资金 金额 经费 款项 费用 全部 没有 工作 问题 完成 整改 措施 情况 进行 单位 部门 以上 其余 已经 落实 记录 "
        "报告 资料"
    ).split()
)

_PLANNED_MEASURES = re.compile(
    r"(?:制定|细化|提出|形成|确定|列出|共|分解|梳理)[^，。；\n]{0,10}?(?P<count>\d{1,3})[项条个](?:具体)?(?:整改)?(?:措施|举措)|"
    r"(?:整改)?措施(?P<after>\d{1,3})[项条]"
)
_ABSOLUTE = re.compile(
    r"100[%％]|百分之百|百分百|(?<!健)全覆盖|(?:整改|完成|办结|销号)率均?(?:达|为)?(?:到)?100|全部(?:完成|整改|销号|办结|到位|清零)|彻底解决"
)
_LISTED = re.compile(r"清单|名单|台账|逐[项条件户笔人个份家]|列出|明细|公示|目录|附件|附表")


class _Count(NamedTuple):
    amount: Decimal
    unit: str


def figures_without_source(draft: Draft) -> Iterator[Issue]:
    """A figure that nobody stated. What a source hides (X, 某) has to stay an open slot."""
    known = _known(draft) if draft.is_ours else frozenset()
    stated = "\n".join((*(problem.verbatim for problem in draft.problems), _fed_back(draft)))
    for row in draft.rows():
        yield from _strictly(row, known) if draft.is_ours else _restated(row, stated)


def dates_without_source(draft: Draft) -> Iterator[Issue]:
    """A date of a measure drafted here that neither the regime nor the feedback document gives."""
    known = _known(draft) if draft.is_ours else frozenset()
    for row in draft.rows() if draft.is_ours else ():
        day = row.due.date
        if day and not (draft.limit and day == draft.limit.day) and day.isoformat() not in known:
            yield DATE_WITHOUT_SOURCE.within(row, "due", date=day.isoformat())


def sums(draft: Draft) -> Iterator[Issue]:
    """Parts against totals, 合计 against lists, shares against both, columns of tables against their last row."""
    of_text = ((_SUMS[found.kind], found) for found in contradictions(without_tables(draft.text)))
    of_tables = ((TABLE_WRONG, found) for found in table_contradictions(draft.text))
    for rule, found in (*of_text, *of_tables):
        spot = Spot(start=found.start, end=found.end)
        yield rule.at("", spot, stated=found.stated, computed=found.computed, working=found.working)


def count_of_measures(draft: Draft) -> Iterator[Issue]:
    """The plan says how many measures it has, and has another number of them."""
    measures = sum(1 for _ in draft.rows())
    stated = _PLANNED_MEASURES.search(fold(draft.text))
    if stated is not None and measures:
        count = int(stated["count"] or stated["after"])
        if count != measures:
            spot = Spot(start=stated.start(), end=stated.end())
            yield COUNT_DIFFERS.at("", spot, stated=count, counted=measures)


def bare_absolutes(draft: Draft) -> Iterator[Issue]:
    """100% and 全覆盖 without numerator, denominator or list: 绝不能搞成“数字化”的全覆盖."""
    for row in draft.rows():
        promised = row.promised
        said = _ABSOLUTE.search(promised)
        beside = promised.replace("100%", "").replace("100％", "") + row.cells.problem
        if said and not _LISTED.search(promised) and not _counts(beside):
            yield BARE_HUNDRED.on(row, "completion_mark", severity=INFO, words=said[0])
    if draft.problems:
        return
    for line, start in _lines(draft.text):
        said = None if _LISTED.search(line) else _bare_absolute(line)
        if said is not None:
            at = start + said.start()
            yield BARE_HUNDRED.at("", Spot(start=at, end=at + len(said[0])), words=said[0])


def _bare_absolute(line: str) -> re.Match[str] | None:
    """The first absolute of a paragraph with no count in its own sentence; counts of other sentences are of others."""
    for sentence in sentences(line):
        said = _ABSOLUTE.search(line, *sentence)
        if said and not _counts(sentence.of(line).replace("100%", "").replace("100％", "")):
            return said
    return None


CHECKS = (figures_without_source, dates_without_source, sums, count_of_measures, bare_absolutes)


def _fed_back(draft: Draft) -> str:
    return draft.feedback.document.text if draft.feedback is not None else ""


def _known(draft: Draft) -> frozenset[str]:
    """Every figure that a source of the draft states: the feedback, else the problems as quoted, and what is cited."""
    stated = frozenset[str]()
    if draft.feedback is not None:
        stated |= fact_values(_fed_back(draft))
    if draft.feedback is None or not draft.is_ours:
        stated = stated.union(*(fact_values(problem.verbatim) for problem in draft.problems))
    for citation in draft.citations:
        stated |= fact_values(citation.quote) | fact_values(citation.heading) | fact_values(citation.title)
    return stated


def _strictly(row: Row, known: frozenset[str]) -> Iterator[Issue]:
    for name, text in _texts(row):
        for fact in facts(text):
            if fact.value not in known:
                yield FIGURE_WITHOUT_SOURCE.at(f"{row.id}.{name}", row.spot(), figure=text[fact.start : fact.end])


def _texts(row: Row) -> Iterator[tuple[str, str]]:
    yield "text", row.cells.measures
    if row.metric is not None:
        yield "metric.indicator", row.metric.indicator
        yield "metric.baseline", row.metric.baseline
        yield "metric.target", row.metric.target
    yield "completion_mark", row.cells.completion_mark
    for stage in row.due.stages:
        yield "due.stages", stage
    yield "evidence_required", row.cells.evidence


def _restated(row: Row, stated: str) -> Iterator[Issue]:
    """Figures of measures and completion marks that speak of the problem and are not among its figures.

    `stated` is everything that was fed back: 7家子公司 may stand in another problem.
    """
    of_problem = _counts(row.cells.problem)
    units = {count.unit for count in of_problem}
    known = {unit: _known_in(of_problem, unit) for unit in units}
    for name in ("measures", "completion_mark", "goal"):
        text = row.text(name)
        counted = _counts(text)
        for fact in facts(text):
            count = _count(fact)
            if count is None or count.amount in known.get(count.unit, ()):
                continue
            if count.unit not in units and count.unit != _MONEY:
                continue
            if _is_shared_out(count.unit, counted, of_problem) or _is_the_rest(text, fact, of_problem):
                continue
            is_told = text[fact.start : fact.end + _NAMED] in stated and fact.end + _NAMED <= len(text)
            if not is_told and _speaks_of_problem(text, fact, count, row.cells.problem):
                yield FIGURE_WITHOUT_SOURCE.within(row, name, figure=text[fact.start : fact.end])


def _is_shared_out(unit: str, counted: Sequence[_Count], of_problem: Sequence[_Count]) -> bool:
    """Whether the figures of a cell together are one of the problem: of 3台 go 2台 to another house, 1台 is sold."""
    parts = [count.amount for count in counted if count.unit == unit]
    return len(parts) > 1 and any(other.unit == unit and other.amount == sum(parts) for other in of_problem)


def _is_the_rest(text: str, fact: Fact, of_problem: Sequence[_Count]) -> bool:
    """Whether a figure counts what the problem left uncounted; where it told total and part, the rest follows."""
    count = _count(fact)
    told = [other for other in of_problem if count is not None and other.unit == count.unit]
    return len(told) < 2 and _THE_REST.search(fold(text[: fact.start])) is not None


def _speaks_of_problem(text: str, fact: Fact, count: _Count, problem: str) -> bool:
    """Whether a figure tells the problem again, and is no target of the unit's own."""
    clause = next((span for span in clauses(text) if span.start <= fact.start < span.end), Span(0, len(text)))
    if _OWN_TARGET.search(fold(clause.of(text))):
        return False
    if count.unit == _MONEY and _pays_back(text[clause.start : clause.end], fact.start - clause.start, problem):
        return True
    counted = text[fact.end : min(fact.end + _AFTER_FIGURE, clause.end)]
    if count.unit == _MONEY:
        counted = f"{text[max(clause.start, fact.start - _BEFORE_AMOUNT) : fact.start]} {counted}"
    if fact.start == clause.start and _SETTLED.match(fold(counted)):
        return True
    return bool((pairs(counted) & pairs(problem)) - _COMMON)


def _pays_back(clause: str, figure: int, problem: str) -> bool:
    """Whether an amount is one that the problem told of, to be paid back; 追回差价2.7万元 names another matter."""
    verbs = list(_PAYS_BACK.finditer(fold(clause)))
    before = [verb for verb in verbs if verb.end() <= figure]
    named = pairs(clause[before[-1].end() : figure]) if before else frozenset[str]()
    return bool(verbs) and (not named - _COMMON or bool(named & pairs(problem)))


def _known_in(counts: Sequence[_Count], unit: str) -> frozenset[Decimal]:
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
_NAMED = 2
"""Characters behind a figure that must be the same for it to be the same thing."""
_SAME_UNIT = {"名": "人"}
_MOST_AMOUNTS = 6
"""Figures of one unit that are added up in every way; real problems have two or three."""


def _counts(text: str) -> list[_Count]:
    return [count for fact in facts(text) if (count := _count(fact)) is not None]


def _count(fact: Fact) -> _Count | None:
    found = re.fullmatch(r"([\d.]+)([^\d%]+)", fact.value)
    if fact.kind != "figure" or found is None:
        return None
    return _Count(Decimal(found[1]), _SAME_UNIT.get(found[2], found[2]))


def _lines(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for line in text.split("\n"):
        yield line, start
        start += len(line) + 1
