"""The rows of a ledger → problems with their states, and totals that add up: counts, and shares to two places.

A state that is not understood is a class of its own, so that the classes always sum up to the total.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from assistant.drafting.ledger_matching import bare_words
from assistant.drafting.ledger_records import LedgerRow
from assistant.drafting.states import IN_STAGES, State, state_of, state_of_problem

_ADVICE_ID = re.compile(r"(?:^|/)A\d+-M\d+$")
_ADVICE_NUMBER = re.compile(r"^建议")


class Standing(StrEnum):
    """How reports class what they count."""

    DONE = "已完成"
    STAGED = "阶段性完成"
    OPEN = "未完成"
    UNKNOWN = "状态待核实"


@dataclass(frozen=True, slots=True)
class ProblemRows:
    """A problem, or a suggestion, with its rows in order."""

    number: int
    """Among the problems, or among the suggestions, from 1."""
    origin: str
    verbatim: str
    rows: tuple[LedgerRow, ...]
    is_advice: bool = False

    @property
    def state(self) -> State | None:
        """None while the state of one of its measures is not known."""
        return state_of_problem([state_of(row.status) for row in self.rows])

    @property
    def standing(self) -> Standing:
        return standing_of(self.state)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are of each standing and state."""

    standings: Counter[Standing]
    states: Counter[State | None]

    @property
    def total(self) -> int:
        return self.standings.total()

    def share(self, standing: Standing) -> Decimal:
        """Percent to two places, rounded half up as by hand. Zero of nothing is zero."""
        if not self.total:
            return Decimal("0.00")
        exact = Decimal(self.standings[standing] * 100) / self.total
        return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def problems_of(rows: Sequence[LedgerRow]) -> list[ProblemRows]:
    """The problems of a ledger in the order in which they first stand there, suggestions behind them.

    Rows belong together by the words of their problem and by where it comes from, wherever people moved them.
    """
    groups: dict[tuple[bool, str, str], list[LedgerRow]] = {}
    for row in rows:
        key = bare_words(row.problem) or f"#{row.row}"
        groups.setdefault((_is_advice(row), row.origin, key), []).append(row)
    numbers: Counter[bool] = Counter()
    found: list[ProblemRows] = []
    for (is_advice, origin, _), members in sorted(groups.items(), key=lambda group: group[0][0]):
        numbers[is_advice] += 1
        found.append(ProblemRows(numbers[is_advice], origin, members[0].problem, tuple(members), is_advice))
    return found


def tally(states: Sequence[State | None]) -> Tally:
    """Totals of some states.

    >>> counted = tally([State.DONE] * 19 + [State.UNDER_WAY] * 6)
    >>> counted.total, counted.standings[Standing.DONE], counted.share(Standing.DONE)
    (25, 19, Decimal('76.00'))
    """
    return Tally(Counter(standing_of(state) for state in states), Counter(states))


def standing_of(state: State | None) -> Standing:
    """How a report classes a state."""
    if state is None:
        return Standing.UNKNOWN
    if state is State.DONE:
        return Standing.DONE
    return Standing.STAGED if state in IN_STAGES else Standing.OPEN


def _is_advice(row: LedgerRow) -> bool:
    return _ADVICE_ID.search(row.id) is not None or _ADVICE_NUMBER.search(row.number) is not None
