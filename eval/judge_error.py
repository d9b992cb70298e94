"""A judge and labelled claims → how often it errs, and what a metric would be without its errors.

The estimate supposes that the judge errs on the sentences of a run as often as on the labelled claims.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.errors import AssistantError
from assistant.grounding.judge import Judge
from assistant.records import Verdict
from eval.judge_bench import Claim
from eval.judge_records import Corrected, JudgeError, Rate
from eval.metrics import DIGITS, LEVEL, RESAMPLES, generator
from eval.records import CaseResult

_Z = 1.959964
"""Of a two-sided interval at 95 %."""

_NOISE = 10.0**-DIGITS
"""What may lie outside [0, 1] by rounding."""


def digest_of(claims: Sequence[Claim]) -> str:
    """Of the claims with their labels, in any order."""
    told = sorted("\0".join((one.id, one.source, one.claim, one.label)) for one in claims)
    return hashlib.sha256("\1".join(told).encode()).hexdigest()[:16]


def error_of(judge: Judge, claims: Sequence[Claim]) -> JudgeError:
    """Judge every claim. One on which the judge fails counts as a failure and in no share."""
    right: dict[str, list[bool]] = {"supported": [], "unsupported": []}
    failures = 0
    for one in claims:
        try:
            said = judge.judge(one.claim, [one.source]).verdict is Verdict.SUPPORTED
        except AssistantError:
            failures += 1
            continue
        right[one.label].append(said == (one.label == "supported"))
    return JudgeError(_rate(right["supported"]), _rate(right["unsupported"]), failures)


def _rate(right: Sequence[bool]) -> Rate | None:
    if not right:
        return None
    low, high = wilson(sum(right), len(right))
    return Rate(round(sum(right) / len(right), DIGITS), round(low, DIGITS), round(high, DIGITS), len(right))


def wilson(successes: int, n: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson, JASA 22(158), 1927). `n` is at least 1.

    >>> [round(end, 3) for end in wilson(9, 10)]
    [0.596, 0.982]
    """
    share, squared = successes / n, _Z**2
    centre = (share + squared / (2 * n)) / (1 + squared / n)
    half = _Z / (1 + squared / n) * math.sqrt(share * (1 - share) / n + squared / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


def corrected(results: Sequence[CaseResult], metric: str, error: JudgeError, seed: int) -> Corrected | None:
    """The share of sentences that are supported, if the judge did not err: (p - j·(1 - Sp)) ÷ (Se + Sp - 1).

    p is the metric, j the share of sentences that were judged at all (a sentence without a citation is not), Se and Sp
    the judge's sensitivity and specificity. With j = 1 it is the estimator of Rogan & Gladen, American Journal of
    Epidemiology 107(1), 1978. The interval is that of 2,000 draws: cases with replacement, Se and Sp from Beta(right +
    ½, wrong + ½) (Jeffreys; Brown, Cai & DasGupta, Statistical Science 16(2), 2001). Both are cut to [0, 1]; an
    estimate that was cut is marked, since it shows that the judge errs otherwise here than on the labelled claims.

    None where the metric scored nothing or is no share of judged sentences, where one of the shares is not known, and
    where Se + Sp ≤ 1: such a judge tells nothing.
    """
    table = _cases(results, metric)
    if not len(table) or error.sensitivity is None or error.specificity is None:
        return None
    se, sp = error.sensitivity, error.specificity
    if se.value + sp.value <= 1:
        return None
    random = generator(seed, f"{metric} corrected")
    means = table[random.integers(len(table), size=(RESAMPLES, len(table)))].mean(axis=1)
    drawn = _estimate(means[:, 0], means[:, 1], _beta(random, se), _beta(random, sp))
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    whole = table.mean(axis=0, keepdims=True)
    (value,) = _estimate(whole[:, 0], whole[:, 1], np.array([se.value]), np.array([sp.value]))
    low, high = np.clip((low, high), 0.0, 1.0)
    is_cut = not -_NOISE <= value <= 1 + _NOISE
    value = np.clip(value, 0.0, 1.0)
    return Corrected(round(float(value), DIGITS), round(float(low), DIGITS), round(float(high), DIGITS), is_cut)


Numbers = NDArray[np.float64]


def _cases(results: Sequence[CaseResult], metric: str) -> Numbers:
    """Value and share judged of each scored case, sorted: their order changes nothing drawn of them."""
    scores = [result.scores[metric] for result in results if metric in result.scores]
    rows = [
        (score.value, score.facts["judged"] / score.facts["sentences"])
        for score in scores
        if score.value is not None and "judged" in score.facts
    ]
    return np.array(sorted(rows), dtype=np.float64).reshape(-1, 2)


def _estimate(shares: Numbers, judged: Numbers, se: Numbers, sp: Numbers) -> Numbers:
    """Draws of a judge that tells nothing stand for every share, half of them at either end."""
    tells = se + sp - 1
    ends = np.resize(np.array([0.0, 1.0]), np.shape(tells))
    estimate: Numbers = np.where(tells > 0, (shares - judged * (1 - sp)) / np.where(tells > 0, tells, 1.0), ends)
    return estimate


def _beta(random: np.random.Generator, rate: Rate) -> Numbers:
    right = rate.value * rate.n
    return random.beta(right + 0.5, rate.n - right + 0.5, size=RESAMPLES)


def corrected_metrics(
    results: Sequence[CaseResult], metrics: Sequence[str], error: JudgeError, seed: int
) -> Mapping[str, Corrected]:
    """The metrics among these that can be corrected."""
    found = {metric: corrected(results, metric, error, seed) for metric in metrics}
    return {metric: one for metric, one in found.items() if one is not None}
