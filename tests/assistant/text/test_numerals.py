from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.numerals import to_int


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("十", 10), ("十五", 15), ("二十", 20), ("一百零五", 105), ("二〇二四", 2024), ("三万二千五百", 32500),
     ("两亿", 200_000_000), ("１２", 12), ("", None), ("某", None), ("第三", None)],
)  # fmt: skip
def test_numerals_have_the_value_a_reader_gives_them(numeral: str, value: int | None) -> None:
    assert to_int(numeral) == value


@given(st.integers(min_value=0, max_value=10**7))
def test_arabic_numerals_keep_their_value(number: int) -> None:
    assert to_int(str(number)) == number
