"""A suite and a subject → EvalRun: ask, record, score, measure. Nothing in the result depends on order or workers.

It does not know what a subject is made of, nor what a score is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from eval.metrics import measure
from eval.records import Case, CaseResult, EvalRun, Product, Scorer, Suite
from eval.run_log import RunLog
from eval.scorers import SCORERS, of_kind


class Subject(Protocol):
    """A system under test."""

    @property
    def name(self) -> str:
        """What it is: two runs with the same name and suite may share a log."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """What went wrong while it took in the corpus."""
        ...

    def answer(self, sample: Any) -> Product:
        """Put a case, of the kind that the system is for. Whatever it raises is recorded as the error of that case."""
        ...


Open = Callable[[Path], AbstractContextManager[Subject]]
"""Folder of a corpus → the system over it, for as long as the context lasts."""


@runtime_checkable
class Forewarned(Protocol):
    """A subject that wants to know what it will be asked before the first question, such as one that works in bulk."""

    def announce(self, samples: Sequence[Any]) -> None: ...


Outcome = Product | str
"""What came back for a case: a response, or the error that came instead."""


def run(
    suite: Suite,
    samples: Sequence[Case],
    subject: Subject,
    *,
    log: RunLog,
    seed: int,
    jobs: int = 1,
    progress: Callable[[str], None] = lambda case: None,
    scorers: Mapping[str, Scorer] = SCORERS,
) -> EvalRun:
    """Put `samples` to `subject`, all but those that `log` holds already, and score what comes back.

    `jobs` cases are under way at once; `progress` is told the id of each that came back. Results stand in the order of
    their ids, whatever the order of `samples`. Of `scorers` those are asked that are for the suite's kind.
    """
    scorers = of_kind(suite.kind, scorers)
    outcomes: dict[str, Outcome] = {sample.id: log.done[sample.id] for sample in samples if sample.id in log.done}
    missing = [sample for sample in samples if sample.id not in outcomes]
    if missing and isinstance(subject, Forewarned):
        subject.announce(missing)
    for case, outcome in _ask(missing, subject, log, jobs):
        outcomes[case] = outcome
        progress(case)
    ordered = sorted(samples, key=lambda sample: sample.id)
    results = tuple(_scored(sample, outcomes[sample.id], scorers) for sample in ordered)
    return EvalRun(
        suite=suite,
        subject=subject.name,
        seed=seed,
        results=results,
        metrics=measure(results, scorers.values(), seed),
        notes=subject.notes,
    )


def log_key(suite: Suite, subject: Subject) -> str:
    """What a log must be of, to be resumed: the same cases, put to the same system."""
    return f"{suite.name} {suite.digest} {subject.name}"


def _ask(samples: Sequence[Case], subject: Subject, log: RunLog, jobs: int) -> Iterator[tuple[str, Outcome]]:
    """Case id and outcome of each sample, as they come."""
    with _pool(jobs) as pool:
        cases = {pool.submit(_outcome, subject, sample, log): sample.id for sample in samples}
        for done in as_completed(cases):
            yield cases[done], done.result()


@contextmanager
def _pool(jobs: int) -> Iterator[ThreadPoolExecutor]:
    """A pool that, on an interrupt, does not first work through what it was given."""
    pool = ThreadPoolExecutor(max_workers=jobs)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _outcome(subject: Subject, sample: Case, log: RunLog) -> Outcome:
    """What came back for a sample; a response is on disk before the worker takes the next sample."""
    try:
        response = subject.answer(sample)
    except Exception as error:  # any failure of the system under test is a finding about it, not the end of the run
        return f"{type(error).__name__}: {error}"
    log.append(sample.id, response)
    return response


def _scored(sample: Case, outcome: Outcome, scorers: Mapping[str, Scorer]) -> CaseResult:
    if isinstance(outcome, str):
        return CaseResult(sample, None, {}, outcome)
    return CaseResult(sample, outcome, {name: scorer.score(outcome, sample) for name, scorer in scorers.items()})
