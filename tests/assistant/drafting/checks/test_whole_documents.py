"""Whole documents that nobody had in mind when the rules were written: clean ones left in peace, faulty ones found."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.drafting.checks import check_draft
from assistant.drafting.checks.draft import Draft
from assistant.drafting.issue_records import Severity
from tests.assistant.drafting.checks.whole_documents import Defect, clean, defects


@pytest.mark.parametrize("draft", clean().values(), ids=clean())
def test_a_clean_document_has_no_error_and_at_most_one_warning(draft: Draft) -> None:
    issues = check_draft(draft)
    weights = Counter(issue.severity for issue in issues)
    told = [(issue.rule, issue.where, dict(issue.facts)) for issue in issues if issue.severity is not Severity.INFO]
    assert weights[Severity.ERROR] == 0, told
    assert weights[Severity.WARNING] <= 1, told


@pytest.mark.parametrize(
    "defect",
    [
        pytest.param(
            defect,
            id=defect.name,
            marks=[pytest.mark.xfail(strict=True, reason="a fault that the rules do not find yet")]
            if defect.is_known_failure
            else [],
        )
        for defect in defects()
    ],
)
def test_a_planted_defect_is_found(defect: Defect) -> None:
    found = {
        issue.rule for issue in check_draft(defect.draft) if issue.severity is Severity.ERROR or not defect.is_error
    }
    assert found & set(defect.rules), sorted(found)
