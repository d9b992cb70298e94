"""ALCE's citation recall and precision, by hand: a judge that knows the truth of every combination."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.errors import EndpointError
from assistant.grounding.judge import Judgement
from assistant.records import Verdict
from eval.records import Response, Said, Score
from eval.scorers import alce
from tests.eval.builders import a_citation, a_response, a_sample


class PartsJudge:
    """A claim is a list of letters; texts say it if together they hold every letter."""

    name = "parts"

    def judge(self, claim: str, sources: Sequence[str]) -> Judgement:
        said = set(claim) <= set("".join(sources))
        return Judgement(Verdict.SUPPORTED if said else Verdict.NOT_FOUND, float(said))


class SilentJudge:
    name = "silent"

    def judge(self, claim: str, sources: Sequence[str]) -> Judgement:
        raise EndpointError("judge_unanswered", model="m", reason="timeout")


SOURCES = {1: "a", 2: "b", 3: "ab", 4: "c", 5: "d"}


def answer(*sentences: tuple[str, tuple[int, ...]]) -> Response:
    citations = tuple(a_citation(n, quote=text) for n, text in SOURCES.items())
    return a_response(*citations, sentences=tuple(Said(text, cited) for text, cited in sentences))


def scores(response: Response) -> tuple[Score, Score]:
    recall, precision = (one.score(response, a_sample()) for one in alce.scorers(PartsJudge()))
    return recall, precision


BY_HAND = {
    "one citation that carries it": ([("a", (1,))], 1, 1),
    "one citation that does not": ([("a", (2,))], 0, 0),
    "two that carry it only together": ([("ab", (1, 2))], 1, 1),
    "one of two is neither enough nor needed": ([("a", (1, 4))], 1, 1 / 2),
    "each of two is enough": ([("a", (1, 3))], 1, 1),
    "one enough, two needless halves": ([("ab", (3, 1, 2))], 1, 1 / 3),
    "not carried: none counts": ([("abd", (1, 2, 4))], 0, 0),
    "the fourth citation is left aside": ([("d", (1, 2, 4, 5))], 0, 0),
    "the fourth is not counted either": ([("a", (1, 2, 4, 5))], 1, 1 / 3),
    "no citation": ([("a", ())], 0, 0),
    "a number that does not exist": ([("a", (1, 9))], 0, 0),
    "the same number twice": ([("a", (1, 1))], 1, 1),
    "three sentences": ([("a", (1,)), ("b", (1, 4)), ("ab", (1, 2, 4))], 2 / 3, 3 / 6),
    "a sentence without a citation beside one with": ([("a", (1,)), ("b", ())], 1 / 2, 1),
}


@pytest.mark.parametrize(("sentences", "recall", "precision"), BY_HAND.values(), ids=BY_HAND)
def test_recall_and_precision_are_those_computed_by_hand(
    sentences: list[tuple[str, tuple[int, ...]]], recall: float, precision: float
) -> None:
    measured = scores(answer(*sentences))
    assert measured[0].value == pytest.approx(recall, abs=1e-9)
    assert measured[1].value == pytest.approx(precision, abs=1e-9)


def test_a_citation_whose_place_holds_nothing_carries_nothing() -> None:
    response = a_response(a_citation(1, quote="a", source=None), sentences=(Said("a", (1,)),))
    assert [one.value for one in scores(response)] == [0.0, 0.0]


def test_what_the_document_says_counts_and_not_what_the_answer_says_it_says() -> None:
    response = a_response(a_citation(1, quote="a", source="c"), sentences=(Said("a", (1,)),))
    assert [one.value for one in scores(response)] == [0.0, 0.0]


def test_an_answer_without_sentences_is_left_out() -> None:
    assert [one.value for one in scores(a_response())] == [None, None]


def test_where_the_judge_fails_the_score_has_failed() -> None:
    for scorer in alce.scorers(SilentJudge()):
        score = scorer.score(answer(("a", (1,))), a_sample())
        assert (score.value, score.has_failed) == (None, True)
        assert "judge failed" in score.explanation
