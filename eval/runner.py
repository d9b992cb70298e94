"""A suite and a subject → EvalRun: ask, record, score, measure. Nothing in the result depends on order or workers.

It does not know what a subject is made of, nor what a score is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from typing import Protocol

from eval.metrics import measure
from eval.records import CaseResult, EvalRun, Response, Sample, Suite
from eval.run_log import RunLog
from eval.scorers import SCORERS


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

    def answer(self, sample: Sample) -> Response:
        """Ask the sample's question. Whatever it raises is recorded as the error of that case."""
        ...


Outcome = Response | str
"""What came back for a case: a response, or the error that came instead."""


def run(
    suite: Suite,
    samples: Sequence[Sample],
    subject: Subject,
    *,
    log: RunLog,
    seed: int,
    jobs: int = 1,
    progress: Callable[[str], None] = lambda case: None,
) -> EvalRun:
    """Put `samples` to `subject`, all but those that `log` holds already, and score what comes back.

    `jobs` cases are under way at once; `progress` is told the id of each that came back.
    """
    outcomes: dict[str, Outcome] = {sample.id: log.done[sample.id] for sample in samples if sample.id in log.done}
    for case, outcome in _ask([sample for sample in samples if sample.id not in outcomes], subject, jobs):
        if isinstance(outcome, Response):
            log.append(case, outcome)
        outcomes[case] = outcome
        progress(case)
    results = tuple(_scored(sample, outcomes[sample.id]) for sample in samples)
    return EvalRun(
        suite=suite,
        subject=subject.name,
        seed=seed,
        results=results,
        metrics=measure(results, SCORERS.values(), seed),
        notes=subject.notes,
    )


def log_key(suite: Suite, subject: Subject) -> str:
    """What a log must be of, to be resumed: the same cases, put to the same system."""
    return f"{suite.name} {suite.digest} {subject.name}"


def _ask(samples: Sequence[Sample], subject: Subject, jobs: int) -> Iterator[tuple[str, Outcome]]:
    """Case id and outcome of each sample, as they come."""
    with _pool(jobs) as pool:
        cases = {pool.submit(_outcome, subject, sample): sample.id for sample in samples}
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


def _outcome(subject: Subject, sample: Sample) -> Outcome:
    try:
        return subject.answer(sample)
    except Exception as error:  # any failure of the system under test is a finding about it, not the end of the run
        return f"{type(error).__name__}: {error}"


def _scored(sample: Sample, outcome: Outcome) -> CaseResult:
    if isinstance(outcome, str):
        return CaseResult(sample, None, {}, outcome)
    return CaseResult(sample, outcome, {name: scorer.score(outcome, sample) for name, scorer in SCORERS.items()})
