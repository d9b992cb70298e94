from __future__ import annotations

import pytest

from assistant.composing.repetition import Watch, is_going_round


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("整改到位，" * 60, True),
        ("第一，整改方案经审核后报送市委巡察办；" * 14, True),
        ("开头。" + "哈" * 300, True),
        ("整改到位。" * 8, False),
        ("".join(f"第{n}项：已完成。" for n in range(60)), False),
        ("| 单位 | 期限 |\n" + "".join(f"| 第{n}组 | 三个月 |\n" for n in range(30)), False),
        ("-" * 400, False),
        ("", False),
    ],
)
def test_going_round(text: str, expected: bool) -> None:
    assert is_going_round(text) is expected


def test_it_is_noticed_soon_whatever_the_pieces() -> None:
    for size in (1, 3, 7, 50):
        watch, text, taken = Watch(), "整改到位，还要巩固成果。" * 100, 0
        while not watch.is_endless:
            watch.feed(text[taken : taken + size])
            taken += size
        assert taken < 500


def test_a_long_answer_that_says_new_things_goes_on() -> None:
    watch = Watch()
    for n in range(600):
        watch.feed(f"第{n}项整改已于{n}日完成。")
    assert not watch.is_endless
    for n in range(2000):
        watch.feed(f"第{n}项整改又于{n}日完成。")
    assert watch.is_endless
