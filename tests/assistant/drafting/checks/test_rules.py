"""Every rule speaks where it must and is silent where it must be, on drafts read the way files are."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant import messages
from assistant.drafting.checks import RULES, check_draft
from assistant.drafting.issue_records import Issue, Severity
from assistant.export.findings import basis_text
from tests.assistant.drafting.checks.case_drafts import Case, cases, draft

FILES = ("rows", "texts", "plans")
ALL = [(file, case) for file in FILES for case in cases(file)]

ELSEWHERE = {"text-guessed"}
"""Needs a repaired source; its cases are in test_checks.py."""


def found(file: str, case: Case) -> list[Issue]:
    return check_draft(draft(case.said, file))


@pytest.mark.parametrize(("file", "case"), ALL, ids=[case.name for _, case in ALL])
def test_a_rule_speaks_where_it_must_and_nowhere_else(file: str, case: Case) -> None:
    issues = found(file, case)
    assert (case.rule in {issue.rule for issue in issues}) is case.is_found, [issue.rule for issue in issues]


def test_every_rule_has_two_cases_of_either_kind() -> None:
    counts = Counter((case.rule, case.is_found) for _, case in ALL)
    lacking = {rule for rule in RULES for side in (True, False) if counts[rule, side] < 2}
    assert lacking - ELSEWHERE == set()


@pytest.mark.parametrize("said", [{}, {"against": True}], ids=["alone", "beside the feedback"])
@pytest.mark.parametrize("file", ["rows", "plans"])
def test_a_clean_draft_has_no_error_and_at_most_one_warning(file: str, said: dict[str, bool]) -> None:
    weights = Counter(issue.severity for issue in check_draft(draft(said, file)))
    assert weights[Severity.ERROR] == 0
    assert weights[Severity.WARNING] <= 1


@pytest.mark.parametrize("of", ["prose", "report", "remarks", "chair"])
def test_a_clean_text_has_neither_errors_nor_warnings(of: str) -> None:
    assert [
        issue.rule for issue in check_draft(draft({"of": of}, "texts")) if issue.severity is not Severity.INFO
    ] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_everything_that_is_found_can_be_said_in_either_language(language: str) -> None:
    for file, case in ALL:
        for issue in found(file, case):
            key = issue.rule.replace("-", "_")
            assert messages.text(f"checks.{key}", language=language, **issue.facts)
            assert messages.text(f"advice.{key}", language=language, **issue.facts)


def test_only_a_clause_is_called_a_rule() -> None:
    for rule in RULES.values():
        assert basis_text(rule.id, "zh") == (f"规定：{rule.clause}" if rule.clause else "实务通常")
        assert "《" in rule.clause or not rule.clause
