"""A feedback document that was damaged on its way, repaired as it is read, and planned as its clean twin is."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path

import pytest

from assistant.documents.preparing import prepare
from assistant.drafting.feedback_records import Excerpt
from assistant.drafting.issue_records import Severity
from assistant.drafting.plan import draft_plan
from assistant.drafting.records import Plan
from assistant.records import Document
from tests.assistant.drafting.rules_of_corpus import documents, feedback_files, retrieve_on
from tests.assistant.text.repair.test_repair import table_of
from tests.damage import pages

ON = date(2025, 7, 1)


def plan_of(document: Document) -> Plan:
    return draft_plan(
        document,
        retrieve_on(ON),
        received=ON,
        regime="opinion-2022",
        on=ON,
        document_of=lambda identity: documents()[identity],
    )


def read(text: str, folder: Path) -> Document:
    path = folder / "反馈意见.txt"
    path.write_text(text, encoding="utf-8")
    return prepare(path)


def letters(text: str) -> str:
    """Characters alone: where lines end, and how wide marks are, a bad copy no longer knows."""
    return re.sub(r"[^\w]", "", text)


@pytest.mark.parametrize("path", feedback_files(), ids=lambda path: path.stem)
def test_a_copy_with_traditional_forms_glosses_and_shifted_bytes_is_planned_as_its_clean_twin(
    path: Path, tmp_path: Path
) -> None:
    clean = prepare(path).text
    damaged = pages.seed_recipe(clean, table_of(clean), random.Random(1))
    assert set(damaged) & set("黨組級")
    plan, twin = plan_of(read(damaged, tmp_path)), plan_of(read(clean, tmp_path))
    assert len(plan.findings) == len(twin.findings)
    for item, clean_item in zip(plan.findings, twin.findings, strict=True):
        said, meant = letters(item.finding.verbatim), letters(clean_item.finding.verbatim)
        assert said == meant or is_guessed(plan, item.finding.excerpt)
        if said == meant:
            assert len(item.measures) == len(clean_item.measures)
    assert abs(len(plan.suggestions) - len(twin.suggestions)) <= 1
    assert plan.deadline.limit == twin.deadline.limit
    rules = {issue.rule for issue in plan.checks}
    assert ("text-guessed" in rules) == any(citation.guesses for citation in plan.citations)
    assert [issue.rule for issue in plan.checks if issue.severity is Severity.ERROR] == []


def is_guessed(plan: Plan, excerpt: Excerpt) -> bool:
    """Whether bytes of it were lost, so that what stands there is a guess, and the plan says so."""
    return bool(plan.source.document.repair.guesses_within(excerpt.start, excerpt.end))


@pytest.mark.parametrize("path", feedback_files(), ids=lambda path: path.stem)
def test_a_page_in_traditional_script_is_planned_with_the_same_measures_and_rules(path: Path, tmp_path: Path) -> None:
    clean = prepare(path).text
    plan, twin = plan_of(read(pages.traditional(clean), tmp_path)), plan_of(read(clean, tmp_path))
    assert len(plan.findings) == len(twin.findings)
    assert len(plan.suggestions) == len(twin.suggestions)
    assert rules_of(plan) == rules_of(twin)


def rules_of(plan: Plan) -> set[tuple[str, str]]:
    return {(one.title, one.heading) for one in plan.citations if not plan.is_feedback(one)}
