from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.deadlines import (
    add_months,
    add_working_days,
    choose,
    regimes,
    stated_terms,
)
from assistant.drafting.feedback_records import Excerpt
from assistant.drafting.findings import read_findings
from assistant.errors import UsageError
from assistant.records import Document
from tests.assistant.drafting.feedback_samples import document


def sentence(text: str) -> Excerpt:
    return Excerpt(text, 0, len(text))


def test_a_sentence_may_set_several_terms() -> None:
    stated = sentence(
        "请自收到反馈意见之日起15个工作日内，将整改方案报市委巡察办；集中整改期为3个月，应于2025年3月27日前报送整改情况报告。"
    )
    terms = [(term.what, term.count, term.unit, term.on) for term in stated_terms([stated])]
    assert terms == [
        ("plan", 15, "working_day", None),
        ("concentrated", 3, "month", None),
        ("report", 0, "month", date(2025, 3, 27)),
    ]


def test_months_in_chinese_numerals_count_too() -> None:
    [term] = stated_terms([sentence("请在收到反馈意见后两个月内完成整改。")])
    assert term.due(date(2024, 6, 12)) == date(2024, 8, 12)


def test_the_table_has_the_regimes_in_order_with_what_they_rest_on() -> None:
    table = regimes()
    assert [regime.name for regime in table if regime.holds_on(date(2016, 1, 1)) and regime.effective_from] == [
        "central-2015"
    ]
    assert all(regime.instrument and regime.confidence in ("source", "secondary") for regime in table)
    assert len({regime.name for regime in table}) == len(table)


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("central-2015", date(2024, 8, 12)),
        ("opinion-2022", date(2024, 9, 12)),
        ("central-2024", date(2024, 12, 12)),
        ("stated", date(2024, 9, 12)),
    ],
)
def test_each_regime_gives_its_own_limit(letter: Document, name: str, limit: date) -> None:
    term = choose(name, read_findings(letter)).limit
    assert term is not None
    assert term.due(date(2024, 6, 12)) == limit


def test_a_term_counted_from_something_else_than_receipt_gives_no_date() -> None:
    regime = choose("central-2010", read_findings(document("甲")))
    assert regime.limit is not None
    assert regime.limit.due(date(2014, 1, 6)) is None


def test_an_unknown_regime_is_refused_with_those_that_exist(letter: Document) -> None:
    with pytest.raises(UsageError, match="central-2024"):
        choose("central-2099", read_findings(letter))


def test_a_document_that_states_no_term_cannot_be_its_own_regime() -> None:
    with pytest.raises(UsageError, match="没有写明整改时限"):
        choose("stated", read_findings(document("市委巡察组反馈意见\n主要问题\n1.会议费管理不严。\n")))


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 36))
def test_a_term_in_months_ends_in_the_month_that_many_later(day: date, months: int) -> None:
    due = add_months(day, months)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == months
    assert due.day <= day.day


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(1, 90))
def test_working_days_end_on_a_working_day(day: date, count: int) -> None:
    due = add_working_days(day, count)
    assert due.weekday() < 5
    assert (due - day).days >= count
