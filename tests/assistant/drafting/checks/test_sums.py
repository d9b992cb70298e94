"""Figures of paragraphs and tables: what adds up is left alone, and a single changed digit is not."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.checks.sums import contradictions
from assistant.drafting.checks.tables import table_contradictions, tables, without_tables

PUBLISHED = (
    "反馈的25个问题，已完成整改19个，正在推进6个，整改完成率76%。",
    "巡察反馈问题25个，其中已完成整改19个，正在整改6个，完成率76%。",
    "25项整改任务完成19项，正在推进6项，完成率76%。",
    "25个问题：19个已完成，6个持续推进，完成率达76%。",
    "反馈的二十五个问题，已完成19个，正在推进6个，完成率百分之七十六。",
    "697个问题中，完成整改688个，阶段性完成4个，未完成5个，整改完成率98.71%。",
    "共反馈问题697个。已整改到位688个，占98.71%；4个分阶段推进；5个尚未完成。",
    "全区697个反馈问题中688个已整改、4个阶段整改、5个未整改，整改率98.71%。",
    "反馈问题471个，完成整改453个，占96.18%；申请延期18个，占3.82%。",
    "471个问题，已销号453个（96.18%），延期18个（3.82%）。",
    "全市471个问题，453个整改销号，占总数的96.18%，18个申请延期整改，占总数的3.82%。",
)
"""Three published sets in the words of many bulletins: 25 = 19 + 6, 697 = 688 + 4 + 5, 471 = 453 + 18, with shares."""


def with_one_digit_changed(text: str) -> Iterator[str]:
    """The text with the last digit of each of its figures changed in turn."""
    for figure in re.finditer(r"\d+(?:\.\d+)?", text):
        digit = str((int(figure[0][-1]) + 1) % 10)
        yield text[: figure.end() - 1] + digit + text[figure.end() :]


@pytest.mark.parametrize("text", PUBLISHED)
def test_published_figures_are_consistent(text: str) -> None:
    assert list(contradictions(text)) == []


@pytest.mark.parametrize("text", PUBLISHED)
def test_each_figure_changed_is_noticed(text: str) -> None:
    unnoticed = [changed for changed in with_one_digit_changed(text) if not list(contradictions(changed))]
    assert unnoticed == []


@pytest.mark.parametrize(
    "text",
    [
        "24个问题中未完成2个、阶段性完成5个，都已说明原因。",
        "未完成的8个问题中，6个经批准延期，2个没有按照规定申请延期。",
        "县域内就诊率为86.7%，距离90%的目标还有3.3个百分点。",
        "收缴150.8万元，其中追回54.3万元、清收96.5万元；清退67.5万元。两项合计218.3万元。",
        "3个工程没有进场交易，合同金额合计163万元。",
        "办结31件，其中4件超过期限。",
        "走访12户、座谈3次，共收集意见45条。",
    ],
)
def test_what_is_no_total_with_its_parts_is_left_alone(text: str) -> None:
    assert list(contradictions(text)) == []


def test_the_place_and_the_working_are_said() -> None:
    text = "前言。\n反馈25个问题，已完成18个，正在推进6个。"
    [found] = contradictions(text)
    assert (text[found.start : found.end], found.computed, found.working) == ("25个", "24个", "18个+6个")


@given(done=st.integers(1, 900), left=st.integers(1, 900))
def test_figures_that_were_computed_are_never_accused(done: int, left: int) -> None:
    share = f"{done * 100 / (done + left):.2f}".rstrip("0").rstrip(".")
    exact = round(done * 10000 / (done + left), 6)
    if exact % 1 == 0.5:
        return
    text = f"反馈的{done + left}个问题，已完成{done}个，正在推进{left}个，完成率{share}%。"
    assert [found for found in contradictions(text) if found.kind == "parts"] == []
    if len(share.partition(".")[2]) == 2:
        assert list(contradictions(text)) == []


@given(st.text(alphabet="0123456789个项问题完成正在推进，。；占合计共%万元其中（） |\n", max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    for found in (*contradictions(text), *table_contradictions(text)):
        assert 0 <= found.start <= found.end <= len(text)
    assert len(without_tables(text)) == len(text)


def test_a_table_of_the_report_is_found_with_the_place_of_each_cell() -> None:
    text = "如下：\n| 单位 | 问题 |\n| --- | --- |\n| 甲\\|乙 | 3 |\n完。"
    [table] = tables(text)
    assert [cells for _, cells in table.cells(text)] == [{0: "单位", 1: "问题"}, {0: "甲|乙", 1: "3"}]
    assert [spans[1].of(text) for _, spans in table.rows] == ["问题", "3"]
