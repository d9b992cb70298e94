"""Plans of every sample feedback and of every shape of one: what they answer, rest on, and never invent."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from assistant import resources
from assistant.documents.preparing import prepare
from assistant.drafting.findings import read_findings
from assistant.drafting.issue_records import Severity
from assistant.drafting.plan import draft_plan
from assistant.drafting.records import Measure, Plan
from assistant.grounding.judge import EmbeddedJudge
from assistant.records import Document, Status, Verdict
from assistant.text.facts import fact_values
from tests.assistant.drafting.feedback_samples import document
from tests.assistant.drafting.finding_shapes import as_read, case_files, load
from tests.assistant.drafting.rules_of_corpus import documents, feedback_files, retrieve_on

RECEIVED = date(2025, 7, 1)
SAMPLES = [*feedback_files(), *case_files()]


@cache
def feedback(path: Path) -> Document:
    return as_read(load(path)) if path.suffix == ".yaml" else prepare(path)


@cache
def plan(path: Path) -> Plan:
    return draft_plan(
        feedback(path),
        retrieve_on(RECEIVED),
        received=RECEIVED,
        regime="opinion-2022",
        document_of=lambda identity: documents()[identity],
    )


def words_of(measure: Measure) -> str:
    metric = measure.metric
    said = (measure.text, measure.completion_mark, *measure.evidence_required, *measure.due.stages)
    return "\n".join((*said, metric.indicator, metric.baseline, metric.target))


def name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", SAMPLES, ids=name)
def test_every_finding_and_every_suggestion_has_a_measure_that_names_it(path: Path) -> None:
    for planned in plan(path).findings:
        assert planned.measures
        assert all(names(measure.text, planned.finding.verbatim) for measure in planned.measures)
    for advised in plan(path).suggestions:
        assert advised.measures
        assert all(names(measure.text, advised.suggestion.excerpt.verbatim) for measure in advised.measures)


def names(text: str, verbatim: str) -> bool:
    """Whether a measure holds four characters in a row of what it answers."""
    words = re.sub(r"\s", "", verbatim)
    return any(words[at : at + 4] in text for at in range(max(1, len(words) - 3)))


@pytest.mark.parametrize("path", SAMPLES, ids=name)
def test_no_figure_or_date_stands_in_a_plan_that_no_source_and_no_regime_gives(path: Path) -> None:
    drafted = plan(path)
    text = drafted.source.document.text
    known = fact_values(text) | fact_values(text.replace("\n", ""))  # 7.8⏎万元 of a scan is one figure
    known |= {value for citation in drafted.citations for value in fact_values(f"{citation.quote}{citation.heading}")}
    for measure in drafted.measures():
        assert fact_values(words_of(measure)) <= known
        assert measure.due.date in (None, drafted.deadline.limit)
        assert re.fullmatch(r"【待填：[^】]+】", measure.leader) or f"{measure.leader}负" in text
        assert re.fullmatch(r"【待填：[^】]+】", measure.lead_unit) or f"{measure.lead_unit}负直接责任" in text
    assert drafted.deadline.limit == date(2025, 10, 1)
    assert [issue for issue in drafted.checks if issue.severity is Severity.ERROR] == []


@pytest.mark.parametrize("path", SAMPLES, ids=name)
def test_every_basis_exists_is_in_force_and_says_what_is_cited(path: Path) -> None:
    drafted = plan(path)
    judge = EmbeddedJudge()
    for citation in drafted.citations:
        if drafted.is_feedback(citation):
            continue
        held = documents()[citation.document_id]
        assert held.text[citation.start : citation.end] == citation.quote
        assert held.version.status(drafted.drafted_on) is not Status.SUPERSEDED
        assert judge.judge(citation.quote, [held.text]).verdict is Verdict.SUPPORTED


def test_rules_that_a_finding_names_are_found_and_cited_with_their_articles() -> None:
    drafted = plan(resources.corpus() / "feedback" / "zhujianju-fankui-yijian.txt")
    texts = [measure.text for planned in drafted.findings for measure in planned.measures]
    named = ("《临江市工程建设项目招标投标监督管理规定》第九条", "《临江市市级机关会议费管理办法》第四条")
    assert all(any(name in text for text in texts) for name in named)


def test_a_measure_of_an_earlier_plan_is_shown_as_an_example_without_figures() -> None:
    examples = [example for path in feedback_files() for item in plan(path).findings for example in item.examples]
    assert examples
    for example in examples:
        assert "整改" in example.title
        assert not re.search(r"\d", example.quote)
        assert documents()[example.document_id].text[example.start : example.end] == example.quote


def test_a_feedback_document_damaged_like_a_bad_copy_gives_the_findings_of_its_clean_twin() -> None:
    damaged, clean = (
        read_findings(prepare(resources.corpus() / "damaged" / f"shimen-linyeju-fankui-yijian{kind}.txt"))
        for kind in ("", ".clean")
    )
    said = [[re.sub(r"\s", "", one.verbatim) for one in found.findings] for found in (damaged, clean)]
    assert said[0] == said[1]
    points = [[len(one.sub_points) for one in found.findings] for found in (damaged, clean)]
    assert points[0] == points[1]
    assert len(damaged.suggestions) == len(clean.suggestions)
    assert damaged.inspection.feedback_on == clean.inspection.feedback_on


def test_three_hundred_findings_are_planned_in_a_minute() -> None:
    lines = "\n".join(
        f"{n}.第{n}号粮库管理不严。2023年有{n}次轮换没有公开招标；{n}万元价差款长期没有收回。局党组负主体责任。"
        for n in range(1, 301)
    )
    drafted = draft_plan(document(f"巡察反馈问题清单\n{lines}\n"), retrieve_on(RECEIVED), on=RECEIVED)
    assert len(drafted.findings) == 300
    assert all(planned.measures for planned in drafted.findings)
