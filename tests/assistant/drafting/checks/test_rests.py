"""What is left of a whole, and parts that are more than it, in the words of reports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.checks.sums import contradictions


@pytest.mark.parametrize(
    ("text", "stated", "computed", "working"),
    [
        ("核减工程款217万元，已追回150万元，余款76万元从质保金中扣回。", "76万元", "67万元", "217万元-150万元"),
        ("出借的3笔1850万元，已收回1400万元，剩余550万元已起诉。", "550万元", "450万元", "1850万元-1400万元"),
        ("拖欠工程款1.2亿元，已支付8000万元，还有4500万元未支付。", "4500万元", "4000万元", "1.2亿元-8000万元"),
        ("应追缴资金120万元，已追缴80万元，未追缴50万元。", "50万元", "40万元", "120万元-80万元"),
        ("应退还保证金46笔，已退还40笔，剩余7笔。", "7笔", "6笔", "46笔-40笔"),
        ("拖欠货款 30 万元，已支付 18 万元，尚欠 15 万元。", "15万元", "12万元", "30万元-18万元"),
    ],
)
def test_what_is_left_is_what_whole_and_done_leave(text: str, stated: str, computed: str, working: str) -> None:
    assert [(found.kind, found.stated, found.computed, found.working) for found in contradictions(text)] == [
        ("rest", stated, computed, working)
    ]


@pytest.mark.parametrize(
    ("text", "stated", "part"),
    [
        ("查出问题132个，整改到位136个。", "132个", "136个"),
        ("制定整改措施68条，完成79条。", "68条", "79条"),
        ("排查隐患320处，整改到位336处。", "320处", "336处"),
        ("全区12个乡镇中，已完成整改15个。", "12个", "15个"),
        ("处理责任人12人，其中党纪处分15人。", "12人", "15人"),
    ],
)
def test_no_part_is_more_than_its_whole(text: str, stated: str, part: str) -> None:
    assert [(found.kind, found.stated, found.computed) for found in contradictions(text)] == [("more", stated, part)]


@pytest.mark.parametrize(
    "text",
    [
        "应退还保证金46笔共230万元，已退还40笔200万元，剩余6笔30万元。",
        "涉及12个乡镇，已完成8个，还有3个村没有通水。",
        "发现问题12个，在整改过程中，新发现问题15个。",
        "计划培训6期，已举办7期。",
        "保证金46笔，已退还40笔，未退还4笔，转作违约金2笔。",
        "有50个超过100米的竖井，其中一处深度为920米。",
        "反馈问题12个，其中涉及15个单位。",
        "在岗80人，比上年增加5人，其中女性30人。",
        "收回三年以上应收账款1.97亿元，2户债务人进入破产程序，涉及1.1亿元，还有2亿元没有到期。",
        "追回资金50万元，还有20万元未到期，仍有13万元未追回。",
    ],
)
def test_figures_of_other_things_are_left_in_peace(text: str) -> None:
    assert list(contradictions(text)) == []


@given(st.integers(3, 400), st.data())
def test_a_rest_that_was_computed_is_never_accused(whole: int, data: st.DataObject) -> None:
    done = data.draw(st.integers(1, whole - 1))
    assert list(contradictions(f"应追缴资金{whole}万元，已追缴{done}万元，未追缴{whole - done}万元。")) == []
