"""A finding taken apart: what it is about as a whole, and fact by fact."""

from __future__ import annotations

from assistant.drafting.likeness import telling_pairs
from assistant.drafting.problem import Problem


def test_a_finding_is_about_its_headline_and_then_about_each_fact() -> None:
    whole, *facts = Problem("招标管理不规范。11个项目存在拆分规避公开招标问题。").objects
    assert whole == telling_pairs("招标管理")
    assert any(telling_pairs("规避公开招标") <= fact for fact in facts)


def test_a_finding_of_one_sentence_is_about_that() -> None:
    assert len(Problem("会议费管理不严。").objects) == 1


def test_a_group_of_companies_is_an_enterprise() -> None:
    assert telling_pairs("企业") <= Problem("采购不严。", "净源集团").unit_pairs
    assert not telling_pairs("企业") <= Problem("采购不严。", "市农业局").unit_pairs
