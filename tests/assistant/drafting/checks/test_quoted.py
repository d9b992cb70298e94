"""A ledger that calls problems by their headlines is held against all that the feedback says of them."""

from __future__ import annotations

from typing import Any

from assistant.drafting.checks import check_draft
from assistant.drafting.checks.quoted import full_words
from tests.assistant.drafting.checks.case_drafts import draft

_DRILL = "逐处消除消防隐患，由消防部门复验"


def rules(**row: str) -> list[str]:
    return [issue.rule for issue in check_draft(draft(said(**row), "rows"))]


def said(**row: str) -> dict[str, Any]:
    return {"against": True, "rows": {2: row}}


def test_a_headline_stands_for_the_facts_under_it() -> None:
    words = full_words(draft(said(problem="库房安全管理不严。", measures=_DRILL), "rows"))
    assert any("3处消防隐患" in stated for stated in words.values())


def test_a_measure_that_answers_the_facts_is_no_measure_of_another_row() -> None:
    assert "measure-off-topic" not in rules(problem="库房安全管理不严。", measures=_DRILL)


def test_a_figure_of_the_feedback_is_not_blamed_for_the_one_that_was_changed() -> None:
    problem = "库房安全管理不严。检查发现5处消防隐患没有整改，涉及2个库房。"
    found = rules(problem=problem, measures="对3处消防隐患逐处整改，由消防部门复验")
    assert "finding-changed" in found
    assert "figure-without-source" not in found


def test_problems_cut_short_are_told_together() -> None:
    everywhere = {
        "against": True,
        "rows": {2: {"problem": "库房安全管理不严。"}, 1: {"problem": "档案数字化进度滞后。"}},
    }
    issues = [one for one in check_draft(draft(everywhere, "rows")) if one.rule == "finding-shortened"]
    assert len(issues) == 1
    assert "、" in issues[0].where
