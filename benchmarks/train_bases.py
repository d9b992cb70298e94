"""Fits the coefficients that tell the basis of a finding and writes them, with where they come from, to a file.

    python benchmarks/train_bases.py [-o assistant/models/bases.json]

Fitted on tests/cases/bases/corpus.json and fitting.json over the sample corpus, each finding with the articles that a
clerk would cite, or none. Each that has some counts once more without their rule, as a finding that the library has
no rule for. What is reported is of tests/cases/bases/held.json, which nothing was fitted on.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant import resources
from assistant.application import Assistant
from assistant.drafting import bearing
from assistant.drafting.bases import bases_for, candidates
from assistant.drafting.bearing import Signals, signals_of
from assistant.drafting.problem import Problem
from assistant.records import Evidence
from assistant.settings import load

CASES = Path(__file__).parents[1] / "tests" / "cases" / "bases"
DAY = date(2026, 1, 1)

_RIDGE = 0.5
_STEPS = 60


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("-o", "--output", type=Path, default=Path("assistant/models") / bearing.FILE)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as home, Assistant.open(load({"home": home})) as assistant:
        assistant.ingest([resources.corpus()])
        fitting = [case for name in ("corpus", "fitting") for case in found_for(assistant, name)]
        held = list(found_for(assistant, "held"))
    rows = [row for problem, articles, right in fitting for row in judged(problem, articles, right)]
    weights = fitted(np.array([row for row, _ in rows]), np.array([label for _, label in rows], dtype=float))
    table = {
        "command": "python benchmarks/train_bases.py",
        "fitted_on": ["tests/cases/bases/corpus.json", "tests/cases/bases/fitting.json"],
        "findings": len(fitting),
        "weights": {name: round(value, 4) for name, value in zip(names(), weights, strict=True)},
    }
    given.output.write_text(json.dumps(table, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    bearing.shipped.cache_clear()
    print(json.dumps({**table, "of_fitting": counted(fitting), "of_held": counted(held)}, ensure_ascii=False, indent=2))


Case = tuple[Problem, list[Evidence], frozenset[tuple[str, str]]]
"""A finding, the articles that were found for it, and those of them, by file and article, that are its basis."""


def found_for(assistant: Assistant, name: str) -> Iterator[Case]:
    for case in json.loads((CASES / f"{name}.json").read_text(encoding="utf-8")):
        problem = Problem(case["finding"], case["unit"])
        articles = candidates(problem, lambda text, k: assistant.retrieve(text, k=k, as_of=DAY), not_from="")
        yield problem, articles, frozenset((case.get("rule", ""), article) for article in case["articles"])


def judged(
    problem: Problem, articles: Sequence[Evidence], right: frozenset[tuple[str, str]]
) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The signals of each article and whether it is the basis; then of those that are left without the right rule."""
    rules = {rule for rule, _ in right}
    left = [one for one in articles if Path(one.path).name not in rules]
    for among in [articles, left] if right else [articles]:
        for one, signals in zip(among, signals_of(problem, among), strict=True):
            if signals is not None:
                yield astuple(signals), is_among(one, right)


def is_among(one: Evidence, right: frozenset[tuple[str, str]]) -> bool:
    return (Path(one.path).name, one.passage.article) in right


def fitted(rows: NDArray[np.float64], labels: NDArray[np.float64]) -> list[float]:
    """Logistic regression with a ridge, by Newton's method on scaled columns → the constant and the weights."""
    mean, size = rows.mean(axis=0), rows.std(axis=0)
    scaled = np.column_stack([(rows - mean) / size, np.ones(len(rows))])
    ridge = np.array([_RIDGE] * rows.shape[1] + [0.0])
    column = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-scaled @ column))
        slope = scaled.T @ (likely - labels) + ridge * column
        bend = (scaled * (likely * (1 - likely))[:, None]).T @ scaled + np.diag(ridge)
        column -= np.linalg.solve(bend, slope)
    weights = column[:-1] / size
    return [float(column[-1] - weights @ mean), *map(float, weights)]


def names() -> list[str]:
    return ["constant", *(field.name for field in fields(Signals))]


def counted(cases: Sequence[Case]) -> dict[str, int]:
    """How many have their basis, another one, none, and how many have one that should have none."""
    told = {"right": 0, "wrong": 0, "open": 0, "needless": 0, "rightly open": 0}
    for problem, articles, right in cases:
        cited = [basis.evidence for basis in bases_for(problem, articles, not_from="", most=2)]
        if not right:
            told["needless" if cited else "rightly open"] += 1
        elif not cited:
            told["open"] += 1
        else:
            told["right" if any(is_among(one, right) for one in cited) else "wrong"] += 1
    return told


if __name__ == "__main__":
    main()
