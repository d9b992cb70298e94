"""A workbook or a text with delimiters → its cells, as JSON: for tables that are read as tables, not searched as text.

Bytes in, one Reading out whose text is `[{"name": …, "is_hidden": …, "rows": [[number, {column: text}], …]}, …]`,
columns counted from 0. What is hidden is read too: a ledger saved with a filter on hides rows that must not be lost.
Formulas without a stored result are empty.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from assistant.documents.readers.items import Item, Reading
from assistant.documents.readers.office_zip import SafeZip, open_office_zip
from assistant.documents.readers.plain import decoded_text, losses
from assistant.documents.readers.sheets.delimited import delimiter_of, numbered
from assistant.documents.readers.sheets.parts import Sheet, SheetRow, Workbook, merged_areas, rows_of, workbook_of
from assistant.documents.readers.sheets.records import Row, tidy
from assistant.documents.readers.sheets.workbook import MOST_CELLS, spread
from assistant.errors import RejectedFile


def read(data: bytes, name: str) -> Iterator[Item]:
    """The cells of every sheet.

    Raises RejectedFile: encrypted, damaged, beyond the bounds of a zip, of no known encoding, no table, or empty.
    """
    if name.lower().endswith((".xlsx", ".xlsm")):
        zip_ = open_office_zip(data, name)
        book = workbook_of(zip_)
        sheets = [_sheet(sheet.name, _rows(zip_, sheet, book), is_hidden=sheet.is_hidden) for sheet in book.sheets]
        yield _reading(sheets, "xlsx")
    else:
        decoded = decoded_text(data)
        delimiter = delimiter_of(decoded.text)
        if delimiter is None:
            raise RejectedFile("file_no_table")
        rows, is_cut = numbered(decoded.text, delimiter)
        lost = losses(decoded) + (("rows_beyond_limit",) if is_cut else ())
        yield _reading([_sheet("", rows)], "csv", decoded.encoding, lost)


def _reading(sheets: list[dict[str, Any]], form: str, encoding: str = "", lost: tuple[str, ...] = ()) -> Reading:
    if not any(sheet["rows"] for sheet in sheets):
        raise RejectedFile("file_no_text")
    return Reading(json.dumps(sheets, ensure_ascii=False), form, encoding, warnings=lost)


def _rows(zip_: SafeZip, sheet: Sheet, book: Workbook) -> list[Row]:
    data = zip_.read(sheet.part)
    rows: list[SheetRow] = []
    cells = 0
    for row in rows_of(data, sheet.part, book, with_hidden_columns=True):
        cells += len(row.cells)
        if cells > MOST_CELLS:
            raise RejectedFile("file_too_many_cells", limit=MOST_CELLS)
        rows += [row] if _says_something(row) else []
    return spread(rows, merged_areas(data))


def _says_something(row: SheetRow) -> bool:
    return any(text.strip() for text in row.cells.values())


def _sheet(name: str, rows: Iterable[Row], *, is_hidden: bool = False) -> dict[str, Any]:
    listed = [[row.number, {str(column): _text(text) for column, text in sorted(row.cells.items())}] for row in rows]
    return {"name": tidy(name), "is_hidden": is_hidden, "rows": listed}


def _text(text: str) -> str:
    """Line by line as written: what people set apart in one cell stays apart."""
    return "\n".join(line for line in (tidy(line) for line in text.splitlines()) if line)
