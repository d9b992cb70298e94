"""Names stand beside offices in lists, in sentences, under titles and in tables; words of every day are no names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.composing.posts import (
    Office,
    continued,
    label_of,
    labelled,
    labels_in,
    name_at,
    name_under,
    office,
    posts,
    row_posts,
)


@pytest.mark.parametrize(
    ("text", "name", "body", "rank"),
    [
        ("乙县水务局局长岑晚晴主持会议。", "岑晚晴", "乙县水务局", "局长"),
        ("乙县水务局党组书记、局长岑晚晴主持会议。", "岑晚晴", "乙县水务局", "局长"),
        ("县委第二巡察组由厉行舟任组长，进驻水务局。", "厉行舟", "县委第二巡察组", "组长"),
        ("县委第二巡察组组长由县审计局派出的厉行舟担任。", "厉行舟", "县委第二巡察组", "组长"),
        ("岑晚晴兼任办公室主任，日常工作由她负责。", "岑晚晴", "办公室", "主任"),
        ("组　长：岑晚晴　副县长", "岑晚晴", "", "组长"),
        ("组　长：岑晚晴　副县长", "岑晚晴", "", "副县长"),
        ("岑晚晴　县信访局局长", "岑晚晴", "县信访局", "局长"),
        ("责任人：霍雨（副站长）。", "霍雨", "", "副站长"),
        ("（主持人：副县长 霍雨）", "霍雨", "", "副县长"),
    ],
)
def test_who_holds_an_office_is_read(text: str, name: str, body: str, rank: str) -> None:
    assert (name, body, rank) in [(post.name, post.office.body, post.office.rank) for post in posts(text)]


@pytest.mark.parametrize(
    "text",
    [
        "局党组书记、局长要履行第一责任人责任。",
        "由镇党委书记任组长、镇长任副组长。",
        "局长方案没有通过。",
        "各乡镇党委书记高度重视。",
        "县林业局原局长鲁大川受到处分。",
    ],
)
def test_an_office_without_a_name_or_left_is_held_by_nobody(text: str) -> None:
    assert posts(text) == ()


def test_a_name_ends_where_a_word_begins() -> None:
    assert [name_at(text) for text in ("霍雨分管执法大队", "岑晚晴代表巡察组", "方案由局里定")] == [
        "霍雨",
        "岑晚晴",
        "",
    ]


def test_those_that_a_line_of_minutes_names_are_told_with_what_it_calls_them() -> None:
    assert labelled("出席：霍雨、岑晚晴、厉行舟") == ("出席", ("霍雨", "岑晚晴", "厉行舟"))
    assert labelled("地点：三楼会议室") == ("", ())


def test_a_line_of_a_list_of_members_belongs_to_the_label_above_it() -> None:
    line = continued(label_of("副组长：霍雨　县委常委"), "　　　　岑晚晴　副县长")
    assert Office("", "副组长") in [post.office for post in posts(line) if post.name == "岑晚晴"]
    assert continued("副组长", "领导小组办公室设在县信访局。") == "领导小组办公室设在县信访局。"


def test_a_column_and_its_row_tell_an_office() -> None:
    found = row_posts(["小组", "组长", "成员"], ["会务组", "尚可", "方圆、霍雨"], "会务组")
    assert [(post.name, post.office) for post in found] == [("尚可", Office("会务组", "组长"))]


def test_the_line_under_a_title_says_whose_speech_it_is() -> None:
    lines = ("岑晚晴", "县委常委、宣传部部长　霍雨", "（2025年6月3日）")
    assert [name_under(line) for line in lines] == ["岑晚晴", "霍雨", ""]


def test_what_ends_with_no_rank_is_no_office() -> None:
    assert office("乙县水务局") is None


@given(st.text(alphabet="局长书记王林：、，；（）　由任组党\n某", max_size=30))
def test_any_text_is_borne_and_names_have_two_or_three_characters(text: str) -> None:
    assert all(len(post.name) in (2, 3) for post in posts(text))


def test_the_labels_of_an_entry_of_a_ledger_are_told() -> None:
    assert labels_in("整改措施：1.1 逐座加固；责任领导：党组成员、总督学 顾佩文；完成时限：6月底") == [
        "整改措施",
        "责任领导",
        "完成时限",
    ]
