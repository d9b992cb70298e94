"""The checks of a plan: each a small function from a Plan to Issues, one file a family.

A rule's name is its key in the messages (`checks.<rule>`, with `_` for `-`) and never changes, because people quote it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.drafting.checks import correspondence, deadlines, figures, owners, sources
from assistant.drafting.records import Issue, Plan, Severity

Check = Callable[[Plan], Iterator[Issue]]

CHECKS: tuple[Check, ...] = (
    *correspondence.CHECKS,
    *owners.CHECKS,
    *deadlines.CHECKS,
    *figures.CHECKS,
    *sources.CHECKS,
)

_GRAVEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def check(plan: Plan) -> list[Issue]:
    """Everything the checks find in a plan, gravest first, each severity in the order of the checks."""
    found = [issue for one in CHECKS for issue in one(plan)]
    return sorted(found, key=lambda issue: _GRAVEST_FIRST.index(issue.severity))
