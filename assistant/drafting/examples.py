"""Earlier plans of the library → a measure that somebody took against a like problem, to look at and not to copy.

Passages and a finding in, spans out. An example never becomes a measure of the plan; one with figures or dates of its
own is left out, for they belong to another unit. It knows nothing of rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.drafting.bases import Basis
from assistant.drafting.likeness import telling_pairs
from assistant.drafting.records import Plan
from assistant.records import Evidence
from assistant.text.sentences import Span

_EARLIER_PLAN = re.compile(r"整改(?:工作)?(?:实施)?方案|整改台账")
_MEASURE = re.compile(
    r"(?:^|整改措施[：:])[ \u3000]*(?:\d{1,2}\.\d{1,2}|[（(]\d{1,2}[）)])[ \u3000]*(?P<text>[^。；\n]{8,80})",
    re.MULTILINE,
)
"""A measure as plans number them: 4.1 …, （1）…, and 整改措施：1.1 … of a ledger."""

_FEWEST_IN_COMMON = 4


def example_for(stated: str, evidence: Sequence[Evidence]) -> Basis | None:
    """The measure of an earlier plan that shares most words with a finding; None where none shares enough.

    >>> example_for("会议费管理不严", []) is None
    True
    """
    wanted = telling_pairs(stated)
    found = [basis for item in evidence if _EARLIER_PLAN.search(item.title) for basis in _measures(item, wanted)]
    best = max(found, key=lambda basis: (basis.weight, basis.evidence.passage.id), default=None)
    return best if best is not None and best.weight >= _FEWEST_IN_COMMON else None


def without_examples(plan: Plan) -> Plan:
    """A plan as it is handed in: examples are there for those who write it."""
    groups = tuple(
        replace(group, findings=tuple(replace(item, examples=()) for item in group.findings)) for group in plan.groups
    )
    return replace(plan, groups=groups)


def _measures(item: Evidence, wanted: frozenset[str]) -> Iterator[Basis]:
    """The measures of a passage without figures, each weighed by the telling pairs it shares."""
    for match in _MEASURE.finditer(item.passage.text):
        if not re.search(r"\d", match["text"]):
            yield Basis(item, Span(*match.span("text")), len(wanted & telling_pairs(match["text"])))
