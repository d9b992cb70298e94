"""What the checks found: beside its row with advice, basis and rule, and in one list with a way to its place."""

import pytest

from assistant.drafting.issue_records import Issue, Severity
from assistant.web.check_view import anchor, beside, identity, overview

OPEN = Issue("no-owner", Severity.ERROR, "F1-M1.leader")


@pytest.mark.parametrize(
    ("where", "name", "shown_at"),
    [
        ("F1", "F1", "row-F1"),
        ("F1-M2.metric.target", "F1-M2", "row-F1-M2"),
        ("plan.deadline", "plan", "row-plan"),
        ("plan.outline.组织领导.2", "plan", "plan-outline"),
    ],
)
def test_every_place_of_a_plan_is_shown_somewhere(where: str, name: str, shown_at: str) -> None:
    assert (identity(where), anchor(where)) == (name, shown_at)


@pytest.mark.parametrize(("language", "severity"), [("zh", "错误"), ("en", "error")])
def test_a_check_says_what_to_do_what_it_rests_on_and_which_rule_it_is(language: str, severity: str) -> None:
    shown = beside([OPEN], language)
    assert "no&#45;owner" in shown
    assert severity in shown
    assert shown.count("<details") == 1


def test_the_list_leads_to_the_place() -> None:
    shown = overview([OPEN], "zh")
    assert "&#35;row&#45;F1&#45;M1" in shown
    assert "责任领导" in shown


def test_nothing_found_is_nothing_shown() -> None:
    assert beside([], "zh") == overview([], "zh") == ""
