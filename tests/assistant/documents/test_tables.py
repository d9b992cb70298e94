"""Cells of a table, whatever people hid, merged or saved it as."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.documents.tables import read_sheets
from assistant.errors import RejectedFile
from tests.formats.table_writer import has_calc, write_table
from tests.hostile_files import Hostile, all_hostile


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with a merged cell, a hidden row and column, a date, a formula and a hidden sheet."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "台账"
    rows = (("序号", "问题", "措施", "时限"), (1, "甲问题", "第一条", date(2024, 9, 30)), (2, None, "第二\n条", "=1+1"))
    for values in rows:
        sheet.append(values)
    sheet.merge_cells("B2:B3")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["A"].hidden = True
    hidden = made.create_sheet("底稿")
    hidden["A1"] = "藏起来的"
    hidden.sheet_state = "veryHidden"
    path = tmp_path / "台账.xlsx"
    made.save(path)
    return path


def test_what_is_hidden_is_read_and_marked(book: Path) -> None:
    shown, hidden = read_sheets(book)
    assert (shown.name, shown.is_hidden, hidden.name, hidden.is_hidden) == ("台账", False, "底稿", True)
    assert [number for number, _ in shown.rows] == [1, 2, 3]
    assert shown.rows[1][1][0] == "1"


def test_the_text_of_a_merged_cell_stands_in_all_its_rows(book: Path) -> None:
    assert [row[1] for _, row in read_sheets(book)[0].rows] == ["问题", "甲问题", "甲问题"]


def test_lines_in_a_cell_stay_apart_and_a_formula_without_a_result_is_empty(book: Path) -> None:
    _, row = read_sheets(book)[0].rows[2]
    assert row[2] == "第二\n条"
    assert 3 not in row


def test_dates_are_read_as_they_are_shown(book: Path) -> None:
    assert read_sheets(book)[0].rows[1][1][3] == "2024-09-30"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
def test_a_csv_is_a_sheet_without_a_name(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes('序号,反馈问题,整改措施\n1,收费不公示,"逐个公示,现场核对"\n'.encode(encoding))
    (sheet,) = read_sheets(path)
    assert sheet.rows == (
        (1, {0: "序号", 1: "反馈问题", 2: "整改措施"}),
        (2, {0: "1", 1: "收费不公示", 2: "逐个公示,现场核对"}),
    )


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("台账.xlsx", b"", "file_empty"),
        ("台账.xlsx", b"PK\x03\x04broken", "file_damaged"),
        ("台账.xlsx", "不是表格".encode(), "file_damaged"),
        ("台账.csv", "一段话，没有表格。\n又一段话。\n".encode(), "file_no_table"),
        ("台账.docx", b"PK\x03\x04", "file_unknown_format"),
    ],
)
def test_what_is_no_table_is_refused_with_its_name(tmp_path: Path, name: str, data: bytes, key: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(RejectedFile) as refused:
        read_sheets(path)
    assert refused.value.key == key
    assert name in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RejectedFile, match=r"没有\.xlsx"):
        read_sheets(tmp_path / "没有.xlsx")


WORKBOOKS = [one for one in all_hostile() if one.name.endswith(".xlsx")]


@pytest.mark.parametrize("hostile", WORKBOOKS, ids=[one.name for one in WORKBOOKS])
def test_hostile_workbooks_end_in_an_error_or_in_cells(tmp_path: Path, hostile: Hostile) -> None:
    path = tmp_path / hostile.name
    path.write_bytes(hostile.make())
    try:
        outcome = str(read_sheets(path)[0].name)
    except RejectedFile as error:
        outcome = str(error)
        assert hostile.name in outcome
    assert outcome


@pytest.mark.skipif(not has_calc(), reason="LibreOffice Calc is not installed")
@pytest.mark.parametrize("suffix", [".xls", ".et", ".ods"])
def test_what_older_programs_saved_is_read_with_its_hidden_sheets(book: Path, suffix: str) -> None:
    older = book.with_suffix(suffix)
    older.write_bytes(write_table(book.read_bytes(), suffix))
    shown, hidden = read_sheets(older)
    assert (shown.name, shown.is_hidden, hidden.is_hidden) == ("台账", False, True)
    assert [row[1] for _, row in shown.rows] == ["问题", "甲问题", "甲问题"]


@pytest.mark.skipif(not has_calc(), reason="LibreOffice Calc is not installed")
def test_a_new_workbook_under_the_suffix_of_wps_is_read(book: Path) -> None:
    renamed = book.rename(book.with_suffix(".et"))
    assert read_sheets(renamed)[0].name == "台账"


@pytest.mark.parametrize("suffix", [".xls", ".et", ".ods"])
def test_a_text_that_calls_itself_a_workbook_is_refused_by_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"台账{suffix}"
    path.write_text("序号,反馈问题\n", encoding="utf-8")
    with pytest.raises(RejectedFile, match=f"台账{suffix}"):
        read_sheets(path)
