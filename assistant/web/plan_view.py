"""A rectification plan → the HTML of the draft tab. Knows nothing of Gradio or of how the plan came about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant import messages
from assistant.drafting.records import Due, Issue, Measure, Metric, Plan, PlannedFinding, PlannedSuggestion, Severity
from assistant.export.plans import issue_text
from assistant.records import Citation
from assistant.web.markup import Html, element, joined
from assistant.web.source_panel import Place, badge, link

_SLOT = re.compile(r"(【待填：[^】]*】)")
_WHOLE_PLAN = "plan"
"""Where an issue is that belongs to no measure, or the beginning of it."""
_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "⚠", Severity.INFO: "·"}


def plan(plan: Plan, key: str, language: str) -> Html:
    """The plan: what it is about, what a person must still see to, each finding with its measures, the bases."""
    parts = [
        _head(plan, language),
        _checks(plan, language),
        _doubts(plan, language),
        _slots(plan, language),
        *(_section(group.title, group.findings, plan, language) for group in plan.groups),
        _section(_say("plan_suggestions", language), plan.suggestions, plan, language),
        _bases(plan, language),
    ]
    return element("article", *parts, class_=f"plan cited-{key}")


def places_of(plan: Plan) -> dict[str, Place]:
    """What the links of a plan open. The feedback document goes along: the library need not hold it."""
    return {
        f"cite-{each.n}": Place(
            each.document_id,
            each.title,
            each.address or each.heading,
            each.start,
            each.end,
            each.status,
            each.page,
            plan.source.document if plan.is_feedback(each) else None,
        )
        for each in plan.citations
    }


def _head(plan: Plan, language: str) -> Html:
    unit, inspection, deadline = plan.source.inspected_unit, plan.source.inspection, plan.deadline
    said = [excerpt.verbatim for excerpt in (inspection.inspected_by, inspection.round, inspection.kind) if excerpt]
    known = {
        "plan_inspection": " ".join(said),
        "plan_received_on": plan.received_on.isoformat() if plan.received_on else "",
        "plan_deadline": deadline.limit.isoformat() if deadline.limit else "",
        "plan_stated": deadline.stated.verbatim if deadline.stated else "",
    }
    title = _say("plan_title", language, unit=unit.verbatim if unit else _say("plan_unit_unknown", language))
    facts = [element("span", f"{_say(name, language)}{value}") for name, value in known.items() if value]
    count = messages.text(
        "drafting.summary",
        language=language,
        findings=len(plan.findings),
        measures=sum(1 for _ in plan.measures()),
        slots=len(plan.slots),
    )
    return joined([element("h2", _with_slots(title)), element("p", *facts, class_="facts"), element("p", count)])


def _section(title: str, planned: Sequence[PlannedFinding | PlannedSuggestion], plan: Plan, language: str) -> Html:
    if not planned:
        return Html()
    heading = element("h3", title) if title else Html()
    return element("section", heading, *(_planned(each, plan, language) for each in planned))


def _planned(planned: PlannedFinding | PlannedSuggestion, plan: Plan, language: str) -> Html:
    said = planned.finding if isinstance(planned, PlannedFinding) else planned.suggestion
    columns = [_say(f"column_{name}", language) for name in ("measure", "responsible", "due", "completion")]
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    rows = [_row(measure, columns, plan, language) for measure in planned.measures]
    measures = element("table", element("thead", head), element("tbody", *rows))
    return joined([element("blockquote", _id(said.id), said.excerpt.verbatim), measures])


def _row(measure: Measure, columns: Sequence[str], plan: Plan, language: str) -> Html:
    cited = [citation for n in measure.citations if (citation := plan.citation(n)) is not None]
    cells = (
        joined([_id(measure.id), _with_slots(measure.text), *map(_number, cited)]),
        _lines(_responsible(measure, language)),
        _lines(_due(measure.due, language)),
        _lines([_metric(measure.metric), measure.completion_mark, "、".join(measure.evidence_required)]),
    )
    return element("tr", *(element("td", cell, data_label=column) for cell, column in zip(cells, columns, strict=True)))


def _id(name: str) -> Html:
    """The name that checks and open slots call a finding or measure by."""
    return joined([element("span", name, class_="id"), " "])


def _responsible(measure: Measure, language: str) -> Iterable[str]:
    said = {"leader": measure.leader, "lead_unit": measure.lead_unit, "co_units": "、".join(measure.co_units)}
    return [f"{_say(name, language)}{who}" for name, who in said.items() if who]


def _due(due: Due, language: str) -> Iterable[str]:
    if due.immediate:
        yield _say("due_immediate", language)
    yield due.date.isoformat() if due.date else due.open_slot
    if due.continuing:
        yield _say("due_continuing", language)
    yield from due.stages


def _metric(metric: Metric) -> str:
    change = " → ".join(figure for figure in (metric.baseline, metric.target) if figure)
    return " ".join(part for part in (metric.indicator, change) if part)


def _lines(texts: Iterable[str]) -> Html:
    return joined(element("div", _with_slots(text)) for text in texts if text)


def _with_slots(text: str) -> Html:
    """The text with its open slots marked."""
    parts = _SLOT.split(text)
    return joined(element("span", part, class_="slot") if _SLOT.fullmatch(part) else part for part in parts)


def _slots(plan: Plan, language: str) -> Html:
    """The open slots by what they wait for; each kind opens to the places."""
    places: dict[str, list[str]] = {}
    for slot in plan.slots:
        places.setdefault(slot.label, []).append(slot.where)
    rows = [
        element("details", element("summary", f"{label} × {len(where)}", class_="slot"), " ".join(where))
        for label, where in places.items()
    ]
    return _list(_say("plan_slots", language, number=len(plan.slots)), [element("li", row) for row in rows])


def _checks(plan: Plan, language: str) -> Html:
    rows = [element("li", _check(issue, language), class_=issue.severity.value) for issue in plan.checks]
    return _list(_say("plan_checks", language, number=len(rows)), rows)


def _check(issue: Issue, language: str) -> str:
    where = "" if issue.where.startswith(_WHOLE_PLAN) else f" {issue.where}"
    return f"{_SIGNS[issue.severity]}{where} {issue_text(issue, language)}"


def _doubts(plan: Plan, language: str) -> Html:
    rows = [
        element(
            "li", messages.text(f"drafting.doubt_{doubt.kind}", language=language), element("q", doubt.excerpt.verbatim)
        )
        for doubt in plan.source.doubts
    ]
    return _list(_say("plan_doubts", language, number=len(rows)), rows)


def _bases(plan: Plan, language: str) -> Html:
    """The rules that measures rest on. The feedback itself is cited beside its findings and needs no list."""
    rows = [
        element("li", _number(each), f" {each.title} {each.heading} ", badge(each.status, language))
        for each in plan.citations
        if not plan.is_feedback(each)
    ]
    return _list(_say("plan_bases", language, number=len(rows)), rows)


def _number(citation: Citation) -> Html:
    return link(f"cite-{citation.n}", f"[{citation.n}]", f"{citation.title}\n{citation.quote}")


def _list(caption: str, rows: Sequence[Html]) -> Html:
    if not rows:
        return Html()
    return element("section", element("h3", caption), element("ul", *rows, class_="sources"))


def _say(key: str, language: str, **facts: object) -> str:
    return messages.text(f"web.{key}", language=language, **facts)
