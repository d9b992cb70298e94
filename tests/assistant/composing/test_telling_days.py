"""Days, last days and terms, as questions ask for them."""

from __future__ import annotations

import pytest

from assistant.composing.questions import analyse
from assistant.composing.telling_days import asks_by_day, days_by_which, has_day, terms, times


def told(spans: list[tuple[int, int]], text: str) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("8月底前完成。", ["8月"]),
        ("9月份开过2次会。", []),
        ("2024年6月5日前报送。", ["2024年6月5日"]),
        ("年底前报送。", ["年底前"]),
    ],
)
def test_the_day_by_which_is_no_month_in_which(text: str, days: list[str]) -> None:
    assert told(days_by_which(text), text) == days


def test_a_question_for_the_last_day_is_known() -> None:
    assert asks_by_day(analyse("几号之前要报送？"))
    assert not asks_by_day(analyse("报送了多少份？"))
    assert has_day(analyse("几号之前要报送？"), "8月20日前报送。")
    assert has_day(analyse("报送了多少份？"), "8月20日前报送。") is None


def test_a_term_tells_when_but_not_what_happened_when() -> None:
    assert terms(analyse("何时报送？"), "会议结束后30日内报送。")
    assert not terms(analyse("哪天报的？"), "会议结束后30日内报送。")


def test_a_time_may_be_told_without_a_number() -> None:
    assert told(times(analyse("多久登记？"), "收到当日登记。"), "收到当日登记。") == ["当日"]
