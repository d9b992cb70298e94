"""By when: every measure has a day or an open slot for it, continuing ones have stages, none goes beyond the regime."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.deadlines import STATED, Regime, regimes, stated_terms
from assistant.drafting.records import Issue, Plan, Severity

_RELATIVE = re.compile(r"近期|年内|下一步|尽快|适时|择机")


def no_due(plan: Plan) -> Iterator[Issue]:
    """A measure without any deadline, not even as an open slot."""
    for measure in plan.measures():
        due = measure.due
        if not (due.immediate or due.date or due.continuing or due.open_slot):
            yield Issue("no-due", Severity.WARNING, measure.id)


def relative_due(plan: Plan) -> Iterator[Issue]:
    """近期, 年内, 下一步: no day that anybody could be held to."""
    for measure in plan.measures():
        words = _RELATIVE.search(" ".join((measure.due.open_slot, *measure.due.stages)))
        if words:
            yield Issue("relative-due", Severity.WARNING, measure.id, {"words": words[0]})


def continuing_without_stages(plan: Plan) -> Iterator[Issue]:
    """长期坚持 without a goal for each stage."""
    for measure in plan.measures():
        if measure.due.continuing and not measure.due.stages:
            yield Issue("continuing-without-stages", Severity.WARNING, measure.id)


def beyond_the_limit(plan: Plan) -> Iterator[Issue]:
    """A day after the last one that the chosen regime allows (慢落实)."""
    limit = plan.deadline.limit
    for measure in plan.measures():
        if limit and measure.due.date and measure.due.date > limit and not measure.due.continuing:
            facts = {"date": measure.due.date.isoformat(), "limit": limit.isoformat()}
            yield Issue("beyond-the-limit", Severity.WARNING, measure.id, facts)


def nothing_at_once(plan: Plan) -> Iterator[Issue]:
    """No measure of the whole plan is to be done at once (拖延式整改)."""
    if not any(measure.due.immediate for measure in plan.measures()):
        yield Issue("nothing-at-once", Severity.INFO, "plan")


def all_on_the_last_day(plan: Plan) -> Iterator[Issue]:
    """Every dated measure ends on the last day of the regime; earlier days are for a person to set."""
    days = {measure.due.date for measure in plan.measures() if measure.due.date}
    if plan.deadline.limit and days == {plan.deadline.limit}:
        yield Issue("all-on-the-last-day", Severity.INFO, "plan", {"limit": plan.deadline.limit.isoformat()})


def regime_open(plan: Plan) -> Iterator[Issue]:
    """Nobody has said which regime applies, or when the feedback was received: no date can be computed."""
    if plan.deadline.regime is None:
        known = "、".join((STATED, *(f"{regime.name}（{regime.instrument}）" for regime in regimes())))
        yield Issue("regime-open", Severity.INFO, "plan.deadline", {"known": known})
    if plan.received_on is None:
        yield Issue("received-open", Severity.INFO, "plan.received_on")


def regime_not_in_force(plan: Plan) -> Iterator[Issue]:
    """The chosen regime did not hold on the day the feedback was received."""
    regime = _chosen(plan)
    if regime and plan.received_on and not regime.holds_on(plan.received_on):
        facts = {"instrument": regime.instrument, "received": plan.received_on.isoformat()}
        yield Issue("regime-not-in-force", Severity.WARNING, "plan.deadline", facts)


def regime_uncertain(plan: Plan) -> Iterator[Issue]:
    """The table's figure rests on a report about the instrument, not on its text."""
    regime = _chosen(plan)
    if regime and regime.confidence != "source":
        yield Issue("regime-uncertain", Severity.INFO, "plan.deadline", {"instrument": regime.instrument})


def regime_differs_from_feedback(plan: Plan) -> Iterator[Issue]:
    """The feedback document states another limit than the chosen regime."""
    limit, received = plan.deadline.limit, plan.received_on
    if limit is None or received is None or plan.deadline.regime == STATED:
        return
    terms = [term for term in stated_terms(plan.source.deadlines) if term.what in ("concentrated", "report")]
    days = {day for term in terms if (day := term.due(received)) is not None}
    if days and limit not in days:
        facts = {"stated": "、".join(sorted(day.isoformat() for day in days)), "limit": limit.isoformat()}
        yield Issue("regime-differs-from-feedback", Severity.WARNING, "plan.deadline", facts)


def _chosen(plan: Plan) -> Regime | None:
    return next((regime for regime in regimes() if regime.name == plan.deadline.regime), None)


CHECKS = (
    no_due,
    relative_due,
    continuing_without_stages,
    beyond_the_limit,
    nothing_at_once,
    all_on_the_last_day,
    regime_open,
    regime_not_in_force,
    regime_uncertain,
    regime_differs_from_feedback,
)
