"""Run, demands and baseline → pass, fail or inconclusive, and the figures that decided.

One rule gives verdict, text and exit code. A metric is compared as it is printed, to four decimals, so that no report
shows a figure that fails while it reads as if it met its threshold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant import messages
from eval.baseline import Baseline, Change, change, is_comparable
from eval.demands import Demand
from eval.records import CaseResult, EvalRun, Measured
from eval.scorers import EVERY

PRINTED_DIGITS = 4


class Outcome(StrEnum):
    """What the gate says; the worst last."""

    PASS = "pass"  # noqa: S105 - a verdict
    NOTHING_SELECTED = "nothing_selected"
    INCONCLUSIVE = "inconclusive"
    FAIL = "fail"

    @property
    def exit_code(self) -> int:
        """0 pass, 1 fail, 3 inconclusive, 5 no case selected."""
        return {Outcome.PASS: 0, Outcome.FAIL: 1, Outcome.INCONCLUSIVE: 3, Outcome.NOTHING_SELECTED: 5}[self]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that decided: a key under `evaluation.gate` of the message files, and its facts."""

    key: str
    facts: Mapping[str, Any]

    @property
    def text(self) -> str:
        return messages.text(f"evaluation.gate.{self.key}", **self.facts)


@dataclass(frozen=True, slots=True)
class GateRow:
    """A metric beside its threshold."""

    measured: Measured
    demand: Demand
    change: Change | None
    """Against the baseline; None without one, or where no case was scored in both."""
    met: bool | None
    """Whether it is no worse than the worst value accepted. None: there is none, or nothing was scored."""
    has_dropped: bool
    """By more than is accepted, and not by chance."""

    @property
    def threshold(self) -> float | None:
        return self.demand.worst

    @property
    def is_gated(self) -> bool:
        """Whether anything is asked of it."""
        return self.demand != Demand()

    @property
    def is_too_small(self) -> bool:
        """Whether too few cases were scored to conclude anything."""
        return self.measured.n < self.demand.min_cases


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on one run."""

    suite: str
    outcome: Outcome
    reasons: tuple[Reason, ...]
    rows: tuple[GateRow, ...]

    @property
    def text(self) -> str:
        """The verdict and its reasons, in one line."""
        verdict = messages.text(f"evaluation.outcome.{self.outcome}")
        why = messages.text("evaluation.gate.separator").join(reason.text for reason in self.reasons)
        return messages.text("evaluation.gate.line", suite=self.suite, verdict=verdict, why=why)


def decide(
    run: EvalRun, demands: Mapping[str, Demand], *, baseline: Baseline | None = None, max_errors: float = 0.0
) -> Decision:
    """The verdict on a run. `max_errors` is the share of cases that may bring an error before nothing is concluded.

    In this order: no case selected; too many errors, of the system or in scoring a gated metric → inconclusive; a
    must-pass case that fails, a metric worse than its threshold or one that dropped → fail; a gated metric that scored
    too few cases, or a must-pass case with an error → inconclusive; else pass.

    A metric dropped where it is worse than in the baseline by more than is accepted and, at 95 %, not by chance: the
    better end of the interval of the difference lies on the worse side too.
    """
    rows = tuple(_row(run, measured, demands.get(name, Demand()), baseline) for name, measured in run.metrics.items())
    for outcome, reasons in (
        (Outcome.NOTHING_SELECTED, _nothing(run)),
        (Outcome.INCONCLUSIVE, _too_many_errors(run, max_errors) or _too_many_failed(rows, max_errors)),
        (Outcome.FAIL, [*_failed_must_pass(run.results), *_below(rows), *_dropped(rows)]),
        (Outcome.INCONCLUSIVE, [*_errors_of_must_pass(run.results), *_too_few(rows)]),
    ):
        if reasons:
            return Decision(run.suite.name, outcome, tuple(reasons), rows)
    met = sum(row.met is True for row in rows)
    return Decision(run.suite.name, Outcome.PASS, (Reason("all_met", {"met": met, "cases": len(run.results)}),), rows)


def worst(decisions: Sequence[Decision]) -> Outcome:
    """The outcome of several suites together. One that selected no case does not count, unless none did."""
    order = list(Outcome)
    outcomes = [decision.outcome for decision in decisions if decision.outcome is not Outcome.NOTHING_SELECTED]
    return max(outcomes, key=order.index, default=Outcome.NOTHING_SELECTED)


def passed(result: CaseResult) -> bool | None:
    """Whether a case passes: every scorer lets it. None after an error."""
    return None if result.error is not None else not shortfalls(result)


def shortfalls(result: CaseResult) -> list[str]:
    """The metrics in which a case lacks what it needs to pass."""
    return [name for name, score in result.scores.items() if not EVERY[name].lets_pass(score)]


def printed(value: float | None) -> str:
    """A metric's value as every report shows it and the gate compares it."""
    return "–" if value is None else f"{value:.{PRINTED_DIGITS}f}"


def _row(run: EvalRun, measured: Measured, demand: Demand, baseline: Baseline | None) -> GateRow:
    scorer = EVERY[measured.metric]
    is_compared = baseline is not None and is_comparable(run, baseline, scorer)
    changed = change(run, baseline, measured.metric) if baseline and is_compared else None
    met = None
    if demand.worst is not None and measured.value is not None:
        met = scorer.meets(round(measured.value, PRINTED_DIGITS), demand.worst)
    dropped = changed is not None and _has_dropped(changed, demand, higher_is_better=scorer.higher_is_better)
    return GateRow(measured, demand, changed, met, dropped)


def _has_dropped(changed: Change, demand: Demand, *, higher_is_better: bool) -> bool:
    if demand.max_drop is None:
        return False
    best_case = changed.high if higher_is_better else -changed.low
    difference = changed.difference if higher_is_better else -changed.difference
    return best_case < 0 and -difference > demand.max_drop


def _nothing(run: EvalRun) -> list[Reason]:
    return [] if run.results else [Reason("nothing_selected", {})]


def _too_many_errors(run: EvalRun, max_errors: float) -> list[Reason]:
    if run.errors <= max_errors * len(run.results):
        return []
    first = next(f"{result.sample.id}: {result.error}" for result in run.results if result.error is not None)
    return [Reason("too_many_errors", {"errors": run.errors, "cases": len(run.results), "first": first})]


def _too_many_failed(rows: Iterable[GateRow], max_errors: float) -> list[Reason]:
    """Metrics with a demand whose scoring failed too often, such as for want of a judge."""
    counted = [
        (row.measured, row.measured.n + row.measured.unscored + row.measured.errors) for row in rows if row.is_gated
    ]
    return [
        Reason("too_many_failed", {"metric": measured.metric, "errors": measured.errors, "cases": cases})
        for measured, cases in counted
        if measured.errors > max_errors * cases
    ]


def _failed_must_pass(results: Iterable[CaseResult]) -> list[Reason]:
    return [
        Reason("must_pass_failed", {"case": result.sample.id, "metrics": ", ".join(shortfalls(result))})
        for result in results
        if result.sample.must_pass and passed(result) is False
    ]


def _errors_of_must_pass(results: Iterable[CaseResult]) -> list[Reason]:
    return [
        Reason("must_pass_error", {"case": result.sample.id, "error": result.error or ""})
        for result in results
        if result.sample.must_pass and result.error is not None
    ]


def _below(rows: Iterable[GateRow]) -> list[Reason]:
    return [
        Reason(
            "threshold_missed",
            {
                "metric": row.measured.metric,
                "value": printed(row.measured.value),
                "sign": "<" if EVERY[row.measured.metric].higher_is_better else ">",
                "threshold": f"{row.threshold:g}",
                "n": row.measured.n,
            },
        )
        for row in rows
        if row.met is False
    ]


def _dropped(rows: Iterable[GateRow]) -> list[Reason]:
    return [
        Reason(
            "dropped",
            {
                "metric": row.measured.metric,
                "before": printed(row.change.before),
                "now": printed(row.change.now),
                "low": printed(row.change.low),
                "high": printed(row.change.high),
                "max_drop": f"{row.demand.max_drop:g}",
                "n": row.change.n,
            },
        )
        for row in rows
        if row.has_dropped and row.change is not None
    ]


def _too_few(rows: Iterable[GateRow]) -> list[Reason]:
    gated = [row for row in rows if row.is_gated]
    return [Reason("nothing_scored", {"metric": row.measured.metric}) for row in gated if not row.measured.n] + [
        Reason(
            "too_few_scored",
            {"metric": row.measured.metric, "n": row.measured.n, "min_cases": row.demand.min_cases},
        )
        for row in gated
        if row.measured.n and row.is_too_small
    ]
