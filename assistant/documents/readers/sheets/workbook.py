"""A workbook (.xlsx, .xlsm) → lines: a record a line with the names of its columns, sheet after sheet.

Bytes in, one Reading out, with the row of each line. What a sheet shows is what is read: stored results of formulas,
dates and numbers as formatted, merged cells in all their rows; hidden sheets, rows and columns are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.documents.readers.items import Item, Reading
from assistant.documents.readers.office_zip import SafeZip, open_office_zip
from assistant.documents.readers.sheets.parts import (
    Area,
    Sheet,
    SheetRow,
    Workbook,
    hides_columns,
    merged_areas,
    prints_headers,
    rows_of,
    texts_of_drawings,
    workbook_of,
)
from assistant.documents.readers.sheets.records import Row, RowLine, lines_of_rows, tidy
from assistant.errors import RejectedFile
from assistant.records import Place, StyledHeading

MOST_CELLS = 400_000
"""Cells that hold anything, of all sheets; what comes behind is not read."""

_MOST_REPEATED = 2_000_000
"""Characters repeated for merged cells; beyond it the text stands in the first row alone."""

_UNNAMED_SHEET = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)


@dataclass(slots=True)
class _Text:
    """The text as it grows, with what is known of its places."""

    lines: list[str] = field(default_factory=list)
    length: int = 0
    places: list[Place] = field(default_factory=list)
    headings: list[StyledHeading] = field(default_factory=list)
    warnings: dict[str, None] = field(default_factory=dict)
    cells: int = 0

    def add(self, line: str, level: int | None = None) -> None:
        if level is not None:
            self.headings.append(StyledHeading(self.length, self.length + len(line), level))
        self.lines.append(line)
        self.length += len(line) + 1

    def warn(self, key: str) -> None:
        self.warnings[key] = None


def read(data: bytes, name: str) -> Iterator[Item]:
    """The text of a workbook.

    Raises RejectedFile: encrypted, no workbook, damaged, beyond the bounds of a zip, or without any text.
    """
    zip_ = open_office_zip(data, name)
    book = workbook_of(zip_)
    text = _Text()
    shown = [sheet for sheet in book.sheets if not sheet.is_hidden]
    if len(shown) < len(book.sheets):
        text.warn("hidden_text_left_out")
    for sheet in shown:
        _add_sheet(text, zip_, sheet, book, has_siblings=len(shown) > 1)
    _warn_of_parts(text, zip_)
    if not text.lines:
        raise RejectedFile("file_no_text")
    yield Reading(
        "\n".join(text.lines),
        "xlsx",
        places=tuple(text.places),
        headings=tuple(text.headings),
        warnings=tuple(text.warnings),
    )


def _add_sheet(text: _Text, zip_: SafeZip, sheet: Sheet, book: Workbook, *, has_siblings: bool) -> None:
    data = zip_.read(sheet.part)
    rows = spread(_shown_rows(text, data, sheet.part, book), merged_areas(data))
    found = list(lines_of_rows(rows))
    drawn = texts_of_drawings(zip_, sheet)
    if hides_columns(data):
        text.warn("hidden_text_left_out")
    if prints_headers(data):
        text.warn("headers_left_out")
    if not found and not drawn:
        return
    is_named = has_siblings and not _UNNAMED_SHEET.fullmatch(sheet.name.strip())
    if is_named:
        text.places.append(Place(text.length, "sheet", book.sheets.index(sheet) + 1, sheet.name))
        text.add(tidy(sheet.name), 1)
    has_title = any(heading.level == 0 for heading in text.headings)
    for line in found:
        text.places.append(Place(text.length, "row", line.number, sheet.name))
        text.add(line.text, _level(line, has_title=has_title, is_named=is_named))
    for line_of_drawing in drawn:
        text.add(line_of_drawing)


def _level(line: RowLine, *, has_title: bool, is_named: bool) -> int | None:
    """One title a document; the titles of other sheets stand below the name of theirs."""
    if line.depth is None:
        return None
    if line.depth == 0 and not has_title:
        return 0
    return line.depth + 1 + is_named if line.depth == 0 else line.depth + is_named


def _shown_rows(text: _Text, data: bytes, part: str, book: Workbook) -> list[SheetRow]:
    rows: list[SheetRow] = []
    for row in rows_of(data, part, book):
        if row.unanswered:
            text.warn("formulas_without_values")
        if row.is_hidden:
            text.warn("hidden_text_left_out")
            continue
        text.cells += len(row.cells)
        if text.cells > MOST_CELLS:
            text.warn("rows_beyond_limit")
            break
        rows += [row] if any(cell.strip() for cell in row.cells.values()) else []
    return rows


def spread(rows: Sequence[SheetRow], areas: Sequence[Area]) -> list[Row]:
    """The rows with the text of merged cells in all the rows that they cover."""
    numbers = [row.number for row in rows]
    cells = [{column: text for column, text in row.cells.items() if text.strip()} for row in rows]
    from_above: list[set[int]] = [set() for _ in rows]
    spans: list[dict[int, tuple[int, int]]] = [{} for _ in rows]
    repeated = 0
    for area in areas:
        first = bisect_left(numbers, area.top)
        if first == len(rows) or numbers[first] != area.top or area.left not in cells[first]:
            continue
        spans[first][area.left] = (area.right - area.left + 1, area.bottom - area.top + 1)
        value = cells[first][area.left]
        for below in range(first + 1, bisect_right(numbers, area.bottom)):
            repeated += len(value) + 1
            if repeated > _MOST_REPEATED:
                break
            cells[below][area.left] = value
            from_above[below].add(area.left)
    return [
        Row(number, held, frozenset(above), span)
        for number, held, above, span in zip(numbers, cells, from_above, spans, strict=True)
    ]


def _warn_of_parts(text: _Text, zip_: SafeZip) -> None:
    """Parts that are left out on purpose."""
    names = zip_.names()
    if any(name.startswith(("xl/comments", "xl/threadedComments/")) for name in names):
        text.warn("comments_left_out")
    if any(name.startswith("xl/media/") for name in names):
        text.warn("pictures_left_out")
