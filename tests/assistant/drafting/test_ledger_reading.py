"""The ledger in a file: hidden sheets, several sheets, columns that people renamed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafting.ledger_reading import kept_ledger
from assistant.errors import RejectedFile
from tests.assistant.drafting.ledger_samples import ROWS, Cells, base_sheet, kept, sheet


def test_the_export_in_the_hidden_sheet_is_read_apart() -> None:
    ledger = kept_ledger([sheet(ROWS[:1]), base_sheet()], "台账.xlsx")
    assert [row.id for row in ledger.table.rows] == ["F1-M1"]
    assert ledger.base is not None
    assert [row.id for row in ledger.base] == [row.id for row in ROWS]


def test_a_file_without_an_export_has_no_base() -> None:
    assert kept(ROWS, base=None).base is None


def test_all_visible_sheets_with_a_ledger_count_and_hidden_ones_do_not() -> None:
    sheets = [
        sheet(ROWS[:2], "第一批"),
        Cells("汇总", ((1, {0: "状态", 1: "措施数"}), (2, {0: "已完成", 1: "3"}))),
        sheet(ROWS[2:], "第二批"),
        replace(sheet(ROWS, "旧稿"), is_hidden=True),
    ]
    table = kept_ledger(sheets, "台账.xlsx").table
    assert [(row.sheet, row.id) for row in table.rows] == [
        ("第一批", "F1-M1"),
        ("第一批", "F1-M2"),
        ("第二批", "F2-M3"),
        ("第二批", "F2-M4"),
    ]


def test_a_column_with_a_name_of_no_meaning_is_known_by_what_it_says() -> None:
    table = kept(ROWS, measures="甲栏").table
    assert [row.measures for row in table.rows] == [row.measures for row in ROWS]
    assert ("甲栏", "整改措施") in table.renamed
    assert "整改措施" not in table.missing


def test_a_column_that_was_given_the_name_of_another_is_told_from_it() -> None:
    table = kept(ROWS, measures="牵头单位").table
    assert [(row.measures, row.lead_unit) for row in table.rows] == [(row.measures, row.lead_unit) for row in ROWS]


def test_a_backup_sheet_with_the_same_words_counts_once() -> None:
    table = kept_ledger([sheet(ROWS), sheet(ROWS, "备份"), base_sheet()], "台账.xlsx").table
    assert [row.id for row in table.rows] == [row.id for row in ROWS]


def test_a_file_without_a_ledger_is_refused() -> None:
    with pytest.raises(RejectedFile, match=r"名单\.xlsx"):
        kept_ledger([Cells("名单", ((1, {0: "姓名", 1: "电话"}), (2, {0: "甲", 1: "1"})))], "名单.xlsx")
