"""Scores of many cases → one number with its count and interval. Nothing scored gives no number: never 0, never NaN."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from eval.records import CaseResult, Measured, Score, Scorer

RESAMPLES = 2_000
LEVEL = 0.95
"""Of every interval."""
DIGITS = 6
"""Decimals kept: more than any report shows, few enough that no platform's last bit is among them."""


def measure(results: Sequence[CaseResult], scorers: Iterable[Scorer], seed: int) -> Mapping[str, Measured]:
    """Every metric over the cases of a run, by name."""
    return {scorer.name: _measured(scorer.name, results, seed) for scorer in scorers}


def _measured(metric: str, results: Sequence[CaseResult], seed: int) -> Measured:
    scores = [result.scores[metric] for result in results if result.error is None]
    told = [score for score in scores if not score.has_failed]
    scored = [score for score in told if score.is_scored]
    low, high = interval(scored, generator(seed, metric))
    return Measured(
        metric=metric,
        value=mean(scored),
        low=low,
        high=high,
        n=len(scored),
        unscored=len(told) - len(scored),
        errors=len(results) - len(told),
    )


def mean(scored: Sequence[Score]) -> float | None:
    """The weighted mean of scores that have a value; None without any."""
    if not scored:
        return None
    values, weights = _columns(scored)
    return round(float(values @ weights / weights.sum()), DIGITS)


def interval(scored: Sequence[Score], random: np.random.Generator) -> tuple[float | None, float | None]:
    """Ends of the 95 % percentile bootstrap interval of the mean, cases drawn with replacement 2,000 times.

    Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapter 13. None below two cases. Where all cases have
    the same value it has no width, which says nothing about cases that were not asked.
    """
    if len(scored) < 2:
        return None, None
    values, weights = _columns(scored)
    drawn = random.integers(len(scored), size=(RESAMPLES, len(scored)))
    means = (values * weights)[drawn].sum(axis=1) / weights[drawn].sum(axis=1)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return round(float(low), DIGITS), round(float(high), DIGITS)


def generator(seed: int, metric: str) -> np.random.Generator:
    """Random numbers of a metric's own: what else is measured, and in which order, changes nothing."""
    digest = hashlib.sha256(f"{seed}/{metric}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def _columns(scored: Sequence[Score]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Values and weights of scores that have a value, sorted: the order of cases changes nothing drawn of them."""
    pairs = sorted((score.value, score.weight) for score in scored if score.value is not None)
    table = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    return table[:, 0], table[:, 1]
