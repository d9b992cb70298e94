"""The measures against one problem → the blocks of an official document: in prose, then who, by when and what shows it.

What is the same for all measures of a problem is told once. It decides nothing; what is open stays a slot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.drafting.records import Due, Measure, Plan
from assistant.export.document import Block, Cell, Paragraph, Table
from assistant.export.word.letterhead import said_date


def told_once(plan: Plan) -> frozenset[str]:
    """The places of slots, as F1-M2.leader, that the document does not print: what the first measure says for all.

    An office names who answers for a problem once, and again only where measures differ; so with days and results.
    """
    answered = [*(item.measures for item in plan.findings), *(item.measures for item in plan.suggestions)]
    return frozenset(
        f"{measure.id}.{name}"
        for measures in answered
        if _have_one_owner(measures)
        for measure in measures[1:]
        for name in (*_OWNERS, *(_RESULTS if _are_done_alike(measures) else ()))
    )


_OWNERS = ("leader", "lead_unit", "co_units")
_RESULTS = (
    "due.date",
    "due.stages",
    "metric.indicator",
    "metric.baseline",
    "metric.target",
    "completion_mark",
    "evidence_required",
)


def _have_one_owner(measures: Sequence[Measure]) -> bool:
    return len({(measure.leader, measure.lead_unit, measure.co_units) for measure in measures}) == 1


def _are_done_alike(measures: Sequence[Measure]) -> bool:
    """Whether all measures of an item have one deadline and one result."""
    return len({(one.due, one.metric, one.completion_mark, one.evidence_required) for one in measures}) == 1


def _narrowest(measure: Measure, plan: Plan) -> tuple[int, ...]:
    """The citations of a measure without those of the feedback that hold another: the problem is quoted right above."""
    cited = [citation for n in measure.citations if (citation := plan.citation(n)) is not None]
    fed_back = [citation for citation in cited if plan.is_feedback(citation)]
    wider = {
        one.n
        for one in fed_back
        for other in fed_back
        if one is not other and one.start <= other.start and other.end <= one.end and one.n < other.n
    }
    return tuple(n for n in measure.citations if n not in wider)


def told_measures(measures: Sequence[Measure], plan: Plan) -> Iterator[Block]:
    """What is done, in prose; who answers for it, once where it is the same; by when and what shows it, in a table."""
    for number, measure in enumerate(measures, start=1):
        counted = f"（{number}）" if len(measures) > 1 else ""
        lead = f"整改措施：{counted}" if number == 1 else counted
        yield Paragraph(measure.text, _narrowest(measure, plan), measure.id, lead=lead)
    if not measures:
        return
    first = measures[0]
    if _have_one_owner(measures):
        yield Paragraph("；".join(_owners(first)) + "。", place=first.id, lead="责任分工：")
    if _have_one_owner(measures) and _are_done_alike(measures):
        due, results = "，".join(_due(first.due)), "；".join(_results(first))
        yield Paragraph(f"完成时限：{due}；{results}。", place=first.id)
    elif _have_one_owner(measures):
        rows = tuple(_row(number, measure, ()) for number, measure in enumerate(measures, start=1))
        yield Table(("措施", "完成时限", "完成要求"), rows, (11, 33, 112))
    else:
        rows = tuple(_row(number, measure, _owners(measure)) for number, measure in enumerate(measures, start=1))
        yield Table(("措施", "责任和时限", "完成要求"), rows, (12, 58, 86))


def _owners(measure: Measure) -> tuple[str, ...]:
    told = (f"责任领导：{measure.leader}", f"牵头单位：{measure.lead_unit}")
    return (*told, f"配合单位：{'、'.join(measure.co_units)}") if measure.co_units else told


def _row(number: int, measure: Measure, owners: Sequence[str]) -> tuple[Cell, ...]:
    due = "，".join(_due(measure.due))
    return (
        Cell(str(number)),
        Cell("\n".join((*owners, f"完成时限：{due}")) if owners else due, place=measure.id),
        Cell("\n".join(_results(measure)), place=measure.id),
    )


def _results(measure: Measure) -> Iterator[str]:
    """By what stages, what shows that it is done, and which papers prove it."""
    metric, stages = measure.metric, "；".join(stage.rstrip("。") for stage in measure.due.stages)
    if stages:
        yield f"阶段目标：{stages}"
    yield f"完成标志：{measure.completion_mark}（{metric.indicator}：{metric.baseline}→{metric.target}）"
    yield f"佐证材料：{'、'.join(measure.evidence_required)}"


def _due(due: Due) -> Iterator[str]:
    if due.immediate:
        yield "立行立改"
    if due.date or due.open_slot:
        yield f"{said_date(due.date)}前" if due.date else due.open_slot
    if due.continuing:
        yield "长期坚持"
