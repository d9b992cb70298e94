from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.emphasis import past_closing_stars
from assistant.text.headings import heading_of_line

CASES = [
    ("**问题。** 后面", 5, 7),
    ("*问题。*后面", 4, 5),
    ("前面。**问题。**", 3, 3),
    ("前面。**问题。**", 8, 10),
    ("上一行**\n问题。**后面**", 8, 8),
    ("没有星号。", 5, 5),
]


@pytest.mark.parametrize(("text", "at", "expected"), CASES)
def test_only_stars_that_close_something_are_passed(text: str, at: int, expected: int) -> None:
    assert past_closing_stars(text, at) == expected


@given(st.text(alphabet="甲。*\n", max_size=40), st.integers(0, 40))
def test_nothing_but_stars_is_passed(text: str, at: int) -> None:
    at = min(at, len(text))
    assert set(text[at : past_closing_stars(text, at)]) <= {"*"}


def test_the_body_behind_a_bold_heading_begins_with_its_own_words() -> None:
    line = "**（四）配备干部。** 已有7户配齐，其余两户正在物色人选，将在年底以前全部配备到位并且开展培训。"
    heading = heading_of_line(line, 0, len(line))
    assert heading is not None
    assert line[heading.end :].startswith(" 已有7户")
    assert heading.title == "配备干部"
