"""Ranking metrics against values worked out by hand and against a second, plain implementation."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.ranking import METRICS, hit_at_5, mrr_at_10, ndcg_at_10, recall_at_5


def test_ndcg_of_a_hand_computed_case() -> None:
    ranked = ["x", "a", "y", "b"]
    relevance = {"a": 1, "b": 2, "c": 1}
    gained = 1 / math.log2(3) + 2 / math.log2(5)
    best = 2 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)
    assert ndcg_at_10(ranked, relevance) == pytest.approx(gained / best, abs=1e-12)


def test_the_other_three_of_a_hand_computed_case() -> None:
    ranked = ["x", "a", "y", "z", "w", "b"]
    relevance = {"a": 1, "b": 1, "c": 0}
    assert recall_at_5(ranked, relevance) == 0.5
    assert mrr_at_10(ranked, relevance) == 0.5
    assert hit_at_5(ranked, relevance) == 1.0


def test_what_stands_beyond_the_cutoff_does_not_count() -> None:
    ranked = [f"x{at}" for at in range(10)] + ["a"]
    assert [metric(ranked, {"a": 1}) for metric in METRICS.values()] == [0.0] * 4
    assert hit_at_5(["x"] * 5 + ["a"], {"a": 1}) == 0.0


def test_a_grade_of_zero_or_less_is_not_relevant() -> None:
    assert ndcg_at_10(["a", "b"], {"a": -1, "b": 1}) == pytest.approx(1 / math.log2(3))
    assert mrr_at_10(["a", "b"], {"a": 0, "b": 1}) == 0.5


def test_nothing_found_scores_nothing() -> None:
    assert [metric([], {"a": 1}) for metric in METRICS.values()] == [0.0] * 4


_IDS = [f"d{at}" for at in range(15)]


@given(st.permutations(_IDS), st.dictionaries(st.sampled_from(_IDS), st.integers(0, 3), min_size=1))
def test_all_agree_with_a_plain_implementation(ranked: list[str], relevance: dict[str, int]) -> None:
    if not any(relevance.values()):
        relevance["d0"] = 1
    dcg = 0.0
    for at in range(10):
        dcg += relevance.get(ranked[at], 0) / math.log2(at + 2)
    ideal = 0.0
    for at, grade in enumerate(sorted(relevance.values(), reverse=True)[:10]):
        ideal += grade / math.log2(at + 2)
    relevant = [one for one in relevance if relevance[one] > 0]
    ranks = sorted(ranked.index(one) + 1 for one in relevant)
    assert ndcg_at_10(ranked, relevance) == pytest.approx(dcg / ideal, abs=1e-9)
    assert recall_at_5(ranked, relevance) == sum(rank <= 5 for rank in ranks) / len(relevant)
    assert mrr_at_10(ranked, relevance) == (1 / ranks[0] if ranks[0] <= 10 else 0.0)
    assert hit_at_5(ranked, relevance) == float(ranks[0] <= 5)
