"""The office whose holder is asked for, however the question is put, and offices that are others."""

from __future__ import annotations

import pytest

from assistant.composing.office_asked import is_office, office_asked
from assistant.composing.posts import Office


@pytest.mark.parametrize(
    ("question", "body", "rank"),
    [
        ("乙县水务局局长是谁？", "乙县水务局", "局长"),
        ("乙县水务局的局长叫什么名字？", "乙县水务局", "局长"),
        ("谁担任县委第二巡察组组长？", "县委第二巡察组", "组长"),
        ("县委第二巡察组由谁任组长", "县委第二巡察组", "组长"),
        ("整改领导小组的副组长有哪些人？", "整改领导小组", "副组长"),
        ("乙县水务局现任局长是哪位？", "乙县水务局", "局长"),
        ("领导小组里政法委书记是谁？", "政法委", "书记"),
        ("乙县水务局的一把手是谁？", "乙县水务局", "负责人"),
        ("乙县水务局局长", "乙县水务局", "局长"),
    ],
)
def test_the_office_is_understood(question: str, body: str, rank: str) -> None:
    asked = office_asked(question)
    assert asked is not None
    assert (asked.body, asked.rank) == (body, rank)


@pytest.mark.parametrize("question", ["整改方案由谁审核？", "水务局局长要参加吗？", "谁批准借出？", "局长", ""])
def test_other_questions_ask_for_no_holder(question: str) -> None:
    assert office_asked(question) is None


@pytest.mark.parametrize(
    ("asked", "told", "head", "is_same"),
    [
        (Office("水务局", "局长"), Office("乙县水务局", "局长"), "", True),
        (Office("城管局", "局长"), Office("县城市管理局", "局长"), "", True),
        (Office("水务局", "局长"), Office("乙县水务局", "副局长"), "", False),
        (Office("财政局", "局长"), Office("司法局", "局长"), "", False),
        (Office("县委", "书记"), Office("县纪委", "书记"), "", False),
        (Office("云岭镇", "副镇长"), Office("云岭镇人民政府", "副镇长"), "", True),
        (Office("积案化解领导小组", "组长"), Office("", "组长"), "关于成立积案化解工作领导小组的通知", True),
        (Office("防汛领导小组", "组长"), Office("", "组长"), "关于成立积案化解工作领导小组的通知", False),
        (Office("水务局", "负责人"), Office("乙县水务局", "局长"), "", True),
        (Office("水务局", "书记", "党组"), Office("水务局", "书记", "党委"), "", False),
    ],
)
def test_an_office_is_told_from_others(asked: Office, told: Office, head: str, is_same: bool) -> None:
    assert is_office(asked, told, head, "") is is_same
