"""A rectification plan → the HTML of the draft tab. Knows nothing of Gradio or of how the plan came about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant import messages
from assistant.drafting.issue_records import Issue
from assistant.drafting.records import Due, Measure, Metric, Plan, PlannedFinding, PlannedSuggestion
from assistant.export.model_words import fallback_text
from assistant.web import draft_view
from assistant.web.check_view import anchor, beside, identity, jump, overview
from assistant.web.coverage_view import matrix
from assistant.web.draft_view import bases, number, slots, titled_list, with_slots
from assistant.web.markup import Html, element, joined
from assistant.web.source_panel import Place


def plan(plan: Plan, key: str, language: str) -> Html:
    """The plan: what it is about, what a person must still see to, each finding with its measures, the bases."""
    parts = [
        _head(plan, language),
        matrix(plan, language),
        _slots(plan, language),
        overview(plan.checks, language),
        _doubts(plan, language),
        _model(plan, language),
        *(_section(group.title, group.findings, plan, language) for group in plan.groups),
        _section(_say("plan_suggestions", language), plan.suggestions, plan, language),
        _outline(plan),
        bases(plan.citations, plan.source.document.id, language),
    ]
    return element("article", *parts, class_=f"plan cited-{key}")


def places_of(plan: Plan) -> dict[str, Place]:
    """What the links of a plan open."""
    return draft_view.places_of(plan.citations, plan.source.document)


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
    head = element("h2", with_slots(title), id=anchor("plan"), tabindex="-1")
    return joined([head, element("p", *facts, class_="facts"), element("p", count)])


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
    quoted = element("blockquote", _id(said.id), said.excerpt.verbatim, id=anchor(said.id), tabindex="-1")
    goal = planned.goal if isinstance(planned, PlannedFinding) else ""
    aim = element("p", _say("plan_goal", language), with_slots(goal)) if goal else Html()
    return joined([quoted, beside(_about(said.id, plan), language), aim, measures])


def _row(measure: Measure, columns: Sequence[str], plan: Plan, language: str) -> Html:
    cited = [citation for n in measure.citations if (citation := plan.citation(n)) is not None]
    cells = (
        joined(
            [
                _id(measure.id),
                with_slots(measure.text),
                *map(number, cited),
                beside(_about(measure.id, plan), language),
            ]
        ),
        _lines(_responsible(measure, language)),
        _lines(_due(measure.due, language)),
        _lines([_metric(measure.metric), measure.completion_mark, "、".join(measure.evidence_required)]),
    )
    row = [element("td", cell, data_label=column) for cell, column in zip(cells, columns, strict=True)]
    return element("tr", *row, id=anchor(measure.id), tabindex="-1")


def _about(name: str, plan: Plan) -> Iterable[Issue]:
    return (issue for issue in plan.checks if identity(issue.where) == name)


def _model(plan: Plan, language: str) -> Html:
    """Which chat model worded the measures, and where its words do not stand."""
    if not plan.model:
        return Html()
    counts = {"model": plan.model, "worded": len(plan.worded), "fallbacks": len(plan.fallbacks)}
    rows = [element("li", fallback_text(fallback, language)) for fallback in plan.fallbacks]
    said = element("p", messages.text("drafting.model_summary", language=language, **counts))
    return element("section", said, element("ul", *rows, class_="sources")) if rows else said


def _outline(plan: Plan) -> Html:
    """The sections around the tasks, with what is open in them."""
    sections = [
        joined([element("h3", section.title), *(element("p", with_slots(text)) for text in section.paragraphs)])
        for section in plan.outline
    ]
    return element("section", *sections, id="plan-outline", tabindex="-1")


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
    return joined(element("div", with_slots(text)) for text in texts if text)


def _slots(plan: Plan, language: str) -> Html:
    """The open slots by what they wait for; each kind opens to links to the places."""
    places: dict[str, list[str]] = {}
    for slot in plan.slots:
        places.setdefault(slot.label, []).append(slot.where)
    rows = [
        element("details", element("summary", f"{label} × {len(where)}", class_="slot"), *_jumps(where))
        for label, where in places.items()
    ]
    return slots([element("li", row) for row in rows], len(plan.slots), language)


def _jumps(places: Sequence[str]) -> Iterable[Html]:
    return (joined([jump(where), " "]) for where in places)


def _doubts(plan: Plan, language: str) -> Html:
    rows = [
        element(
            "li", messages.text(f"drafting.doubt_{doubt.kind}", language=language), element("q", doubt.excerpt.verbatim)
        )
        for doubt in plan.source.doubts
    ]
    return titled_list(_say("plan_doubts", language, number=len(rows)), rows)


def _say(key: str, language: str, **facts: object) -> str:
    return messages.text(f"web.{key}", language=language, **facts)
