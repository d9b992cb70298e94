"""The day of the feedback and that of its receipt, wherever a document says them."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.drafting.feedback_days import feedback_day, received_day


def test_the_day_on_which_an_inspection_began_is_not_that_of_the_feedback() -> None:
    text = "2024年6月3日至21日开展了督察，并于7月25日进行了反馈。账目混乱。"
    assert feedback_day(text, text.index("账目")) == date(2024, 7, 25)


def test_a_date_without_a_year_is_not_completed() -> None:
    text = "12月27日，市委第五巡察组向市水务集团党委进行了反馈。"
    assert feedback_day(text, len(text)) is None


def test_a_stated_day_of_receipt_is_read() -> None:
    assert received_day("本反馈意见于2024年6月20日送达。") == date(2024, 6, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("> 反馈时间：2025年10月17日\n2025年7月14日至9月12日开展了巡察。", date(2025, 10, 17)),
        ("时间：2023年12月5日上午9:00\n2023年9月11日至11月3日开展了巡察。", date(2023, 12, 5)),
        ("发布时间：2025年3月24日\n3月21日，巡察组反馈了情况。", date(2025, 3, 21)),
        ("一\n二\n三\n四\n五\n六\n某巡察组\n2024年12月20日\n附件1\n房产明细", date(2024, 12, 20)),
    ],
    ids=["field", "minutes", "published", "above an annex"],
)
def test_the_day_of_the_feedback_is_read_wherever_the_document_says_it(text: str, day: date) -> None:
    assert feedback_day(text, len(text)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("标题\n2025-06-11 09:26　来源：某网\n6月10日，市委第三巡察组向市局党组反馈。", date(2025, 6, 10)),
        ("标题\n2025年2月下旬至4月中旬进行了巡察。6月10日，向市局党组反馈。", date(2025, 6, 10)),
        ("标题\n2025-01-03 09:26　来源：某网\n12月30日，向市局党组反馈。", date(2024, 12, 30)),
        ("巡察组组长的讲话\n2023年11月15日\n同志们：账目混乱。\n谢谢大家。", date(2023, 11, 15)),
        ("反馈提纲\n（县委第三巡察组　2023年6月28日）\n账目混乱。\n谢谢大家。", date(2023, 6, 28)),
    ],
    ids=["published", "month", "new year", "speech", "with the group"],
)
def test_the_year_comes_from_the_context(text: str, day: date) -> None:
    assert feedback_day(text, len(text)) == day
