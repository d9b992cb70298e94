"""An amount falls into the bracket that holds it, and into no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.composing.brackets import fits

BELOW, BETWEEN, ABOVE = "单笔5万元以下的由科长批", "5万元（含）以上20万元以下的由局长批", "20万元（含）以上的开会定"


@pytest.mark.parametrize(
    ("amount", "held_by"),
    [
        ("3万元", (True, False, False)),
        ("5万元", (None, True, False)),
        ("8万元", (False, True, False)),
        ("20万元", (False, None, True)),
        ("60万元", (False, False, True)),
        ("20万元以上", (False, False, True)),
        ("不到5万元", (True, False, False)),
    ],
)
def test_the_bracket_that_holds_an_amount_is_told(amount: str, held_by: tuple[bool | None, ...]) -> None:
    assert tuple(fits(f"{amount}的采购谁批？", text) for text in (BELOW, BETWEEN, ABOVE)) == held_by


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("80人的会要几个服务员？", "参会人员不得超过50人。"),
        ("采购谁批？", BELOW),
        ("3个人去行吗？", "5万元以下的由科长批。"),
        ("请假2天谁批？", "在10日内报送方案。"),
    ],
)
def test_a_bound_of_a_duty_and_another_unit_are_no_bracket(question: str, text: str) -> None:
    assert fits(question, text) is None


@pytest.mark.parametrize(("days", "is_held"), [(2, False), (4, True)])
def test_a_case_is_a_bracket_too(days: int, is_held: bool) -> None:
    assert fits(f"离开{days}日要报谁？", "离开本市超过3日的，报组长。") is is_held


@given(st.integers(1, 999), st.integers(1, 999))
def test_below_and_above_leave_nothing_out(amount: int, edge: int) -> None:
    below, above = (fits(f"{amount}元谁批？", f"{edge}元{side}的由谁批") for side in ("（不含）以下", "（含）以上"))
    assert (below, above) == (amount < edge, amount >= edge)
