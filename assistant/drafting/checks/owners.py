"""Who answers for a measure: exactly one leader and one lead unit, by name, never everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.records import Issue, Plan, Severity
from assistant.drafting.slots import is_slot

_EVERYBODY = re.compile(
    r"各(?:部门|科室|处室|单位|支部)|有关(?:部门|单位|科室)|相关(?:部门|单位|科室)|全体|班子成员|领导班子"
)
_SEPARATORS = re.compile(r"[、，,；;/]|和|及")


def no_owner(plan: Plan) -> Iterator[Issue]:
    """A measure without a leader or a lead unit, not even as an open slot."""
    for measure in plan.measures():
        if measure.is_open:
            yield Issue("no-owner", Severity.WARNING, measure.id)


def collective_owner(plan: Plan) -> Iterator[Issue]:
    """各部门, 有关单位: when everybody answers, nobody does."""
    for measure in plan.measures():
        for owner in (measure.leader, measure.lead_unit):
            if _EVERYBODY.search(owner):
                yield Issue("collective-owner", Severity.WARNING, measure.id, {"owner": owner})


def several_leaders(plan: Plan) -> Iterator[Issue]:
    """More than one leader or lead unit for one measure."""
    for measure in plan.measures():
        for owner in (measure.leader, measure.lead_unit):
            if not is_slot(owner) and _SEPARATORS.search(owner):
                yield Issue("several-leaders", Severity.WARNING, measure.id, {"owner": owner})


def owners_open(plan: Plan) -> Iterator[Issue]:
    """How many measures still wait for somebody to answer for them."""
    waiting = sum(is_slot(measure.leader) or is_slot(measure.lead_unit) for measure in plan.measures())
    if waiting:
        yield Issue("owners-open", Severity.INFO, "plan", {"count": waiting})


CHECKS = (no_owner, collective_owner, several_leaders, owners_open)
