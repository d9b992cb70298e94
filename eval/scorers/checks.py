"""Do the rules speak where they must, and only there? Looks at their names and severities."""

from __future__ import annotations

from eval.cases.checks import CheckedDraft, CheckReport
from eval.records import Score, Scorer, unscored

_MOST_WARNINGS = 1
"""That a draft with nothing wrong may bring."""


def rule_recall(report: CheckReport, case: CheckedDraft) -> Score:
    """1 where the rule that must speak of a draft does, else 0. Unscored: none must."""
    if case.side != "found":
        return unscored("nothing_planted")
    if _speaks(report, case):
        return Score(1.0, "rule_spoke", {"rule": case.rule})
    return Score(0.0, "rule_silent", {"rule": case.rule})


def rule_restraint(report: CheckReport, case: CheckedDraft) -> Score:
    """1 where the rule that has nothing to find in a draft is silent, else 0. Unscored: the case is of no such kind."""
    if case.side != "silent":
        return unscored("something_planted")
    if _speaks(report, case):
        return Score(0.0, "rule_spoke", {"rule": case.rule})
    return Score(1.0, "rule_silent", {"rule": case.rule})


def false_alarms(report: CheckReport, case: CheckedDraft) -> Score:
    """Draft with nothing wrong: 1 where it is accused of an error, or of more than one warning; else 0. Less is better.

    Unscored: something may be wrong with the draft.
    """
    if case.side != "clean":
        return unscored("not_clean")
    errors = [one.rule for one in report.issues if one.severity == "error"]
    warnings = [one.rule for one in report.issues if one.severity == "warning"]
    if errors or len(warnings) > _MOST_WARNINGS:
        return Score(1.0, "accused", {"rules": ", ".join([*errors, *warnings])})
    return Score(0.0, "not_accused")


def _speaks(report: CheckReport, case: CheckedDraft) -> bool:
    return any(one.rule == case.rule for one in report.issues)


SCORERS = (
    Scorer("rule_recall", rule_recall, case_needs="all", kind="check"),
    Scorer("rule_restraint", rule_restraint, case_needs="all", kind="check"),
    Scorer("false_alarms", false_alarms, higher_is_better=False, case_needs="all", kind="check"),
)
