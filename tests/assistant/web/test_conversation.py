"""What a session remembers of its questions and answers."""

from datetime import date

from assistant.answering import Stage
from assistant.composing.composer import Delta
from assistant.records import Answer, Searched
from assistant.web.conversation import REMEMBERED_TURNS, Turn, failed, questions, with_latest

ANSWER = Answer("问", date(2025, 1, 1), True, None, (), (), Searched(0, 0), "extractive")


def test_events_build_up_a_turn() -> None:
    turn = Turn("问").after(Stage("search", {"passages": 3})).after(Delta("一")).after(Delta("二"))
    assert ([stage.name for stage in turn.stages], turn.written, turn.is_finished) == (["search"], "一二", False)
    assert turn.after(ANSWER).answer is ANSWER
    assert turn.after(ANSWER).is_finished


def test_a_later_state_of_a_turn_takes_the_place_of_the_earlier() -> None:
    first, second = Turn("一"), Turn("二")
    conversation = with_latest(with_latest((), first), second)
    grown = second.after(Delta("答"))
    assert with_latest(conversation, grown) == (first, grown)


def test_keys_cannot_be_told_from_one_another() -> None:
    keys = {Turn("同一个问题").key for _ in range(100)}
    assert len(keys) == 100
    assert {len(key) for key in keys} == {32}


def test_only_an_answer_in_progress_can_fail() -> None:
    done, open_turn = Turn("一", answer=ANSWER), Turn("二", written="写到一半")
    assert failed((done, open_turn), "出错")[-1].problem == "出错"
    assert failed((done,), "出错") == (done,)
    assert failed((), "出错") == ()


def test_earlier_questions_are_told_oldest_first() -> None:
    assert questions((Turn("一"), Turn("二"))) == ("一", "二")


def test_a_long_session_forgets_its_oldest_turns() -> None:
    conversation: tuple[Turn, ...] = ()
    for n in range(REMEMBERED_TURNS + 3):
        conversation = with_latest(conversation, Turn(str(n)))
    assert (len(conversation), conversation[0].question) == (REMEMBERED_TURNS, "3")
