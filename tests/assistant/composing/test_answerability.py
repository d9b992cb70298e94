from __future__ import annotations

import pytest

from assistant.composing.answerability import SIGNALS, shipped, signals
from assistant.composing.asked import asked
from assistant.composing.questions import analyse
from assistant.composing.signals import NAMES, Weighed
from assistant.composing.units import source
from assistant.records import Evidence, Passage, Status


def test_the_shipped_coefficients_are_of_the_signals_that_are_computed() -> None:
    coefficients = shipped()
    assert set(coefficients.ranking) == set(NAMES)
    assert set(coefficients.answerability) == set(SIGNALS)
    assert 0 < coefficients.least < 1


def test_what_is_known_before_any_data_holds() -> None:
    coefficients = shipped()
    for signal in ("other_one", "other_day", "missing_nearby", "stranger", "undone"):
        assert coefficients.answerability[signal] <= 0
    for signal in ("clause", "piece", "rank", "asking"):
        assert coefficients.answerability[signal] >= 0


def test_more_of_the_question_is_never_less_sure() -> None:
    coefficients = shipped()

    def sure(held: float) -> float:
        return coefficients.probability([held if name in ("piece", "clause") else 0.0 for name in SIGNALS])

    assert sure(0.0) < sure(0.5) < sure(1.0)


@pytest.mark.parametrize("size", [1e6, -1e6])
def test_no_signal_overflows(size: float) -> None:
    assert 0 <= shipped().probability([size] * len(SIGNALS)) <= 1


def asking(question: str, text: str) -> float:
    """What a sentence holds of the clauses of a question that ask."""
    passage = Passage("p", "d", 0, len(text), 0, len(text), text, "")
    found = source(1, Evidence(passage, "题", "题.txt", Status.CURRENT, 1.0))
    sentence = Weighed(found.units[0], found, 0.0, 0.0, 0.0, (0.0,) * len(NAMES))
    analysed = analyse(question)
    told = signals(asked(analysed, dict.fromkeys(analysed.words, 0.5), {}), sentence, (), 1.0)
    return told[SIGNALS.index("asking")]


@pytest.mark.parametrize(
    ("question", "repeats", "answers"),
    [
        ("甲粮库多扣了水分杂质，给农户退赔粮款多少元？", "甲粮库多扣水分杂质。", "向农户退赔粮款3万元。"),
        ("一台设备闲置了两年，采购科长受了什么处分？", "一台设备闲置两年。", "对采购科长给予警告处分。"),
        ("甲村桥面塌了 什么时候修复通车", "甲村桥面塌陷。", "6月底前修复通车。"),
    ],
)
def test_a_sentence_that_repeats_what_the_asker_knows_is_not_taken_for_the_answer(
    question: str, repeats: str, answers: str
) -> None:
    assert asking(question, repeats) < asking(question, answers)


@pytest.mark.parametrize("text", ["会议费综合定额每人每天450元。", "整改方案报送市委。"])
def test_a_question_of_one_clause_asks_with_all_its_words(text: str) -> None:
    assert asking("会议费综合定额是多少元？", text) == asking("想问一下，会议费综合定额是多少元？", text)


def test_where_the_clause_that_asks_says_nothing_the_others_count() -> None:
    assert asking("会议费综合定额，多少？", "会议费综合定额每人每天450元。") > 0
