"""Which deadline regime a plan follows: whether somebody chose one, whether it held, whether the feedback agrees.

The program never picks a regime; these rules say what a person has to decide or look up.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting.checks.draft import Draft
from assistant.drafting.checks.rules import INFO, WARNING, WITH_ROWS, Rule
from assistant.drafting.deadlines import STATED, Regime, regimes, stated_terms
from assistant.drafting.issue_records import Issue

REGIME_OPEN = Rule("regime-open", INFO, WITH_ROWS)
RECEIVED_OPEN = Rule("received-open", INFO, WITH_ROWS)
NOT_IN_FORCE = Rule("regime-not-in-force", WARNING, WITH_ROWS)
UNCERTAIN = Rule("regime-uncertain", INFO, WITH_ROWS)
DIFFERS = Rule("regime-differs-from-feedback", WARNING, WITH_ROWS)

RULES = (REGIME_OPEN, RECEIVED_OPEN, NOT_IN_FORCE, UNCERTAIN, DIFFERS)

_PLACE = "plan.deadline"


def left_open(draft: Draft) -> Iterator[Issue]:
    """Nobody has said which regime applies, or when the feedback was received: no date can be computed."""
    if draft.regime is None and draft.limit is None and draft.problems:
        known = "、".join((STATED, *(f"{regime.name}（{regime.instrument}）" for regime in regimes())))
        yield REGIME_OPEN.at(_PLACE, known=known)
    if draft.received is None and draft.is_ours:
        yield RECEIVED_OPEN.at("plan.received_on")


def not_in_force(draft: Draft) -> Iterator[Issue]:
    """The chosen regime did not hold on the day the feedback was received."""
    regime = _chosen(draft)
    if regime and draft.received and not regime.holds_on(draft.received):
        yield NOT_IN_FORCE.at(_PLACE, instrument=regime.instrument, received=draft.received.isoformat())


def uncertain(draft: Draft) -> Iterator[Issue]:
    """The table's figure rests on a report about the instrument, not on its text."""
    regime = _chosen(draft)
    if regime and regime.confidence != "source":
        yield UNCERTAIN.at(_PLACE, instrument=regime.instrument)


def differs_from_feedback(draft: Draft) -> Iterator[Issue]:
    """The feedback document states another limit than the chosen regime."""
    limit, received = draft.limit, draft.received
    if _chosen(draft) is None or limit is None or received is None or draft.feedback is None:
        return
    terms = [term for term in stated_terms(draft.feedback.deadlines) if term.what in ("concentrated", "report")]
    days = {day for term in terms if (day := term.due(received)) is not None}
    if days and limit.day not in days:
        stated = "、".join(sorted(day.isoformat() for day in days))
        yield DIFFERS.at(_PLACE, stated=stated, limit=limit.day.isoformat())


CHECKS = (left_open, not_in_force, uncertain, differs_from_feedback)


def _chosen(draft: Draft) -> Regime | None:
    return next((regime for regime in regimes() if regime.name == draft.regime), None)
