"""Rows of judged passages → the coefficients of the re-ranking. Knows features and numbers, no documents.

Listwise: for each question the passages that answer are to take the mass of a softmax over all that were looked at.
Sets of questions weigh by themselves, whatever their size. Coefficients whose sign is known before any data are kept
at or above 0, so that a feature that is rare in the sets that were trained on cannot turn against the office's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.features import NAMES
from assistant.retrieval.reranking import Rows, spread

COLUMNS = (*NAMES, *(f"{name}, paraphrased" for name in NAMES))

EITHER_SIGN = frozenset(("length", "length, paraphrased", "best_sentence", "longest_run"))
"""Length says nothing by itself; the two others correct what `in_text` counts already."""

UNUSED = frozenset(
    f"{name}, paraphrased" for name in ("in_text", "in_heading", "in_title", "best_sentence", "longest_run", "opening")
)
"""Few questions use other words than the library: the column that is fitted on them alone is kept short."""

MOST = {"in_title": 7.0}
"""Before scaling; about what `terms` come to. All passages of a document share its title, so that a title which holds
the question's words must not lift them all above the passage that answers; in the public sets titles are short names
of companies, and the fit would go three times as high."""

_TRUST = 0.75
"""What the other features of the plain column count of what was fitted, beside the terms: a softmax over 30 passages is
surer of them than ranking by them bears out. Chosen on the dev halves among 1, .75, .5 and .25."""

_RIDGE = 1e-3
_STEPS = 200
_STEP = 0.05
_LEAST_SPREAD = 0.05
"""Standard deviation below which a feature is not blown up to the others' size."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found for one question: a row a passage, and which of them answer."""

    rows: Rows
    mismatch: float
    answers: NDArray[np.bool_]

    @property
    def teaches(self) -> bool:
        """Whether there is something to prefer to something else."""
        return bool(self.answers.any() and not self.answers.all())


def fit(sets: Sequence[tuple[float, Sequence[Judged]]]) -> tuple[list[float], list[float]]:
    """Weighted sets of questions → the two columns, scaled so that `terms` of the plain one counts 1."""
    lists = [(weight, [_split(one) for one in judged if one.teaches]) for weight, judged in sets]
    everything = np.vstack([part for _, pairs in lists for pair in pairs for part in pair])
    size = np.maximum(everything.std(axis=0), _LEAST_SPREAD)
    scaled = [(weight, [(answers / size, others / size) for answers, others in pairs]) for weight, pairs in lists]
    most = np.array([MOST.get(name, np.inf) for name in COLUMNS]) * size
    fitted = _ascend(scaled, most) / size
    fitted /= fitted[(terms := COLUMNS.index("terms"))]
    plain = fitted[: len(NAMES)] * _TRUST
    plain[terms] = fitted[terms]
    return list(plain), list(fitted[len(NAMES) :])


def _split(judged: Judged) -> tuple[Rows, Rows]:
    rows = spread(judged.rows, judged.mismatch)
    return rows[judged.answers], rows[~judged.answers]


def _ascend(
    sets: Sequence[tuple[float, Sequence[tuple[Rows, Rows]]]], most: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Adam (Kingma & Ba, 2015) on the mean log-likelihood, projected on what is allowed."""
    fixed = np.array([name in UNUSED for name in COLUMNS])
    signed = np.array([name not in EITHER_SIGN for name in COLUMNS])
    column, first, second = (np.zeros(len(COLUMNS)) for _ in range(3))
    total = sum(weight for weight, _ in sets)
    for step in range(1, _STEPS + 1):
        slope = sum(weight * _slope(pairs, column) for weight, pairs in sets) / total - _RIDGE * column
        slope = np.where(fixed, 0.0, slope)
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        column = column + _STEP * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        column = np.minimum(np.where(signed, np.maximum(column, 0.0), column), most)
    return column


def _slope(pairs: Sequence[tuple[Rows, Rows]], column: NDArray[np.float64]) -> NDArray[np.float64]:
    """Gradient of the mean log-probability that an answer is drawn."""
    slope = np.zeros(len(column))
    for answers, others in pairs:
        right, wrong = answers @ column, others @ column
        top = max(right.max(), wrong.max())
        right, wrong = np.exp(right - top), np.exp(wrong - top)
        slope += right @ answers / right.sum() - (right @ answers + wrong @ others) / (right.sum() + wrong.sum())
    return slope / len(pairs)
