"""The words that tell what a finding is about, and how far a rule has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.weighed_words import held, weight_held, weights

texts = st.text(alphabet="会议费报销超期逾期转办信访件管理没有问题，。123", max_size=30)


def test_how_many_there_are_and_what_is_said_everywhere_is_no_word_of_a_finding() -> None:
    assert weights("存在问题：13家公司没有签到，涉及2.5万元。").keys() == {"签到"}


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    found = weights("社会上拖欠履约保证金。")
    assert found["保证金"] > found["社会"]


@pytest.mark.parametrize(
    ("word", "text", "least"),
    [
        ("报销", "办理报销手续", 1.0),
        ("超期", "逾期不办的", 0.8),
        ("借用", "抽调人员", 0.8),
        ("覆盖率", "实现全覆盖", 0.4),
        ("候选人", "公示中标候选人", 1.0),
    ],
)
def test_a_rule_has_a_word_of_a_finding_by_itself_or_by_another_or_in_part(word: str, text: str, least: float) -> None:
    assert held(word, text) >= least


def test_a_word_of_something_else_is_not_held() -> None:
    assert held("接待", "办理报销手续") == 0.0


@given(texts, texts)
def test_no_text_holds_more_than_there_is(finding: str, rule: str) -> None:
    wanted = weights(finding)
    assert 0.0 <= weight_held(wanted, rule) <= sum(wanted.values()) + 1e-9
    assert all(0.0 <= held(word, rule) <= 1.0 for word in wanted)
