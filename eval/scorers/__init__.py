"""Every scorer by name. A new family is a file beside this one and a line here; nothing else knows it."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.grounding.judge import EmbeddedJudge, Judge
from eval.judging import RememberingJudge
from eval.records import Scorer
from eval.scorers import (
    abstention,
    alce,
    checks,
    citations,
    contexts,
    correctness,
    exact,
    faithfulness,
    findings,
    longcite,
    plans,
    repairs,
    repetition,
    retrieval,
    speeches,
    versions,
)


def judged_by(judge: Judge) -> Mapping[str, Scorer]:
    """Of questions: metric name → scorer, in the order of reports; those that need a judge ask this one."""
    families = (
        retrieval.SCORERS,
        contexts.SCORERS,
        citations.SCORERS,
        repetition.SCORERS,
        versions.SCORERS,
        alce.scorers(judge),
        longcite.scorers(judge),
        correctness.SCORERS,
        exact.SCORERS,
        faithfulness.SCORERS,
        abstention.SCORERS,
    )
    return {scorer.name: scorer for family in families for scorer in family}


SCORERS: Mapping[str, Scorer] = judged_by(RememberingJudge(EmbeddedJudge()))
"""The same with the judge that ships with the program."""

_OTHERS = (findings.SCORERS, plans.SCORERS, speeches.SCORERS, checks.SCORERS, repairs.SCORERS)

EVERY: Mapping[str, Scorer] = {**SCORERS, **{scorer.name: scorer for family in _OTHERS for scorer in family}}
"""Those of every kind."""


def of_kind(kind: str, asked: Mapping[str, Scorer] = SCORERS) -> Mapping[str, Scorer]:
    """The scorers of a kind of suite; `asked` are those of questions, with the judge of the run."""
    return {name: scorer for name, scorer in {**EVERY, **asked}.items() if scorer.kind == kind}
