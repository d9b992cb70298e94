"""Drafts that nobody would write: each is looked at to its end, and what is wrong with it is said."""

from __future__ import annotations

import pytest

from assistant.drafting.checks import check_draft
from tests.assistant.drafting.checks.case_drafts import draft


@pytest.mark.parametrize("kind", ["plan", "progress", "remarks"])
@pytest.mark.parametrize("run", ["1", "一", "12,", "1.", "3个，", "6月31日", "（", "“", "问题", " \u3000"])
def test_a_text_of_one_thing_over_and_over_is_checked(kind: str, run: str) -> None:
    issues = check_draft(draft({"kind": kind, "text": f"整改情况\n{run * (12_000 // len(run))}"}, "texts"))
    assert all(issue.rule for issue in issues)


def test_a_plan_without_any_problem_says_that_nothing_was_read() -> None:
    assert "rows-not-found" in {
        issue.rule for issue in check_draft(draft({"kind": "plan", "text": "整改方案"}, "texts"))
    }
