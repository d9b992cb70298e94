"""What a rule is on, and whether that is of a problem's field."""

from __future__ import annotations

import pytest

from assistant.drafting.fields_of_rules import bare_title, is_of_its_field, runs_shared, tells
from assistant.drafting.problem import Problem


def test_a_title_is_bared_of_issuer_and_kind() -> None:
    assert bare_title("中华人民共和国档案法") == "档案"
    assert bare_title("违规发放津贴补贴行为处分规定") == "违规发放津贴补贴"


@pytest.mark.parametrize(
    ("unit", "title", "is_of_it"),
    [("某某医院", "煤矿安全生产", False), ("某某煤矿", "煤矿安全生产", True), ("", "安全生产", True)],
)
def test_a_title_may_narrow_its_matter_to_another_field(unit: str, title: str, is_of_it: bool) -> None:
    problem = Problem("安全生产责任不落实。", unit)
    assert is_of_its_field(problem, title, "安全生产") is is_of_it


def test_what_a_text_shares_is_told_in_stretches_and_once() -> None:
    problem = Problem("公务接待审批手续不全。")
    assert runs_shared("公务接待单位应当严格公务接待审批", problem) == ["公务接待", "公务接待审批"]


def test_a_year_tells_nothing() -> None:
    assert not tells("20")
    assert tells("接待费")
