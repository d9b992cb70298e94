"""A ledger (整改台账) as a workbook that people work in: lists to choose from, colours, filters, totals by formula.

Rows in, bytes out. What was exported lies in a hidden sheet, so that the edits can be told from it later. Every text of
a document is written as text: a cell that begins with = is no formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, cast

from assistant.drafting.dues import due_of, due_to_text
from assistant.drafting.ledger_columns import TITLES
from assistant.drafting.ledger_reading import BASE_SHEET
from assistant.drafting.ledger_records import LedgerRow
from assistant.drafting.states import OFFERED, State, Step
from assistant.errors import UsageError
from assistant.export.row_heights import fit_heights

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.formatting.rule import Rule
    from openpyxl.worksheet.worksheet import Worksheet

LEDGER_SHEET = "整改台账"
TOTALS_SHEET = "汇总"
REMARKS_SHEET = "合并情况"

_FIELDS = tuple(TITLES)
_WIDTHS = {
    "number": 7,
    "origin": 14,
    "problem": 32,
    "measures": 44,
    "goal": 24,
    "leader": 21,
    "lead_unit": 21,
    "co_units": 21,
    "due": 26,
    "completion_mark": 24,
    "evidence": 22,
    "status": 12,
    "escalation": 12,
}
"""In digits. An open slot (【待填：责任领导】) stays in one line, and the stages of a deadline in few."""
_CENTRED = frozenset(("number", "leader", "lead_unit", "co_units", "status", "escalation"))
_USUAL_WIDTH = 14
_FIRST_ROW = 3
"""The title is in row 1, the header in row 2."""
_SPARE_ROWS = 500
"""Rows below the last that lists and colours reach: rows that people add."""
_LONGEST_CELL = 32_767
"""Characters: Excel's bound. What is longer is refused, not cut."""
_NO_CELL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that no XML may hold."""
_DATE_FORMAT = 'yyyy"年"m"月"d"日"'

_A3, _A4 = 8, 9
"""Papers, by their number in the format. Eighteen columns are not to be read on A4."""
_MARGIN_INCHES = 0.4

_COLOURS = {
    State.DONE: "C6EFCE",
    State.STAGE_DONE: "DDEBF7",
    State.CONTINUING: "DDEBF7",
    State.UNDER_WAY: "FFEB9C",
    State.EXTENDED: "F8CBAD",
    State.NOT_STARTED: "E7E6E6",
}
_OVERDUE = "FF9999"


def ledger_to_xlsx(
    rows: Sequence[LedgerRow],
    title: str,
    remarks: Sequence[tuple[str, str]] = (),
    exported: Sequence[LedgerRow] | None = None,
) -> bytes:
    """The workbook; `remarks` are places and words of what its making brought up, on a sheet of their own.

    `exported` is what the plan says, where people's words stand in the rows already (`Merged.exported`).
    Raises UsageError where a text is longer than a cell holds.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - heavy

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = LEDGER_SHEET
    others = list(dict.fromkeys(name for row in rows for name, _ in row.others))
    _fill(sheet, rows, others, title)
    _dress(sheet, len(rows), len(others))
    fit_heights(sheet, _FIRST_ROW - 1, _USUAL_WIDTH)
    _lay_out(sheet, _A3)
    _offer_choices(sheet, len(rows))
    _colour(sheet, len(rows))
    _add_totals(book, len(rows))
    if remarks:
        _add_remarks(book, remarks)
    base = book.create_sheet(BASE_SHEET)
    base.sheet_state = "veryHidden"
    _fill(base, rows if exported is None else exported, [], BASE_SHEET)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(sheet: Worksheet, rows: Sequence[LedgerRow], others: Sequence[str], title: str) -> None:
    _write(_cell(sheet, 1, 1), title)
    names = [*(TITLES[field] for field in _FIELDS), *others]
    for column, name in enumerate(names, start=1):
        _write(_cell(sheet, _FIRST_ROW - 1, column), name)
    for number, row in enumerate(rows, start=_FIRST_ROW):
        own = dict(row.others)
        texts = [*(getattr(row, field) for field in _FIELDS), *(own.get(name, "") for name in others)]
        for column, text in enumerate(texts, start=1):
            _write(_cell(sheet, number, column), text)
        _write_date(_cell(sheet, number, _column("due")), row.due)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast("Cell", sheet.cell(row, column))  # no cell of ours is merged


def _write(cell: Cell, text: str) -> None:
    if len(text) > _LONGEST_CELL:
        raise UsageError("drafting.cell_too_long", place=cell.coordinate, length=len(text), limit=_LONGEST_CELL)
    if text:
        cell.value = _NO_CELL.sub("", text)
        cell.data_type = "s"


def _write_date(cell: Cell, text: str) -> None:
    """A deadline that is a day and nothing else is a date for Excel too: it can be sorted and seen to be overdue."""
    due = due_of(text)
    if due.date is not None and due_to_text(due) == text and not (due.immediate or due.continuing):
        cell.value = due.date
        cell.number_format = _DATE_FORMAT


def _dress(sheet: Worksheet, rows: int, others: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    last_column = len(_FIELDS) + others
    thin = Side(style="thin", color="999999")
    edge = Border(left=thin, right=thin, top=thin, bottom=thin)
    centred = {_column(field) for field in _CENTRED}
    for line in sheet.iter_rows(_FIRST_ROW - 1, _FIRST_ROW - 1 + rows, 1, last_column):
        for cell in line:
            across = "center" if cell.column in centred else "left"
            cell.border = edge
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=across)
    for cell in sheet[_FIRST_ROW - 1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="D9E1F2")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sheet["A1"].font = Font(bold=True, size=16)
    for column, field in enumerate(_FIELDS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(field, _USUAL_WIDTH)
    sheet.column_dimensions[get_column_letter(_column("id"))].hidden = True
    sheet.freeze_panes = f"{_letter('goal')}{_FIRST_ROW}"
    sheet.auto_filter.ref = f"A{_FIRST_ROW - 1}:{get_column_letter(last_column)}{_FIRST_ROW - 1 + rows}"
    sheet.print_title_rows = f"{_FIRST_ROW - 1}:{_FIRST_ROW - 1}"


def _lay_out(sheet: Worksheet, paper: int) -> None:
    """On paper: across, as wide as the page, with its number."""
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    sheet.page_setup.paperSize = paper
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN_INCHES
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "— &P —"


def _offer_choices(sheet: Worksheet, rows: int) -> None:
    """Lists for the state and the step of escalation. Other words are asked about, not forbidden."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    for field, choices in (("status", OFFERED), ("escalation", tuple(Step)[1:])):
        listed = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        listed.errorStyle = "warning"
        listed.showErrorMessage = True
        listed.errorTitle, listed.error = TITLES[field], f"请从列表中选：{'、'.join(choices)}"
        sheet.add_data_validation(listed)
        listed.add(_range(field, rows))


def _colour(sheet: Worksheet, rows: int) -> None:
    """A colour a state, and red for a day that has passed before the work is done."""
    status, due = (f"${_letter(field)}{_FIRST_ROW}" for field in ("status", "due"))
    for state, colour in _COLOURS.items():
        sheet.conditional_formatting.add(_range("status", rows), _coloured(f'{status}="{state}"', colour))
    passed = f'AND(ISNUMBER({due}),{due}<TODAY(),{status}<>"{State.DONE}",{status}<>"{State.CONTINUING}")'
    sheet.conditional_formatting.add(_range("due", rows), _coloured(passed, _OVERDUE))


def _coloured(formula: str, colour: str) -> Rule:
    from openpyxl.formatting.rule import Rule  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415
    from openpyxl.styles.differential import DifferentialStyle  # noqa: PLC0415

    style = DifferentialStyle(fill=PatternFill("solid", bgColor=colour))
    return Rule(type="expression", dxf=style, formula=[formula])


def _add_totals(book: Workbook, rows: int) -> None:
    """How many measures are in which state, their share, and whether the states add up to all measures."""
    from openpyxl.styles import Font  # noqa: PLC0415

    sheet = book.create_sheet(TOTALS_SHEET)
    states = f"{LEDGER_SHEET}!{_range('status', rows, is_fixed=True)}"
    measures = f"{LEDGER_SHEET}!{_range('measures', rows, is_fixed=True)}"
    sheet.append(["状态", "措施数", "占比"])
    for state in State:
        sheet.append([str(state), f'=COUNTIF({states},"{state}")'])
    end = len(State) + 1
    sheet.append(["状态合计", f"=SUM(B2:B{end})"])
    sheet.append(["措施总数", f"=COUNTA({measures})"])
    sheet.append(["核对", f'=IF(B{end + 1}=B{end + 2},"一致","有措施没有填状态，或状态不在列表中")'])
    for number in range(2, end + 1):
        sheet.cell(number, 3, f'=IF($B${end + 2}=0,"",B{number}/$B${end + 2})').number_format = "0.00%"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = _USUAL_WIDTH
    _lay_out(sheet, _A4)


def _add_remarks(book: Workbook, remarks: Sequence[tuple[str, str]]) -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415

    sheet = book.create_sheet(REMARKS_SHEET)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 100
    for number, remark in enumerate(remarks, start=1):
        for column, text in enumerate(remark, start=1):
            _write(_cell(sheet, number, column), text)
            sheet.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
    fit_heights(sheet, 1, _USUAL_WIDTH)
    _lay_out(sheet, _A4)


def _range(field: str, rows: int, *, is_fixed: bool = False) -> str:
    letter, last = _letter(field), _FIRST_ROW - 1 + rows + _SPARE_ROWS
    return f"${letter}${_FIRST_ROW}:${letter}${last}" if is_fixed else f"{letter}{_FIRST_ROW}:{letter}{last}"


def _column(field: str) -> int:
    return _FIELDS.index(field) + 1


def _letter(field: str) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    return get_column_letter(_column(field))
