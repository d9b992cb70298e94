"""Nouns of a rectification ledger (整改台账): its rows as the table shows them, and what its header has and has not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of a rectification ledger (整改台账): each cell as the table shows it, empty where it has none.

    A cell merged over several rows stands in each of them.
    """

    row: int
    """The row of the sheet, as people count rows, from 1."""
    number: str = ""
    """序号."""
    problem: str = ""
    """反馈问题."""
    goal: str = ""
    """整改目标."""
    measures: str = ""
    """整改措施."""
    leader: str = ""
    """责任领导."""
    lead_unit: str = ""
    """牵头单位."""
    co_units: str = ""
    """配合单位."""
    due: str = ""
    """完成时限."""
    completion_mark: str = ""
    """完成标志."""
    evidence: str = ""
    """佐证材料."""
    status: str = ""
    """整改状态, as written."""
    id: str = ""
    """The measure that the row was exported from, F1-M1; empty in a row that somebody added."""
    origin: str = ""
    """问题来源: which inspection, audit or self-check found the problem."""
    progress: str = ""
    """进展情况: what was done."""
    obtained: str = ""
    """已附佐证: evidence that is there already; 佐证材料 is what the plan asks for."""
    reason: str = ""
    """未完成原因."""
    next_due: str = ""
    """下步时限: the next date of a measure that is not completed."""
    escalation: str = ""
    """督办情况."""
    others: tuple[tuple[str, str], ...] = ()
    """Name and text of columns of the office's own."""
    sheet: str = ""
    """The sheet that it stands in; empty in a .csv file."""


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """The rows of a ledger with what its header has and has not."""

    path: str
    title: str
    rows: tuple[LedgerRow, ...]
    columns: tuple[str, ...]
    """Fields of LedgerRow that the table has a column for."""
    missing: tuple[str, ...] = ()
    """The columns of a ledger that it has not, as 责任领导."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Name as written and name as understood: (牵头部门, 牵头单位)."""
    notes: tuple[str, ...] = ()
    """Lines that are no rows: titles above the header, headings of groups, totals."""
