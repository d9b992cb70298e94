"""Words that have changed places, and words that stand first for emphasis alone."""

from __future__ import annotations

import pytest

from assistant.grounding.evidence import compare, source
from assistant.grounding.swaps import swapped

HELD = "去年有3笔借款没有经监事会审查，直接报送总经理室，合计900万元。工会应当在2日内选出联络人，人数不超过4人。"


@pytest.mark.parametrize(
    ("claim", "degree"),
    [
        ("去年有3笔借款没有经总经理室审查，直接报送监事会，合计900万元。", 1.0),
        ("去年有3笔借款没有经监事会审查，直接报送总经理室。", 0.0),
        ("联络人由工会在2日内选出，最多4人。", 0.0),
    ],
)
def test_two_that_stand_in_each_others_place_are_found(claim: str, degree: float) -> None:
    assert swapped(compare(claim, [source(HELD)])) == degree
