from __future__ import annotations

from datetime import date

import pytest

from assistant.drafting.inspection import deadline_sentences, inspected_unit, inspection


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("县委第二巡察组巡察县粮食中心党组反馈会议纪要", "县粮食中心党组"),
        ("关于巡察工作的反馈\n\n市档案馆党组：\n正文", "市档案馆党组"),
        ("市委第二巡察组对市档案馆党组开展了常规巡察。", "市档案馆党组"),
        ("近日，市委第五巡察组向市水务集团党委反馈巡察情况。", "市水务集团党委"),
        ("巡察组向市水务集团党委主要负责人进行了反馈。", "市水务集团党委"),
        ("市图书馆党总支巡察反馈问题清单\n1.甲", "市图书馆党总支"),
        ("被巡察单位：市公共资源交易中心\n", "市公共资源交易中心"),
        ("县水利局党组：\n现反馈如下。\n1.规划拖延。（责任单位：规划科）", "县水利局党组"),
        ("同志们：\n今天天气很好。", None),
    ],
)
def test_the_inspected_unit_is_found_where_documents_name_it(text: str, unit: str | None) -> None:
    found = inspected_unit(text)
    assert (found.verbatim if found else None) == unit


def test_who_inspected_and_when_is_read_from_the_opening() -> None:
    opening = "根据部署，十二届省委第三轮巡视中，省委第八巡视组对某集团开展了常规巡视。\n"
    found = inspection(f"{opening}1.2020年五届市委第八轮巡察的问题没有改。\n2024年6月12日", len(opening))
    assert found.round is not None
    assert found.round.verbatim == "十二届省委第三轮巡视"
    assert found.inspected_by is not None
    assert found.inspected_by.verbatim == "省委第八巡视组"
    assert found.feedback_on == date(2024, 6, 12)


def test_two_kinds_of_inspection_in_one_text_leave_the_kind_open() -> None:
    text = "省委巡视组对30个县开展了常规巡视，对3户企业开展了机动巡视。"
    assert inspection(text, len(text)).kind is None


def test_a_date_without_a_year_is_not_completed() -> None:
    text = "12月27日，市委第五巡察组向市水务集团党委进行了反馈。"
    assert inspection(text, len(text)).feedback_on is None


def test_a_stated_day_of_receipt_is_read() -> None:
    assert inspection("本反馈意见于2024年6月20日送达。", 20).received_on == date(2024, 6, 20)


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
    assert inspection(text, len(text)).feedback_on == day


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
    assert inspection(text, len(text)).feedback_on == day
