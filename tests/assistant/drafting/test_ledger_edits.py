"""What people do to a ledger in a spreadsheet, one thing after another: nothing they wrote is lost, and what they took
away is named.

Edits are made by the library that such programs are tested with, to the workbook itself, and read back by our reader.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from assistant.documents.readers.items import Reading
from assistant.documents.readers.sheets.cells import read
from assistant.drafting.ledger_columns import PLANNED, TITLES
from assistant.drafting.ledger_gathering import gather
from assistant.drafting.ledger_merge import Merged
from assistant.drafting.ledger_reading import kept_ledger
from assistant.drafting.ledger_records import LedgerRow
from assistant.export.ledgers import differences_to_rows
from assistant.export.spreadsheet import LEDGER_SHEET, ledger_to_xlsx
from tests.assistant.drafting.ledger_samples import FEES, HALL, ROWS, TITLE, Cells

HEADER, FIRST = 2, 3
WORDS = st.text(alphabet="甲乙丙丁戊己庚辛壬癸", min_size=6, max_size=12).map(lambda words: f"写{words}")


@dataclass
class Edited:
    """A workbook in somebody's hands."""

    book: Any = field(default_factory=lambda: openpyxl.load_workbook(io.BytesIO(ledger_to_xlsx(ROWS, TITLE))))
    written: set[str] = field(default_factory=set)
    """Words of theirs that must come back."""
    deleted_columns: set[str] = field(default_factory=set)

    @property
    def sheet(self) -> Worksheet:
        return self.book[LEDGER_SHEET]  # type: ignore[no-any-return]

    @property
    def header_row(self) -> int:
        return next(at for at in range(1, 12) if self.column("整改措施", at) or self.column("具体措施", at))

    @property
    def rows(self) -> list[int]:
        return list(range(self.header_row + 1, self.sheet.max_row + 1))

    def column(self, title: str, row: int | None = None) -> int | None:
        at = row or self.header_row
        return next((cell.column for cell in self.sheet[at] if cell.value == title), None)

    def put(self, row: int, title: str, words: str) -> None:
        column = self.column(title)
        cell = self.sheet.cell(row, column) if column else None
        if cell is not None and type(cell).__name__ == "Cell":
            self.written.discard(str(cell.value))
            cell.value = words
            self.written.add(words)

    def values(self, row: int) -> list[Any]:
        return [self.sheet.cell(row, at).value for at in range(1, self.sheet.max_column + 1)]

    def set_values(self, row: int, values: list[Any]) -> None:
        for at, value in enumerate(values, start=1):
            cell = self.sheet.cell(row, at)
            if type(cell).__name__ == "Cell":
                cell.value = value

    def merged(self) -> Merged:
        """What the program makes of it."""
        data = io.BytesIO()
        self.book.save(data)
        return merged_with_plan(data.getvalue())


def merged_with_plan(data: bytes) -> Merged:
    """A workbook, merged with the plan that the first ledger was exported from."""
    reading = next(item for item in read(data, "台账.xlsx") if isinstance(item, Reading))
    sheets = [
        Cells(
            one["name"],
            tuple((number, {int(at): text for at, text in cells.items()}) for number, cells in one["rows"]),
            one["is_hidden"],
        )
        for one in json.loads(reading.text)
    ]
    return gather(ROWS, [kept_ledger(sheets, "台账.xlsx")])


Edit = Callable[[Edited, int, str], None]


def fill_in(ledger: Edited, at: int, words: str) -> None:
    title = ("责任领导", "进展情况", "整改措施", "完成标志", "已附佐证", "未完成原因")[at % 6]
    ledger.put(ledger.rows[at % len(ledger.rows)], title, words)


def add_a_row(ledger: Edited, at: int, words: str) -> None:
    ledger.sheet.append([None])
    row = ledger.sheet.max_row + 1
    ledger.put(row, "反馈问题", HALL if at % 2 else FEES)
    ledger.written -= {HALL, FEES}
    ledger.put(row, "整改措施", words)


def insert_a_row(ledger: Edited, at: int, words: str) -> None:
    row = ledger.rows[at % len(ledger.rows)]
    ledger.sheet.insert_rows(row)
    ledger.put(row, "反馈问题", HALL)
    ledger.written.discard(HALL)
    ledger.put(row, "整改措施", words)


def sort(ledger: Edited, at: int, words: str) -> None:
    rows = ledger.rows
    held = sorted((ledger.values(row) for row in rows), key=lambda values: str(values[at % 5]), reverse=bool(at % 2))
    for row, values in zip(rows, held, strict=True):
        ledger.set_values(row, values)


def sort_without_ids(ledger: Edited, at: int, words: str) -> None:
    """The hidden column stays where it was."""
    ids = ledger.column("措施编号")
    kept = [ledger.sheet.cell(row, ids).value for row in ledger.rows] if ids else []
    sort(ledger, at, words)
    for row, value in zip(ledger.rows, kept, strict=False):
        ledger.sheet.cell(row, ids or 1).value = value


def copy_a_row(ledger: Edited, at: int, words: str) -> None:
    values = ledger.values(ledger.rows[at % len(ledger.rows)])
    row = ledger.sheet.max_row + 1
    ledger.set_values(row, values)
    ledger.put(row, "整改措施", words)


def hide_rows(ledger: Edited, at: int, words: str) -> None:
    ledger.sheet.row_dimensions[ledger.rows[at % len(ledger.rows)]].hidden = True
    fill_in(ledger, at, words)


def delete_a_column(ledger: Edited, at: int, words: str) -> None:
    title = TITLES[PLANNED[at % len(PLANNED)]]
    column = ledger.column(title)
    if column and title not in ("反馈问题", "整改措施"):
        held = {str(ledger.sheet.cell(row, column).value) for row in ledger.rows}
        ledger.written -= held
        ledger.sheet.delete_cols(column)
        ledger.deleted_columns.add(title)


def rename_a_column(ledger: Edited, at: int, words: str) -> None:
    before, after = (("牵头单位", "责任科室"), ("完成时限", "整改时限"), ("整改措施", "具体措施"))[at % 3]
    column = ledger.column(before)
    if column:
        ledger.sheet.cell(ledger.header_row, column).value = after


def merge_cells(ledger: Edited, at: int, words: str) -> None:
    """Rows of one problem get one cell for it; what the covered cells said goes, as in any spreadsheet."""
    column, rows = ledger.column("反馈问题"), ledger.rows
    for first, second in pairwise(rows):
        if column and {ledger.sheet.cell(row, column).value for row in (first, second)} == {HALL}:
            ledger.sheet.merge_cells(start_row=first, end_row=second, start_column=column, end_column=column)
            return


def own_column(ledger: Edited, at: int, words: str) -> None:
    column = ledger.sheet.max_column + 1
    ledger.sheet.cell(ledger.header_row, column).value = "备注"
    ledger.sheet.cell(ledger.rows[at % len(ledger.rows)], column).value = words
    ledger.written.add(words)


def title_lines(ledger: Edited, at: int, words: str) -> None:
    if ledger.header_row < 6 and not ledger.sheet.merged_cells.ranges:
        ledger.sheet.insert_rows(1)
        ledger.sheet.cell(1, 1).value = words
        ledger.written.add(words)


def second_sheet(ledger: Edited, at: int, words: str) -> None:
    sheet = ledger.book.create_sheet(f"补充{len(ledger.book.sheetnames)}")
    sheet.append(["反馈问题", "整改措施", "责任领导"])
    sheet.append([HALL, words, None])
    ledger.written.add(words)


def wrong_date(ledger: Edited, at: int, words: str) -> None:
    ledger.put(ledger.rows[at % len(ledger.rows)], "完成时限", f"2024年6月31日（{words}）")


def formulas_to_values(ledger: Edited, at: int, words: str) -> None:
    for row in ledger.book["汇总"].iter_rows():
        for cell in row:
            if str(cell.value).startswith("="):
                cell.value = at


EDITS: tuple[Edit, ...] = (
    fill_in,
    add_a_row,
    insert_a_row,
    sort,
    sort_without_ids,
    copy_a_row,
    hide_rows,
    delete_a_column,
    rename_a_column,
    merge_cells,
    own_column,
    title_lines,
    second_sheet,
    wrong_date,
    formulas_to_values,
)


def cells_of(row: LedgerRow) -> dict[str, str]:
    """What a row says, white space aside."""
    cells = {name: str(getattr(row, name)) for name in TITLES} | dict(row.others)
    return {name: "".join(words.split()) for name, words in cells.items() if words}


def told(merged: Merged) -> str:
    """Everything that the merged ledger and what is said of it hold."""
    cells = [
        str(text)
        for row in merged.rows
        for text in (*(getattr(row, name) for name in TITLES), *dict(row.others).values())
    ]
    return "\n".join((*cells, *(f"{found.where} {dict(found.facts)}" for found in merged.differences)))


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 30), WORDS), max_size=7))
def test_whatever_people_do_nothing_is_lost(edits: list[tuple[Edit, int, str]]) -> None:
    ledger = Edited()
    for edit, at, words in edits:
        edit(ledger, at, words)
    merged = ledger.merged()
    said = told(merged)
    assert [words for words in ledger.written if words not in said] == []
    assert [row.id for row in ROWS if row.id not in {one.id for one in merged.rows}] == []
    assert len(merged.rows) >= len(ROWS)
    assert len({row.id for row in merged.rows}) == len(merged.rows)
    assert [title for title in ledger.deleted_columns if title not in said] == []
    assert [words for _, words in differences_to_rows(merged) if not words.strip()] == []


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 30), WORDS), max_size=5))
def test_merging_the_merged_ledger_again_changes_nothing(edits: list[tuple[Edit, int, str]]) -> None:
    """The plan knows nothing of what people wrote last month, and must not undo it."""
    ledger = Edited()
    for edit, at, words in edits:
        edit(ledger, at, words)
    once = ledger.merged()
    again = merged_with_plan(ledger_to_xlsx(once.rows, TITLE, differences_to_rows(once), once.exported))
    assert [cells_of(row) for row in again.rows] == [cells_of(row) for row in once.rows]


@pytest.mark.parametrize("edit", EDITS)
def test_each_edit_alone_is_read(edit: Edit) -> None:
    ledger = Edited()
    edit(ledger, 1, "写了一句话在这里")
    merged = ledger.merged()
    assert all(words in told(merged) for words in ledger.written)
    assert len(merged.rows) >= len(ROWS)


def test_a_date_that_no_calendar_has_is_named() -> None:
    ledger = Edited()
    wrong_date(ledger, 0, "写错")
    assert "date_impossible" in {found.kind for found in ledger.merged().conflicts}


def test_the_column_of_states_that_somebody_deleted_is_named() -> None:
    ledger = Edited()
    ledger.sheet.delete_cols(ledger.column("整改状态") or 0)
    named = [found for found in ledger.merged().conflicts if found.kind == "column_missing"]
    assert [found.facts["column"] for found in named] == ["整改状态"]


def test_a_hidden_sheet_with_a_ledger_is_named() -> None:
    ledger = Edited()
    second_sheet(ledger, 0, "写在藏起来的表里")
    ledger.book.worksheets[-1].sheet_state = "hidden"
    merged = ledger.merged()
    assert [found.where for found in merged.conflicts if found.kind == "sheet_hidden"] == [
        ledger.book.worksheets[-1].title
    ]
