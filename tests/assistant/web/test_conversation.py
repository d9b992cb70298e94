"""What a turn remembers of its question and answer."""

from assistant.answering import Stage
from assistant.composing.composer import Delta
from assistant.web.conversation import Turn, answered, questions
from tests.assistant.web.talking import ANSWER


def test_events_build_up_a_turn() -> None:
    turn = Turn("问").after(Stage("search", {"passages": 3})).after(Delta("一")).after(Delta("二"))
    assert ([stage.name for stage in turn.stages], turn.written, turn.is_finished) == (["search"], "一二", False)
    assert turn.after(ANSWER).answer is ANSWER
    assert turn.after(ANSWER).is_finished


def test_keys_cannot_be_told_from_one_another() -> None:
    keys = {Turn("同一个问题").key for _ in range(100)}
    assert len(keys) == 100
    assert {len(key) for key in keys} == {32}


def test_earlier_questions_are_told_oldest_first() -> None:
    assert questions((Turn("一"), Turn("二"))) == ("一", "二")


def test_a_turn_without_an_answer_is_not_answered() -> None:
    done = Turn("一", answer=ANSWER)
    assert answered((done, Turn("二", stopped=True))) == (done,)
