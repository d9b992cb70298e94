"""The report on rectification: its figures, what it says of each problem, and what it leaves open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.checks.sums import contradictions
from assistant.drafting.forms import Form
from assistant.drafting.ledger_records import LedgerRow
from assistant.drafting.progress import Progress, report_progress
from assistant.drafting.progress_words import headline
from assistant.drafting.states import State
from assistant.errors import RejectedFile
from tests.assistant.drafting.ledger_samples import FEES, ROWS, changed, row, table


def text_of(progress: Progress) -> str:
    return "\n".join(progress.manuscript.texts)


def in_states(*states: str) -> list[LedgerRow]:
    """One problem a state, each with one measure."""
    return [row(1, f"第{at}个问题没有办好。", status=state, id=f"F{at}-M1") for at, state in enumerate(states, start=1)]


DONE = changed(ROWS, {"F1-M1": {"status": "已完成", "progress": "3个窗口全部公示", "obtained": "公示照片12张"}})


@pytest.mark.parametrize(
    ("done", "staged", "left", "told"),
    [
        (19, 0, 6, "反馈的问题共25个，已完成19个，占76.00%；未完成6个，占24.00%。"),
        (688, 4, 5, "反馈的问题共697个，已完成688个，占98.71%；阶段性完成4个，占0.57%；未完成5个，占0.72%。"),
        (453, 0, 18, "反馈的问题共471个，已完成453个，占96.18%；未完成18个，占3.82%。"),
    ],
)
def test_the_figures_are_counted_from_the_ledger(done: int, staged: int, left: int, told: str) -> None:
    rows = in_states(*["已完成"] * done, *["阶段性完成"] * staged, *["申请延期"] * left)
    assert told in text_of(report_progress(table(rows)))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from([*State, "快了", ""]), min_size=1, max_size=40), st.sampled_from(Form))
def test_the_figures_of_a_report_never_contradict_one_another(states: Sequence[str], form: Form) -> None:
    assert list(contradictions(text_of(report_progress(table(in_states(*states)), form)))) == []


def test_what_was_done_stands_with_its_evidence() -> None:
    told = text_of(report_progress(table(DONE)))
    assert "第1条措施的全文：已完成。3个窗口全部公示（佐证材料：公示照片12张）。" in told


def test_done_without_anything_to_show_for_it_is_a_slot_and_a_notice() -> None:
    progress = report_progress(table(changed(ROWS, {"F1-M1": {"status": "已完成"}})))
    assert "已完成。【待填：整改结果】（佐证材料：【待填：佐证材料】）。" in text_of(progress)
    kinds = {(found.kind, found.where) for found in progress.notices}
    assert {("done_without_evidence", "1.1"), ("done_without_result", "1.1")} <= kinds


def test_what_is_not_done_has_a_reason_and_a_next_date_or_slots_for_them() -> None:
    rows = changed(ROWS, {"F1-M1": {"status": "推进中", "reason": "等财政批复", "next_due": "2024年9月30日"}})
    told = text_of(report_progress(table(rows)))
    assert "推进中。未完成原因：等财政批复。下步时限：2024年9月30日。" in told
    assert "未完成原因：【待填：未完成原因】。下步时限：【待填：日期】。" in told


def test_measures_of_which_nothing_is_said_share_their_slots() -> None:
    rows = [
        row(1, "问题没有办好。", measures=words, status="未启动", id=f"F1-M{at}")
        for at, words in enumerate(("逐件核对办理标准和实际结果", "针对“3件超期”，逐件补办到位并告知结果"), start=1)
    ]
    told = text_of(report_progress(table(rows)))
    assert "1.逐件核对办理标准和实际结果；2.逐件补办到位并告知结果。以上措施均未启动。" in told
    assert told.count("【待填：未完成原因】") == 1
    begun = text_of(report_progress(table([replace(rows[0], reason="等设备到货"), rows[1]])))
    assert begun.count("【待填：未完成原因】") == 1
    assert "等设备到货" in begun


def test_a_state_that_is_not_understood_is_counted_apart_and_never_as_done() -> None:
    progress = report_progress(table(in_states("已完成", "快了")))
    told = text_of(progress)
    assert "反馈的问题共2个，已完成1个，占50.00%；未完成0个，占0.00%；其余1个状态待核实，占50.00%。" in told
    assert [found.kind for found in progress.notices if found.where == "1.1"][-1] == "state_unknown"


def test_a_ledger_without_states_gives_no_figures() -> None:
    rows = [replace(one, status="") for one in ROWS]
    told = text_of(report_progress(table(rows)))
    assert "反馈的问题共2个，整改状态：【待填：整改状态】。" in told
    assert "占0.00%" not in told


def test_unit_and_inspection_come_from_the_ledger_or_stay_open() -> None:
    told = text_of(report_progress(table(ROWS)))
    assert told.startswith("市供销社党组关于市委第五巡察组反馈意见整改进展情况的报告")
    assert "2024年3月8日，市委第五巡察组向市供销社党组反馈了意见。" in told
    open_rows = [replace(one, origin="") for one in ROWS]
    told = text_of(report_progress(table(open_rows, title="")))
    assert told.startswith("【待填：被巡察党组织】关于【待填：巡察组】反馈意见整改进展情况的报告")


def test_the_day_is_open_unless_somebody_says_it() -> None:
    assert "截至【待填：截止日期】" in text_of(report_progress(table(ROWS)))
    assert "截至2024年6月1日" in text_of(report_progress(table(ROWS), on=date(2024, 6, 1)))


def test_the_bulletin_for_the_public_says_where_to_turn_and_names_no_evidence() -> None:
    told = text_of(report_progress(table(DONE), Form.PUBLIC))
    assert "联系电话：【待填：联系电话】" in told
    assert "现将整改情况予以公布" in told
    assert "佐证材料：" not in told
    assert "佐证材料：" in text_of(report_progress(table(DONE)))


def test_the_report_says_how_the_first_person_in_charge_led() -> None:
    assert "主要负责人履行第一责任人责任" in text_of(report_progress(table(ROWS)))


def test_no_figure_or_date_comes_from_nowhere() -> None:
    rows = changed(DONE, {"F2-M3": {"status": "阶段性完成"}})
    told = text_of(report_progress(table(rows)))
    known = "\n".join(str(one) for one in rows) + "2个 4项 2项 1项 0个 1个 0.00 50.00 25.00 100.00 75.00"
    figures = set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"^\d+\.", "", told, flags=re.MULTILINE)))
    assert {figure for figure in figures if figure not in known} == set()


@pytest.mark.parametrize(
    ("verbatim", "words"),
    [
        (FEES, "培训费超标准列支"),
        ("无标点的问题", "无标点的问题"),
        ("储备粮轮换监管缺位。\n（1）招标不规范；", "储备粮轮换监管缺位"),
    ],
)
def test_a_problem_is_headed_by_its_first_sentence(verbatim: str, words: str) -> None:
    assert headline(verbatim) == words


def test_an_empty_ledger_is_refused() -> None:
    with pytest.raises(RejectedFile, match=r"台账\.xlsx"):
        report_progress(table([]))
