"""Features of the passages found → one lexical score each, by trained coefficients.

There are two columns of coefficients. A question whose own words stand together in some passage is ranked by the first
(`plain`), in which the thesaurus has no say; one whose words the library does not use by the second (`paraphrased`);
between them the two are mixed. So a thesaurus can help where there is nothing to lose, and only there.

The coefficients lie in `assistant/models/reranking.json`, with the command that made them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import resources
from assistant.retrieval.features import FROM_THESAURUS, NAMES

Rows = NDArray[np.float64]
"""(passages, features)."""

FILE = "reranking.json"

_ANYWHERE = NAMES.index("anywhere")
_OF_THESAURUS = [NAMES.index(name) for name in FROM_THESAURUS]


@dataclass(frozen=True, slots=True)
class Coefficients:
    """What each feature counts. A score of 1 is about the distance between the first and the tenth passage."""

    plain: NDArray[np.float64]
    paraphrased: NDArray[np.float64]

    def scores(self, rows: Rows, mismatch: float) -> NDArray[np.float64]:
        """A score a row; higher is better."""
        column = (1 - mismatch) * self.plain + mismatch * self.paraphrased
        return np.asarray(rows @ column, dtype=np.float64)


_MISSING = (0.55, 0.8)
"""Weighted share of a question's terms that is missing in the passage that has most of them: from where on a question
counts as one in other words, and from where on wholly."""

_KNOWN = (0.15, 0.3)
"""Weighted share of its words that the thesaurus knows. What is missing of most questions are names and odd words, and
a thesaurus that has a say there only does harm: it cost .011 nDCG@10 on rageval-zh (docs/decisions.md)."""


def mismatch(rows: Rows, known: float) -> float:
    """How far a question uses other words than the passages found, as far as the thesaurus can tell: from 0 to 1."""
    missing = 1.0 - float(rows[:, _ANYWHERE].max(initial=0.0))
    return _ramp(missing, _MISSING) * _ramp(known, _KNOWN)


def _ramp(value: float, between: tuple[float, float]) -> float:
    start, full = between
    return min(1.0, max(0.0, (value - start) / (full - start)))


def spread(rows: Rows, degree: float) -> Rows:
    """Each row twice, for the two columns, each weighted by how much it counts: what training sees."""
    plain = rows * (1 - degree)
    plain[:, _OF_THESAURUS] = 0.0
    return np.hstack([plain, rows * degree])


@cache
def shipped() -> Coefficients:
    """The coefficients that ship with the program."""
    return read(resources.models() / FILE)


def read(file: Path) -> Coefficients:
    """The coefficients of a file that training wrote."""
    table = json.loads(file.read_text(encoding="utf-8"))
    return Coefficients(_column(table["plain"]), _column(table["paraphrased"]))


def as_table(plain: Sequence[float], paraphrased: Sequence[float]) -> dict[str, dict[str, float]]:
    """The two columns as they are written to a file."""
    return {
        name: {feature: round(float(value), 4) for feature, value in zip(NAMES, column, strict=True) if value}
        for name, column in (("plain", plain), ("paraphrased", paraphrased))
    }


def _column(table: Mapping[str, float]) -> NDArray[np.float64]:
    if unknown := set(table) - set(NAMES):
        raise ValueError(f"no such features: {sorted(unknown)}")
    return np.array([table.get(name, 0.0) for name in NAMES])
