"""Whose paper it is stands above the first sentence; to whom it goes is another matter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.composing.masthead import masthead


def test_the_office_above_a_speech_is_found() -> None:
    assert "市教育局党组书记" in masthead(
        "在动员会上的讲话\n（2024年1月3日）\n市教育局党组书记\n\n同志们：\n今天开会。"
    )


def test_those_a_notice_goes_to_are_not_its_subject() -> None:
    assert "乙局" not in masthead("甲办文件\n关于整改的通知\n乙局、丙局：\n现通知如下。")


def test_a_paper_that_begins_with_a_sentence_has_none() -> None:
    assert masthead("今天召开会议。\n市教育局") == ""


@given(st.text())
def test_any_text_is_borne(text: str) -> None:
    assert len(masthead(text)) <= len(text)
