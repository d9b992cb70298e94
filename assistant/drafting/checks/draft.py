"""What is checked: a draft of any kind as one record, whether it was drafted here or read from a file.

A plan or ledger is problems with rows, one row a measure; remarks and reports are text alone. Every span counts
characters of `text`. It knows neither files nor rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.drafting.feedback_records import Findings
from assistant.drafting.issue_records import NOWHERE, Spot
from assistant.drafting.ledger_records import LedgerRow
from assistant.drafting.ledger_table import BESIDE, COLUMNS
from assistant.drafting.records import Due, Metric
from assistant.records import Citation, Status, Version
from assistant.text.sentences import Span


class Kind(StrEnum):
    """What a draft is; the rules of one kind are not those of another."""

    PLAN = "plan"
    LEDGER = "ledger"
    REMARKS = "remarks"
    PROGRESS = "progress"


TITLES = COLUMNS | BESIDE
"""Field of a row → name of its column."""

OF_PLAN = {"measures": "text"}
"""What fields are called in the places of a plan's JSON, where that is not the name of the field: F1-M1.text."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measure with who answers for it, by when, and what shows that it is done."""

    id: str
    """F1-M1 in a plan drafted here, else what people would call the row."""
    cells: LedgerRow
    due: Due
    number: int | None = None
    """As `Spot.row`."""
    spans: Mapping[str, Span] = field(default_factory=dict)
    """Field → its place in the text, for drafts that are text."""
    citations: tuple[int, ...] | None = None
    """None for drafts that have no numbered citations."""
    metric: Metric | None = None

    def text(self, name: str) -> str:
        """The cell of a field."""
        return str(getattr(self.cells, name))

    def spot(self, name: str = "") -> Spot:
        """Where the row, or one of its cells, stands."""
        span = self.spans.get(name)
        return Spot(self.number, TITLES.get(name), span.start if span else None, span.end if span else None)

    def where(self, name: str = "") -> str:
        """The place in words: F1-M1.text."""
        return f"{self.id}.{OF_PLAN.get(name, name)}" if name else self.id

    @property
    def promised(self) -> str:
        """Everything the row promises, without the problem that it quotes."""
        return "\n".join(
            text for name in ("goal", "measures", "completion_mark", "evidence") if (text := self.text(name))
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem, or one piece of advice, with its rows."""

    id: str
    verbatim: str
    rows: tuple[Row, ...]
    points: tuple[str, ...] = ()
    """What measures must answer one by one; empty where it is a single point."""
    is_advice: bool = False
    spot: Spot = NOWHERE
    place: int | None = None
    """Where the feedback document states it, for plans drafted here."""
    nearest: tuple[str, ...] = ()
    """Provisions that come nearest to a basis where none is sure."""

    @property
    def measures(self) -> tuple[Row, ...]:
        """The rows that say what is done; a row may state a problem and leave that out."""
        return tuple(row for row in self.rows if row.cells.measures)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Own words of a draft: all of its text, or one cell of a row."""

    text: str
    rows: tuple[Row, ...]
    """The row of the cell; in a text, every row, since each has its places there."""
    field: str = ""

    def place(self, start: int, end: int) -> tuple[str, Spot]:
        """The measure in which `text[start:end]` stands, in words, and the spot of the stretch itself."""
        if self.field:
            return self.rows[0].where(self.field), self.rows[0].spot(self.field)
        held = [(row, name) for row in self.rows for name, span in row.spans.items() if span.start <= start < span.end]
        row, name = next((pair for pair in held if pair[1] != "problem"), (None, ""))
        if row is None:
            return "", Spot(start=start, end=end)
        return row.where(name), Spot(row.number, TITLES.get(name), start, end)


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a rule that the library or the table of replaced rules knows."""

    title: str
    version: Version
    mark: str = ""
    """Words that tell this edition from others of the same title: 2015, 试行. A pattern; empty for any mention."""

    def status(self, day: date) -> Status:
        return self.version.status(day)


@dataclass(frozen=True, slots=True)
class Limit:
    """The last day of rectification, and what it rests on."""

    day: date
    source: str
    """The name of the regime, or the words of the draft."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with all that the rules may look at."""

    kind: Kind
    on: date
    """The day whose law counts, and on which the draft is judged."""
    title: str = ""
    text: str = ""
    problems: tuple[Problem, ...] = ()
    has: frozenset[str] = frozenset()
    """Fields that the draft has a column or a label for."""
    missing: tuple[str, ...] = ()
    """Fields that it should have one for and has not."""
    feedback: Findings | None = None
    is_ours: bool = False
    """Drafted here: every figure must have a source, since nobody has set any yet."""
    is_final: bool = False
    """It is to go out as it is: no slot may be open."""
    citations: tuple[Citation, ...] = ()
    editions: tuple[Edition, ...] = ()
    received: date | None = None
    regime: str | None = None
    """The name of the deadline regime that somebody chose."""
    limit: Limit | None = None
    slots: int = 0
    """Open slots that the plan itself lists; places that one answer fills are one."""

    def rows(self) -> Iterator[Row]:
        """Every row that says what is done."""
        for problem in self.problems:
            yield from problem.measures

    def own_words(self) -> Iterator[Stretch]:
        """What the draft says itself: its text, or the cells of its rows without the quoted problem."""
        if self.text:
            yield Stretch(self.text, tuple(self.rows()))
            return
        for row in self.rows():
            for name in ("goal", "measures", "completion_mark", "evidence", "progress"):
                if row.text(name):
                    yield Stretch(row.text(name), (row,), name)

    def is_feedback(self, citation: Citation) -> bool:
        """Whether a citation points at the feedback document rather than at a basis."""
        return self.feedback is not None and citation.document_id == self.feedback.document.id

    @property
    def findings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.is_advice)

    @property
    def advice(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_advice)
