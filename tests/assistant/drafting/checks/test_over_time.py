"""A ledger that tells period after period: what stands still, what is put off again, what was closed and is open."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant.drafting.checks import check_draft
from assistant.drafting.checks.reading import Terms, draft_of_table
from assistant.drafting.ledger_table import ledger_table

HEADER = ["序号", "反馈问题", "整改措施", "整改状态", "进展情况", "6月进展", "7月进展", "8月进展"]


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: tuple[tuple[int, dict[int, str]], ...]
    is_hidden: bool = False


def found(status: str, progress: str = "", *months: str) -> set[str]:
    row = ["1", "库房漏雨没有维修", "更换屋面防水层并验收", status, progress, *months]
    sheet = Sheet("台账", ((1, dict(enumerate(HEADER))), (2, dict(enumerate(row)))))
    return {issue.rule for issue in check_draft(draft_of_table(ledger_table([sheet], "x.xlsx"), Terms()))}


@pytest.mark.parametrize(
    "told",
    [
        ("推进中", "", "正在招标", "正在招标", "正在招标"),
        ("推进中", "", "正在招标", "同上", "无进展"),
        ("推进中", "6月：推进中；7月：推进中；8月：推进中"),
        ("推进中", "第一季度：方案报批；第二季度：方案报批；第三季度：方案报批"),
        ("推进中", "与上月相比没有变化"),
    ],
)
def test_a_row_that_says_the_same_for_three_periods_stands_still(told: tuple[str, ...]) -> None:
    assert "status-unchanged" in found(*told)


@pytest.mark.parametrize(
    "told",
    [
        ("推进中", "", "正在招标", "签订合同", "开工"),
        ("推进中", "", "正在招标", "正在招标", "开工"),
        ("推进中", "", "", "正在招标", "正在招标"),
        ("已完成", "", "已完成", "已完成", "已完成"),
        ("长期坚持", "", "按月检查", "按月检查", "按月检查"),
    ],
)
def test_a_row_that_moves_or_is_done_does_not_stand_still(told: tuple[str, ...]) -> None:
    assert "status-unchanged" not in found(*told)


@pytest.mark.parametrize(
    "told",
    [
        ("推进中", "", "推进中", "已完成", "推进中"),
        ("推进中", "6月已办结，8月暴雨后又出现渗漏"),
        ("推进中", "市委巡察办复查不合格，退回重新整改"),
        ("推进中", "已恢复挂账"),
    ],
)
def test_a_row_that_was_closed_and_is_open_is_told(told: tuple[str, ...]) -> None:
    assert "reopened" in found(*told)


@pytest.mark.parametrize(
    "told",
    [
        ("已完成", "", "推进中", "推进中", "已完成"),
        ("已完成", "办结后未再次出现渗漏"),
        ("推进中", "如销号后问题反弹，重新挂账"),
    ],
)
def test_a_row_that_stayed_closed_is_left_in_peace(told: tuple[str, ...]) -> None:
    assert "reopened" not in found(*told)
