"""What people change in a speech or report stands line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.editing import Edit
from assistant.drafting.line_editing import TITLE, cells, counterpart, edited, locked, with_drafted, with_lock
from assistant.drafting.manuscript import Line, Manuscript
from assistant.records import Citation, Status

CITED = Citation(1, "d1", "办法", "a.md", Status.CURRENT, "第五条", "引文", 0, 2, 0, 2, 0.9)
SPEECH = Manuscript(
    "在推进会上的讲话",
    "讲话",
    (Line("同志们："), Line("一、提高认识", 1), Line("巡察是政治体检。", 0, (1,)), Line("时间【待填：日期】。")),
    byline=("张某",),
)


def to(where: str, said: str) -> Edit:
    return Edit(where, cells(SPEECH)[where], said)


def test_a_line_and_the_title_are_changed() -> None:
    after, conflicts = edited(SPEECH, [to("L3", "巡察是政治监督。"), to(TITLE, "在动员会上的讲话")])
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


def test_a_line_is_locked_where_it_still_says_what_was_read() -> None:
    after = with_lock(SPEECH, "L3", "巡察是政治体检。", is_locked=True)
    assert locked(after) == {"L3"}
    assert locked(with_lock(after, "L3", "巡察是政治体检。", is_locked=False)) == set()
    for place, said in (("L3", "别的。"), ("L9", ""), (TITLE, SPEECH.title)):
        with pytest.raises(KeyError):
            with_lock(SPEECH, place, said, is_locked=True)


def test_sources_of_a_line_drafted_anew_are_numbered_on() -> None:
    ours = replace(SPEECH, citations=(CITED,))
    others = (replace(CITED, n=1, document_id="d2"), replace(CITED, n=2))
    after = with_drafted(ours, "L3", "巡察是政治体检。", Line("新的。", 0, (1, 2)), others)
    assert after.lines[2] == Line("新的。", 0, (2, 1))
    assert [(each.n, each.document_id) for each in after.citations] == [(1, "d1"), (2, "d2")]


@pytest.mark.parametrize(
    ("now", "place", "found"),
    [
        ("甲 乙 丙", "L2", "乙"),
        ("甲 改 丙", "L2", "乙"),
        ("甲 改 改 丁", "L3", "丙"),
        ("新 甲 改 丙", "L3", "乙"),  # a line of one's own before it
        ("甲 乙 自加 丙", "L3", None),
        ("甲 丙 丁", "L2", "丙"),  # a line that was taken out
    ],
)
def test_lines_that_read_the_same_hold_those_between_them_together(now: str, place: str, found: str | None) -> None:
    ours, theirs = (replace(SPEECH, lines=tuple(map(Line, words.split()))) for words in (now, "甲 乙 丙 丁"))
    line = counterpart(ours, place, theirs)
    assert (line.text if line else None) == found
