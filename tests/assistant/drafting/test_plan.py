"""The plan of a feedback document: what it answers, cites, leaves open and never invents."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.drafting.issue_records import Severity
from assistant.drafting.plan import draft_plan
from assistant.drafting.records import Plan
from assistant.errors import RejectedFile
from assistant.records import Status
from assistant.text.facts import fact_values, redactions
from tests.assistant.drafting.feedback_samples import LETTER, LIBRARY, document, search

CASES = sorted((Path(__file__).parents[2] / "cases" / "findings").glob("*.yaml"))
FEEDBACK = [path for path in CASES if not path.stem.startswith("not_feedback")]


def plan_of(text: str) -> Plan:
    return draft_plan(document(text), search(LIBRARY), on=date(2024, 6, 20))


def text_of(path: Path) -> str:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return str(loaded["text"])


@pytest.mark.parametrize("path", FEEDBACK, ids=lambda path: path.stem)
def test_every_finding_is_quoted_and_answered_and_every_measure_cites_it(path: Path) -> None:
    text = text_of(path)
    plan = plan_of(text)
    assert plan.findings
    for planned in plan.findings:
        excerpt = planned.finding.excerpt
        assert text[excerpt.start : excerpt.end] == excerpt.verbatim
        assert len(planned.measures) > len(planned.finding.sub_points)
        for measure in planned.measures:
            cited = [plan.citation(n) for n in measure.citations]
            assert any(
                citation and (citation.start, citation.end) == (excerpt.start, excerpt.end) for citation in cited
            )
    assert all(planned.measures for planned in plan.suggestions)


@pytest.mark.parametrize("path", FEEDBACK, ids=lambda path: path.stem)
def test_a_plan_invents_no_figure_and_repeats_no_measure(path: Path) -> None:
    plan = plan_of(text_of(path))
    assert [issue for issue in plan.checks if issue.severity is Severity.ERROR] == []
    texts = [measure.text for measure in plan.measures()]
    assert len(set(texts)) == len(texts)
    known = fact_values(plan.source.document.text) | {
        value for citation in plan.citations for value in fact_values(f"{citation.quote}{citation.heading}")
    }
    assert fact_values("。".join(texts)) <= known


@pytest.mark.parametrize("path", FEEDBACK, ids=lambda path: path.stem)
def test_what_the_feedback_hides_is_open_in_every_measure(path: Path) -> None:
    for measure in plan_of(text_of(path)).measures():
        assert redactions(measure.text) == []


@pytest.mark.parametrize("path", FEEDBACK, ids=lambda path: path.stem)
def test_quotes_are_what_stands_at_their_place(path: Path) -> None:
    plan = plan_of(text_of(path))
    passages = {item.passage.document_id: item.passage for item in LIBRARY}
    assert [citation.n for citation in plan.citations] == list(range(1, len(plan.citations) + 1))
    for citation in plan.citations:
        if plan.is_feedback(citation):
            assert plan.source.document.text[citation.start : citation.end] == citation.quote
        else:
            passage = passages[citation.document_id]
            assert passage.text[citation.start - passage.start : citation.end - passage.start] == citation.quote
            assert citation.original_start == citation.start + 7
            assert citation.status is not Status.SUPERSEDED


def test_owners_and_days_are_open_slots_until_somebody_says_them(draft: Callable[..., Plan]) -> None:
    for measure in draft().measures():
        assert measure.leader == "【待填：责任领导】"
        assert measure.lead_unit == "【待填：牵头单位】"
        assert measure.co_units == ()
        assert measure.due.date is None
        assert measure.due.open_slot == "【待填：时限】"
        assert measure.metric.target == "全部达到完成标志"
        assert measure.completion_mark
        assert measure.evidence_required


def test_dates_are_computed_only_from_a_day_of_receipt_and_a_chosen_regime(draft: Callable[..., Plan]) -> None:
    received = date(2024, 6, 13)
    assert draft(received=received).deadline.limit is None
    assert draft(regime="stated").deadline.limit is None
    plan = draft(received=received, regime="stated")
    assert plan.deadline.limit == date(2024, 9, 13)
    days = {measure.due.date for measure in plan.measures()}
    assert days == {None, date(2024, 9, 13)}
    assert all(measure.due.immediate for measure in plan.measures() if measure.due.date is None)


def test_a_plan_has_something_at_once_something_lasting_and_a_look_elsewhere(draft: Callable[..., Plan]) -> None:
    for planned in draft().findings:
        *corrections, lasting = planned.measures
        assert corrections
        assert "同类" in lasting.text
        assert "【待填：制度名称】" in lasting.text
        assert lasting.due.continuing
        assert lasting.due.stages
    assert any(measure.due.immediate for measure in draft().measures())


def test_a_rule_that_the_finding_names_is_its_basis(draft: Callable[..., Plan]) -> None:
    planned = draft().findings[0]
    assert "（依据：《市级机关会议费管理办法》第四条）" in planned.measures[0].text
    bases = [citation for citation in draft().citations if citation.document_id == "市级机关会议费管理办法"]
    assert [basis.heading for basis in bases] == ["第一章 第四条"]


def test_without_a_library_the_basis_is_open_and_the_check_says_so(draft: Callable[..., Plan]) -> None:
    plan = draft(library=())
    assert all("（依据：【待填：依据文件及条款】）" in planned.measures[-1].text for planned in plan.findings)
    assert [issue.rule for issue in plan.checks if issue.severity is Severity.WARNING] == ["no-basis"]


def test_the_stated_deadline_is_quoted(draft: Callable[..., Plan]) -> None:
    stated = draft().deadline.stated
    assert stated is not None
    assert stated.verbatim == "请自收到反馈意见之日起3个月内报送整改情况报告。"
    assert LETTER[stated.start : stated.end] == stated.verbatim


def test_drafting_twice_gives_the_same_plan(draft: Callable[..., Plan]) -> None:
    assert draft() == draft()


def test_instructions_inside_the_feedback_change_nothing() -> None:
    text = text_of(next(path for path in CASES if path.stem == "injected_instructions"))
    plan = plan_of(text)
    assert {measure.leader for measure in plan.measures()} == {"【待填：责任领导】"}
    assert {measure.due.date for measure in plan.measures()} == {None}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("not_feedback_contract", "像是合同"),
        ("not_feedback_plan", "像是整改方案"),
        ("not_feedback_remarks", "像是讲话"),
    ],
)
def test_what_is_no_feedback_is_named_and_not_planned(name: str, said: str) -> None:
    text = text_of(next(path for path in CASES if path.stem == name))
    with pytest.raises(RejectedFile, match=said):
        plan_of(text)


def test_forty_findings_are_planned_in_two_seconds() -> None:
    lines = "\n".join(
        f"{n}.第{n}号粮库管理不严。2023年有{n}次轮换没有公开招标；{n}万元价差款长期没有收回。" for n in range(1, 41)
    )
    began = time.perf_counter()
    plan = plan_of(f"巡察反馈问题清单\n{lines}\n")
    assert len(plan.findings) == 40
    assert time.perf_counter() - began < 2


def test_the_real_news_item_is_planned_without_a_warning_but_for_the_missing_basis(shared_data: Path) -> None:
    text = (shared_data / "real-docs" / "56-crud-shanxi-fankui.txt").read_text(encoding="utf-8")
    plan = draft_plan(document(text), search(()), on=date(2023, 8, 20))
    assert [len(planned.measures) for planned in plan.findings] == [7, 6, 5]
    assert [issue.rule for issue in plan.checks if issue.severity is not Severity.INFO] == ["no-basis"]
