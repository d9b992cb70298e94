"""What the plan rests on: every measure cites, every citation exists and quotes what stands there, no basis is dead."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting.records import Issue, Plan, Severity
from assistant.drafting.slots import BASIS, slot
from assistant.records import Status


def measure_without_citation(plan: Plan) -> Iterator[Issue]:
    """A measure that cites nothing, or only numbers that are in no list."""
    numbers = {citation.n for citation in plan.citations}
    for measure in plan.measures():
        if not measure.citations:
            yield Issue("measure-without-citation", Severity.ERROR, measure.id)
        for n in sorted(set(measure.citations) - numbers):
            yield Issue("citation-unknown", Severity.ERROR, measure.id, {"n": n})


def quote_changed(plan: Plan) -> Iterator[Issue]:
    """A citation of the feedback document whose quote is not what stands there."""
    text = plan.source.document.text
    for citation in plan.citations:
        if plan.is_feedback(citation) and text[citation.start : citation.end] != citation.quote:
            yield Issue("quote-changed", Severity.ERROR, f"citation {citation.n}")


def basis_superseded(plan: Plan) -> Iterator[Issue]:
    """A rule cited as a basis that is no longer in force on the plan's date."""
    for citation in plan.citations:
        if not plan.is_feedback(citation) and citation.status is Status.SUPERSEDED:
            yield Issue("basis-superseded", Severity.ERROR, f"citation {citation.n}", {"title": citation.title})


def basis_status_unknown(plan: Plan) -> Iterator[Issue]:
    """A rule whose dates nobody knows: whether it is in force is for a person to find out."""
    for title in dict.fromkeys(
        citation.title
        for citation in plan.citations
        if not plan.is_feedback(citation) and citation.status is Status.UNKNOWN
    ):
        yield Issue("basis-status-unknown", Severity.INFO, "citations", {"title": title})


def no_basis(plan: Plan) -> Iterator[Issue]:
    """Findings for which the library holds no rule; one issue for all of them."""
    waiting = [
        item.finding.id for item in plan.findings if any(slot(BASIS) in measure.text for measure in item.measures)
    ]
    if waiting:
        yield Issue("no-basis", Severity.WARNING, "plan", {"count": len(waiting), "findings": ", ".join(waiting)})


def text_guessed(plan: Plan) -> Iterator[Issue]:
    """Quoted words that were damaged in their source and restored by a guess: a person compares them with it."""
    for citation in plan.citations:
        for guess in citation.guesses:
            facts = {"after": guess.after, "before": guess.before}
            yield Issue("text-guessed", Severity.WARNING, f"citation {citation.n}", facts)


CHECKS = (measure_without_citation, quote_changed, basis_superseded, basis_status_unknown, no_basis, text_guessed)
