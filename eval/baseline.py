"""The last accepted run of a suite, case by case, as a file that can be reviewed; and how another run differs from it.

It does not decide what difference is too much.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from assistant.errors import UsageError
from eval.metrics import DIGITS, LEVEL, RESAMPLES, generator
from eval.records import CaseResult, EvalRun, Scorer, Suite

FILE = "baseline.json"
"""Beside a suite's `suite.yaml`."""


Mark = tuple[float, float]
"""What a case got in a metric, and its weight there."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Field for field the file, but for what only readers of it need."""

    __pydantic_config__: ClassVar[Any] = {"extra": "ignore"}

    suite: str
    digest: str
    subject: str
    cases: Mapping[str, Mapping[str, Mark]]
    """Case id → metric → mark; a metric that scored nothing there is left out."""
    judge: str = ""
    """Who judged, where a metric needs a judge."""


@dataclass(frozen=True, slots=True)
class Change:
    """A metric of a run beside that of the baseline, over the cases that both scored."""

    before: float
    now: float
    low: float
    high: float
    """Ends of the 90 % interval of `now - before`: each alone is a bound that holds at 95 %."""
    n: int

    @property
    def difference(self) -> float:
        return round(self.now - self.before, DIGITS)


def baseline_of(run: EvalRun) -> Baseline:
    """What a run got. Cases that brought an error are left out."""
    cases = {result.sample.id: _marks(result) for result in run.results if result.error is None}
    return Baseline(run.suite.name, run.suite.digest, run.subject, cases, _judge_of(run))


def to_text(run: EvalRun) -> str:
    """The file of a run: sorted, rounded, a case a line, with the means that a reviewer looks at first."""
    baseline = baseline_of(run)
    head = {
        "suite": baseline.suite,
        "digest": baseline.digest,
        "subject": baseline.subject,
        "n": len(baseline.cases),
        "metrics": {name: {"value": one.value, "n": one.n} for name, one in run.metrics.items()},
    }
    lines = [f"{_json(name)}: {_json(value)}" for name, value in head.items()]
    cases = [f"{_json(case)}: {_json(marks)}" for case, marks in sorted(baseline.cases.items())]
    lines.append('"cases": {\n' + ",\n".join(cases) + "\n}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def read(path: Path, suite: Suite) -> Baseline:
    """The baseline of a suite. Raises UsageError where it cannot be read or is of another version of the suite."""
    try:
        baseline = TypeAdapter(Baseline).validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError("evaluation.file_unreadable", path=path, why=error.strerror) from error
    except ValidationError as error:
        raise UsageError("evaluation.not_a_baseline", path=path) from error
    if (baseline.suite, baseline.digest) != (suite.name, suite.digest):
        raise UsageError("evaluation.baseline_of_another_suite", path=path, suite=suite.name)
    return baseline


def is_comparable(run: EvalRun, baseline: Baseline, scorer: Scorer) -> bool:
    """Whether a metric of both may be compared: not where another judge judged."""
    return not scorer.uses_judge or _judge_of(run) == baseline.judge


def _judge_of(run: EvalRun) -> str:
    return "" if run.judge is None else run.judge.name


def change(run: EvalRun, baseline: Baseline, metric: str) -> Change | None:
    """How a metric changed; None where no case was scored in both.

    The interval is the percentile bootstrap of the paired difference (Efron & Tibshirani, An Introduction to the
    Bootstrap, 1993, chapter 13): cases are drawn, and both runs are measured on the same ones.
    """
    pairs = _pairs(run.results, baseline, metric)
    if not pairs:
        return None
    # Cases alike in both runs are drawn together: the same as drawing each, only faster.
    kinds, cases = np.unique(np.array(pairs, dtype=np.float64), axis=0, return_counts=True)
    drawn = generator(run.seed, f"change of {metric}").multinomial(len(pairs), cases / len(pairs), size=RESAMPLES)
    low, high = np.quantile(_now(kinds, drawn) - _before(kinds, drawn), [1 - LEVEL, LEVEL])
    whole = cases[None]
    return Change(
        before=round(float(_before(kinds, whole)[0]), DIGITS),
        now=round(float(_now(kinds, whole)[0]), DIGITS),
        low=round(float(low), DIGITS),
        high=round(float(high), DIGITS),
        n=len(pairs),
    )


Numbers = NDArray[np.float64]


def _now(kinds: Numbers, drawn: NDArray[np.int64]) -> Numbers:
    return _means(kinds[:, 0], kinds[:, 1], drawn)


def _before(kinds: Numbers, drawn: NDArray[np.int64]) -> Numbers:
    return _means(kinds[:, 2], kinds[:, 3], drawn)


def _means(values: Numbers, weights: Numbers, drawn: NDArray[np.int64]) -> Numbers:
    """For each row of counts the weighted mean of so many cases of each kind."""
    means: Numbers = (drawn @ (values * weights)) / (drawn @ weights)
    return means


def _pairs(results: Sequence[CaseResult], baseline: Baseline, metric: str) -> list[tuple[float, float, float, float]]:
    pairs = []
    for result in results:
        score = result.scores.get(metric)
        mark = baseline.cases.get(result.sample.id, {}).get(metric)
        if score is not None and score.value is not None and mark is not None:
            pairs.append((score.value, score.weight, *mark))
    return pairs


def _marks(result: CaseResult) -> dict[str, Mark]:
    return {
        name: (round(score.value, DIGITS), score.weight)
        for name, score in result.scores.items()
        if score.value is not None
    }
