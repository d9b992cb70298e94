"""Suites run in the background; their reports are read back."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.web.suite_runs import SuiteRuns, suites


@pytest.fixture
def runs(tmp_path: Path) -> SuiteRuns:
    return SuiteRuns(tmp_path / "quality")


@pytest.fixture
def running(runs: SuiteRuns, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`running(code)` lets a run be this Python program instead of the evaluation."""

    def of(code: str) -> None:
        def begin(suite: str, language: str) -> "subprocess.Popen[bytes]":
            own = runs.folder / runs._name
            with (own / "stderr.txt").open("wb") as errors:
                return subprocess.Popen([sys.executable, "-c", code, str(own)], stderr=errors)

        monkeypatch.setattr(runs, "_begin", begin)

    return of


def ended(runs: SuiteRuns) -> Any:
    for _ in range(200):
        told = runs.standing()
        if told is not None and not told.is_running:
            return told
        time.sleep(0.05)
    raise AssertionError("the run did not end")


def write(runs: SuiteRuns, name: str, **changes: Any) -> None:
    suite: dict[str, Any] = {
        "name": "answers",
        "digest": "a",
        "outcome": "pass",
        "n": 2,
        "errors": 0,
        "cases": [{"passed": True}, {"passed": False}],
        "metrics": {
            "hit@5": {"value": 0.5, "met": True, "threshold": 0.4},
            "alce": {"value": None, "met": None, "threshold": None},
        },
    }
    folder = runs.folder / name
    folder.mkdir(parents=True)
    (folder / "report.json").write_text(json.dumps({"suites": [suite | changes]}), encoding="utf-8")


def test_the_suites_that_ship_are_offered() -> None:
    assert {"answers", "retrieval", "drafting", "repair"} <= {*suites()}


def test_one_run_at_a_time(runs: SuiteRuns, running: Callable[[str], None]) -> None:
    running("import time; time.sleep(30)")
    assert runs.start("answers", "zh")
    assert not runs.start("retrieval", "zh")
    told = runs.standing()
    assert told is not None
    assert (told.is_running, told.suite, told.done, told.total) == (True, "answers", 0, 0)
    log = '{"cases": 329, "run": "answers 1 ours"}\n{"case": "fact-001"}\n'
    (runs.folder / runs._name / "answers.jsonl").write_text(log, encoding="utf-8")
    told = runs.standing()
    assert told is not None
    assert (told.done, told.total) == (1, 329)
    runs.stop()
    assert not ended(runs).is_running
    assert runs.start("retrieval", "zh")
    runs.stop()


@pytest.mark.parametrize("suite", ["", "nonesuch", "../answers", "--list"])
def test_what_is_no_suite_is_not_run(runs: SuiteRuns, suite: str) -> None:
    assert not runs.start(suite, "zh")
    assert runs.standing() is None


def test_how_far_it_has_come_is_read_from_its_record(runs: SuiteRuns, running: Callable[[str], None]) -> None:
    running("import sys; open(sys.argv[1] + '/answers.jsonl', 'w').write('{}\\n{}\\n{}\\n')")
    runs.start("answers", "zh")
    assert ended(runs).done == 2


def test_a_run_that_broke_off_says_what_the_program_said_last(runs: SuiteRuns, running: Callable[[str], None]) -> None:
    running("import sys; sys.exit('first\\nthe corpus is gone')")
    runs.start("answers", "zh")
    assert ended(runs).problem == "the corpus is gone"
    assert runs.runs() == []


def test_reports_are_listed_latest_first_with_the_change_on_the_same_cases(runs: SuiteRuns) -> None:
    write(runs, "20260101-120000-answers")
    write(runs, "20260102-120000-answers", metrics={"hit@5": {"value": 0.75, "met": True, "threshold": 0.4}})
    write(runs, "20260103-120000-answers", digest="b")
    latest, second, first = runs.runs()
    assert [run.begun.day for run in (latest, second, first)] == [3, 2, 1]
    assert [run.metrics[0].change for run in (latest, second, first)] == [None, 0.25, None]
    assert (first.passed, first.cases, first.metrics[1].met) == (1, 2, None)


def test_a_folder_named_for_no_time_hides_no_run(runs: SuiteRuns) -> None:
    write(runs, "20260101-120000-answers")
    write(runs, "20269999-999999-answers")
    assert [run.name for run in runs.runs()] == ["20260101-120000-answers"]


@pytest.mark.parametrize("content", ["", "[]", '{"suites": []}', '{"suites": 3}', "{"])
def test_a_report_that_cannot_be_read_hides_no_other(runs: SuiteRuns, content: str) -> None:
    write(runs, "20260101-120000-answers")
    write(runs, "20260102-120000-answers")
    (runs.folder / "20260102-120000-answers" / "report.json").write_text(content, encoding="utf-8")
    assert [run.name for run in runs.runs()] == ["20260101-120000-answers"]


@pytest.mark.parametrize(
    "name", ["..", "../quality", "20260101-120000-answers/..", "feedback.jsonl", "", "20260101-120000-"]
)
def test_no_file_but_a_report_is_given(runs: SuiteRuns, name: str) -> None:
    write(runs, "20260101-120000-answers")
    assert runs.report(name, ".json") is None
    assert runs.report("20260101-120000-answers", ".json") is not None
    assert runs.report("20260101-120000-answers", ".html") is None
