"""Which labels count on from one another, and in which list."""

from __future__ import annotations

import pytest

from assistant.drafting.label_styles import Style
from assistant.drafting.numbering import labels


def read(text: str) -> list[tuple[Style, int | None]]:
    return [(label.style, label.number) for label in labels(text, 0, len(text))]


def test_a_bracketed_number_that_counts_on_from_a_plain_one_is_its_sister() -> None:
    assert read("1. 甲\n2、 乙\n（3）丙\n4．丁") == [(Style.ARABIC, number) for number in (1, 2, 3, 4)]


def test_points_below_a_plain_number_stay_its_points() -> None:
    assert read("1. 甲\n（1）乙\n（2）丙\n2. 丁") == [
        (Style.ARABIC, 1),
        (Style.ARABIC_BRACKETED, 1),
        (Style.ARABIC_BRACKETED, 2),
        (Style.ARABIC, 2),
    ]


def test_plain_numbers_above_han_ones_are_parts() -> None:
    text = "1、问题\n一、甲\n二、乙\n2、建议\n一、丙\n二、丁"
    assert [style for style, _ in read(text)] == [Style.PART, Style.HAN, Style.HAN, Style.PART, Style.HAN, Style.HAN]


def test_plain_numbers_below_han_ones_are_no_parts() -> None:
    text = "一、问题\n1、甲\n2、乙\n二、建议\n3、丙"
    assert Style.PART not in {style for style, _ in read(text)}


def test_plain_prose_is_numbered_in_the_order_it_is_told() -> None:
    assert read("首先是甲\n再就是乙\n最后是丙") == [(Style.SPOKEN, 1), (Style.SPOKEN, 2), (Style.SPOKEN, 3)]


def test_what_a_speaker_says_first_and_next_stands_above_what_he_counts() -> None:
    text = "首先讲总的看法。\n其次讲问题。\n第一，账目混乱。\n第二，公车失管。\n最后提建议。"
    styles = [style for style, _ in read(text)]
    assert styles == [Style.PART, Style.PART, Style.ORDINAL, Style.ORDINAL, Style.PART]


def test_what_plain_prose_counts_inside_a_line_leaves_its_parts_alone() -> None:
    assert Style.PART not in {
        style for style, _ in read("首先是账目混乱，第一，没有会计，第二，没有出纳。\n再就是公车失管。")
    }


@pytest.mark.parametrize("text", ["另外，还有一件事", "首先，要感谢大家", "1　会议室", "A. 单独一行"])
def test_a_lone_word_that_counts_on_from_nothing_labels_nothing(text: str) -> None:
    assert read(text) == []


def test_points_inside_a_line_are_below_every_list_of_lines() -> None:
    text = "（一）薪酬管理不规范。1.没有考核；2.没有清退。"
    heading, first, second = labels(text, 0, len(text))
    assert first.divides
    assert second.divides
    assert first.level > heading.level


def test_the_only_item_behind_an_aspect_is_one() -> None:
    assert read("在整改方面，一是改头换面。") == [(Style.LINE, None), (Style.IS, 1)]
