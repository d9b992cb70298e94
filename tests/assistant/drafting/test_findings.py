"""Findings of documents in many shapes (tests/cases/findings), and what holds for any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.feedback_records import Excerpt, Findings
from assistant.drafting.findings import read_findings
from tests.assistant.drafting.feedback_samples import document

CASES = sorted((Path(__file__).parents[2] / "cases" / "findings").glob("*.yaml"))


def case(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def words(excerpt: Excerpt | None) -> str | None:
    return excerpt.verbatim if excerpt else None


def expected_findings(wanted: dict[str, Any]) -> list[dict[str, Any]]:
    grouped = [finding for group in wanted.get("groups", []) for finding in group["findings"]]
    return grouped or wanted.get("findings", [])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_findings_are_read_verbatim_and_in_order(path: Path) -> None:
    wanted = case(path)
    found = read_findings(document(wanted["text"]))
    expected = expected_findings(wanted)
    assert [finding.verbatim for finding in found.findings] == [one["verbatim"] for one in expected]
    assert [[point.verbatim for point in finding.sub_points] for finding in found.findings] == [
        one.get("sub_points", []) for one in expected
    ]
    if "groups" in wanted:
        assert [group.title for group in found.groups] == [group["title"] for group in wanted["groups"]]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_everything_around_the_findings_is_read(path: Path) -> None:
    wanted = case(path)
    found = read_findings(document(wanted["text"]))
    inspection = found.inspection
    read = {
        "looks_like": found.looks_like,
        "unit": words(found.inspected_unit),
        "inspected_by": words(inspection.inspected_by),
        "round": words(inspection.round),
        "kind": words(inspection.kind),
        "feedback_on": inspection.feedback_on,
        "suggestions": [suggestion.excerpt.verbatim for suggestion in found.suggestions],
        "deadlines": [deadline.verbatim for deadline in found.deadlines],
    }
    for name in read.keys() & wanted.keys():
        assert read[name] == wanted[name], name
    assert found.looks_like == wanted.get("looks_like")


def excerpts_of(found: Findings) -> list[Excerpt]:
    every = [finding.excerpt for finding in found.findings]
    every += [finding.headline for finding in found.findings]
    every += [point for finding in found.findings for point in finding.sub_points]
    every += [suggestion.excerpt for suggestion in found.suggestions]
    every += [*found.deadlines, *found.redactions, *(doubt.excerpt for doubt in found.doubts)]
    inspection = found.inspection
    stated = (found.inspected_unit, inspection.inspected_by, inspection.round, inspection.kind)
    return every + [excerpt for excerpt in stated if excerpt]


def assert_spans_hold(text: str) -> None:
    found = read_findings(document(text))
    for excerpt in excerpts_of(found):
        assert text[excerpt.start : excerpt.end] == excerpt.verbatim
        assert excerpt.verbatim
    for earlier, later in pairwise(found.findings):
        assert earlier.excerpt.end <= later.excerpt.start
    for finding in found.findings:
        assert all(
            finding.excerpt.start <= point.start < point.end <= finding.excerpt.end for point in finding.sub_points
        )
    assert [finding.id for finding in found.findings] == [f"F{n}" for n in range(1, len(found.findings) + 1)]
    for suggestion in found.suggestions:
        overlapping = [
            finding
            for finding in found.findings
            if finding.excerpt.start < suggestion.excerpt.end and suggestion.excerpt.start < finding.excerpt.end
        ]
        assert not overlapping


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_spans_of_every_case_give_back_their_words(path: Path) -> None:
    assert_spans_hold(case(path)["text"])


FRAGMENTS = st.sampled_from(
    [
        "\n",
        "\n\n",
        " ",
        "　",
        "一、",
        "二、",
        "三、",
        "（一）",
        "（二）",
        "1.",
        "2.",
        "3、",
        "（1）",
        "（2）",
        "①",
        "②",
        "一是",
        "二是",
        "一要",
        "二要",
        "第一，",
        "- ",
        "## ",
        "**",
        "主要问题",
        "意见建议",
        "整改要求",
        "总体评价",
        "巡察发现以下问题：",
        "存在的主要问题是：",
        "巡察组建议，",
        "提出意见建议：",
        "发现：",
        "聚焦党的建设方面",
        "理论学习不够深入",
        "会议费管理不严",
        "3个项目没有招标",
        "X万元没有收回",
        "局党组负主体责任",
        "加强学习",
        "市委第一巡察组向市粮食局党组反馈巡察情况",
        "请自收到反馈意见之日起3个月内报送整改情况报告",
        "同时，巡察组还收到问题线索，已移交",
        "某某",
        "“两个责任”",
        "《会议费管理办法》第四条",
        "，",
        "；",
        "。",
        "：",
        "、",
        "2024年6月12日",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_spans_hold_for_any_mixture_of_what_such_documents_are_made_of(text: str) -> None:
    assert_spans_hold(f"市委第一巡察组向市粮食局党组反馈巡察情况\n{text}")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    assert_spans_hold(text)


def test_reading_twice_gives_the_same(letter: Any) -> None:
    assert read_findings(letter) == read_findings(letter)


def test_what_states_a_problem_and_is_in_no_finding_is_doubted() -> None:
    text = (
        "关于巡察市粮食局党组的反馈意见\n一、主要问题\n党组对粮食安全重视不够。\n"
        "（一）理论学习不深入。\n（二）会议费管理不严。\n二、意见建议\n一是加强学习。\n"
    )
    found = read_findings(document(text))
    assert [(doubt.kind, doubt.excerpt.verbatim) for doubt in found.doubts] == [
        ("uncovered", "党组对粮食安全重视不够。")
    ]


def test_an_item_that_states_no_problem_is_kept_and_doubted() -> None:
    text = "市委巡察组反馈意见\n主要问题\n1.理论学习不深入。\n2.粮库建设情况。\n3.会议费管理不严。\n"
    found = read_findings(document(text))
    assert [finding.verbatim for finding in found.findings][1] == "粮库建设情况。"
    assert [(doubt.kind, doubt.excerpt.verbatim) for doubt in found.doubts] == [("states_no_problem", "粮库建设情况。")]


def test_three_hundred_findings_are_read() -> None:
    lines = "\n".join(f"{n}.第{n}号粮库安全责任落实不到位。" for n in range(1, 301))
    found = read_findings(document(f"巡察反馈问题清单\n{lines}\n"))
    assert len(found.findings) == 300
    assert found.findings[-1].verbatim == "第300号粮库安全责任落实不到位。"


def test_real_news_of_a_feedback_gives_three_groups_with_their_statements(shared_data: Path) -> None:
    text = (shared_data / "real-docs" / "56-crud-shanxi-fankui.txt").read_text(encoding="utf-8")
    found = read_findings(document(text))
    assert [len(group.findings) for group in found.groups] == [1, 1, 1]
    assert [len(finding.sub_points) for finding in found.findings] == [6, 5, 4]
    assert len(found.suggestions) == 4
    assert (words(found.inspected_unit) or "").endswith("集团")
    assert_spans_hold(text)


@pytest.mark.parametrize("name", ["57-crud-xuncha-dongyuan.txt", "58-crud-xinzhou-zhenggai.txt"])
def test_real_news_that_feeds_nothing_back_gives_no_findings(shared_data: Path, name: str) -> None:
    found = read_findings(document((shared_data / "real-docs" / name).read_text(encoding="utf-8")))
    assert (found.findings, found.looks_like) == ((), "news")


def test_a_document_that_lists_problems_and_is_nothing_else_is_read_with_a_doubt() -> None:
    text = "县粮站情况\n县粮站党支部：\n存在以下问题：\n1.账目混乱。\n2.公车使用混乱。\n"
    found = read_findings(document(text))
    assert [finding.verbatim for finding in found.findings] == ["账目混乱。", "公车使用混乱。"]
    assert ("unclear_genre", "县粮站情况") in [(doubt.kind, doubt.excerpt.verbatim) for doubt in found.doubts]


def test_a_sentence_among_the_problems_that_is_part_of_none_is_doubted() -> None:
    text = (
        "市委巡察组反馈意见\n一、主要问题\n（一）内部管理方面。能够定期研究工作。但账目混乱。\n（二）公车管理混乱。\n"
    )
    found = read_findings(document(text))
    assert ("left_out", "能够定期研究工作。") in [(doubt.kind, doubt.excerpt.verbatim) for doubt in found.doubts]


def test_what_is_announced_as_problems_is_read_in_whatever_words() -> None:
    text = "县粮站党支部：\n巡察中发现下列问题，请立行立改：\n1.报警器拔了电源。\n2.油箱见底。\n3.钥匙挂在门上。\n"
    found = read_findings(document(text))
    assert [finding.verbatim for finding in found.findings] == ["报警器拔了电源。", "油箱见底。", "钥匙挂在门上。"]
