"""Figures that follow by arithmetic are no figures of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.counted import counted
from assistant.grounding.derived import rates
from assistant.grounding.evidence import compare, source
from assistant.text.phrasing import phrased

_DONE = "反馈问题40个，已完成整改31个，阶段性完成7个，未完成2个。"


@pytest.mark.parametrize(
    ("claim", "text", "is_derived"),
    [
        ("已完成和阶段性完成的合计38个。", _DONE, True),
        ("已完成整改的比阶段性完成的多24个。", _DONE, True),
        ("应收欠租600万元，七成多已经收回。", "应收欠租600万元，已收回450万元。", True),
        ("已完成和阶段性完成的合计37个。", _DONE, False),
        ("已完成整改的问题有38个。", _DONE, False),
        ("应收欠租600万元，八成多已经收回。", "应收欠租600万元，已收回450万元。", False),
    ],
)
def test_sums_rests_and_shares_are_reckoned(claim: str, text: str, is_derived: bool) -> None:
    found = counted(compare(claim, [source(text)])).differences
    assert ("derived" in [one.kind for one in found]) is is_derived


@pytest.mark.parametrize(
    ("claim", "text", "settled"),
    [
        ("一年要会商四次。", "双方每季度会商1次。", ["#12", "个月", "#4"]),
        ("八年里要转存两次。", "每4年转存1次。", ["#96", "个月", "#2"]),
        ("一年要会商两次。", "双方每季度会商1次。", []),
        ("一年要会商四次。", "双方会商1次。", []),
    ],
)
def test_a_rate_may_be_told_of_a_year(claim: str, text: str, settled: list[str]) -> None:
    found = rates(phrased(claim), phrased(text))
    assert [token.key for token in sorted(found, key=lambda token: (token.start, token.kind))] == settled


@given(st.integers(2, 400), st.integers(2, 400))
def test_every_sum_of_two_is_reckoned(one: int, other: int) -> None:
    found = counted(compare(f"两项合计{one + other}个。", [source(f"甲类{one}个，乙类{other}个。")])).differences
    assert "figure of another" not in [difference.kind for difference in found]
