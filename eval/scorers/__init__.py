"""Every scorer by name. A new family is a file beside this one and a line here; nothing else knows it."""

from __future__ import annotations

from collections.abc import Mapping

from eval.records import Scorer
from eval.scorers import abstention, citations, correctness, faithfulness, retrieval

SCORERS: Mapping[str, Scorer] = {
    scorer.name: scorer
    for family in (retrieval, citations, correctness, faithfulness, abstention)
    for scorer in family.SCORERS
}
"""Metric name → scorer, in the order of reports."""
