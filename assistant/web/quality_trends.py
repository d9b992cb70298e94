"""Finished runs of suites → small line plots of what is demanded of them, as inline SVG. Knows nothing of Gradio.

The newest run comes last. Where the cases of a suite changed between two runs stands a dashed line: values on either
side of it are not to be compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant import messages
from assistant.web.markup import Html, element
from assistant.web.quality_names import metric_name, suite_name
from assistant.web.suite_runs import Run

_WIDTH, _HEIGHT, _EDGE = 220, 44, 4
"""In pixels; a metric goes from 0 at the bottom to 1 at the top."""


def trends(runs: Sequence[Run], language: str) -> Html:
    """A plot for each demanded metric that two runs or more have a value of; `runs` come latest first."""
    plots = [plot for suite in dict.fromkeys(run.suite for run in runs) for plot in _of_suite(suite, runs, language)]
    if not plots:
        return Html()
    summary = element("summary", messages.text("web.trends", language=language, plots=len(plots)))
    return element("details", summary, element("div", *plots, class_="plots"), open="open", class_="trends")


def _of_suite(suite: str, runs: Sequence[Run], language: str) -> Iterator[Html]:
    own = [run for run in reversed(runs) if run.suite == suite]
    demanded = dict.fromkeys(metric.name for run in own for metric in run.metrics if metric.met is not None)
    for name in demanded:
        points = [
            (run, metric.value)
            for run in own
            for metric in run.metrics
            if metric.name == name and metric.value is not None
        ]
        if len(points) > 1:
            yield _plot(f"{suite_name(suite, language)} · {metric_name(name, language)}", points, language)


def _plot(name: str, points: Sequence[tuple[Run, float]], language: str) -> Html:
    first, last = points[0][1], points[-1][1]
    said = messages.text("web.trend", language=language, metric=name, first=f"{first:.3f}", last=f"{last:.3f}")
    places = [(_x(at, len(points)), _y(value)) for at, (_, value) in enumerate(points)]
    line = element("polyline", points=" ".join(f"{x},{y}" for x, y in places), fill="none")
    dots = [
        element("circle", element("title", f"{run.begun:%Y-%m-%d %H:%M} {value:.3f}"), cx=str(x), cy=str(y), r="2.5")
        for (run, value), (x, y) in zip(points, places, strict=True)
    ]
    changed = [at for at, ((one, _), (other, _)) in enumerate(pairwise(points)) if one.digest != other.digest]
    seams = [_seam(_x(at + 0.5, len(points))) for at in changed]
    size = {"width": str(_WIDTH), "height": str(_HEIGHT), "viewBox": f"0 0 {_WIDTH} {_HEIGHT}"}
    drawn = element("svg", *seams, line, *dots, role="img", aria_label=said, **size)
    return element("figure", element("figcaption", said), drawn)


def _seam(x: float) -> Html:
    return element("line", x1=str(x), x2=str(x), y1="0", y2=str(_HEIGHT), class_="seam")


def _x(at: float, runs: int) -> float:
    return round(_EDGE + (_WIDTH - 2 * _EDGE) * at / max(1, runs - 1), 1)


def _y(value: float) -> float:
    return round(_EDGE + (_HEIGHT - 2 * _EDGE) * (1 - min(1.0, max(0.0, value))), 1)
