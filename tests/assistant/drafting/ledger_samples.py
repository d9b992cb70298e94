"""Rows and sheets of ledgers, made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.ledger_columns import TITLES
from assistant.drafting.ledger_reading import BASE_SHEET, KeptLedger, kept_ledger
from assistant.drafting.ledger_records import LedgerRow, LedgerTable

HALL = "服务大厅收费不公示。2023年有3个窗口没有公示收费标准。"
TITLE = "市供销社党组巡察反馈意见整改台账"
FEES = "培训费超标准列支。2022年有2期培训班超标准列支1.8万元。"


@dataclass(frozen=True)
class Cells:
    """A sheet as its cells."""

    name: str
    rows: tuple[tuple[int, dict[int, str]], ...]
    is_hidden: bool = False


def row(number: int, problem: str = HALL, measures: str = "", **cells: str) -> LedgerRow:
    """A row of a ledger, exported from a measure of that number."""
    made = {
        "number": f"1.{number}",
        "origin": "市委第五巡察组（2024年3月8日反馈）",
        "goal": "窗口全部公示",
        "leader": "【待填：责任领导】",
        "lead_unit": "【待填：牵头单位】",
        "due": "2024年6月8日",
        "completion_mark": "现场核对一致",
        "evidence": "公示照片",
        "status": "未启动",
        "id": f"F{1 if problem == HALL else 2}-M{number}",
    }
    return LedgerRow(row=number, problem=problem, measures=measures or f"第{number}条措施的全文", **{**made, **cells})  # type: ignore[arg-type]


ROWS = (row(1), row(2), row(3, FEES), row(4, FEES))


def sheet(rows: Sequence[LedgerRow], name: str = "整改台账", *, without: Sequence[str] = (), **renamed: str) -> Cells:
    """A sheet with the columns of a ledger; `renamed` gives another name to the column of a field."""
    fields = [field for field in TITLES if field not in without]
    header = {at: renamed.get(field, TITLES[field]) for at, field in enumerate(fields)}
    body = [
        (number, {at: text for at, field in enumerate(fields) if (text := getattr(row, field))})
        for number, row in enumerate(rows, start=3)
    ]
    return Cells(name, ((1, {0: TITLE}), (2, header), *body))


def base_sheet(rows: Sequence[LedgerRow] = ROWS) -> Cells:
    """The hidden sheet with the rows as they were exported."""
    return replace(sheet(rows, BASE_SHEET), is_hidden=True)


def kept(
    rows: Sequence[LedgerRow], *, base: Sequence[LedgerRow] | None = ROWS, without: Sequence[str] = (), **renamed: str
) -> KeptLedger:
    """What is read back of a ledger that people edited."""
    sheets = [sheet(rows, without=without, **renamed), *([base_sheet(base)] if base is not None else [])]
    return kept_ledger(sheets, "台账.xlsx")


def table(rows: Sequence[LedgerRow], title: str = TITLE, columns: Sequence[str] = ()) -> LedgerTable:
    """A ledger's table with all columns, or with those named."""
    return LedgerTable("台账.xlsx", title, tuple(rows), tuple(columns or TITLES))


def changed(rows: Sequence[LedgerRow], cells: Mapping[str, Mapping[str, str]]) -> list[LedgerRow]:
    """The rows with other words in some cells, by the id of the row."""
    return [replace(row, **cells.get(row.id, {})) for row in rows]  # type: ignore[arg-type]
