"""Plans as people write them → their problems and rows, each word with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.checks.draft import Problem
from assistant.drafting.checks.of_text import problems_in


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str, str, str]]:
    return [
        (row.cells.problem, row.cells.measures, row.cells.leader, row.cells.due)
        for each in problems
        for row in each.rows
    ]


PLANS = {
    "numbered problems, labels in the line": """
问题1：甲不严。
1.1 查甲。完成时限：2024年8月1日。完成标志：有单。
1.2 改甲。完成时限：2024年9月1日。
责任领导：张局长。

问题2：乙不实。
2.1 查乙。完成时限：立行立改。
责任领导：李局长。
""",
    "headings and a label a line": """
（一）甲不严。
整改措施：
（1）查甲。
（2）改甲。
责任领导：张局长
完成时限：2024年8月1日

（二）乙不实。
整改措施：查乙。
责任领导：李局长
完成时限：立行立改
""",
    "a table": """
序号 | 反馈问题 | 整改措施 | 责任领导 | 完成时限
1 | 甲不严。 | 查甲。 | 张局长 | 2024年8月1日
 |  | 改甲。 |  | 2024年9月1日
2 | 乙不实。 | 查乙。 | 李局长 | 立行立改
""",
    "a table of Markdown below each quoted problem": """
> 甲不严。

| 整改措施 | 责任领导 | 完成时限 |
| --- | --- | --- |
| 查甲。 | 张局长 | 2024年8月1日 |
| 改甲。 | 张局长 | 2024年9月1日 |

> 乙不实。

| 整改措施 | 责任领导 | 完成时限 |
| --- | --- | --- |
| 查乙。 | 李局长 | 立行立改 |
""",
    "a list of Markdown": """
**问题1** 甲不严。

- 整改措施：
  1. 查甲。
  2. 改甲。
- 责任领导：张局长
- 完成时限：2024年8月1日

**问题2** 乙不实。

- **整改措施：** 查乙。
- **责任领导：** 李局长
- **完成时限：** 立行立改
""",
    "labels in brackets": """
【反馈问题1】甲不严。
【整改措施】
（1）查甲。
（2）改甲。
【责任领导】张局长
【完成时限】2024年8月1日
【反馈问题2】乙不实。
【整改措施】查乙。
【责任领导】李局长
【完成时限】立行立改
""",
    "numbered descriptions, measures under a heading without a colon": """
1. 问题描述：甲不严。
整改措施
(1) 查甲。
(2) 改甲。
责任领导: 张局长
完成时限: 2024年8月1日
2. 问题描述：乙不实。
整改措施
(1) 查乙。
责任领导: 李局长
完成时限: 立行立改
""",
    "measures in prose, owners in a table below": """
1.甲
反馈原文：甲不严。
整改措施：
（1）查甲。
（2）改甲。
措施 | 责任和时限
1 | 责任领导：张局长 完成时限：2024年8月1日
2 | 责任领导：张局长 完成时限：2024年9月1日
2.乙
反馈原文：乙不实。
整改措施：
（1）查乙。
措施 | 责任和时限
1 | 责任领导：李局长 完成时限：立行立改
""",
}


@pytest.mark.parametrize("name", PLANS)
def test_every_shape_gives_the_same_problems_and_owners(name: str) -> None:
    rows = told(problems_in(PLANS[name], 2024))
    assert [(problem, leader) for problem, _, leader, _ in rows] == [
        ("甲不严。", "张局长"),
        ("甲不严。", "张局长"),
        ("乙不实。", "李局长"),
    ]
    assert [measures.lstrip("（）()12. ") for _, measures, _, _ in rows] == ["查甲。", "改甲。", "查乙。"]
    assert rows[0][3] == "2024年8月1日"
    assert rows[2][3] == "立行立改"


def test_a_card_for_each_problem_is_read() -> None:
    card = "| 反馈问题 | {} |\n| --- | --- |\n| 整改措施 | {} |\n| 责任领导 | 张局长 | 完成时限 | 2024年8月1日 |\n"
    text = "\n".join(card.format(*words) for words in (("甲不严。", "查甲。"), ("乙不实。", "查乙。")))
    assert told(problems_in(text, 2024)) == [
        ("甲不严。", "查甲。", "张局长", "2024年8月1日"),
        ("乙不实。", "查乙。", "张局长", "2024年8月1日"),
    ]


@pytest.mark.parametrize("name", PLANS)
def test_places_are_places_of_the_text(name: str) -> None:
    text = PLANS[name]
    for problem in problems_in(text, 2024):
        for row in problem.rows:
            span = row.spans["measures"]
            assert row.cells.measures in span.of(text)


def test_points_of_a_problem_are_no_problems_of_their_own() -> None:
    text = "问题1：责任没有压实。\n（1）甲没有听取汇报；\n（2）乙没有清单。\n1.1 补听汇报。完成时限：2024年8月1日。\n"
    [problem] = problems_in(text, 2024)
    assert "（2）乙没有清单" in problem.verbatim
    assert [row.cells.measures for row in problem.rows] == ["1.1 补听汇报。"]


def test_a_numbered_problem_of_which_nothing_is_said_is_kept() -> None:
    text = "问题1：甲不严。\n1.1 查甲。完成时限：2024年8月1日。\n\n问题2：乙不实。\n"
    assert [len(problem.measures) for problem in problems_in(text, 2024)] == [1, 0]


def test_tables_that_count_measures_are_no_ledgers() -> None:
    assert problems_in("反馈问题 | 整改措施 | 完成时限\nF1 | 3/3 | 2/3 待填1\nF2 | 1 | 0\n", 2024) == ()


@given(st.text(alphabet="问题措施责任领导：。；\n1.（）一二|不严*> ", max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    for problem in problems_in(text, None):
        for row in problem.rows:
            for span in row.spans.values():
                assert 0 <= span.start <= span.end <= len(text)
