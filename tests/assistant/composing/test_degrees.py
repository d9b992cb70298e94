from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.composing.degrees import of_another_degree


@pytest.mark.parametrize(
    ("question", "text", "is_another"),
    [
        ("一般事故扣几分？", "发生较大事故的，扣10分。", True),
        ("一般事故扣几分？", "一般事故扣2分，较大事故扣10分。", False),
        ("一般扣几分？", "发生较大事故的，扣10分。", False),
        ("三类会议伙食费多少？", "三类、四类会议：伙食费110。", False),
        ("重大事故扣几分？", "特别重大事故扣100分。", True),
        ("较大事故扣几分？", "一般不超过10分。", False),
        ("年度奖金多少元？", "季度奖金每人500元。", True),
        ("二级库房要几个人守？", "一级库房由3人值守。", True),
        ("中级职称补贴多少？", "高级职称补贴300元，中级职称补贴200元。", False),
    ],
)
def test_another_degree_of_the_same_thing_is_another_thing(question: str, text: str, is_another: bool) -> None:
    assert of_another_degree(question, text) is is_another


@given(st.text(alphabet="一般较大重大事故级二三类会议扣分", max_size=24))
def test_a_text_is_never_of_another_degree_than_itself(text: str) -> None:
    assert not of_another_degree(text, text)
