"""One answer, given at the first place of an open slot, → the same answer at all its places that are still open.

A plan and the slots it had before in, the plan out. Another place may be filled differently: it then keeps its own, and
what is filled at one of the further places holds there only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.drafting.records import Measure, Plan, PlannedFinding, PlannedSuggestion, Slot
from assistant.drafting.slots import LIMIT, slots_in


@dataclass(frozen=True, slots=True)
class _Field:
    """What of a measure an answer goes into."""

    answer: Callable[[Measure], str | date | None]
    """None while it is open."""
    filled: Callable[[Measure, str | date], Measure]


def _said(text: str) -> str | None:
    return None if slots_in(text) or not text else text


_FIELDS = {
    "leader": _Field(lambda one: _said(one.leader), lambda one, said: replace(one, leader=str(said))),
    "lead_unit": _Field(lambda one: _said(one.lead_unit), lambda one, said: replace(one, lead_unit=str(said))),
    "due.date": _Field(
        lambda one: one.due.date,
        lambda one, day: replace(one, due=replace(one.due, date=day, open_slot="")) if isinstance(day, date) else one,
    ),
}


def filled_alike(plan: Plan, slots: Sequence[Slot], locked: Collection[str] = ()) -> Plan:
    """The plan with every place filled whose slot was answered at its first place; `locked` are ids of measures."""
    measures = {measure.id: measure for measure in plan.measures()}
    for slot in slots:
        answer = _answer(plan, measures, slot.where)
        if answer is None:
            continue
        for identity, field in map(_place, slot.others):
            measure = measures.get(identity)
            if measure is not None and identity not in locked and field is not None and field.answer(measure) is None:
                measures[identity] = field.filled(measure, answer)
    return _with(plan, measures)


def _answer(plan: Plan, measures: dict[str, Measure], where: str) -> str | date | None:
    if where == LIMIT:
        return plan.deadline.limit
    identity, field = _place(where)
    measure = measures.get(identity)
    return field.answer(measure) if measure is not None and field is not None else None


def _place(where: str) -> tuple[str, _Field | None]:
    identity, _, name = where.partition(".")
    return identity, _FIELDS.get(name)


def _with(plan: Plan, measures: dict[str, Measure]) -> Plan:
    def of_finding(item: PlannedFinding) -> PlannedFinding:
        return replace(item, measures=tuple(measures[one.id] for one in item.measures))

    def of_advice(item: PlannedSuggestion) -> PlannedSuggestion:
        return replace(item, measures=tuple(measures[one.id] for one in item.measures))

    groups = tuple(replace(group, findings=tuple(map(of_finding, group.findings))) for group in plan.groups)
    return replace(plan, groups=groups, suggestions=tuple(map(of_advice, plan.suggestions)))
