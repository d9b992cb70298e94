from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.facts import fact_values, facts, first_date, redactions


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三十日", "30日"),
        ("百分之五", "5%"),
        ("百分之十二点五", "12.5%"),
        ("二万元", "20000元"),
        ("1,234件", "1234件"),
        ("２０２４年７月１日", "2024年7月1日"),
        ("二〇二四年七月一日", "2024年7月1日"),
        ("第三十五条", "第35条"),
        ("十五个工作日", "15个工作日"),
        ("三天", "3日"),
    ],
)
def test_one_fact_written_in_two_ways_has_one_value(one: str, other: str) -> None:
    assert fact_values(one) == fact_values(other) != frozenset()


@pytest.mark.parametrize("text", ["一位同志", "一种现象", "召开一次会议", "统一部署", "三令五申", "万众一心"])
def test_figures_of_speech_are_no_figures(text: str) -> None:
    assert fact_values(text) == frozenset()


def test_spans_show_the_fact_where_it_stands() -> None:
    text = "自2024年7月1日起，15个工作日内办结，依据临委办发〔2021〕18号第八条。"
    shown = [(fact.kind, text[fact.start : fact.end]) for fact in facts(text)]
    assert shown == [
        ("date", "2024年7月1日"),
        ("period", "15个工作日"),
        ("document_number", "临委办发〔2021〕18号"),
        ("article", "第八条"),
    ]


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert first_date("2023年2月30日") is None
    assert first_date("印发于2024年2月29日。") == date(2024, 2, 29)


def test_redactions_are_marks_and_not_words() -> None:
    text = "处置问题线索 X 件，××局某科，某些单位使用Excel和X光机"
    assert [text[mark.start : mark.end] for mark in redactions(text)] == ["X", "××", "某", "X"]


@given(st.text(max_size=60))
def test_any_text_gives_facts_that_do_not_overlap(text: str) -> None:
    found = facts(text)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
    assert all(0 <= fact.start < fact.end <= len(text) for fact in found)
