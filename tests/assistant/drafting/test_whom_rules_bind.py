"""Whom a rule is meant for, and who has to do what it says."""

from __future__ import annotations

import pytest

from assistant.drafting.problem import Problem
from assistant.drafting.whom_rules_bind import is_duty_of, is_for, is_on_inspections


@pytest.mark.parametrize(
    ("finding", "title", "meant"),
    [
        ("会议费管理不严。", "会议费管理办法", True),
        ("会议费管理不严。", "巡察工作规程", False),
        ("整改走过场。", "巡察整改工作办法", True),
        ("会议费管理不严。", "巡察整改工作办法", True),
        ("会议费管理不严。", "被巡察单位配合巡察工作规定", False),
        ("配合不主动。", "被巡察单位配合巡察工作规定", True),
        ("对配合巡察不主动。", "巡察工作规程", True),
    ],
)
def test_a_rule_for_inspectors_is_none_for_the_inspected(finding: str, title: str, meant: bool) -> None:
    assert is_for(Problem(finding), title) is meant


@pytest.mark.parametrize(
    ("before", "unit", "theirs"),
    [
        ("各单位", "市农业局", True),
        ("县级以上人民政府财政部门", "市农业局", False),
        ("施工单位", "市农业局", False),
        ("施工单位", "某某施工集团", True),
        ("被巡察党组织", "市农业局", True),
    ],
)
def test_the_subject_of_a_sentence_is_the_unit_or_somebody_else(before: str, unit: str, theirs: bool) -> None:
    assert is_duty_of(Problem("会议费管理不严。", unit), before) is theirs


def test_the_duties_of_inspectors_count_where_their_work_went_wrong() -> None:
    assert is_on_inspections(Problem("巡察组1名干部单独谈话。"), "巡察工作人员行为规范")
    assert not is_on_inspections(Problem("会议费管理不严。"), "巡察工作人员行为规范")
    assert not is_on_inspections(Problem("巡察指出的会议费没有清理。"), "会议费管理办法")
