"""The sheets of a file → the ledger that people kept, with the rows that were exported where the file still has them.

A column whose name was changed beyond recognition is known by what it says. Nothing is judged or merged here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.drafting.ledger_columns import KEPT, PLANNED, TITLES, with_cells
from assistant.drafting.ledger_records import LedgerRow, LedgerTable
from assistant.drafting.ledger_table import Cells, header_of, ledger_table
from assistant.errors import RejectedFile

BASE_SHEET = "导出时的内容"
"""Name of the hidden sheet that holds a ledger as it was exported."""

_SHARE_KNOWN = 0.5
"""Share of the cells of a column that must stand in the exported column for it to be that column renamed."""


class Sheet(Protocol):
    """What is needed of a sheet."""

    @property
    def name(self) -> str: ...

    @property
    def rows(self) -> Sequence[Cells]: ...

    @property
    def is_hidden(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class KeptLedger:
    """A ledger that people keep."""

    table: LedgerTable
    base: tuple[LedgerRow, ...] | None
    """The rows as they were exported; None where the file does not tell."""
    hidden: tuple[str, ...] = ()
    """Names of hidden sheets that hold a ledger too; they were not read."""


def kept_ledger(sheets: Sequence[Sheet], path: str) -> KeptLedger:
    """The ledger in the visible sheets of a file, all of them. Raises RejectedFile where there is none."""
    base = next((ledger_table([sheet], path).rows for sheet in sheets if sheet.name == BASE_SHEET), None)
    visible = [sheet for sheet in sheets if sheet.name != BASE_SHEET and not sheet.is_hidden]
    holding = [sheet for sheet in visible if header_of(sheet.rows) is not None]
    if not holding:
        raise RejectedFile("drafting.no_ledger", path=path, columns="、".join(TITLES[name] for name in PLANNED))
    tables = [_in_sheet(ledger_table([sheet], path), sheet) for sheet in holding]
    table = tables[0] if len(tables) == 1 else _joined(tables)
    unread = tuple(
        sheet.name
        for sheet in sheets
        if sheet.is_hidden and sheet.name != BASE_SHEET and header_of(sheet.rows) is not None
    )
    return KeptLedger(table if base is None else _with_renamed(table, base), base, unread)


def _in_sheet(table: LedgerTable, sheet: Sheet) -> LedgerTable:
    """The table with the name of its sheet, and with the lines that are no rows: remarks, group headings, totals."""
    header = header_of(sheet.rows)
    rows = {row.row for row in table.rows} | {header.row if header else 0}
    lines = [" ".join(dict.fromkeys(cells.values())) for number, cells in sheet.rows if number not in rows]
    return replace(
        table,
        rows=tuple(replace(row, sheet=sheet.name) for row in table.rows),
        notes=tuple(line for line in lines if line != table.title),
    )


def _joined(tables: Sequence[LedgerTable]) -> LedgerTable:
    """All sheets; a row that stands on an earlier sheet in the same words, as in a backup, counts once."""
    rows: dict[LedgerRow, LedgerRow] = {}
    for table in tables:
        for row in table.rows:
            rows.setdefault(replace(row, row=0, sheet=""), row)
    return replace(
        tables[0],
        rows=tuple(rows.values()),
        columns=tuple(dict.fromkeys(name for table in tables for name in table.columns)),
        missing=tuple(dict.fromkeys(name for table in tables for name in table.missing)),
        renamed=tuple(dict.fromkeys(pair for table in tables for pair in table.renamed)),
        notes=tuple(note for table in tables for note in table.notes),
    )


def _with_renamed(table: LedgerTable, base: Sequence[LedgerRow]) -> LedgerTable:
    """The table with its columns as they were exported, where a column of another name says what one of them said.

    Two passes: a column whose name two now have must first be told from the other.
    """
    for field in (*PLANNED, *KEPT, "id", *PLANNED):
        name = None if _says_its_own(field, table, base) else _column_saying(field, table, base)
        if name is not None:
            table = replace(
                table,
                rows=tuple(_moved(row, name, field) for row in table.rows),
                columns=tuple(dict.fromkeys((*table.columns, field))),
                missing=tuple(title for title in table.missing if title != TITLES[field]),
                renamed=(*table.renamed, (name, TITLES[field])),
            )
    return table


def _says_its_own(field: str, table: LedgerTable, base: Sequence[LedgerRow]) -> bool:
    exported = {getattr(row, field) for row in base} - {""}
    said = [text for row in table.rows if (text := getattr(row, field))]
    return _share_known(said, exported) >= _SHARE_KNOWN


def _column_saying(field: str, table: LedgerTable, base: Sequence[LedgerRow]) -> str | None:
    exported = {getattr(row, field) for row in base} - {""}
    names = dict.fromkeys(name for row in table.rows for name, _ in row.others if name)
    shares = {name: _share_known(list(_texts(table, name)), exported) for name in names}
    best = max(shares, key=lambda name: shares[name], default=None)
    return best if best is not None and shares[best] >= _SHARE_KNOWN else None


def _texts(table: LedgerTable, column: str) -> Iterator[str]:
    yield from (text for row in table.rows for name, text in row.others if name == column)


def _share_known(texts: Sequence[str], exported: set[str]) -> float:
    return sum(text in exported for text in texts) / len(texts) if texts else 0


def _moved(row: LedgerRow, column: str, field: str) -> LedgerRow:
    """The words of a column under the field they belong to; what stood there goes to the other columns."""
    text = next((text for name, text in row.others if name == column), "")
    displaced = str(getattr(row, field))
    others = (*(pair for pair in row.others if pair[0] != column), *([(column, displaced)] if displaced else []))
    return with_cells(replace(row, others=others), {field: text})
