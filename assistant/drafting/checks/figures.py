"""No figure without a source: every figure, date and percentage of a measure stands in the feedback, in a cited basis,
or follows from the chosen regime.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting.records import Issue, Measure, Plan, Severity
from assistant.text.facts import fact_values, facts


def figure_without_source(plan: Plan) -> Iterator[Issue]:
    """A figure that nobody stated. What a source hides (X, 某) has to stay an open slot."""
    known = _known(plan)
    for measure in plan.measures():
        for name, text in _texts(measure):
            for fact in facts(text):
                if fact.value not in known:
                    yield Issue(
                        "figure-without-source",
                        Severity.ERROR,
                        f"{measure.id}.{name}",
                        {"figure": text[fact.start : fact.end]},
                    )


def date_without_source(plan: Plan) -> Iterator[Issue]:
    """A date of a measure that neither the regime nor the feedback document gives."""
    known = _known(plan)
    for measure in plan.measures():
        day = measure.due.date
        if day and day != plan.deadline.limit and day.isoformat() not in known:
            yield Issue("date-without-source", Severity.WARNING, f"{measure.id}.due", {"date": day.isoformat()})


def _known(plan: Plan) -> frozenset[str]:
    """Every figure that a source of the plan states."""
    stated = fact_values(plan.source.document.text)
    for citation in plan.citations:
        stated |= fact_values(citation.quote) | fact_values(citation.heading) | fact_values(citation.title)
    return stated


def _texts(measure: Measure) -> Iterator[tuple[str, str]]:
    yield "text", measure.text
    yield "metric.indicator", measure.metric.indicator
    yield "metric.baseline", measure.metric.baseline
    yield "metric.target", measure.metric.target
    yield "completion_mark", measure.completion_mark
    for stage in measure.due.stages:
        yield "due.stages", stage
    for evidence in measure.evidence_required:
        yield "evidence_required", evidence


CHECKS = (figure_without_source, date_without_source)
