from __future__ import annotations

import pytest

from assistant.drafting.announcements import announcements
from assistant.drafting.roles import Role
from assistant.text.terms import fold


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
        ("现责令你院：1.清空通道。", Role.SUGGESTIONS, "1.清空通道。"),
        ("希望局党组抓紧整改，一要抓好。", Role.SUGGESTIONS, "一要抓好。"),
        ("下面我讲三点整改要求。\n第一，抓好。", Role.REQUIREMENTS, "\n第一，抓好。"),
        ("也有一些问题应当引起重视。\n学习不够。", Role.PROBLEMS, "\n学习不够。"),
        ("会议强调，要抓好整改。", Role.REQUIREMENTS, "要抓好整改。"),
        ("孙浩然强调，党委要抓好整改。", Role.REQUIREMENTS, "党委要抓好整改。"),
        ("请校委会抓好整改：其一，优化课程。", Role.SUGGESTIONS, "其一，优化课程。"),
    ],
)
def test_a_sentence_announces_what_follows(text: str, role: Role, follows: str) -> None:
    found = [(said.role, text[said.end :]) for said in announcements(fold(text))]
    assert (role, follows) in found


def test_problems_are_announced_only_where_some_follow() -> None:
    assert list(announcements(fold("发现了一些问题。各项工作取得新进展。"))) == []


@pytest.mark.parametrize("unit", ["存在", "\n", "主要问题：", "（一）", "“", "甲不够，"])
def test_long_monotonous_text_announces_nothing_twice(unit: str) -> None:
    places = [said.start for said in announcements(fold(unit * 20_000))]
    assert len(places) == len(set(places))
