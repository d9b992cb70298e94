"""What suites share is opened once and asked once; a system that only answers questions is asked nothing else."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import UsageError
from eval.kinds import KINDS
from eval.subjects.opened import OpenedSubjects
from eval.subjects.remembering import RememberingSubject
from tests.eval.builders import TableSubject, a_citation, a_response, a_sample, a_suite


def test_a_case_that_stands_in_two_suites_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    table = TableSubject(lambda sample: a_response(a_citation()))
    subject = RememberingSubject(table)
    first, again = a_sample("one", tags=("fact",), must_pass=True), a_sample("one", split="dev")
    assert subject.answer(first) == subject.answer(again)
    assert table.asked == ["one"]
    subject.answer(a_sample("one", question="别的问题？"))
    assert table.asked == ["one", "one"]


def test_an_error_is_asked_again() -> None:
    answers = iter([RuntimeError("gone"), a_response(a_citation())])

    def answer(sample: object) -> object:
        found = next(answers)
        if isinstance(found, Exception):
            raise found
        return found

    subject = RememberingSubject(TableSubject(answer))  # type: ignore[arg-type]
    with pytest.raises(RuntimeError):
        subject.answer(a_sample())
    assert subject.answer(a_sample()) == a_response(a_citation())


def test_only_what_was_not_asked_yet_is_announced() -> None:
    told: list[list[str]] = []

    class Bulk(TableSubject):
        def announce(self, samples: list[object]) -> None:
            told.append([sample.id for sample in samples])  # type: ignore[attr-defined]

    subject = RememberingSubject(Bulk(lambda sample: a_response()))
    subject.answer(a_sample("one"))
    subject.announce([a_sample("one"), a_sample("two")])
    subject.announce([a_sample("one")])
    assert told == [["two"]]


def test_suites_of_one_kind_and_corpus_share_a_system(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def open_table(shelf_of: object, corpus: Path) -> TableSubject:
        opened.append(corpus)
        return TableSubject({})

    monkeypatch.setitem(KINDS, "ask", replace(KINDS["ask"], open=open_table))  # type: ignore[arg-type]
    with ExitStack() as stack:
        subjects = OpenedSubjects(stack, None)
        one, other = a_suite(), replace(a_suite(), corpus=Path("elsewhere"))
        assert subjects.of(one) is subjects.of(replace(one, name="another"))
        assert subjects.of(other) is not subjects.of(one)
    assert opened == [Path("corpus"), Path("elsewhere")]


def test_another_system_is_asked_questions_only(tmp_path: Path) -> None:
    with ExitStack() as stack:
        subjects = OpenedSubjects(stack, "command:cat")
        with pytest.raises(UsageError, match="asks no questions"):
            subjects.of(replace(a_suite(), kind="repair"))
