"""What the commands do: options in, data on stdout, progress and reasons on stderr, an exit code out."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant import messages
from assistant.errors import UsageError
from assistant.grounding.judge import EmbeddedJudge
from eval import baseline, demands, history, judge_bench, reports, retrieval_bench
from eval.annotation.commands import annotate
from eval.baseline import Baseline
from eval.exchange.commands import export_run, import_rows
from eval.gate import Decision, Outcome, decide, worst
from eval.judged import Judging, open_judging
from eval.kinds import KINDS
from eval.library_retriever import open_retriever
from eval.records import Case, EvalRun, Past, Suite
from eval.reports import json_report, markdown
from eval.run_log import RunLog
from eval.runner import Subject, log_key, run
from eval.samples import folder_of, load, names, select
from eval.subjects.opened import OpenedSubjects
from eval.writing import write_text


def run_suites(options: Namespace) -> int:
    """`eval run`: every suite, its reports, and the verdict on all."""
    writers = [(Path(name), reports.for_file(name)) for name in options.output]
    named = options.suites or names(held=False)
    selected = [_selected(load(name), options) for name in named]
    if options.list:
        return _list(selected)
    gates, given = demands.read(options.gates), dict(options.fail_under)
    asked = [demands.demands_on(one.name, one.thresholds, gates, given, one.kind) for one, _ in selected]
    baselines = [_baseline(name, suite, options) for name, (suite, _) in zip(named, selected, strict=True)]
    past = [] if options.history is None else history.read(options.history)
    decided = [
        (_with_past(one, past), decide(one, wanted, baseline=before, max_errors=options.max_errors))
        for one, wanted, before in zip(_runs(selected, options), asked, baselines, strict=True)
    ]
    for path, report in writers:
        write_text(path, report(decided, options.times))
    sys.stdout.write((json_report if options.json else markdown).render(decided, options.times))
    if options.history is not None:
        now = datetime.now(UTC)
        for one, decision in decided:
            history.append(options.history, history.past_of(one, decision, now))
    return _conclude([decision for _, decision in decided])


def update_baseline(options: Namespace) -> int:
    """`eval baseline update`: run suites whole and accept what they get as what later runs are compared with."""
    selected = [(suite, suite.samples) for suite in map(load, options.suites)]
    for name, one in zip(options.suites, _runs(selected, options), strict=True):
        if one.errors:
            raise UsageError("evaluation.baseline_with_errors", suite=one.suite.name, errors=one.errors)
        path = folder_of(name) / baseline.FILE
        write_text(path, baseline.to_text(one))
        sys.stderr.write(messages.text("evaluation.baseline_written", path=path, cases=len(one.results)) + "\n")
    return 0


def bench_retrieval(options: Namespace) -> int:
    """`eval retrieval`: the retriever on a set of documents, queries and judgements."""
    _print(retrieval_bench.bench(options.corpus, options.queries, options.qrels, open_retriever), options.json)
    return 0


def bench_judge(options: Namespace) -> int:
    """`eval judge`: the judge on labelled claims."""
    claims = judge_bench.rows_of(options.claims, options.split)
    _print(judge_bench.bench(claims, EmbeddedJudge()), options.json)
    return 0


def _with_past(one: EvalRun, past: Sequence[Past]) -> EvalRun:
    return replace(one, past=tuple(each for each in past if each.suite == one.suite.name))


def _selected(suite: Suite, options: Namespace) -> tuple[Suite, tuple[Case, ...]]:
    return suite, select(suite.samples, filters=options.filter, split=options.split, limit=options.limit)


def _baseline(name: str, suite: Suite, options: Namespace) -> Baseline | None:
    """The one beside the suite, if there is one and it is wanted."""
    path = folder_of(name) / baseline.FILE
    return baseline.read(path, suite) if options.baseline and path.is_file() else None


def _list(selected: Sequence[tuple[Suite, tuple[Case, ...]]]) -> int:
    for suite, samples in selected:
        for sample in samples:
            sys.stdout.write(f"{suite.name}\t{sample.id}\t{sample.split}\t{','.join(sample.tags)}\t{sample.question}\n")
    if any(samples for _, samples in selected):
        return 0
    sys.stderr.write(messages.text("evaluation.gate.nothing_selected") + "\n")
    return Outcome.NOTHING_SELECTED.exit_code


def _runs(selected: Sequence[tuple[Suite, tuple[Case, ...]]], options: Namespace) -> list[EvalRun]:
    """Run each suite; those over the same corpus share one library."""
    with ExitStack() as opened:
        judge = open_judging(options.judge, cache=options.judge_cache, budget=options.judge_budget)
        judging = opened.enter_context(judge)
        subjects = OpenedSubjects(opened, options.subject, options.jobs)
        return [judging.told(_run(suite, samples, subjects.of(suite), judging, options)) for suite, samples in selected]


def _run(suite: Suite, samples: Sequence[Case], subject: Subject, judging: Judging, options: Namespace) -> EvalRun:
    path = options.log / f"{suite.name}.jsonl"
    product = KINDS[suite.kind].product
    key = log_key(suite, subject)
    with RunLog(path, key, resume=options.resume, product=product, cases=len(samples)) as log:
        progress = _progress(suite.name, sum(sample.id not in log.done for sample in samples))
        given = {"jobs": options.jobs, "seed": options.seed, "progress": progress, "scorers": judging.scorers}
        return run(suite, samples, subject, log=log, **given)


def _progress(suite: str, total: int) -> Callable[[str], None]:
    """A counter on stderr, where a person watches it."""
    done = 0

    def show(case: str) -> None:
        nonlocal done
        done += 1
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r{suite} {done}/{total} {case:<40.40}{end}")
        sys.stderr.flush()

    return show if sys.stderr.isatty() else lambda case: None


def _conclude(decisions: Sequence[Decision]) -> int:
    """Print why, the worst suite last, and return the exit code of it."""
    order = list(Outcome)
    for decision in sorted(decisions, key=lambda decision: order.index(decision.outcome)):
        sys.stderr.write(decision.text + "\n")
    return worst(decisions).exit_code


def _print(figures: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False, allow_nan=False) + "\n")
        return
    for name, value in figures.items():
        if isinstance(value, Mapping):
            for part, own in value.items():
                sys.stdout.write(f"{name}.{part}\t{'  '.join(f'{key} {figure}' for key, figure in own.items())}\n")
        else:
            sys.stdout.write(f"{name}\t{value}\n")


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "run": run_suites,
    "baseline": update_baseline,
    "retrieval": bench_retrieval,
    "judge": bench_judge,
    "import": import_rows,
    "export": export_run,
    "annotate": annotate,
}
