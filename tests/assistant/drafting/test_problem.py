"""A finding as it is laid beside rules."""

from __future__ import annotations

from assistant.drafting.problem import Problem


def test_a_finding_is_compared_in_simplified_half_width_characters() -> None:
    assert Problem("會議費管理不嚴：２次。").folded == "会议费管理不严:2次。"


def test_what_stands_in_every_second_finding_tells_nothing_of_it() -> None:
    assert {"会议", "议费"} <= Problem("会议费管理存在问题。").pairs
    assert "问题" not in Problem("会议费管理存在问题。").pairs
