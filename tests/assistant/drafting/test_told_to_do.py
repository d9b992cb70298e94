"""What tells its reader to do something, and what states a problem in words that begin alike."""

from __future__ import annotations

import pytest

from assistant.drafting.told_to_do import all_tell_to_do, tells_to_do


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("局党组要扛起整改主体责任。", True),
        ("完善支委会议事规则。", True),
        ("清退不具备资格的人员。", True),
        ("对虚报整改数据的，倒查责任。", True),
        ("加强监管不够，2家企业没有检查。", False),
        ("重要岗位轮岗制度没有落实。", False),
        ("主要负责人三年没有讲党课。", False),
        ("要求不严，账目混乱。", False),
    ],
)
def test_advice_is_told_by_how_it_begins(sentence: str, tells: bool) -> None:
    assert tells_to_do(sentence) is tells


def test_one_demand_alone_makes_no_advice() -> None:
    assert not all_tell_to_do(["要健全机制。"])
    assert all_tell_to_do(["要健全机制。", "要查清账目。", "清退补贴。", "以实际成效取信于民。"])
