"""Every scorer by name. A new family is a file beside this one and a line here; nothing else knows it."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.grounding.judge import EmbeddedJudge, Judge
from eval.judging import RememberingJudge
from eval.records import Scorer
from eval.scorers import (
    abstention,
    alce,
    citations,
    contexts,
    correctness,
    exact,
    faithfulness,
    repetition,
    retrieval,
    versions,
)


def judged_by(judge: Judge) -> Mapping[str, Scorer]:
    """Metric name → scorer, in the order of reports; those that need a judge ask this one."""
    families = (
        retrieval.SCORERS,
        contexts.SCORERS,
        citations.SCORERS,
        repetition.SCORERS,
        versions.SCORERS,
        alce.scorers(judge),
        correctness.SCORERS,
        exact.SCORERS,
        faithfulness.SCORERS,
        abstention.SCORERS,
    )
    return {scorer.name: scorer for family in families for scorer in family}


SCORERS: Mapping[str, Scorer] = judged_by(RememberingJudge(EmbeddedJudge()))
"""The same with the judge that ships with the program."""
