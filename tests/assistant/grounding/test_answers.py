from __future__ import annotations

import pytest

from assistant.grounding.answers import Answered, answered, fit, wrong_kind
from assistant.grounding.evidence import source

TEXT = "临江大桥全长5586米，主跨420米。大桥由市交通局于1998年建成。设计者是李明。"


def test_a_question_and_its_answer_are_told_apart() -> None:
    assert answered("大桥全长多少米？ 答：5586米。") == Answered("大桥全长多少米？", "5586米")
    assert answered("大桥全长5586米。") is None


@pytest.mark.parametrize(
    ("question", "answer", "statement"),
    [("大桥全长多少米？", "5586", "大桥全长5586米"), ("大桥建成了吗？", "建成了", "大桥建成了吗建成了")],
)
def test_the_answer_takes_the_place_of_what_was_asked(question: str, answer: str, statement: str) -> None:
    assert Answered(question, answer).statement == statement


@pytest.mark.parametrize(
    ("question", "answer", "wrong"),
    [
        ("全长多少米？", "5586米", 0.0),
        ("全长多少米？", "5586人", 0.7),
        ("全长多少米？", "李明", 1.0),
        ("哪年建成？", "1998年", 0.0),
        ("哪年建成？", "市交通局", 1.0),
        ("谁设计的？", "420米", 1.0),
        ("谁设计的？", "李明", 0.0),
        ("为什么建？", "1998年", 1.0),
    ],
)
def test_an_answer_of_another_kind_is_seen(question: str, answer: str, wrong: float) -> None:
    assert wrong_kind(Answered(question, answer)) == wrong


def test_an_answer_beside_what_was_asked_fits_better_than_one_elsewhere() -> None:
    right, other = (fit(Answered("临江大桥全长多少米？", answer), [source(TEXT)]) for answer in ("5586米", "420米"))
    assert (right.near, right.context) > (other.near, other.context)
    assert right.together == other.together == 1.0


def test_an_answer_that_stands_nowhere_fits_nothing() -> None:
    found = fit(Answered("临江大桥全长多少米？", "77米"), [source(TEXT)])
    assert (found.together, found.near, found.context) == (0.0, 0.0, 0.0)


def test_text_that_has_nothing_of_the_question_changes_nothing() -> None:
    claim = Answered("临江大桥全长多少米？", "5586米")
    assert fit(claim, [source(TEXT), source("无关之事。")]) == fit(claim, [source(TEXT)])
