"""The measures of a plan → the blocks of an official document: who answers for a problem, then a row a measure.

A table in small type takes a third of the room of the same in prose, and an office reads it faster. What is the same
for all measures of a problem is told once, what is the same for the whole plan once in the plan. It decides nothing;
what is open stays a slot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.drafting.records import Due, Measure, Metric, Plan, PlannedSuggestion
from assistant.drafting.slots import slots_in
from assistant.export.document import Cell, Table
from assistant.export.word.letterhead import said_date


def told_measures(measures: Sequence[Measure], plan: Plan) -> Iterator[Table]:
    """Who answers for a problem, once where it is the same; then what is done, by when, and what shows it."""
    if not measures:
        return
    above = Cell("；".join(_owners(measures[0])), place=measures[0].id) if _have_one_owner(measures) else None
    header = ("整改措施", *(["责任领导和单位"] if above is None else []), "完成时限", "完成标志", "佐证材料")
    widths = (54.0, 28.0, 18.0, 30.0, 26.0) if above is None else (74.0, 18.0, 34.0, 30.0)
    stages = common_stages(plan)
    rows = tuple(_row(number, measures, stages, plan) for number in range(1, len(measures) + 1))
    yield Table(header, rows, widths, above)


def told_advice(suggestions: Sequence[PlannedSuggestion], plan: Plan) -> Table:
    """The suggestions of the inspection with the measures that take them up; beside them once what they share."""
    stages = common_stages(plan)
    rows = [row for item in suggestions for row in _rows_of_advice(item, stages, plan)]
    return Table(("意见建议", "采纳措施", "责任和时限", "完成标志和佐证材料"), tuple(rows), (32, 58, 30, 36))


def common_stages(plan: Plan) -> tuple[str, ...]:
    """The stages that everything has which goes on without end; empty where they differ, or where nothing does."""
    different = {measure.due.stages for measure in plan.measures() if measure.due.stages}
    stages = different.pop() if len(different) == 1 else ()
    return () if any(map(slots_in, stages)) else stages


def stages_in_words(plan: Plan) -> str:
    """The stages of what goes on without end, for the section on the steps of the whole plan."""
    stages = common_stages(plan)
    if not stages:
        is_any = any(measure.due.stages for measure in plan.measures())
        return "见各项措施。" if is_any else "没有需要长期坚持的事项。"
    return f"{'；'.join(stage.rstrip('。') for stage in stages)}。"


def _have_one_owner(measures: Sequence[Measure]) -> bool:
    return len(set(map(_owners, measures))) == 1


def _row(number: int, measures: Sequence[Measure], stages: Sequence[str], plan: Plan) -> tuple[Cell, ...]:
    measure = measures[number - 1]
    counted = f"（{number}）" if len(measures) > 1 else ""
    owners = [] if _have_one_owner(measures) else [Cell("\n".join(_owners(measure)), place=measure.id)]
    return (
        Cell(f"{counted}{measure.text}", _narrowest(measure, plan), measure.id),
        *owners,
        Cell("，".join(_due(measure.due)), place=measure.id),
        Cell("\n".join((measure.completion_mark, *_beyond(measure, stages))), place=measure.id),
        Cell("、".join(measure.evidence_required), place=measure.id),
    )


def _rows_of_advice(item: PlannedSuggestion, stages: Sequence[str], plan: Plan) -> Iterator[tuple[Cell, ...]]:
    advised = f"{item.suggestion.id}　{' '.join(item.suggestion.excerpt.verbatim.split())}"
    if not item.measures:
        yield Cell(advised, place=item.suggestion.id), Cell(""), Cell(""), Cell("")
    above: tuple[str, ...] = ()
    for measure in item.measures:
        answered = "\n".join((*_owners(measure), f"完成时限：{'，'.join(_due(measure.due))}"))
        shown = "\n".join((*_results(measure), *_beyond(measure, stages)))
        yield (
            Cell(advised, place=item.suggestion.id, goes_on=advised in above),
            Cell(measure.text, _narrowest(measure, plan), measure.id),
            *(Cell(told, place=measure.id, goes_on=told in above) for told in (answered, shown)),
        )
        above = (advised, answered, shown)


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


def _owners(measure: Measure) -> tuple[str, ...]:
    told = (f"责任领导：{measure.leader}", f"牵头单位：{measure.lead_unit}")
    return (*told, f"配合单位：{'、'.join(measure.co_units)}") if measure.co_units else told


def _results(measure: Measure) -> tuple[str, ...]:
    return (f"{measure.completion_mark}", f"佐证：{'、'.join(measure.evidence_required)}")


def _beyond(measure: Measure, common: Sequence[str]) -> Iterator[str]:
    """What the mark does not say: stages that are not those of the whole plan, a metric with a target of its own."""
    if measure.due.stages and measure.due.stages != tuple(common):
        yield f"阶段目标：{'；'.join(stage.rstrip('。') for stage in measure.due.stages)}"
    if _says_more(measure.metric):
        yield f"{measure.metric.indicator}：{measure.metric.baseline}→{measure.metric.target}"


def _says_more(metric: Metric) -> bool:
    """Whether a metric says what the mark does not; 全部达到完成标志 only refers to it."""
    return "完成标志" not in metric.target or bool(slots_in(f"{metric.indicator}{metric.baseline}"))


def _due(due: Due) -> Iterator[str]:
    if due.immediate:
        yield "立行立改"
    if due.date or due.open_slot:
        yield f"{said_date(due.date)}前" if due.date else due.open_slot
    if due.continuing:
        yield "长期坚持"
