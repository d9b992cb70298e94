from __future__ import annotations

import pytest

from assistant.composing.papers import came_of_it, happened, is_feedback, is_plan, paper_named, tells_progress


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("市档案局党组关于市委第三巡察组反馈意见的整改方案", True),
        ("市档案局整改台账（第二批）", True),
        ("市档案局党组关于巡察整改进展情况的通报", False),
        ("市级机关差旅费管理办法", False),
    ],
)
def test_a_title_says_last_whether_it_is_a_plan(title: str, is_one: bool) -> None:
    assert is_plan(title) is is_one


@pytest.mark.parametrize(
    ("question", "has"),
    [
        ("挪用的钱是哪天还的？", True),
        ("后来实际清退了多少户？", True),
        ("几号之前要清退完？", False),
        ("台账里清退了多少户？", False),
        ("住宿费标准是多少？", False),
    ],
)
def test_what_happened_is_told_from_what_is_to_be(question: str, has: bool) -> None:
    assert happened(question) is has


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("整改方案上写的牵头单位是谁？", "plan"),
        ("反馈时还有多少亩没收回？", "feedback"),
        ("局长在讲话里要求几点到岗？", "speech"),
        ("讲话和通知的要求一样吗？", None),
        ("住宿费标准是多少？", None),
    ],
)
def test_the_paper_that_a_question_names_is_seen(question: str, kind: str | None) -> None:
    assert paper_named(question) == kind


@pytest.mark.parametrize(
    ("question", "asks"),
    [("后来退了多少？", True), ("这件事最后怎么处理的？", True), ("最后一项是谁发言？", False), ("退了多少？", False)],
)
def test_what_became_of_something_is_asked_for(question: str, asks: bool) -> None:
    assert came_of_it(question) is asks


def test_what_was_found_is_told_from_what_was_put_right() -> None:
    assert is_feedback("县委第一巡察组关于巡察县档案局党组的反馈意见")
    assert not is_feedback("县档案局党组关于巡察反馈问题整改进展情况的通报")


def test_a_line_of_a_ledger_may_say_how_far_things_are() -> None:
    assert tells_progress("整改进展：5户已经退还，2户正在办理。")
    assert not tells_progress("完成时限：8月底前；责任领导：副局长")
