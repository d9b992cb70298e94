"""Answers that the server makes, whoever watches."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from assistant import messages
from assistant.answering import Stage
from assistant.composing.composer import Delta
from assistant.desk.desk import Desk
from assistant.desk.records import KeptTurn, Standing
from assistant.errors import EndpointError, LibraryUnavailable, UsageError
from assistant.web import making
from assistant.web.conversation import Turn
from assistant.web.making import AT_ONCE, MOST, MOST_OF_ONE, Makings
from tests.assistant.web.talking import ANSWER, ENOUGH_S, wait_for


class Answers:
    """Makes answers from scripts, and looks at what the desk has of them."""

    def __init__(self, home: Path) -> None:
        self.desk = Desk(home)
        self.makings = Makings(self.desk)

    def start(self, *script: Any, owner: str = "甲", language: str = "zh", closed: Event | None = None) -> str:
        _, key = self.desk.conversations.ask(owner, "问？", {})
        self.makings.start(owner, Turn("问？", key), lambda: events(*script, closed=closed), language)
        return key

    def kept(self, key: str, owner: str = "甲") -> KeptTurn:
        return self.desk.conversations.turn(owner, key)

    def ended(self, key: str, owner: str = "甲") -> KeptTurn:
        wait_for(lambda: self.makings.turn(key) is None)
        return self.kept(key, owner)


@pytest.fixture
def answers(home: Path) -> Iterator[Answers]:
    made = Answers(home)
    yield made
    made.desk.close()


def events(*script: Any, closed: Event | None = None) -> Any:
    try:
        for item in script:
            if isinstance(item, Event):
                item.wait(ENOUGH_S)
            elif isinstance(item, Exception):
                raise item
            elif callable(item):
                yield item()
            else:
                yield item
    finally:
        if closed is not None:
            closed.set()


def test_an_answer_that_nobody_watches_is_on_the_desk_in_the_end(answers: Answers) -> None:
    turn = answers.ended(answers.start(Stage("search", {"passages": 2}), Delta("书记"), ANSWER))
    assert (turn.standing, turn.stages[0]["facts"]) == (Standing.DONE, {"passages": 2})
    assert turn.answer is not None
    assert turn.answer["reason"] == "没有"


def test_what_is_written_so_far_is_on_the_desk_while_the_model_is_silent(answers: Answers) -> None:
    silent = Event()
    key = answers.start(Delta("书记"), silent, ANSWER)
    wait_for(lambda: answers.kept(key).written == "书记")
    assert answers.kept(key).standing is Standing.MAKING
    silent.set()
    assert answers.ended(key).standing is Standing.DONE


def test_stopping_does_not_wait_for_a_silent_model_and_hangs_up_on_it(answers: Answers) -> None:
    silent, closed = Event(), Event()
    key = answers.start(Delta("书记"), silent, Delta("负责"), ANSWER, closed=closed)
    wait_for(lambda: (turn := answers.makings.turn(key)) is not None and turn.written)
    assert answers.makings.stop("甲", key)
    turn = answers.kept(key)
    assert (turn.standing, turn.written) == (Standing.STOPPED, "书记")
    assert not closed.is_set()
    silent.set()
    assert closed.wait(ENOUGH_S)
    assert answers.kept(key).standing is Standing.STOPPED
    assert not answers.makings.stop("甲", key)


def test_nobody_else_stops_an_answer(answers: Answers) -> None:
    silent = Event()
    key = answers.start(silent, ANSWER)
    assert not answers.makings.stop("乙", key)
    answers.makings.forget("乙")
    silent.set()
    assert answers.ended(key).standing is Standing.DONE


def test_an_answer_that_another_process_stopped_ends_here_too(answers: Answers, home: Path) -> None:
    goes_on, closed = Event(), Event()
    key = answers.start(Delta("书"), goes_on, Delta("记"), goes_on, ANSWER, closed=closed)
    another = Desk(home)
    assert another.conversations.stop("甲", key)
    goes_on.set()
    assert answers.ended(key).standing is Standing.STOPPED
    assert closed.wait(ENOUGH_S)
    another.close()


def test_an_answer_whose_conversation_was_deleted_leaves_nothing(answers: Answers) -> None:
    goes_on = Event()
    key = answers.start(goes_on, Delta("书记"), ANSWER)
    answers.desk.conversations.purge("甲")
    goes_on.set()
    wait_for(lambda: answers.makings.turn(key) is None)
    assert answers.desk.conversations.headings("甲") == []


def test_an_error_of_ours_is_said_in_the_readers_language(answers: Answers) -> None:
    error = EndpointError("endpoint_stalled", seconds=3)
    turn = answers.ended(answers.start(Delta("书记"), error, language="en"))
    assert (turn.standing, turn.written, turn.problem) == (Standing.FAILED, "书记", error.in_language("en"))


def test_a_failure_of_the_program_is_said_and_the_next_answer_is_made(
    answers: Answers, caplog: pytest.LogCaptureFixture
) -> None:
    turn = answers.ended(answers.start(ZeroDivisionError("机密")))
    assert (turn.standing, turn.problem) == (Standing.FAILED, messages.text("web.failed", language="zh"))
    assert "an answer failed" in caplog.text
    assert answers.ended(answers.start(ANSWER)).standing is Standing.DONE


def test_texts_of_the_making_are_in_the_readers_language_and_of_no_other_reader(answers: Answers) -> None:
    names = [
        answers.ended(answers.start(lambda: Stage(messages.text("web.sources")), ANSWER, language=language)).stages[0]
        for language in ("en", "zh")
    ]
    assert [name["name"] for name in names] == ["Sources", "出处"]
    assert messages.current_language() == "zh"


def test_no_more_are_made_at_once_than_may_be_and_the_others_wait_their_turn(answers: Answers) -> None:
    begun: list[int] = []
    goes_on, busy = Event(), threading.Lock()

    def counted(number: int) -> Callable[[], Stage]:
        def begin() -> Stage:
            with busy:
                begun.append(number)
            return Stage("search")

        return begin

    owners = [f"第{n}人" for n in range(AT_ONCE + 3)]
    keys = [answers.start(counted(n), goes_on, ANSWER, owner=owner) for n, owner in enumerate(owners)]
    wait_for(lambda: len(begun) == AT_ONCE)
    assert sorted(begun) == list(range(AT_ONCE))
    assert answers.makings.stop(owners[-1], keys[-1])
    goes_on.set()
    for key, owner in zip(keys[:-1], owners, strict=False):
        assert answers.ended(key, owner).standing is Standing.DONE
    assert sorted(begun) == list(range(AT_ONCE + 2))


def test_a_stopped_answer_makes_room_although_its_model_is_silent(answers: Answers) -> None:
    silent = Event()
    keys = [(f"第{n}人", answers.start(silent, ANSWER, owner=f"第{n}人")) for n in range(AT_ONCE)]
    for owner, key in keys:
        answers.makings.stop(owner, key)
    assert answers.ended(answers.start(ANSWER)).standing is Standing.DONE
    silent.set()


def test_one_person_takes_not_all_the_room(answers: Answers) -> None:
    goes_on = Event()
    for _ in range(MOST_OF_ONE):
        answers.makings.check_room("甲")
        key = answers.start(goes_on, ANSWER)
    with pytest.raises(UsageError, match=str(MOST_OF_ONE)):
        answers.makings.check_room("甲")
    answers.makings.check_room("乙")
    answers.makings.stop("甲", key)
    answers.makings.check_room("甲")
    goes_on.set()


def test_where_there_are_no_accounts_all_the_room_is_everybodys(answers: Answers) -> None:
    goes_on = Event()
    for _ in range(MOST):
        answers.makings.check_room("")
        answers.start(goes_on, ANSWER, owner="")
    for owner in ("", "甲"):
        with pytest.raises(UsageError, match=str(MOST)):
            answers.makings.check_room(owner)
    goes_on.set()


def test_an_answer_that_takes_too_long_is_given_up(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "LONGEST_S", 0)
    silent = Event()
    turn = answers.ended(answers.start(Delta("书记"), silent, ANSWER))
    assert turn.standing is Standing.FAILED
    silent.set()


def test_an_answer_that_the_desk_cannot_take_is_shown_so_and_taken_later(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = LibraryUnavailable("disk_full", path="/home")

    def refuse(*_: Any, **__: Any) -> bool:
        raise full

    finish = answers.desk.conversations.finish
    monkeypatch.setattr(answers.desk.conversations, "finish", refuse)
    key = answers.start(Delta("书记"), ANSWER)
    wait_for(lambda: (turn := answers.makings.turn(key)) is not None and turn.unkept)
    turn = answers.makings.turn(key)
    assert turn is not None
    assert (turn.answer, turn.unkept) == (ANSWER, full.in_language("zh"))
    monkeypatch.setattr(answers.desk.conversations, "finish", finish)
    assert answers.ended(key).standing is Standing.DONE
