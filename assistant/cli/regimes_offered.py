"""The deadline regimes a person can choose from, each with what it rests on: lines for the terminal.

A plan in, lines out. Nothing is chosen here; what the feedback document itself states comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from assistant.messages import text

if TYPE_CHECKING:
    from assistant.drafting.deadlines import Regime, Term
    from assistant.drafting.records import Plan


def offered(plan: Plan) -> Iterator[str]:
    """What can be given to --regime for a plan, while nobody has chosen; nothing once somebody has."""
    from assistant.drafting.deadlines import STATED, regimes, stated_terms  # noqa: PLC0415

    if plan.deadline.regime is not None:
        return
    yield text("drafting.regimes_offered")
    stated = list(stated_terms(plan.source.deadlines))
    if stated:
        yield text("drafting.regime_of_feedback", name=STATED, terms=_terms(stated))
    day = plan.received_on or plan.drafted_on
    yield from (_told(regime, day) for regime in regimes())


def _told(regime: Regime, day: date) -> str:
    since, until = (moment.isoformat() if moment else "" for moment in (regime.effective_from, regime.superseded_on))
    return text(
        "drafting.regime_offered",
        name=regime.name,
        instrument=regime.instrument,
        article=regime.article,
        level=text(f"drafting.level_{regime.level}"),
        terms=_terms(regime.terms),
        held=text(
            "drafting.regime_holds" if regime.holds_on(day) else "drafting.regime_holds_not", day=day.isoformat()
        ),
        since=f"{since}—{until}",
        confidence=text(f"drafting.confidence_{regime.confidence}"),
    )


def _terms(terms: tuple[Term, ...] | list[Term]) -> str:
    return text("drafting.between_terms").join(_term(term) for term in terms)


def _term(term: Term) -> str:
    what = text(f"drafting.term_{term.what}")
    if term.on is not None:
        return f"{what} {term.on.isoformat()}"
    return f"{what} {text(f'drafting.unit_{term.unit}', count=term.count)}"
