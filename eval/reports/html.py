"""The report to look into: one file that opens from the disk, without a network. Verdict first, then metrics with their
intervals, then every case with what was cited and what should have been.

What stands in answers and documents is text here, never markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant import messages
from eval.gate import Decision, GateRow, passed, printed, shortfalls, worst
from eval.kinds import KINDS
from eval.kinds.kind import Kind
from eval.records import Case, CaseResult, Cited, EvalRun, Product, Response, Sample, Span
from eval.reports.beside import lines_beside
from eval.reports.trends import HEIGHT, WIDTH, trends
from eval.scorers import EVERY

if TYPE_CHECKING:
    from jinja2 import Template

_WIDTH = 180
"""Of a bar, in pixels: a metric from 0 to 1."""


def render(runs: Sequence[tuple[EvalRun, Decision]], times: bool = False) -> str:
    """The report as text, ended by a line break, in the user's language."""
    outcome = worst([decision for _, decision in runs])
    return _template().render(
        language=messages.current_language(),
        t=_text,
        outcome=outcome,
        plot={"width": WIDTH, "height": HEIGHT},
        verdict=messages.text(f"evaluation.outcome.{outcome}"),
        suites=[_suite(run, decision, times) for run, decision in runs],
    )


def _suite(run: EvalRun, decision: Decision, times: bool) -> dict[str, Any]:
    cases = [_case(result, KINDS[run.suite.kind]) for result in run.results]
    spent = sum(result.response.elapsed_ms for result in run.results if result.response is not None)
    return {
        "name": run.suite.name,
        "purpose": run.suite.purpose,
        "outcome": decision.outcome,
        "reasons": [reason.text for reason in decision.reasons],
        "notes": run.notes,
        "about": _text("about", subject=run.subject, cases=len(cases), errors=run.errors, digest=run.suite.digest),
        "time": _text("time", seconds=f"{spent / 1000:.1f}") if times else None,
        "metrics": [_metric(row) for row in decision.rows],
        "beside": list(lines_beside(run)),
        "trends": trends(run),
        "past": len(run.past),
        "cases": cases,
        "tags": sorted({tag for case in cases for tag in case["tags"]}),
        "short_of": [name for name in EVERY if any(name in case["short_of"] for case in cases)],
    }


def _metric(row: GateRow) -> dict[str, Any]:
    measured = row.measured
    return {
        "name": measured.metric,
        "value": printed(measured.value),
        "interval": "–" if measured.low is None else f"{printed(measured.low)} – {printed(measured.high)}",
        "n": measured.n,
        "unscored": measured.unscored,
        "errors": measured.errors,
        "threshold": "–" if row.threshold is None else f"{_sign(row)} {row.threshold:g}",
        "change": "–" if row.change is None else f"{row.change.difference:+.4f}",
        "mark": _mark(row),
        "bar": _bar(row),
    }


def _sign(row: GateRow) -> str:
    return "≥" if EVERY[row.measured.metric].higher_is_better else "≤"


def _mark(row: GateRow) -> str:
    if row.has_dropped:
        return "✗"
    return {True: "✓", False: "✗", None: "–" if row.threshold is None else "?"}[row.met]


def _bar(row: GateRow) -> Mapping[str, float] | None:
    """Pixels of value, interval and threshold along a bar."""
    measured = row.measured
    if measured.value is None:
        return None
    ends = (measured.value if end is None else end for end in (measured.low, measured.high))
    low, high = (round(_WIDTH * end, 1) for end in ends)
    bar = {"width": _WIDTH, "value": round(_WIDTH * measured.value, 1), "low": low, "high": high}
    return bar if row.threshold is None else {**bar, "threshold": round(_WIDTH * row.threshold, 1)}


def _case(result: CaseResult, kind: Kind) -> dict[str, Any]:
    sample, response = result.sample, result.response
    state = {True: "passed", False: "failed", None: "error"}[passed(result)]
    return {
        "id": sample.id,
        "question": sample.question,
        "must_pass": sample.must_pass,
        "split": sample.split,
        "tags": sample.tags,
        "state": state,
        "error": result.error,
        "short_of": shortfalls(result),
        "wanted": kind.wanted(sample, response),
        **_asked(sample, response),
        "came": [] if response is None or isinstance(response, Response) else kind.came(response),
        "scores": [
            {"name": name, "value": printed(score.value), "why": score.explanation}
            for name, score in result.scores.items()
        ],
    }


def _asked(sample: Case, response: Product | None) -> dict[str, Any]:
    """What only a question has: a conversation, facts, an answer with its citations."""
    answer = response if isinstance(response, Response) else None
    question = sample if isinstance(sample, Sample) else None
    return {
        "history": () if question is None else question.history,
        "expected": () if question is None else question.expected_facts,
        "abstained": answer is not None and answer.abstained,
        "sentences": () if answer is None else answer.sentences,
        "citations": [] if answer is None else [_citation(cited, answer.gold) for cited in answer.citations],
    }


def _citation(cited: Cited, gold: Sequence[Sequence[Span]]) -> dict[str, Any]:
    return {
        "n": cited.n,
        "path": cited.span.path,
        "span": f"{cited.span.start}–{cited.span.end}",
        "is_true": cited.source == cited.quote,
        "pieces": list(_pieces(cited, [span for places in gold for span in places])),
    }


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a quote, and whether it belongs to what the case wants cited."""

    text: str
    is_gold: bool


def _pieces(cited: Cited, gold: Sequence[Span]) -> Iterator[_Piece]:
    """A quote, cut where the wanted words begin and end."""
    wanted = [False] * len(cited.quote)
    for span in gold:
        if span.path == cited.span.path:
            first, last = (min(len(wanted), max(0, edge - cited.span.start)) for edge in (span.start, span.end))
            wanted[first:last] = [True] * (last - first)
    start = 0
    for end in range(1, len(wanted) + 1):
        if end == len(wanted) or wanted[end] != wanted[start]:
            yield _Piece(cited.quote[start:end], wanted[start])
            start = end


def _text(key: str, **facts: Any) -> str:
    return messages.text(f"evaluation.report.{key}", **facts)


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - of this report alone

    environment = Environment(
        loader=PackageLoader("eval.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html.j2")
