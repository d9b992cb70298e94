"""What a gate asks of a metric, and the committed file (TOML) that says so.

[answers."hit@5"]
worst = 0.9          # no value below it (above it, where less is better)
max_drop = 0.02      # against the baseline
min_cases = 100      # with fewer scored cases nothing is concluded
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from pydantic import TypeAdapter, ValidationError

from assistant.errors import UsageError
from assistant.messages import current_language
from assistant.misfits import misfit
from eval.scorers import EVERY, of_kind


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked of one metric."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    worst: float | None = None
    """Worst value accepted."""
    max_drop: float | None = None
    """How much worse than the baseline it may become before that, if it is no chance, fails."""
    min_cases: int = 0
    """Scored cases below which nothing is concluded."""


Gates = Mapping[str, Mapping[str, Demand]]
"""Suite → metric → demand."""


def read(path: Path) -> Gates:
    """The demands of a file. Raises UsageError for a file that cannot be read and for an unknown field or metric."""
    try:
        gates = TypeAdapter(dict[str, dict[str, Demand]]).validate_python(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise UsageError("evaluation.file_unreadable", path=path, why=error.strerror) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("evaluation.not_gates", path=path, why=error) from error
    except ValidationError as error:
        first = error.errors()[0]
        why = f"{'.'.join(map(str, first['loc']))}: {misfit(first, current_language())}"
        raise UsageError("evaluation.not_gates", path=path, why=why) from error
    _refuse_unknown(metric for demands in gates.values() for metric in demands)
    return gates


def demands_on(
    suite: str, thresholds: Mapping[str, float], gates: Gates, given: Mapping[str, float], kind: str = "ask"
) -> dict[str, Demand]:
    """Of a suite: its own thresholds, the gates over them, those of the command line over both.

    Those of the command line are for every suite of the command, so one for another kind of suite asks nothing of this.
    Raises UsageError for a metric that is unknown, or not measured in suites of this kind.
    """
    known = of_kind(kind)
    _refuse_unknown([*thresholds, *gates.get(suite, {})], known)
    _refuse_unknown(given)
    demands = {metric: Demand(worst) for metric, worst in thresholds.items()}
    for metric, demand in gates.get(suite, {}).items():
        worst = demand.worst if demand.worst is not None else thresholds.get(metric)
        demands[metric] = replace(demand, worst=worst)
    for metric, worst in given.items():
        if metric in known:
            demands[metric] = replace(demands.get(metric, Demand()), worst=worst)
    return demands


def _refuse_unknown(metrics: Iterable[str], known: Collection[str] = EVERY) -> None:
    for metric in metrics:
        if metric not in known:
            raise UsageError("evaluation.unknown_metric", metric=metric, known=", ".join(known))
