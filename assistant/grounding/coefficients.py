"""Features → the probability that a claim is supported, by coefficients that were fitted once and are frozen.

There is one logistic regression a form of claim. The coefficients lie in `assistant/models/judge.json`, with the
command that made them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant import resources
from assistant.grounding.features import FORMS, NAMES, Examined, Form

FILE = "judge.json"


@dataclass(frozen=True, slots=True)
class Column:
    """The coefficients of one form, in the order of NAMES, and the constant."""

    constant: float
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Coefficients:
    """A column for each form."""

    columns: Mapping[Form, Column]

    def probability(self, examined: Examined) -> float:
        """That the sources support the claim, where supported and unsupported claims are equally frequent."""
        column = self.columns[examined.form]
        score = column.constant + sum(map(_product, column.weights, examined.row))
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, score))))


def _product(weight: float, value: float) -> float:
    return weight * value


@cache
def shipped() -> Coefficients:
    """The coefficients that ship with the program."""
    return read(resources.models() / FILE)


def read(file: Path) -> Coefficients:
    """The coefficients of a file that fitting wrote."""
    table = json.loads(file.read_text(encoding="utf-8"))["columns"]
    return Coefficients({form: _column(table[form]) for form in FORMS})


def as_table(coefficients: Coefficients) -> dict[str, dict[str, float]]:
    """The columns as they are written to a file."""
    return {
        form: {"constant": column.constant, **{name: w for name, w in zip(NAMES, column.weights, strict=True) if w}}
        for form, column in coefficients.columns.items()
    }


def _column(table: Mapping[str, float]) -> Column:
    if unknown := set(table) - set(NAMES) - {"constant"}:
        raise ValueError(f"no such features: {sorted(unknown)}")
    return Column(table["constant"], tuple(table.get(name, 0.0) for name in NAMES))
