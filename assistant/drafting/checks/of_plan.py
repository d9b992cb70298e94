"""A plan that was drafted here, as a record or as the JSON it was saved in → the draft that the rules look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.drafting.checks.draft import Draft, Kind, Limit, Problem, Row
from assistant.drafting.dues import due_to_text
from assistant.drafting.feedback_records import Findings
from assistant.drafting.ledger_records import LedgerRow
from assistant.drafting.records import Due, Measure, Metric, Plan
from assistant.drafting.slots import is_slot
from assistant.errors import RejectedFile
from assistant.records import Citation, Status

_FIELDS = frozenset({"problem", "measures", "leader", "lead_unit", "co_units", "due", "completion_mark", "evidence"})
"""What every plan drafted here has."""


def draft_of_plan(plan: Plan) -> Draft:
    """The draft of a plan with everything that it knows of its sources."""
    limit = plan.deadline.limit
    findings = [
        Problem(
            item.finding.id,
            item.finding.verbatim,
            _rows(item.finding.verbatim, item.measures),
            tuple(point.verbatim for point in item.finding.sub_points),
            place=item.finding.excerpt.start,
            nearest=item.nearest,
        )
        for item in plan.findings
    ]
    advice = [
        Problem(
            item.suggestion.id,
            item.suggestion.excerpt.verbatim,
            _rows(item.suggestion.excerpt.verbatim, item.measures),
            is_advice=True,
        )
        for item in plan.suggestions
    ]
    return Draft(
        kind=Kind.PLAN,
        on=plan.drafted_on,
        problems=(*findings, *advice),
        has=_FIELDS,
        feedback=plan.source,
        is_ours=True,
        citations=plan.citations,
        received=plan.received_on,
        regime=plan.deadline.regime,
        limit=Limit(limit, plan.deadline.regime or "") if limit else None,
        slots=len(plan.slots),
    )


def _rows(problem: str, measures: Iterable[Measure]) -> tuple[Row, ...]:
    return tuple(
        Row(
            id=measure.id,
            cells=LedgerRow(
                row=0,
                id=measure.id,
                problem=problem,
                measures=measure.text,
                leader=measure.leader,
                lead_unit=measure.lead_unit,
                co_units="、".join(measure.co_units),
                due="，".join((due_to_text(measure.due), *measure.due.stages)).strip("，"),
                completion_mark=measure.completion_mark,
                evidence="、".join(measure.evidence_required),
            ),
            due=measure.due,
            citations=measure.citations,
            metric=measure.metric,
        )
        for measure in measures
    )


def plan_of_values(values: Mapping[str, Any], *, path: str, on: date | None, feedback: Findings | None) -> Draft:
    """The draft of a plan as `draft plan --json` prints it; people may have edited it since.

    Raises RejectedFile (`drafting.no_plan`) where the values are not those of a plan.
    """
    try:
        return _of_values(values, on, feedback)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise RejectedFile("drafting.no_plan", path=path) from error


def _of_values(values: Mapping[str, Any], on: date | None, feedback: Findings | None) -> Draft:
    limit = _day(values["deadline"].get("limit"))
    regime = values["deadline"].get("regime")
    received = _day(values.get("received_on"))
    findings = [_problem(item, feedback) for group in values["groups"] for item in group["findings"]]
    advice = [_problem(item, None, is_advice=True) for item in values["suggestions"]]
    return Draft(
        kind=Kind.PLAN,
        on=on or _day(values.get("drafted_on")) or received or date.today(),
        problems=(*findings, *advice),
        has=_FIELDS,
        feedback=feedback,
        is_ours=True,
        citations=tuple(_citation(item) for item in values["citations"]),
        received=received,
        regime=regime,
        limit=Limit(limit, regime or "") if limit else None,
        slots=len(values.get("slots", ())),
    )


def _problem(item: Mapping[str, Any], feedback: Findings | None, *, is_advice: bool = False) -> Problem:
    """A finding keeps its place in the feedback only where that document is at hand and still says so there."""
    verbatim, start = str(item["verbatim"]), item.get("start")
    is_there = feedback is not None and isinstance(start, int) and feedback.document.text.startswith(verbatim, start)
    return Problem(
        id=str(item["id"]),
        verbatim=verbatim,
        rows=tuple(_row(measure, verbatim) for measure in item["measures"]),
        points=tuple(str(point["verbatim"]) for point in item.get("sub_points", ())),
        is_advice=is_advice,
        place=start if is_there else None,
        nearest=tuple(str(named) for named in item.get("nearest", ())),
    )


def _row(measure: Mapping[str, Any], problem: str) -> Row:
    due = _due(measure["due"])
    metric = measure.get("metric") or {}
    return Row(
        id=str(measure["id"]),
        cells=LedgerRow(
            row=0,
            id=str(measure["id"]),
            problem=problem,
            measures=str(measure["text"]),
            leader=str(measure["leader"] or ""),
            lead_unit=str(measure["lead_unit"] or ""),
            co_units="、".join(map(str, measure.get("co_units") or ())),
            due="，".join((due_to_text(due), *due.stages)).strip("，"),
            completion_mark=str(measure["completion_mark"] or ""),
            evidence="、".join(map(str, measure.get("evidence_required") or ())),
        ),
        due=due,
        citations=tuple(int(n) for n in measure.get("citations") or ()),
        metric=Metric(*(str(metric.get(name) or "") for name in ("indicator", "baseline", "target"))),
    )


def _due(values: Mapping[str, Any]) -> Due:
    named = str(values.get("date") or "")
    stages: Sequence[Any] = values.get("stages") or ()
    return Due(
        immediate=bool(values.get("immediate")),
        date=None if not named or is_slot(named) else date.fromisoformat(named),
        continuing=bool(values.get("continuing")),
        stages=tuple(map(str, stages)),
        open_slot=named if is_slot(named) else "",
    )


def _citation(values: Mapping[str, Any]) -> Citation:
    start, end = int(values.get("start") or 0), int(values.get("end") or 0)
    return Citation(
        n=int(values["n"]),
        document_id=str(values.get("document_id") or ""),
        title=str(values.get("title") or ""),
        path=str(values.get("path") or ""),
        status=Status(values.get("status") or Status.UNKNOWN),
        heading=str(values.get("heading") or ""),
        quote=str(values.get("quote") or ""),
        start=start,
        end=end,
        original_start=int(values.get("original_start") or start),
        original_end=int(values.get("original_end") or end),
        score=0.0,
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value and not is_slot(value) else None
