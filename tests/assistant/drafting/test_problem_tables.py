"""Tables in feedback documents: which cells state problems, however the table came through reading."""

from __future__ import annotations

import pytest

from assistant.drafting.columns_of_feedback import Holds, holds
from assistant.drafting.findings import read_findings
from assistant.drafting.problem_tables import problem_tables
from tests.assistant.drafting.feedback_samples import document

HEAD = "市委巡察组反馈意见\n"


@pytest.mark.parametrize(
    "table",
    [
        "| 序号 | 类别 | 反馈问题 |\n|---|---|---|\n| 1 | 管党治党 | 会议费管理不严。 |\n| 2 | | 公车使用混乱。 |",
        "序号 | 类别 | 反馈问题\n1 | 管党治党 | 会议费管理不严。\n2 |  | 公车使用混乱。",
        "类别 | 反馈问题\n管党治党 | 会议费管理不严。\n | 公车使用混乱。",
        "序号\t类别\t反馈问题\n1\t管党治党\t会议费管理不严。\n2\t\t公车使用混乱。",
        "序号：1；类别：管党治党；反馈问题：会议费管理不严。\n序号：2；反馈问题：公车使用混乱。",
    ],
    ids=["markdown", "word", "word with merged first cells", "tabs", "sheet"],
)
def test_the_cells_of_problems_are_the_findings_under_the_category_of_their_row(table: str) -> None:
    found = read_findings(document(f"{HEAD}{table}\n"))
    assert [finding.verbatim for finding in found.findings] == ["会议费管理不严。", "公车使用混乱。"]
    assert [group.title for group in found.groups] == ["管党治党"]


def test_advice_in_the_table_is_advice() -> None:
    found = read_findings(document(f"{HEAD}序号 | 问题 | 整改建议\n1 | 会议费管理不严 | 压减会议\n"))
    assert [suggestion.excerpt.verbatim for suggestion in found.suggestions] == ["压减会议"]


def test_a_table_of_something_else_is_left_to_the_text() -> None:
    assert problem_tables("会议类别 | 住宿费\n一类会议 | 300") == []


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("存在问题原因", Holds.CAUSE),
        ("问题类别", Holds.CATEGORY),
        ("**问题描述**", Holds.PROBLEM),
        ("责任认定（初步）", Holds.RESPONSIBILITY),
        ("意见建议", Holds.ADVICE),
        ("对应问题", None),
    ],
)
def test_a_column_is_known_by_its_name(name: str, what: Holds | None) -> None:
    assert holds(name) is what


def test_what_an_earlier_inspection_found_is_no_problem_of_this_one() -> None:
    table = "序号 | 2021年巡察反馈的问题 | “回头看”发现的问题\n1 | 车间闲置 | 车间仍然闲置，租金未收。"
    row = problem_tables(table)[0].rows[0]
    assert row.cells[Holds.PROBLEM].of(table) == "车间仍然闲置，租金未收。"


def test_the_only_column_of_problems_counts_though_it_names_a_year() -> None:
    table = "序号 | 2021年巡察反馈的问题\n1 | 车间闲置"
    assert problem_tables(table)[0].rows[0].cells[Holds.PROBLEM].of(table) == "车间闲置"


def test_whether_there_are_problems_is_no_column_of_problems() -> None:
    assert holds("是否存在问题") is None


CARDS = """【卡片1】
问题编号：A-01
问题表述：经费监管宽松。2个课题组套取现金。
具体人员2名。
整改建议：开展审计。

【卡片2】
问题编号：A-02
问题表述：租赁不公开。
整改建议：重新招租。
"""


def test_each_card_is_a_problem_with_its_advice() -> None:
    rows = [row for table in problem_tables(CARDS) for row in table.rows]
    assert [row.cells[Holds.PROBLEM].of(CARDS) for row in rows] == [
        "经费监管宽松。2个课题组套取现金。\n具体人员2名。",
        "租赁不公开。",
    ]
    assert [row.cells[Holds.ADVICE].of(CARDS) for row in rows] == ["开展审计。", "重新招租。"]


def test_a_single_card_is_a_head_and_no_problem() -> None:
    assert problem_tables("问题编号：A-01\n问题表述：租赁不公开。\n") == []


def test_a_column_of_facts_holds_the_findings_and_the_problem_beside_it_their_title() -> None:
    table = "序号 | 主要问题 | 具体表现\n1 | 食品监管不严 | 5家企业健康证过期。\n2 | 投诉办理敷衍 |"
    found = read_findings(document(f"{HEAD}{table}\n"))
    assert [finding.verbatim for finding in found.findings] == ["5家企业健康证过期。", "投诉办理敷衍"]
    assert [group.title for group in found.groups] == ["食品监管不严", ""]


def test_a_description_of_the_problem_alone_is_the_finding() -> None:
    found = read_findings(document(f"{HEAD}序号 | 问题描述\n1 | 账目混乱。\n"))
    assert [finding.verbatim for finding in found.findings] == ["账目混乱。"]
