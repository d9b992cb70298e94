"""Means with their intervals; and nothing where nothing was scored."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics import generator, interval, mean, measure
from eval.records import Score
from eval.scorers import SCORERS
from tests.eval.builders import a_citation, a_response, a_sample, an_abstention, scored


def scores(*values: float, weight: float = 1.0) -> list[Score]:
    return [Score(value, "facts_said", weight=weight) for value in values]


def test_the_mean_is_weighted() -> None:
    assert mean([*scores(1.0, weight=2.0), *scores(0.0, 0.0)]) == 0.5


def test_nothing_scored_gives_no_number() -> None:
    assert mean([]) is None
    assert interval([], generator(1, "hit@5")) == (None, None)


def test_one_case_has_a_value_and_no_interval() -> None:
    assert interval(scores(1.0), generator(1, "hit@5")) == (None, None)


def test_the_interval_of_half_right_is_that_of_the_binomial() -> None:
    low, high = interval(scores(*([1.0, 0.0] * 200)), generator(1, "hit@5"))
    half_width = 1.96 * math.sqrt(0.25 / 400)
    assert low == pytest.approx(0.5 - half_width, abs=0.01)
    assert high == pytest.approx(0.5 + half_width, abs=0.01)


def test_a_seed_always_draws_the_same_interval_and_each_metric_draws_its_own() -> None:
    values = scores(1.0, 0.0, 0.25, 1.0, 0.5, 0.75, 0.1)
    assert interval(values, generator(7, "hit@5")) == interval(values, generator(7, "hit@5"))
    assert interval(values, generator(7, "hit@5")) != interval(values, generator(7, "fact_recall"))


@given(st.lists(st.floats(0, 1), min_size=2, max_size=30))
def test_the_interval_lies_within_what_was_seen(values: list[float]) -> None:
    low, high = interval(scores(*values), generator(1, "hit@5"))
    assert low is not None
    assert high is not None
    assert min(values) - 1e-6 <= low <= high <= max(values) + 1e-6


def test_abstention_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    answerable, unanswerable = a_sample("a"), a_sample("u", answerable=False)
    answer, abstention = a_response(a_citation()), an_abstention()
    results = [
        *[scored(unanswerable, an_abstention(gold=()))] * 3,  # true
        *[scored(answerable, abstention)] * 2,  # false
        *[scored(unanswerable, a_response(a_citation(), gold=()))] * 1,  # missing
        *[scored(answerable, answer)] * 4,
    ]
    metrics = measure(results, SCORERS.values(), seed=1)
    precision, recall = 3 / 5, 3 / 4
    assert metrics["abstention_precision"].value == pytest.approx(precision)
    assert metrics["abstention_recall"].value == pytest.approx(recall)
    assert metrics["abstention_f1"].value == pytest.approx(2 * precision * recall / (precision + recall), abs=1e-6)
    assert metrics["over_refusal"].value == pytest.approx(2 / 6, abs=1e-6)


def test_cases_are_counted_as_scored_unscored_or_errors() -> None:
    results = [
        scored(a_sample("a"), a_response(a_citation())),
        scored(a_sample("u", answerable=False), an_abstention(gold=())),
        scored(a_sample("e"), "EndpointError: gone"),
    ]
    hit = measure(results, SCORERS.values(), seed=1)["hit@5"]
    assert (hit.n, hit.unscored, hit.errors, hit.value) == (1, 1, 1, 1.0)


def test_all_errors_give_no_number_anywhere() -> None:
    metrics = measure([scored(a_sample(), "OSError: gone")], SCORERS.values(), seed=1)
    assert {measured.value for measured in metrics.values()} == {None}
    assert {measured.n for measured in metrics.values()} == {0}
