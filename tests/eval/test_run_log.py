"""A log keeps what came back, loses at most its torn end, and is resumed by the same run only."""

import json
from pathlib import Path

import pytest

from assistant.errors import UsageError
from eval.run_log import RunLog
from tests.eval.builders import a_citation, a_response, an_abstention

ANSWERS = {"a": a_response(a_citation()), "b": an_abstention(retrieved=None), "c": a_response(a_citation(3, 7))}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "deep" / "log.jsonl"
    with RunLog(path, "suite 1", resume=False) as log:
        for case, response in ANSWERS.items():
            log.append(case, response)
    return path


def test_what_was_written_is_read_back_equal(written: Path) -> None:
    with RunLog(written, "suite 1", resume=True) as log:
        assert log.done == ANSWERS


def test_without_resume_a_log_begins_anew(written: Path) -> None:
    with RunLog(written, "suite 1", resume=False) as log:
        assert log.done == {}
    assert written.read_text(encoding="utf-8").count("\n") == 1


def test_resuming_where_there_is_no_log_begins_one(tmp_path: Path) -> None:
    with RunLog(tmp_path / "new.jsonl", "suite 1", resume=True) as log:
        assert log.done == {}


def test_the_log_of_another_run_is_refused_and_left_alone(written: Path) -> None:
    before = written.read_bytes()
    with pytest.raises(UsageError, match=r"log\.jsonl"):
        RunLog(written, "suite 2", resume=True)
    assert written.read_bytes() == before


def test_a_log_cut_at_any_byte_loses_only_the_case_that_was_cut(written: Path) -> None:
    whole = written.read_bytes()
    header = whole.index(b"\n") + 1
    for cut in range(header, len(whole), 37):
        written.write_bytes(whole[:cut])
        with RunLog(written, "suite 1", resume=True) as log:
            kept = list(log.done)
            log.append("d", ANSWERS["a"])
        complete = whole[:cut].count(b"\n") - 1
        assert kept == list(ANSWERS)[: len(kept)]
        assert complete <= len(kept) <= complete + 1
        with RunLog(written, "suite 1", resume=True) as log:
            assert list(log.done) == [*kept, "d"]


def test_a_folder_that_cannot_be_written_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="file"):
        RunLog(tmp_path / "file" / "log.jsonl", "suite 1", resume=False)


def test_the_first_line_says_how_many_cases_the_run_is_to_have(tmp_path: Path) -> None:
    with RunLog(tmp_path / "log.jsonl", "suite 1", resume=False, cases=7):
        pass
    header = json.loads((tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert header == {"run": "suite 1", "cases": 7}
