"""A ledger as a workbook: what people see and can choose, and that it is read back as it was written."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.documents.tables import read_sheets
from assistant.drafting.ledger_columns import TITLES
from assistant.drafting.ledger_reading import KeptLedger, kept_ledger
from assistant.drafting.ledger_records import LedgerRow
from assistant.drafting.states import OFFERED, State, state_of
from assistant.drafting.tally import Standing, tally
from assistant.errors import UsageError
from assistant.export.row_heights import lines_of
from assistant.export.spreadsheet import ledger_to_xlsx
from tests.assistant.drafting.ledger_samples import ROWS, TITLE, changed
from tests.formats.table_writer import has_calc, write_table


@pytest.fixture
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(ledger_to_xlsx(ROWS, TITLE)))


def read_back(data: bytes, folder: Path) -> KeptLedger:
    path = folder / "台账.xlsx"
    path.write_bytes(data)
    return kept_ledger(read_sheets(path), str(path))


def cells(rows: Sequence[LedgerRow]) -> list[tuple[str, ...]]:
    return [tuple(getattr(row, field) for field in TITLES if field != "due") for row in rows]


def test_title_header_and_rows_stand_where_people_look(book: openpyxl.Workbook) -> None:
    sheet = book["整改台账"]
    assert sheet["A1"].value == TITLE
    assert [cell.value for cell in sheet[2]] == list(TITLES.values())
    assert [sheet.cell(number, 1).value for number in range(3, 7)] == [row.number for row in ROWS]


def test_header_stays_in_sight_and_rows_can_be_filtered(book: openpyxl.Workbook) -> None:
    sheet = book["整改台账"]
    assert sheet.freeze_panes == "D3"
    assert sheet.auto_filter.ref == "A2:R6"
    assert sheet.print_title_rows == "$2:$2"


@pytest.mark.parametrize("field", ["leader", "lead_unit", "co_units"])
def test_an_open_slot_stands_in_one_line(book: openpyxl.Workbook, field: str) -> None:
    column = openpyxl.utils.get_column_letter(list(TITLES).index(field) + 1)
    width = book["整改台账"].column_dimensions[column].width
    assert lines_of(f"【待填：{TITLES[field]}】", width) == 1


def test_states_are_chosen_from_a_list_and_coloured(book: openpyxl.Workbook) -> None:
    sheet = book["整改台账"]
    lists = {validation.formula1 for validation in sheet.data_validations.dataValidation}
    assert f'"{",".join(OFFERED)}"' in lists
    ranges = {str(covered.sqref) for covered in sheet.conditional_formatting}
    assert any(covered.startswith("L3:") for covered in ranges)
    assert any(covered.startswith("I3:") for covered in ranges)


def test_totals_are_formulas_over_the_states(book: openpyxl.Workbook) -> None:
    totals = {row[0].value: row[1].value for row in book["汇总"].iter_rows(min_row=2)}
    assert totals["已完成"] == '=COUNTIF(整改台账!$L$3:$L$506,"已完成")'
    assert totals["措施总数"] == "=COUNTA(整改台账!$E$3:$E$506)"
    assert "一致" in totals["核对"]


def test_ids_are_hidden_and_so_is_what_was_exported(book: openpyxl.Workbook) -> None:
    assert book["整改台账"].column_dimensions["R"].hidden
    assert book["导出时的内容"].sheet_state == "veryHidden"


def test_a_plain_date_is_a_date_for_excel_too(book: openpyxl.Workbook) -> None:
    assert book["整改台账"]["I3"].is_date


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    rows = changed(ROWS, {"F1-M1": {"due": "立行立改，2024年5月1日", "progress": "第一步\n第二步"}})
    ledger = read_back(ledger_to_xlsx(rows, TITLE), tmp_path)
    assert ledger.table.title == TITLE
    assert cells(ledger.table.rows) == cells(rows)
    assert ledger.table.rows[0].due == "立行立改，2024年5月1日"
    assert ledger.base is not None
    assert cells(ledger.base) == cells(rows)
    assert (ledger.table.missing, ledger.table.renamed) == ((), ())


def test_a_column_of_the_offices_own_is_written_too(tmp_path: Path) -> None:
    rows = [replace(ROWS[0], others=(("备注", "等批复"),)), *ROWS[1:]]
    assert read_back(ledger_to_xlsx(rows, TITLE), tmp_path).table.rows[0].others == (("备注", "等批复"),)


def test_remarks_stand_on_a_sheet_of_their_own_that_is_no_ledger(tmp_path: Path) -> None:
    data = ledger_to_xlsx(ROWS, TITLE, [("✗ 待定 F1-M1", "反馈问题、整改措施、责任领导都改了")])
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book["合并情况"]["B1"].value == "反馈问题、整改措施、责任领导都改了"
    assert len(read_back(data, tmp_path).table.rows) == len(ROWS)


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://a","b")', "+cmd|' /C calc'!A0", "-1", "@SUM(A1)"])
def test_words_of_a_document_are_never_a_formula(text: str) -> None:
    data = ledger_to_xlsx(changed(ROWS, {"F1-M1": {"measures": text}}), TITLE)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book["整改台账"]["E3"].data_type == "s"
    assert book["整改台账"]["E3"].value == text
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_a_text_that_no_cell_holds_is_refused_and_not_cut() -> None:
    with pytest.raises(UsageError, match="32767"):
        ledger_to_xlsx(changed(ROWS, {"F1-M1": {"measures": "长" * 32_768}}), TITLE)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60))
def test_any_text_survives_but_for_white_space_and_control_characters(tmp_path: Path, text: str) -> None:
    rows = changed(ROWS, {"F1-M1": {"measures": f"措{text}施"}})
    read = read_back(ledger_to_xlsx(rows, TITLE), tmp_path).table.rows[0].measures
    assert "".join(read.split()) == "".join(f"措{text}施".split())


@pytest.mark.skipif(not has_calc(), reason="LibreOffice Calc is not installed")
def test_totals_that_a_spreadsheet_computes_are_those_that_the_report_states() -> None:
    states = {"F1-M1": {"status": "已完成"}, "F1-M2": {"status": "已完成"}, "F2-M3": {"status": "长期坚持"}}
    rows = changed(ROWS, states)
    computed = openpyxl.load_workbook(io.BytesIO(write_table(ledger_to_xlsx(rows, TITLE), ".xlsx")), data_only=True)[
        "汇总"
    ]
    shown = {line[0]: line[1:] for line in computed.iter_rows(min_row=2, values_only=True)}
    counted = tally([state_of(row.status) for row in rows])
    assert {state: shown[state][0] for state in State} == {state: counted.states[state] for state in State}
    assert shown["已完成"][1] == pytest.approx(float(counted.share(Standing.DONE)) / 100, abs=0.00005)
    assert (shown["措施总数"][0], shown["核对"][0]) == (len(ROWS), "一致")


@pytest.mark.skipif(not has_calc(), reason="LibreOffice Calc is not installed")
def test_lists_colours_and_the_hidden_export_survive_another_program(tmp_path: Path) -> None:
    saved = write_table(ledger_to_xlsx(ROWS, TITLE), ".xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(saved))["整改台账"]
    assert any("未启动" in str(listed.formula1) for listed in sheet.data_validations.dataValidation)
    assert len(list(sheet.conditional_formatting)) >= 2
    read = read_back(saved, tmp_path)
    assert read.base is not None
    assert cells(read.table.rows) == cells(ROWS) == cells(read.base)


def test_on_paper_the_ledger_lies_across_and_every_row_shows_its_text(book: openpyxl.Workbook) -> None:
    sheet = book["整改台账"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert all((sheet.row_dimensions[row].height or 15) > 15 for row in range(3, 7))


def test_a_row_still_grows_when_somebody_writes_more_into_it() -> None:
    with zipfile.ZipFile(io.BytesIO(ledger_to_xlsx(ROWS, TITLE))) as parts:
        heights = re.findall(rb"<row [^>]*ht=[^>]*>", parts.read("xl/worksheets/sheet1.xml"))
    assert heights
    assert not any(b'customHeight="1"' in row for row in heights)


def test_what_the_plan_says_is_kept_apart_from_what_people_wrote(tmp_path: Path) -> None:
    written = changed(ROWS, {"F1-M1": {"leader": "李某某"}})
    read = read_back(ledger_to_xlsx(written, TITLE, exported=ROWS), tmp_path)
    assert read.base is not None
    assert (read.table.rows[0].leader, read.base[0].leader) == ("李某某", ROWS[0].leader)
