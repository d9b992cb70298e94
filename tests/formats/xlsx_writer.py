"""Blocks → a workbook: lines in the first column, a table in as many columns as it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.formats import Block


def write_xlsx(blocks: Sequence[Block]) -> bytes:
    rows = [row for block in blocks for row in (block.rows if block.kind == "table" else ((block.text,),))]

    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(row)

    return workbook(整改=fill)


def workbook(**sheets: Callable[[Worksheet], None]) -> bytes:
    """A workbook with a sheet a keyword, each filled by its function."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, fill in sheets.items():
        fill(book.create_sheet(name))
    file = BytesIO()
    book.save(file)
    return file.getvalue()
