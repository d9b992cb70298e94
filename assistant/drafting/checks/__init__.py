"""The checks of drafts: one registry of rules, one file a family, the same for a plan being drafted and a file read.

A rule's name is its key in the messages (`checks.<rule>`, with `_` for `-`) and never changes, because people quote it.
"""

from __future__ import annotations

from assistant.drafting.checks import (
    completeness,
    correspondence,
    deadlines,
    figures,
    formalism,
    genre,
    length,
    over_time,
    owners,
    regimes,
    retold,
    sources,
    wording,
)
from assistant.drafting.checks.draft import Draft
from assistant.drafting.checks.of_plan import draft_of_plan
from assistant.drafting.checks.rules import Check, Rule
from assistant.drafting.issue_records import Issue, Severity
from assistant.drafting.records import Plan

FAMILIES = (
    correspondence,
    completeness,
    owners,
    deadlines,
    over_time,
    regimes,
    figures,
    retold,
    sources,
    wording,
    formalism,
    genre,
    length,
)

RULES: dict[str, Rule] = {rule.id: rule for family in FAMILIES for rule in family.RULES}
"""Every rule by its name, family after family."""

CHECKS: tuple[Check, ...] = tuple(one for family in FAMILIES for one in family.CHECKS)

_GRAVEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def check(plan: Plan) -> list[Issue]:
    """Everything the checks find in a plan, gravest first, each severity in the order of the checks."""
    return check_draft(draft_of_plan(plan))


def check_draft(draft: Draft) -> list[Issue]:
    """Everything the rules for its kind find in a draft, gravest first, each severity in the order of the checks."""
    found = [issue for one in CHECKS for issue in one(draft) if draft.kind in RULES[issue.rule].kinds]
    return sorted(found, key=lambda issue: _GRAVEST_FIRST.index(issue.severity))
