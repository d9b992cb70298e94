from __future__ import annotations

import time

import pytest

from assistant.drafting.announcements import (
    Role,
    announcements,
    ends_the_matter,
    is_subject_only,
    role_of_title,
    states_deadline,
)
from assistant.text.terms import fold


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("主要问题", Role.PROBLEMS),
        ("巡察发现的主要问题", Role.PROBLEMS),
        ("存在的问题和不足", Role.PROBLEMS),
        ("党的建设方面存在的问题", Role.PROBLEMS),
        ("市图书馆党总支巡察反馈问题清单", Role.PROBLEMS),
        ("意见建议", Role.SUGGESTIONS),
        ("整改意见和建议", Role.SUGGESTIONS),
        ("几点建议", Role.SUGGESTIONS),
        ("整改工作要求", Role.REQUIREMENTS),
        ("整改时限", Role.REQUIREMENTS),
        ("总体评价", Role.OTHER),
        ("巡察工作开展情况", Role.OTHER),
        ("移交问题线索情况", Role.OTHER),
        ("关于食品安全监管不到位的问题", None),
        ("理论学习不深入", None),
        ("落实上级决策部署要求方面", None),
    ],
)
def test_a_heading_announces_by_its_words(title: str, role: Role | None) -> None:
    assert role_of_title(title) is role


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        ("请自收到反馈意见之日起3个月内报送整改情况报告。", True),
        ("应于2025年3月27日前报送集中整改进展情况报告。", True),
        ("请在收到反馈意见后两个月内完成整改。", True),
        ("其中12处超过整改期限6个月。", False),
        ("巡察组于2024年3月4日至4月30日开展了巡察。", False),
    ],
)
def test_a_deadline_sentence_names_a_period_and_what_is_due(sentence: str, states: bool) -> None:
    assert states_deadline(sentence) is states


@pytest.mark.parametrize(
    ("text", "role", "follows"),
    [
        ("某集团主要存在以下几个问题：一、甲不够。", Role.PROBLEMS, "一、甲不够。"),
        ("也发现了一些问题和不足，有的责任不实。", Role.PROBLEMS, "有的责任不实。"),
        ("仍存在一些薄弱环节。\n学习不够。", Role.PROBLEMS, "\n学习不够。"),
        ("巡察发现，局党组学习不够。", Role.PROBLEMS, "局党组学习不够。"),
        ("巡察组同时提出意见建议：一是抓好。", Role.SUGGESTIONS, "一是抓好。"),
        ("针对上述问题，提出三点意见。一是抓好。", Role.SUGGESTIONS, "一是抓好。"),
        ("建议你党组：一是抓好。", Role.SUGGESTIONS, "一是抓好。"),
        ("会议强调，要抓好整改。", Role.REQUIREMENTS, "要抓好整改。"),
    ],
)
def test_a_sentence_announces_what_follows(text: str, role: Role, follows: str) -> None:
    found = [(said.role, text[said.end :]) for said in announcements(fold(text))]
    assert (role, follows) in found


def test_problems_are_announced_only_where_some_follow() -> None:
    assert list(announcements(fold("发现了一些问题。各项工作取得新进展。"))) == []


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("同时，巡察组还收到反映一些领导干部的问题线索，已按规定转有关方面处理。", True),
        ("局党组书记表示，诚恳接受、坚决整改。", True),
        ("请你局党组于2024年9月30日前报送整改情况。", True),
        ("附件：问题清单", True),
        ("以上问题，公司党总支要在30日内拿出整改方案，11月30日前将整改情况书面报告县委巡察办。", True),
        ("（四）责任科室要在30日内拿出整改方案。", False),
        ("反馈要求，市档案馆党组要制定整改措施，两个月内报送整改情况报告。", False),
        ("超过规定时限2个月内没有报送整改方案。", False),
        ("局党组对问题线索处置不及时。", False),
        ("要在3个月内完成整改。", False),
    ],
)
def test_the_matter_ends_with_leads_stances_and_deadlines(sentence: str, ends: bool) -> None:
    assert ends_the_matter(sentence) is ends


def test_a_subject_is_no_problem() -> None:
    assert is_subject_only("落实全面从严治党责任方面")
    assert is_subject_only("收购环节")
    assert not is_subject_only("责任落实不到位")


def test_a_problem_in_words_we_do_not_know_is_no_subject() -> None:
    for title in ("食堂承包暗箱操作", "管网改造雷声大雨点小", "纪检委员身兼数职"):
        assert not is_subject_only(title)


def test_a_title_that_names_one_problem_announces_none() -> None:
    assert role_of_title("关于食堂承包暗箱操作的问题") is None
    assert role_of_title("发现的问题及具体表现") is Role.PROBLEMS


@pytest.mark.parametrize("unit", ["存在", "\n", "主要问题：", "（一）", "“", "甲不够，"])
def test_long_monotonous_text_is_read_in_a_moment(unit: str) -> None:
    began = time.perf_counter()
    list(announcements(fold(unit * 20_000)))
    assert time.perf_counter() - began < 5
