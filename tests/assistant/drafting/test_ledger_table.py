"""Tables as offices keep them → rows: columns by name in any order, titles above, merged and missing cells."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.ledger_table import BESIDE, COLUMNS, field_of, header_of, ledger_table
from assistant.errors import RejectedFile


@dataclass(frozen=True)
class Page:
    name: str
    rows: tuple[tuple[int, dict[int, str]], ...]


def page(*rows: tuple[str, ...] | list[str]) -> Page:
    cells = [{at: text for at, text in enumerate(row) if text} for row in rows]
    return Page("台账", tuple((number, held) for number, held in enumerate(cells, start=1) if held))


HEADER = ("序号", "反馈问题", "整改措施", "责任领导", "完成时限")


@pytest.mark.parametrize(
    ("name", "field"),
    [
        *((title, field) for field, title in (COLUMNS | BESIDE).items()),
        ("责任 部门（科室）", "lead_unit"),
        ("整改责任／牵头领导", "leader"),
        ("存在的主要问题", "problem"),
        ("整改完成时限", "due"),
        ("具体整改措施", "measures"),
        ("协助单位", "co_units"),
        ("印证材料清单", "evidence"),
        ("完成情况", "status"),
        ("备注", None),
        ("联系电话", None),
    ],
)
def test_columns_go_under_many_names(name: str, field: str | None) -> None:
    assert field_of(name) == field


@given(st.permutations(list(COLUMNS)))
def test_the_order_of_columns_does_not_matter(order: list[str]) -> None:
    table = ledger_table([page([COLUMNS[name] for name in order], [f"{name} 的内容" for name in order])], "x.xlsx")
    [row] = table.rows
    assert {name: getattr(row, name) for name in COLUMNS} == {name: f"{name} 的内容" for name in COLUMNS}
    assert table.missing == ()


def test_titles_and_notes_above_and_totals_below_are_no_rows() -> None:
    table = ledger_table(
        [
            page(
                ("某局整改台账",), ("填报单位：某局",), HEADER, ("1", "甲不严", "查", "局长", "立行立改"), ("合计", "1")
            )
        ],
        "x",
    )
    assert table.title == "某局整改台账"
    assert [row.row for row in table.rows] == [4]
    assert table.notes == ("某局整改台账", "填报单位：某局", "合计 1")


def test_a_header_of_two_levels() -> None:
    upper = ("序号", "反馈问题", "整改措施", "整改责任", "", "完成时限")
    lower = ("", "", "", "责任领导", "牵头单位", "")
    table = ledger_table([page(upper, lower, ("1", "甲不严", "查", "局长", "办公室", "立行立改"))], "x")
    assert (table.rows[0].leader, table.rows[0].lead_unit, table.rows[0].due) == ("局长", "办公室", "立行立改")


def test_blank_cells_below_a_problem_go_on_with_it() -> None:
    table = ledger_table([page(HEADER, ("1", "甲不严", "查", "局长", "8月1日"), ("", "", "改", "", "9月1日"))], "x")
    assert [(row.number, row.problem, row.leader, row.measures) for row in table.rows] == [
        ("1", "甲不严", "局长", "查"),
        ("1", "甲不严", "局长", "改"),
    ]


def test_a_problem_of_its_own_inherits_nothing() -> None:
    table = ledger_table([page(HEADER, ("1", "甲不严", "查", "局长", "8月1日"), ("2", "乙不实", "改", "", ""))], "x")
    assert (table.rows[1].leader, table.rows[1].due) == ("", "")


def test_headings_of_groups_and_repeated_headers_are_left_out() -> None:
    table = ledger_table(
        [page(HEADER, ("（一）落实部署方面",), ("1", "甲不严", "查", "局长", "8月1日"), HEADER, ("2", "乙不实", "改"))],
        "x",
    )
    assert [row.problem for row in table.rows] == ["甲不严", "乙不实"]


def test_columns_missing_renamed_and_of_the_offices_own() -> None:
    table = ledger_table([page(("问题", "措施", "责任部门", "备注"), ("甲不严", "查", "办公室", "已报"))], "x")
    assert table.missing == tuple(
        title for name, title in COLUMNS.items() if name not in ("problem", "measures", "lead_unit")
    )
    assert ("责任部门", "牵头单位") in table.renamed
    assert table.rows[0].others == (("备注", "已报"),)


def test_of_two_columns_of_one_meaning_the_ledgers_own_name_counts() -> None:
    table = ledger_table(
        [page(("反馈问题", "整改措施", "责任人", "责任领导"), ("甲不严", "查", "张三", "李局长"))], "x"
    )
    assert table.rows[0].leader == "李局长"
    assert table.rows[0].others == (("责任人", "张三"),)


def test_a_table_without_such_a_header_is_refused() -> None:
    assert header_of(page(("姓名", "电话"), ("甲", "1")).rows) is None
    with pytest.raises(RejectedFile, match=r"x\.xlsx"):
        ledger_table([page(("姓名", "电话"), ("甲", "1"))], "x.xlsx")


@given(st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=12))
def test_no_table_breaks_it(rows: list[list[str]]) -> None:
    try:
        table = ledger_table([page(list(HEADER), *rows)], "x")
    except RejectedFile:
        return
    assert all(row.row > 1 for row in table.rows)
