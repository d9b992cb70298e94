"""Deadlines as people write them into a cell."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.dues import dates_in, due_of, due_to_text
from assistant.drafting.records import Due


@pytest.mark.parametrize(
    ("written", "day", "immediate", "continuing"),
    [
        ("2024年9月30日", "2024-09-30", False, False),
        ("2024-09-30", "2024-09-30", False, False),
        ("2024/9/30", "2024-09-30", False, False),
        ("2024.9.30前", "2024-09-30", False, False),
        ("２０２４年９月３０日", "2024-09-30", False, False),
        ("立行立改，2024年7月10日前", "2024-07-10", True, False),
        ("2024年底前，并长期坚持", "2024-12-31", False, True),
        ("2024年9月底前", "2024-09-30", False, False),
        ("2024年2月", "2024-02-29", False, False),
        ("立行立改", None, True, False),
        ("长期坚持", None, False, True),
        ("尽快", None, False, False),
        ("9月底前", None, False, False),
        ("2024年2月30日", None, False, False),
        ("", None, False, False),
    ],
)
def test_a_deadline_is_a_set(written: str, day: str | None, immediate: bool, continuing: bool) -> None:
    due = due_of(written)
    assert due.date == (date.fromisoformat(day) if day else None)
    assert (due.immediate, due.continuing) == (immediate, continuing)


def test_the_last_of_several_dates_counts_and_the_others_are_stages() -> None:
    due = due_of("分阶段推进，2024年9月5日前建成5个，12月20日前建成其余6个")
    assert due.date == date(2024, 12, 20)
    assert due.stages == ("2024年9月5日前建成5个", "12月20日前建成其余6个")


def test_a_day_that_no_calendar_has_is_named() -> None:
    assert dates_in("2024年4月31日前") == [(None, "2024年4月31日")]


def test_a_slot_stands_for_the_date() -> None:
    assert due_of("立行立改，【待填：时限】") == Due(immediate=True, open_slot="【待填：时限】")


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.booleans(), st.booleans())
def test_what_is_written_is_read_back(day: date, immediate: bool, continuing: bool) -> None:
    due = Due(immediate, day, continuing)
    assert due_of(due_to_text(due)) == due
