"""Does every finding have what a reviewer looks for: finding × {measure, owner, date, mark, basis, evidence}.

A Plan in, counts out. An open slot counts as open, not as held: it says that somebody still has to say it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.drafting.records import Measure, Plan, PlannedFinding
from assistant.drafting.slots import BASIS, slots_in

COLUMNS = ("measure", "owner", "date", "completion_mark", "basis", "evidence")
"""The columns of the matrix."""


class State(StrEnum):
    """Whether a thing is there: held for every measure, open for at least one, or missing for at least one."""

    HELD = "held"
    OPEN = "open"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Covered:
    """One cell: of how many measures the thing is there, waits for somebody, or is not there at all.

    The cells of the measures themselves and of the basis count the finding as one.
    """

    held: int
    open: int
    missing: int

    @property
    def state(self) -> State:
        if self.missing:
            return State.MISSING
        return State.OPEN if self.open else State.HELD

    @classmethod
    def of(cls, states: Iterable[State]) -> Covered:
        listed = list(states)
        return cls(*(listed.count(state) for state in (State.HELD, State.OPEN, State.MISSING)))


@dataclass(frozen=True, slots=True)
class CoveredFinding:
    """One row: a finding with its cells, keyed by the names of `COLUMNS`."""

    id: str
    cells: dict[str, Covered]


def coverage(plan: Plan) -> tuple[CoveredFinding, ...]:
    """The matrix of a plan, a row a finding in the order of the feedback document."""
    planned = {item.finding.id: item for item in plan.findings}
    return tuple(_row(finding.id, planned.get(finding.id), plan) for finding in plan.source.findings)


def total(rows: Sequence[CoveredFinding], column: str) -> Covered:
    """How many findings hold a column, wait for it, or miss it."""
    return Covered.of(row.cells[column].state for row in rows)


def _row(identity: str, item: PlannedFinding | None, plan: Plan) -> CoveredFinding:
    measures = item.measures if item else ()
    cells = {
        "measure": Covered.of([State.HELD if measures else State.MISSING]),
        "owner": _each(measures, _owner),
        "date": _each(measures, _date),
        "completion_mark": _each(measures, lambda measure: _said(measure.completion_mark)),
        "basis": Covered.of([_basis(measures, plan)]),
        "evidence": _each(measures, lambda measure: _said(*measure.evidence_required)),
    }
    return CoveredFinding(identity, cells)


def _each(measures: Sequence[Measure], state_of: Callable[[Measure], State]) -> Covered:
    """A finding without measures misses everything that measures have."""
    return Covered.of(map(state_of, measures) if measures else [State.MISSING])


def _owner(measure: Measure) -> State:
    """A leader and a lead unit, both."""
    if not (measure.leader and measure.lead_unit):
        return State.MISSING
    return _said(measure.leader, measure.lead_unit)


def _date(measure: Measure) -> State:
    """A day; or stages, for what goes on without end."""
    due = measure.due
    if due.open_slot or any(map(slots_in, due.stages)):
        return State.OPEN
    return State.HELD if due.date or due.stages else State.MISSING


def _said(*texts: str) -> State:
    """Whether texts say something that is no open slot."""
    if not any(text.strip() for text in texts):
        return State.MISSING
    return State.OPEN if any(map(slots_in, texts)) else State.HELD


def _basis(measures: Sequence[Measure], plan: Plan) -> State:
    """A rule of the library that a measure cites. The feedback document is no basis: it states the problem."""
    cited = (plan.citation(n) for measure in measures for n in measure.citations)
    if any(citation is not None and not plan.is_feedback(citation) for citation in cited):
        return State.HELD
    is_open = any(BASIS in slots_in(measure.text) for measure in measures)
    return State.OPEN if is_open else State.MISSING
