"""What a question asks for, one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.composing.parts import parts, pieces


@pytest.mark.parametrize(
    ("question", "each"),
    [
        ("泵站计划几座建成几座", ["泵站计划几座", "建成几座"]),
        ("培训多少人次、考核多少人？", ["培训多少人次", "考核多少人"]),
        ("去年清退多少户 追回多少钱", ["去年清退多少户", "追回多少钱"]),
        ("由哪些部门、哪个单位负责？", ["由哪些部门", "哪个单位负责"]),
        ("水闸、泵站一共几座？", ["水闸、泵站一共几座"]),
        ("几个单位几个问题", ["几个单位几个问题"]),
    ],
)
def test_each_figure_is_asked_for_by_itself(question: str, each: list[str]) -> None:
    assert parts(question) == each


@given(st.text(alphabet="多少几谁座个、，？ 计划建成单位数", max_size=40))
def test_no_word_is_lost_or_made_up(question: str) -> None:
    said = "".join(pieces(question))
    assert [mark for mark in question if mark not in "、，？ "] == [mark for mark in said if mark not in "、，？ "]
