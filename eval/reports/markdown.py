"""The report for people: verdict first, then every metric beside its threshold, then the cases that fell short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from assistant import messages
from eval.gate import PRINTED_DIGITS, Decision, GateRow, Outcome, passed, printed, shortfalls, worst
from eval.records import CaseResult, EvalRun
from eval.reports.beside import lines_beside
from eval.scorers import EVERY

_MOST_CASES = 50
"""Cases listed in full a suite; a pull request takes comments of 64 KB."""

_MARKS = {Outcome.PASS: "✅", Outcome.FAIL: "❌", Outcome.INCONCLUSIVE: "❔", Outcome.NOTHING_SELECTED: "∅"}


def render(runs: Sequence[tuple[EvalRun, Decision]], times: bool = False) -> str:
    """The report as text, ended by a line break."""
    outcome = worst([decision for _, decision in runs])
    lines = [f"# {_MARKS[outcome]} {_text('title', verdict=messages.text(f'evaluation.outcome.{outcome}'))}", ""]
    for run, decision in runs:
        lines += _suite(run, decision, times)
    return "\n".join(lines)


def _suite(run: EvalRun, decision: Decision, times: bool) -> Iterator[str]:
    yield f"## {_MARKS[decision.outcome]} {run.suite.name}"
    yield ""
    yield from (f"- {_cell(reason.text)}" for reason in decision.reasons)
    yield from (f"- {_text('note', note=_cell(note))}" for note in run.notes)
    yield ""
    yield from _metrics(decision.rows)
    yield ""
    yield from (f"- {_cell(line)}" for line in lines_beside(run))
    yield ""
    yield _text("about", subject=run.subject, cases=len(run.results), errors=run.errors, digest=run.suite.digest)
    yield ""
    if times:
        spent = sum(result.response.elapsed_ms for result in run.results if result.response is not None)
        yield from (_text("time", seconds=f"{spent / 1000:.1f}"), "")
    yield from _cases([result for result in run.results if passed(result) is not True])


def _metrics(rows: Iterable[GateRow]) -> Iterator[str]:
    yield _text("metrics_header")
    yield "| --- | ---: | :---: | ---: | ---: | ---: | :---: |"
    yield from (_metric(row) for row in rows)


def _metric(row: GateRow) -> str:
    measured = row.measured
    sign = "≥" if EVERY[measured.metric].higher_is_better else "≤"
    cells = (
        measured.metric,
        printed(measured.value),
        f"{printed(measured.low)} – {printed(measured.high)}" if measured.low is not None else "–",
        str(measured.n),
        f"{sign} {row.threshold:g}" if row.threshold is not None else "–",
        "–" if row.change is None else f"{row.change.difference:+.{PRINTED_DIGITS}f}",
        "✗" if row.has_dropped else {True: "✓", False: "✗", None: "–" if row.threshold is None else "?"}[row.met],
    )
    return f"| {' | '.join(cells)} |"


def _cases(short: Sequence[CaseResult]) -> Iterator[str]:
    if not short:
        return
    yield f"<details><summary>{_text('short_cases', cases=len(short))}</summary>"
    yield ""
    for result in sorted(short, key=lambda result: not result.sample.must_pass)[:_MOST_CASES]:
        yield from _case(result)
    if len(short) > _MOST_CASES:
        yield f"- {_text('more_cases', cases=len(short) - _MOST_CASES)}"
    yield from ("", "</details>", "")


def _case(result: CaseResult) -> Iterator[str]:
    must = f" **{_text('must_pass')}**" if result.sample.must_pass else ""
    yield f"- `{result.sample.id}`{must} {_cell(result.sample.question)}"
    if result.error is not None:
        yield f"  - {_text('case_error', error=_cell(result.error))}"
    for name in shortfalls(result):
        yield f"  - {name} {printed(result.scores[name].value)}: {_cell(result.scores[name].explanation)}"


def _cell(text: str) -> str:
    """Text of others on one line, with nothing in it that Markdown would act on."""
    plain = " ".join(text.split())
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>|" else mark for mark in plain)


def _text(key: str, **facts: Any) -> str:
    return messages.text(f"evaluation.report.{key}", **facts)
