"""The rows of a ledger → the draft that the rules look at: rows of one problem together, each cell with its column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.drafting.checks.draft import TITLES, Draft, Kind, Problem, Row
from assistant.drafting.checks.words import bare
from assistant.drafting.dues import due_of
from assistant.drafting.ledger_columns import with_cells
from assistant.drafting.ledger_records import LedgerRow, LedgerTable
from assistant.drafting.ledger_table import COLUMNS
from assistant.text.sentences import Span

_MAY_BE_EMPTY = ("goal", "measures", "leader", "lead_unit", "co_units", "due", "completion_mark", "evidence")
_IS_NOTHING = re.compile(r"(?:暂|尚)?无|没有|[-—–─/\\、.。…·*]+")
"""What people put into a cell that they have nothing for."""
_IS_OPEN = re.compile(r"(?:待|未)(?:定|补充?|填写?|明确|制定)|另行(?:制定|研究)")
"""No measure; elsewhere a slot that waits."""


def draft_of_ledger(table: LedgerTable, on: date, year: int | None) -> Draft:
    """The draft of a ledger. `year` is that of dates which name none, where title or notes tell it."""
    rows = [row_of(row, f"{_place(row)}", row.row, year) for row in table.rows]
    return Draft(
        kind=Kind.LEDGER,
        on=on,
        title=table.title,
        problems=problems_of(rows),
        has=frozenset(table.columns),
        missing=tuple(name for name in COLUMNS if name not in table.columns),
    )


def row_of(
    cells: LedgerRow, name: str, number: int | None, year: int | None, spans: Mapping[str, Span] | None = None
) -> Row:
    """A row of the draft. A deadline without a year is of the draft's year, where that is known.

    A cell that only says that there is nothing, 无 or /, is empty.
    """
    said = {name: str(getattr(cells, name)).strip() for name in _MAY_BE_EMPTY}
    empty = [name for name, words in said.items() if _IS_NOTHING.fullmatch(words)]
    cells = with_cells(cells, dict.fromkeys([*empty, *["measures"] * bool(_IS_OPEN.fullmatch(said["measures"]))], ""))
    due = due_of(cells.due)
    if due.date is None and year is not None:
        due = replace(due_of(f"{year}年，{cells.due}"), open_slot=due.open_slot)
    return Row(id=name, cells=cells, due=due, number=number, spans=spans or {})


def problems_of(rows: Sequence[Row]) -> tuple[Problem, ...]:
    """Rows with the same problem together, in the order of their first row."""
    found: dict[str, list[Row]] = {}
    for at, row in enumerate(rows):
        found.setdefault(bare(row.cells.problem) or f"{at}", []).append(row)
    return tuple(_problem(together) for together in found.values())


def _problem(rows: Sequence[Row]) -> Problem:
    first = rows[0]
    number = next((row.cells.number for row in rows if row.cells.number), "")
    return Problem(
        id=f"问题{number}" if number else first.id,
        verbatim=first.cells.problem,
        rows=tuple(rows),
        spot=first.spot("problem"),
    )


def _place(row: LedgerRow) -> str:
    return f"第{row.row}行"


def fields_seen(rows: Iterable[Row]) -> frozenset[str]:
    """Fields that any row fills."""
    return frozenset(name for row in rows for name in TITLES if row.text(name).strip())
