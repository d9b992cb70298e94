"""What people change in a speech or report stands line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.editing import Edit
from assistant.drafting.line_editing import cells, edited
from assistant.drafting.manuscript import Line, Manuscript

SPEECH = Manuscript(
    "在推进会上的讲话",
    "讲话",
    (Line("同志们："), Line("一、提高认识", 1), Line("巡察是政治体检。", 0, (1,)), Line("时间【待填：日期】。")),
    byline=("张某",),
)


def to(where: str, said: str) -> Edit:
    return Edit(where, cells(SPEECH)[where], said)


def test_a_line_and_the_title_are_changed() -> None:
    after, conflicts = edited(SPEECH, [to("L3", "巡察是政治监督。"), to("title", "在动员会上的讲话")])
    assert conflicts == ()
    assert (after.title, after.lines[2]) == ("在动员会上的讲话", Line("巡察是政治监督。", 0, (1,)))
    assert after.lines[:2] == SPEECH.lines[:2]


def test_a_filled_slot_is_open_no_longer() -> None:
    assert SPEECH.slots
    assert edited(SPEECH, [to("L4", "时间3月5日。")])[0].slots == ()


def test_a_line_break_makes_two_lines_and_nothing_makes_none() -> None:
    after, _ = edited(SPEECH, [to("L3", "第一句。\n\n第二句。"), to("L4", " ")])
    assert after.lines == (*SPEECH.lines[:2], Line("第一句。", 0, (1,)), Line("第二句。"))


@pytest.mark.parametrize("where", ["L3", "L9"])
def test_what_reads_otherwise_by_now_is_not_overwritten(where: str) -> None:
    after, (conflict,) = edited(SPEECH, [Edit(where, "别的话", "新话")])
    assert after == SPEECH
    assert conflict.now == cells(SPEECH).get(where)


@given(st.dictionaries(st.sampled_from(sorted(cells(SPEECH))), st.text("甲乙。 \n", max_size=8)))
def test_whatever_is_typed_other_lines_stay(typed: dict[str, str]) -> None:
    after, conflicts = edited(SPEECH, [to(where, said) for where, said in typed.items()])
    assert conflicts == ()
    for number, line in enumerate(SPEECH.lines, start=1):
        assert f"L{number}" in typed or line in after.lines
    assert all(line.text.strip() == line.text and line.text for line in after.lines if line not in SPEECH.lines)
