"""Defects planted into the sample plans are found; the plans themselves are not accused of any.

`python -m benchmarks.planted_defects` plants into many more rows and says what was found, kind by kind.
"""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.drafting.checks import check_draft
from assistant.drafting.issue_records import Severity
from tests.assistant.drafting.checks.planted import LAYOUTS, Sample, clean_terms, defects, is_found, samples

LEAST_RECALL = 0.98
EVERY = 40
"""More than a sample has rows: each defect is planted once."""


@pytest.mark.parametrize("against", [False, True], ids=["alone", "beside the feedback"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_clean_plans_have_no_error_and_at_most_one_warning(sample: Sample, layout: str, against: bool) -> None:
    issues = check_draft(LAYOUTS[layout](sample.rows, clean_terms(sample, against=against)))
    weights = Counter(issue.severity for issue in issues)
    told = [(issue.rule, issue.where, dict(issue.facts)) for issue in issues if issue.severity is not Severity.INFO]
    assert weights[Severity.ERROR] == 0, told
    assert weights[Severity.WARNING] <= 1, told


@pytest.mark.parametrize("layout", ["cells", "prose"])
@pytest.mark.parametrize("severity", ["error", "warning"])
def test_planted_defects_are_found(layout: str, severity: str) -> None:
    planted = [defect for sample in samples() for defect in defects(sample, EVERY) if defect.severity == severity]
    missed = [defect.name for defect in planted if not is_found(defect, LAYOUTS[layout])]
    assert 1 - len(missed) / len(planted) >= LEAST_RECALL, missed
