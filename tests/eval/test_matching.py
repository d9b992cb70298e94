"""Words are found where they stand, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.matching import fold, locate, says


def test_every_place_of_a_quote_is_found() -> None:
    assert locate("整改", "整改方案与整改台账") == [(0, 2), (5, 7)]


def test_line_breaks_inside_a_quote_do_not_count() -> None:
    text = "市委巡察办应当\n　会同市委组织部"
    assert locate("应当会同 市委", text) == [(5, 13)]


@pytest.mark.parametrize("quote", ["", " \n"])
def test_a_blank_quote_stands_nowhere(quote: str) -> None:
    assert locate(quote, "整改") == []


@given(st.text(min_size=1), st.text(), st.text())
def test_a_quote_taken_from_a_text_is_found_in_it(quote: str, before: str, after: str) -> None:
    places = locate(quote, before + quote + after)
    assert bool(places) is bool(quote.strip())
    assert all(0 <= start < end for start, end in places)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("应当在15个工作日内报送", "15个工作日"),
        ("应当在十五个工作日内报送", "15个工作日"),
        ("满意率低于８５％的", "85%"),
        ("满意率低于百分之八十五的", "85%"),
        ("经 党组 审议", "党组审议"),
        ("覆盖率76.0%", "76%"),
    ],
)
def test_words_are_said_whatever_their_notation(text: str, words: str) -> None:
    assert says(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("15日内", "5日"),
        ("115个", "15个"),
        ("2.5万元", "5万元"),
        ("第22个", "2"),
        ("12.7%", "12"),
        ("整改", ""),
        ("整改", " "),
    ],
)
def test_a_number_is_not_said_by_a_part_of_another(text: str, words: str) -> None:
    assert not says(text, words)


def test_blanks_keep_numbers_apart() -> None:
    assert says("| 300 130 520 |", "520")
    assert not says("5 20", "520")


@given(st.text(), st.text(min_size=1), st.text())
def test_folding_never_fails(before: str, words: str, after: str) -> None:
    assert isinstance(fold(before + words + after), str)
    assert says(before + words + after, words) in (True, False)
