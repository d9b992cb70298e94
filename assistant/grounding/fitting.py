"""Rows of judged claims → the coefficients of the judge. Knows features and numbers, no texts.

Logistic regression, each label of a set counting the same. Ridge draws the coefficients towards what is
known of a difference before any data (a modality in another's place decides), and those of the two rarer forms towards
those of statements; and none may turn against its sense: a difference never supports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.grounding.coefficients import Coefficients, Column
from assistant.grounding.features import FORMS, NAMES, Examined

Numbers = NDArray[np.float64]

DECIDES, SPEAKS, HINTS = -4.0, -1.0, -0.5

PRIOR: Mapping[str, float] = {
    **dict.fromkeys(
        (
            "number, in place",
            "unit, in place",
            "modality, in place",
            "bound, in place",
            "negation, in place",
            "bound dropped",
            "swapped",
            "article wrong",
            "figure of another",
            "bound of figure",
            "other start",
            "actor of another",
            "other case",
            "other level",
            "other extent",
            "rival head",
            "part for whole",
            "other connective",
            "opposite",
            "crossed",
        ),
        DECIDES,
    ),
    **dict.fromkeys(
        (
            "actor left out",
            "number of no source",
            "reference",
            "clauses glued, in place",
            "mostly uncovered",
            "answer: wrong kind",
            "answer: repeats question",
        ),
        -2.0,
    ),
    **dict.fromkeys(("uncovered", "title unknown", "tokens of no source", "negation dropped"), -1.5),
    **dict.fromkeys(
        (
            "words, in place",
            "scope, in place",
            "case left out",
            "case weakened",
            "actor, in place",
            "actor of no source",
            "names missing",
            "words elsewhere",
            "scope over part",
        ),
        SPEAKS,
    ),
    "joined": HINTS,
    "derived": 1.0,
    "answer: together": 1.5,
    "answer: near": 1.0,
    "answer: context": 0.5,
}
"""What a feature counts before any data, in log-odds; 0 for all others."""

NEVER_SUPPORTS = frozenset(name for name, value in PRIOR.items() if value < 0) | {
    "much uncovered",
    "characters missing",
    "answer: better sentences",
}
NEVER_SPEAKS_AGAINST = frozenset(name for name, value in PRIOR.items() if value > 0) | {
    "verbatim",
    "held whole",
    "article right",
}

_RIDGE_TO_PRIOR = 0.0005
_RIDGE_TO_STATEMENT = 0.0003
"""Both, and the weight of our own claims, were chosen by five folds over the dev halves."""
_STEPS = 3000


@dataclass(frozen=True, slots=True)
class Labelled:
    """A claim that was examined, with its label."""

    examined: Examined
    supported: bool


def fit(sets: Sequence[tuple[float, Sequence[Labelled]]]) -> Coefficients:
    """Labelled claims by set, each set with its weight → coefficients."""
    rows = np.array([one.examined.row for _, judged in sets for one in judged])
    forms = np.array([FORMS.index(one.examined.form) for _, judged in sets for one in judged])
    labels = np.array([one.supported for _, judged in sets for one in judged])
    weights = np.concatenate([weight * _weights(judged) for weight, judged in sets])
    fitted = _descend(rows, forms, labels, weights / weights.sum())
    return Coefficients(
        {
            form: Column(round(float(column[-1]), 4), tuple(round(float(value), 4) for value in column[:-1]))
            for form, column in zip(FORMS, fitted, strict=True)
        }
    )


def _weights(judged: Sequence[Labelled]) -> Numbers:
    """Each label of a set weighs half."""
    supported = np.array([one.supported for one in judged])
    shares = np.where(supported, supported.sum(), (~supported).sum())
    return np.asarray(0.5 / np.maximum(1, shares), dtype=np.float64)


def _descend(rows: Numbers, forms: NDArray[np.int64], labels: NDArray[np.bool_], weights: Numbers) -> Numbers:
    """Columns (forms, features + constant) by accelerated projected gradient (Beck & Teboulle, 2009), restarted."""
    inputs = np.hstack([rows, np.ones((len(rows), 1))])
    signs = np.where(labels, 1.0, -1.0)
    prior = np.array([*(PRIOR.get(name, 0.0) for name in NAMES), 0.0])
    least, most = _limits()
    columns = np.tile(prior, (len(FORMS), 1))
    # A bound of the curvature: weights sum to 1, the logistic's is at most 1/4.
    step = 1 / (0.25 * float((weights * (inputs**2).sum(axis=1)).sum()) + 2 * _RIDGE_TO_PRIOR + 8 * _RIDGE_TO_STATEMENT)
    ahead, momentum = columns.copy(), 1.0
    for _ in range(_STEPS):
        slope = _slope(inputs, forms, signs, weights, ahead, prior)
        following = np.clip(ahead - step * slope, least, most)
        if ((ahead - following) * (following - columns)).sum() > 0:
            momentum = 1.0
        later = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = following + (momentum - 1) / later * (following - columns)
        columns, momentum = following, later
    return columns


def _limits() -> tuple[Numbers, Numbers]:
    least = np.array([0.0 if name in NEVER_SPEAKS_AGAINST else -np.inf for name in NAMES] + [-np.inf])
    most = np.array([0.0 if name in NEVER_SUPPORTS else np.inf for name in NAMES] + [np.inf])
    return least, most


def _slope(
    inputs: Numbers,
    forms: NDArray[np.int64],
    signs: Numbers,
    weights: Numbers,
    columns: Numbers,
    prior: Numbers,
) -> Numbers:
    """Gradient of the mean loss and both ridges; the constant of statements is drawn nowhere."""
    margins = signs * np.einsum("ij,ij->i", inputs, columns[forms])
    pulls = -signs * weights / (1 + np.exp(np.clip(margins, -40, 40)))
    slope = np.stack([inputs[forms == form].T @ pulls[forms == form] for form in range(len(columns))])
    apart = columns[1:] - columns[0]
    slope[0, :-1] += 2 * _RIDGE_TO_PRIOR * (columns[0] - prior)[:-1]
    slope[0] -= 2 * _RIDGE_TO_STATEMENT * apart.sum(axis=0)
    slope[1:] += 2 * _RIDGE_TO_STATEMENT * apart
    return slope
