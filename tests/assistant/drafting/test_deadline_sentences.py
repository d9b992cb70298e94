"""Sentences that ask for something by a day, and those that only name one."""

from __future__ import annotations

from assistant.drafting.deadline_sentences import deadline_sentences


def test_an_opening_that_asks_for_a_report_states_a_deadline() -> None:
    text = "请认真研究，于2025年7月20日前报送整改方案。上轮整改已于2023年底前完成。\n账目混乱。"
    start = text.index("账目")
    assert [one.verbatim for one in deadline_sentences(text, text, [(start, len(text))])] == [
        "请认真研究，于2025年7月20日前报送整改方案。"
    ]


def test_a_term_that_counts_from_the_receipt_is_asked_for_wherever_it_stands() -> None:
    text = "收到反馈意见之日起两个月内，向市委巡察办报送整改情况。\n账目混乱。"
    start = text.index("账目")
    assert len(list(deadline_sentences(text, text, [(start, len(text))]))) == 1


def test_what_the_unit_promises_is_no_deadline() -> None:
    text = "账目混乱。\n局党组书记表示，将在3个月内完成整改。"
    assert list(deadline_sentences(text, text, [(0, 5)])) == []


def test_what_somebody_promises_for_himself_is_no_deadline() -> None:
    text = "账目混乱。\n李明：我们将认真整改，一个月内拿出方案。\n我将认真整改，一个月内拿出方案。"
    assert list(deadline_sentences(text, text, [(0, 5)])) == []
