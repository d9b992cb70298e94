"""What reports for people say beside the table of metrics, line by line.

Of the judge: how often it errs, what that makes of a metric, whom it contradicts. Of the system: what its own
confidence is worth.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant import messages
from eval.gate import printed
from eval.judge_records import Rate
from eval.records import EvalRun
from eval.selective import selective

_MOST_DISAGREEMENTS = 10


def lines_beside(run: EvalRun) -> Iterator[str]:
    """Nothing where no judge was asked and no confidence stated."""
    own = selective(run.results)
    if own is not None:
        facts = {"auroc": printed(own.auroc), "aurc": printed(own.aurc)}
        yield _text("selective", n=own.n, answered=own.answered, **facts)
    yield from _judge_lines(run)


def _judge_lines(run: EvalRun) -> Iterator[str]:
    if run.judge is None:
        return
    error = run.judge.error
    yield _text("judge", judge=run.judge.name, found=_rate(error.sensitivity), caught=_rate(error.specificity))
    if error.failures:
        yield _text("judge_failures", failures=error.failures)
    for metric, estimate in run.corrected.items():
        ends = {"low": printed(estimate.low), "high": printed(estimate.high)}
        key = "corrected_cut" if estimate.is_cut else "corrected"
        yield _text(key, metric=metric, value=printed(estimate.value), **ends)
    agreement = run.judge.agreement
    if agreement is None:
        return
    facts = {"kappa": printed(agreement.kappa), "n": str(agreement.n), "other": agreement.other}
    yield _text("agreement", differ=len(agreement.disagreements), **facts)
    for differing in agreement.disagreements[:_MOST_DISAGREEMENTS]:
        key = "only_judge" if differing.is_supported else "only_other"
        yield _text(key, claim=differing.claim, other=agreement.other)


def _rate(rate: Rate | None) -> str:
    if rate is None:
        return "–"
    return f"{printed(rate.value)} [{printed(rate.low)}, {printed(rate.high)}] (n = {rate.n})"


def _text(key: str, **facts: Any) -> str:
    return messages.text(f"evaluation.report.{key}", **facts)
