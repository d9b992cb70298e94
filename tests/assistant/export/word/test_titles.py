from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.export.word.titles import balanced


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("整改方案", ["整改方案"]),
        ("市粮食局党组关于市委第三巡察组反馈意见的整改方案", ["市粮食局党组关于市委第三巡察组", "反馈意见的整改方案"]),
    ],
)
def test_a_title_breaks_between_words(title: str, lines: list[str]) -> None:
    assert balanced(title).split("\n") == lines


def test_a_slot_in_a_title_is_not_broken() -> None:
    title = "【待填：被巡察党组织】关于【待填：巡察组】反馈意见的整改方案"
    assert all(line.count("【") == line.count("】") for line in balanced(title).split("\n"))


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=120))
def test_no_character_of_a_title_is_lost_and_no_line_is_too_long(title: str) -> None:
    broken = balanced(title)
    assert broken.replace("\n", "") == title
    assert all(len(line) <= 19 for line in broken.split("\n"))
