"""What was drafted here passes the same checks when its files are read back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.documents.preparing import prepare
from assistant.drafting.checks import check, check_draft
from assistant.drafting.checks.reading import Terms, draft_of_document, draft_of_values
from assistant.drafting.issue_records import Issue, Severity
from assistant.drafting.plan import draft_plan
from assistant.drafting.records import Plan
from assistant.export.markdown import plan_to_markdown
from assistant.export.plan_docx import plan_to_docx
from assistant.export.plans import plan_to_json
from tests.assistant.drafting.checks.case_drafts import BASE, document

FEEDBACK = document(BASE["feedback"], "feedback")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return draft_plan(FEEDBACK, lambda text, k: [], received=date(2024, 12, 2), regime="opinion-2022")


def grave(issues: list[Issue]) -> list[str]:
    return [issue.rule for issue in issues if issue.severity is not Severity.INFO]


def test_a_fresh_plan_has_no_error_and_at_most_the_warning_about_missing_rules(plan: Plan) -> None:
    assert grave(check(plan)) == ["no-basis"]


def test_its_json_is_found_the_same(plan: Plan) -> None:
    draft = draft_of_values(plan_to_json(plan), "plan.json", Terms(feedback=FEEDBACK))
    assert {(issue.rule, issue.where) for issue in check_draft(draft)} == {
        (issue.rule, issue.where) for issue in check(plan)
    }


def test_its_word_file_read_as_anybody_s_has_its_problems_and_owners_and_no_fault(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(plan_to_docx(plan))
    draft = draft_of_document(prepare(path), Terms(on=date(2024, 12, 20), feedback=FEEDBACK))
    said = [("".join(row.text("problem").split()), row.text("leader")) for row in draft.rows()]
    assert said == [
        ("".join(item.finding.verbatim.split()), measure.leader) for item in plan.findings for measure in item.measures
    ]
    assert grave(check_draft(draft)) == []


def test_its_markdown_has_all_its_measures_and_no_fault(plan: Plan) -> None:
    draft = draft_of_document(document(plan_to_markdown(plan)), Terms(on=date(2024, 12, 20), feedback=FEEDBACK))
    assert {row.id for row in draft.rows()} == {measure.id for measure in plan.measures()}
    assert grave(check_draft(draft)) == []
