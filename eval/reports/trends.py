"""Metrics over earlier runs → the points of small line plots, in pixels; drawn as inline SVG by the template.

The newest run comes last. Where a run has no value the line is broken; where the suite changed stands a mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from eval.gate import printed
from eval.records import EvalRun

WIDTH, HEIGHT = 220, 44
_EDGE = 4
_MOST_RUNS = 60
"""Shown, the newest."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A run's value, with what to say of it."""

    x: float
    y: float
    title: str


@dataclass(frozen=True, slots=True)
class Trend:
    """The plot of one metric."""

    metric: str
    first: str
    last: str
    lines: tuple[str, ...]
    """Stretches without a gap, as the points of SVG polylines."""
    dots: tuple[Dot, ...]
    changes: tuple[float, ...]
    """Where, between two runs, the cases of the suite changed."""


def trends(run: EvalRun) -> list[Trend]:
    """A plot for each metric that has a value in at least one earlier run; none without a history."""
    shown = run.past[1 - _MOST_RUNS :]
    digests = (*(one.digest for one in shown), run.suite.digest)
    times = (*(one.at for one in shown), "")
    plots = []
    for name, measured in run.metrics.items():
        values = (*(one.metrics.get(name) for one in shown), measured.value)
        if any(value is not None for value in values[:-1]):
            plots.append(_trend(name, values, times, digests))
    return plots


def _trend(name: str, values: Sequence[float | None], times: Sequence[str], digests: Sequence[str]) -> Trend:
    known = [value for value in values if value is not None]
    dots = [
        None if value is None else Dot(_x(at, len(values)), _y(value), f"{times[at]} {printed(value)}".strip())
        for at, value in enumerate(values)
    ]
    changes = [at for at, (before, now) in enumerate(pairwise(digests)) if before != now]
    return Trend(
        name,
        printed(known[0]),
        printed(values[-1]),
        tuple(_lines(dots)),
        tuple(dot for dot in dots if dot is not None),
        tuple(_x(at + 0.5, len(values)) for at in changes),
    )


def _lines(dots: Sequence[Dot | None]) -> Iterator[str]:
    stretch: list[str] = []
    for dot in (*dots, None):
        if dot is not None:
            stretch.append(f"{dot.x},{dot.y}")
        elif stretch:
            yield " ".join(stretch)
            stretch = []


def _x(at: float, runs: int) -> float:
    return round(_EDGE + (WIDTH - 2 * _EDGE) * at / max(1, runs - 1), 1)


def _y(value: float) -> float:
    return round(_EDGE + (HEIGHT - 2 * _EDGE) * (1 - value), 1)
