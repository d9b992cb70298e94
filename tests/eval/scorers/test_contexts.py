"""Context precision and recall, by hand."""

from __future__ import annotations

import pytest

from eval.records import Gold, Response, Sample, Score, Span
from eval.scorers import SCORERS
from tests.eval.builders import a_response, a_sample

GOLD = (Span("a.md", 0, 10), Span("b.md", 0, 10))
HIT, OTHER_HIT, MISS = Span("a.md", 0, 50), Span("b.md", 5, 50), Span("c.md", 0, 50)
SAMPLE = a_sample(gold=(Gold("a.md", "甲"), Gold("b.md", "乙")), expected_facts=("甲", "乙"))

BY_HAND = [
    ((HIT,), 1, 1 / 2),
    ((HIT, OTHER_HIT), 1, 1),
    ((MISS, HIT), 1 / 2, 1 / 2),
    ((HIT, MISS, OTHER_HIT), (1 + 2 / 3) / 2, 1),
    ((MISS, MISS, HIT, MISS, OTHER_HIT), (1 / 3 + 2 / 5) / 2, 1),
    ((MISS, MISS, MISS, MISS, MISS, HIT), 0, 0),
    ((), 0, 0),
]


def scores(retrieved: tuple[Span, ...] | None, sample: Sample = SAMPLE) -> tuple[Score, Score]:
    response: Response = a_response(retrieved=retrieved, gold=tuple((span,) for span in GOLD))
    precision, recall = (SCORERS[name].score(response, sample) for name in ("context_precision", "context_recall"))
    return precision, recall


@pytest.mark.parametrize(("retrieved", "precision", "recall"), BY_HAND)
def test_they_are_those_computed_by_hand(retrieved: tuple[Span, ...], precision: float, recall: float) -> None:
    measured = scores(retrieved)
    assert measured[0].value == pytest.approx(precision, abs=1e-9)
    assert measured[1].value == pytest.approx(recall, abs=1e-9)


def test_one_quote_is_enough_where_any_says_every_fact() -> None:
    either = a_sample(gold=SAMPLE.gold, expected_facts=())
    assert scores((MISS, HIT), either)[1].value == 1.0


def test_without_gold_or_without_retrieval_there_is_nothing_to_score() -> None:
    assert [one.value for one in scores(None)] == [None, None]
    assert [one.value for one in scores((HIT,), a_sample(answerable=False))] == [None, None]
