"""Metrics that ask whether texts say a claim, and a judge that says so → scorers. What they measure they know alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from assistant.errors import AssistantError
from assistant.grounding.judge import Judge
from assistant.records import Verdict
from eval.records import Response, Sample, Score, Scorer, failed

Entails = Callable[[str, Sequence[str]], bool]
"""(claim, texts) → whether the texts together say it."""

Metric = Callable[[Response, Entails], Score]


def judged(metrics: Mapping[str, Metric], judge: Judge) -> tuple[Scorer, ...]:
    """Each metric by its name, judged by `judge`. Where it fails the score has failed; it is never guessed."""

    def entails(claim: str, sources: Sequence[str]) -> bool:
        return judge.judge(claim, sources).verdict is Verdict.SUPPORTED

    return tuple(Scorer(name, partial(_judged, metric, entails), uses_judge=True) for name, metric in metrics.items())


def _judged(metric: Metric, entails: Entails, response: Response, sample: Sample) -> Score:
    try:
        return metric(response, entails)
    except AssistantError as error:
        return failed("judge_failed", error=str(error))
