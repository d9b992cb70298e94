"""Rows of tables, and the sentences in their cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.composing.rows import cells, fields, is_record, is_row, long_rows
from assistant.records import Evidence, Passage, Status


def evidence(text: str, begin: int = 0) -> Evidence:
    passage = Passage("p", "d", begin, begin + len(text), begin, begin + len(text), text, "")
    return Evidence(passage, "题", "题.txt", Status.CURRENT, 1.0)


def test_a_row_is_known_by_its_cells() -> None:
    assert is_row("| 甲局 | 12 |")
    assert not is_row("甲局12个。")
    assert cells("| 甲局 | 12 |") == ["甲局", "12"]


def test_a_row_of_figures_is_no_row_of_sentences() -> None:
    assert long_rows(evidence("| 甲局 | 12 | 好 |")) == []


@given(st.text(alphabet="甲乙12|。\n，", max_size=80), st.integers(0, 1000))
def test_what_a_row_tells_stands_in_it(text: str, begin: int) -> None:
    for row in long_rows(evidence(text, begin)):
        assert all(row.start <= one.start < one.end <= row.end for one in row.told)
        assert all(text[one.start - begin : one.end - begin].strip() for one in row.told)


@pytest.mark.parametrize(
    "prose",
    [
        "责任领导：张某；完成时限：8月底前",
        "一是采购：拆分规避；二是追责：只办结9件；三是清收：逾期",
        "会议指出：要抓实。会议强调：要抓细。会议要求：要报送。",
        "（一）目标：清零；（二）措施：建账；（三）时限：年底",
    ],
)
def test_what_only_resembles_a_record_is_none(prose: str) -> None:
    assert not is_record(prose)


def test_behind_a_cell_of_sentences_the_next_column_begins_without_a_mark() -> None:
    row = "序号：8；问题：队伍薄弱。在岗83人。目标：配齐；单位：人事科"
    assert fields(row) == [("序号", "8"), ("问题", "队伍薄弱。在岗83人。"), ("目标", "配齐"), ("单位", "人事科")]
