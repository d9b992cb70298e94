"""A run depends on nothing but its cases: not on workers, order, or having been interrupted."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from eval.demands import Demand
from eval.gate import decide
from eval.records import EvalRun, Response, Sample
from eval.reports import html, json_report, junit, markdown
from eval.run_log import RunLog
from eval.runner import Subject, run
from tests.eval.builders import TableSubject, a_citation, a_response, a_sample, a_suite, an_abstention

SAMPLES = tuple(
    a_sample(f"case-{at}", answerable=at % 3 != 0, expected_facts=("主要负责人",) if at % 3 else ()) for at in range(12)
)


def answer(sample: Sample) -> Response:
    gold = () if not sample.gold else a_response().gold
    number = int(sample.id.removeprefix("case-"))
    return (
        an_abstention(gold=gold)
        if number % 4 == 0
        else a_response(a_citation(start=100 if number % 2 else 300), gold=gold)
    )


def run_small(
    folder: Path, subject: Subject, samples: Sequence[Sample] = SAMPLES, *, resume: bool = False, jobs: int = 1
) -> EvalRun:
    with RunLog(folder / "log.jsonl", "key", resume=resume) as log:
        return run(a_suite(*samples), samples, subject, log=log, seed=1, jobs=jobs)


@pytest.mark.parametrize("jobs", [2, 8])
def test_workers_change_nothing(tmp_path: Path, jobs: int) -> None:
    assert run_small(tmp_path, TableSubject(answer), jobs=jobs) == run_small(tmp_path, TableSubject(answer))


def test_order_changes_no_metric(tmp_path: Path) -> None:
    forth = run_small(tmp_path, TableSubject(answer))
    back = run_small(tmp_path, TableSubject(answer), SAMPLES[::-1])
    assert forth.metrics == back.metrics


def test_results_stand_in_the_order_of_their_ids(tmp_path: Path) -> None:
    ran = run_small(tmp_path, TableSubject(answer), SAMPLES[::-1], jobs=8)
    assert [result.sample.id for result in ran.results] == sorted(sample.id for sample in SAMPLES)


@pytest.mark.parametrize("report", [json_report, junit, markdown, html])
def test_workers_and_shuffled_cases_leave_every_byte_of_a_report_as_it_is(tmp_path: Path, report: ModuleType) -> None:
    def rendered(order: Sequence[Sample], jobs: int) -> str:
        ran = run_small(tmp_path, TableSubject(answer), order, jobs=jobs)
        ran = replace(ran, suite=a_suite(*SAMPLES))
        return str(report.render([(ran, decide(ran, {"hit@5": Demand(0.5), "fact_recall": Demand(1.0)}))]))

    first = rendered(SAMPLES, 1)
    shuffled = random.Random(7).sample(SAMPLES, len(SAMPLES))
    assert [rendered(order, jobs) for order in (SAMPLES, shuffled) for jobs in (1, 2, 8)] == [first] * 6


def test_a_failure_is_the_error_of_its_case_and_the_run_goes_on(tmp_path: Path) -> None:
    def fail_on_five(sample: Sample) -> Response:
        if sample.id == "case-5":
            raise RuntimeError("server gone")
        return answer(sample)

    ran = run_small(tmp_path, TableSubject(fail_on_five))
    assert ran.errors == 1
    assert [result.error for result in ran.results if result.sample.id == "case-5"] == ["RuntimeError: server gone"]
    assert ran.metrics["over_refusal"].errors == 1


def test_a_resumed_run_asks_only_what_is_missing_and_ends_the_same(tmp_path: Path) -> None:
    whole = run_small(tmp_path, TableSubject(answer))
    log = tmp_path / "log.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:6]) + lines[6][:40])  # header, five cases, one torn
    subject = TableSubject(answer)
    assert run_small(tmp_path, subject, resume=True) == whole
    assert subject.asked == [sample.id for sample in SAMPLES[5:]]


def test_an_error_is_asked_again_on_resume(tmp_path: Path) -> None:
    def fail(sample: Sample) -> Response:
        raise RuntimeError

    assert run_small(tmp_path, TableSubject(fail)).errors == len(SAMPLES)
    assert run_small(tmp_path, TableSubject(answer), resume=True).errors == 0


def test_an_interrupt_ends_the_run_and_keeps_what_came_back(tmp_path: Path) -> None:
    def interrupted(case: str) -> None:
        raise KeyboardInterrupt

    subject = TableSubject(answer)
    with RunLog(tmp_path / "log.jsonl", "key", resume=False) as log, pytest.raises(KeyboardInterrupt):
        run(a_suite(*SAMPLES), SAMPLES, subject, log=log, seed=1, progress=interrupted)
    with RunLog(tmp_path / "log.jsonl", "key", resume=True) as log:
        assert log.done


def test_no_sample_gives_an_empty_run(tmp_path: Path) -> None:
    ran = run_small(tmp_path, TableSubject(answer), ())
    assert ran.results == ()
    assert {measured.value for measured in ran.metrics.values()} == {None}
