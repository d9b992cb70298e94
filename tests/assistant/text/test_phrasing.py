from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.text.phrasing import joined, phrased


def test_clauses_and_segments_are_counted_by_their_marks() -> None:
    text = phrased("迟交，退回；约谈。公开")
    assert text.clauses == (0, 0, 1, 1, 2, 2, 3, 3)
    assert text.segments == (0, 0, 0, 0, 1, 1, 2, 2)
    assert text.opens == (True, False, True, False, True, False, True, False)


def test_what_introduces_a_list_is_known_as_such() -> None:
    text = phrased("履行职责：\n（一）审核；")
    assert text.leads == (True,) * 4 + (False,) * 3


def test_what_says_in_which_case_is_known_as_such() -> None:
    text = phrased("迟交的，退回；公开。")
    assert text.whens == (True, True, False, False, False, False)
    assert text.part(1, 4).whens == (True, False, False)


def test_joined_stretches_stay_apart() -> None:
    one, other = phrased("甲，乙"), phrased("丙丁")
    both = joined([one, other])
    assert both.keys == ["甲", "乙", "丙", "丁"]
    assert both.clauses == (0, 1, 2, 2)
    assert both.segments == (0, 0, 1, 1)
    assert both.opens == (True, True, True, False)


@given(st.text(alphabet="甲乙丙，；。：\n（一）", max_size=40))
def test_every_token_has_its_place(text: str) -> None:
    found = phrased(text)
    lists = (found.clauses, found.segments, found.leads, found.whens, found.opens)
    assert {len(each) for each in lists} == {len(found)}
    assert list(found.clauses) == sorted(found.clauses)
    assert list(found.segments) == sorted(found.segments)
