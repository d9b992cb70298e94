"""Rows as high as their wrapped texts."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from assistant.export.row_heights import fit_heights, lines_of


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("整改措施", 10, 1),
        ("整改措施", 6, 2),
        ("一\n二\n三", 40, 3),
        ("", 10, 1),
        ("x" * 17, 10, 2),
        ("长" * 100, 1, 100),
    ],
)
def test_a_text_takes_as_many_lines_as_its_column_makes_of_it(text: str, width: float, lines: int) -> None:
    assert lines_of(text, width) == lines


def test_a_row_is_as_high_as_its_highest_cell_and_hidden_columns_do_not_count() -> None:
    sheet = Workbook().worksheets[0]
    sheet.append(["短", "整改" * 30, "整改" * 3000])
    sheet.column_dimensions["B"].width = 20
    sheet.column_dimensions["C"].width = 5
    sheet.column_dimensions["C"].hidden = True
    fit_heights(sheet, 1, 5000)
    assert sheet.row_dimensions[1].height == 15 * 7
    sheet["A2"] = "长" * 9000
    fit_heights(sheet, 2, 10)
    assert sheet.row_dimensions[2].height == 409
