"""Cases put to several processes come back as they would from this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import UsageError
from eval.records import Case, Sample
from eval.runner import Subject
from eval.subjects.opened import OpenedSubjects
from tests.eval.builders import a_suite

RULE = "临江市会议费管理办法\n\n第一条　会议费应当在会议结束后30日内办理报销手续。\n第二条　会议费不得以现金结算。\n"
ASKED = ("会议费应当在会议结束后多少日内办理报销手续？", "会议费可以用现金结算吗？", "食堂几点开门？")


@pytest.fixture
def open_subject(write: Callable[[str, str], Path]) -> Iterator[Callable[[int], Subject]]:
    """`open_subject(2)` is the assistant over one rule, with two cases under way at once."""
    suite = replace(a_suite(), corpus=write("rules/fees.md", RULE).parent)
    with ExitStack() as opened:
        yield lambda jobs: OpenedSubjects(opened, None, jobs).of(suite)


def untimed(subject: Subject, case: Case) -> object:
    return replace(subject.answer(case), elapsed_ms=0.0)


def test_answers_and_errors_are_those_of_one_process(open_subject: Callable[[int], Subject]) -> None:
    here, spread = open_subject(1), open_subject(2)
    assert (spread.name, spread.notes) == (here.name, here.notes)
    for number, question in enumerate(ASKED):
        case = Sample(str(number), question, answerable=True)
        assert untimed(spread, case) == untimed(here, case)
    with pytest.raises(UsageError) as caught:
        spread.answer(Sample("empty", " ", answerable=True))
    assert caught.value.key == "question_empty"


def test_where_a_chat_model_is_waited_for_there_are_no_processes(
    open_subject: Callable[[int], Subject], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.subjects.opened.SpreadSubject", None)
    with pytest.raises(TypeError):
        open_subject(2)
    monkeypatch.setenv("ASSISTANT_MODEL__NAME", "some-model")
    assert ", model some-model, " in open_subject(2).name
