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
        ("涉及 7.8 万元", "7.8万元"),
        ("涉及7.8\n万元", "7.8万元"),
        ("共7.8亿\n  元", "7.8亿元"),
        ("处置线索 12 件", "12件"),
        ("占 35.3 %", "35.3%"),
        ("2024 年 3 月 5 日", "2024年3月5日"),
        ("对照第 12 条", "第12条"),
    ],
)
def test_one_fact_written_in_two_ways_has_one_value(one: str, other: str) -> None:
    assert fact_values(one) == fact_values(other) != frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "一位同志",
        "一种现象",
        "召开一次会议",
        "统一部署",
        "三令五申",
        "万众一心",
        "上万元",
        "数亿元",
        "万人大会",
        "三分之一",
    ],
)
def test_figures_of_speech_are_no_figures(text: str) -> None:
    assert fact_values(text) == frozenset()


@pytest.mark.parametrize("text", ["1 项目概况", "  2 人员名单", "表 3 人员名单", "包括 1.1 组织建设", "12\n个别同志"])
def test_the_number_of_a_heading_counts_nothing(text: str) -> None:
    assert fact_values(text) == frozenset()


def test_a_figure_set_with_blanks_is_shown_with_them() -> None:
    text = "2024 年 3 月追回 14.2 万元，涉及 7 个乡镇"
    assert [text[fact.start : fact.end] for fact in facts(text)] == ["2024 年 3 月", "14.2 万元", "7 个"]


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


_STATED = st.sampled_from(
    ["追回7.8万元", "2024年3月5日", "三十日内", "占 12 %", "第八条", "12个", "某局", "6月31日", "１２件"]
)


@given(st.lists(_STATED, min_size=1, max_size=40))
def test_what_stands_around_a_sentence_changes_none_of_its_facts(stated: list[str]) -> None:
    starts = itertools.accumulate((len(words) + 1 for words in stated), initial=0)
    alone = [
        (fact.kind, at + fact.start, at + fact.end, fact.value)
        for at, words in zip(starts, stated, strict=False)
        for fact in facts(words)
    ]
    assert [(fact.kind, fact.start, fact.end, fact.value) for fact in facts("。".join(stated))] == alone


@pytest.mark.parametrize("text", ["1" * 60_000, "一" * 60_000, "1,111" * 12_000, "1 " * 30_000, "3个，" * 20_000])
def test_a_run_of_digits_as_long_as_a_document_is_read(text: str) -> None:
    assert {fact.value for fact in facts(text)} <= {"3个"}
