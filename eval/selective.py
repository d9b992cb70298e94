"""How well a system's own confidence tells what it should answer: over the cases of a run, where it states one.

Not a mean over cases, so no metric of the gate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.gate import passed
from eval.judge_bench import auroc_of
from eval.metrics import DIGITS
from eval.records import CaseResult, Response, Sample


@dataclass(frozen=True, slots=True)
class Selective:
    """What the confidence is worth."""

    auroc: float | None
    """Chance that a case with an answer in the corpus has a higher confidence than one without; None without both."""
    aurc: float | None
    """Area under the risk-coverage curve of the answers given; less is better. None where nothing was answered."""
    n: int
    """Cases with a confidence."""
    answered: int


@dataclass(frozen=True, slots=True)
class _Told:
    """A question of which the system said how sure it is."""

    answerable: bool
    confidence: float
    abstained: bool
    is_wrong: bool


def selective(results: Sequence[CaseResult]) -> Selective | None:
    """AUROC of abstention and risk-coverage area; None where no response states a confidence."""
    told = [
        _Told(
            result.sample.answerable, result.response.confidence, result.response.abstained, passed(result) is not True
        )
        for result in results
        if isinstance(result.sample, Sample)
        and isinstance(result.response, Response)
        and result.response.confidence is not None
    ]
    if not told:
        return None
    able = [one.confidence for one in told if one.answerable]
    unable = [one.confidence for one in told if not one.answerable]
    answered = [(one.confidence, one.is_wrong) for one in told if not one.abstained]
    area = auroc_of(able, unable)
    return Selective(None if area is None else round(area, DIGITS), aurc(answered), len(told), len(answered))


def aurc(answers: Sequence[tuple[float, bool]]) -> float | None:
    """Mean, over every number k of most confident answers, of the share of wrong ones among these k.

    Geifman, Uziel & El-Yaniv, ICLR 2019 (arXiv 1805.08206). `answers` are (confidence, is wrong); those of equal
    confidence share their mean, so that their order counts nothing. None without answers.

    >>> aurc([(0.9, False), (0.8, True)])
    0.25
    """
    if not answers:
        return None
    risks, wrong, seen = 0.0, 0.0, 0
    for confidence in sorted({confidence for confidence, _ in answers}, reverse=True):
        tied = [is_wrong for one, is_wrong in answers if one == confidence]
        for _ in tied:
            seen += 1
            wrong += sum(tied) / len(tied)
            risks += wrong / seen
    return round(risks / len(answers), DIGITS)
