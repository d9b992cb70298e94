"""Ranked ids and relevance judgements → nDCG@10, recall@5, MRR@10, hit@5. Pure; knows no retriever and no text."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

Relevance = Mapping[str, int]
"""Document id → how relevant it is to one query; above 0 is relevant, what is not listed is not."""


def ndcg_at_10(ranked: Sequence[str], relevance: Relevance) -> float:
    """Σ rel ÷ log₂(rank + 1) over the first ten, divided by that of the best possible order.

    Järvelin & Kekäläinen, ACM TOIS 20(4), 2002, with linear gain, as trec_eval has it.

    >>> round(ndcg_at_10(["x", "a"], {"a": 1}), 4)
    0.6309
    """
    best = sorted((grade for grade in relevance.values() if grade > 0), reverse=True)
    return _discounted([max(relevance.get(one, 0), 0) for one in ranked[:10]]) / _discounted(best[:10])


def recall_at_5(ranked: Sequence[str], relevance: Relevance) -> float:
    """Share of the relevant documents that are among the first five."""
    relevant = _relevant(relevance)
    return len(relevant.intersection(ranked[:5])) / len(relevant)


def mrr_at_10(ranked: Sequence[str], relevance: Relevance) -> float:
    """1 ÷ rank of the first relevant document, 0 if none is among the first ten."""
    relevant = _relevant(relevance)
    return next((1 / rank for rank, one in enumerate(ranked[:10], start=1) if one in relevant), 0.0)


def hit_at_5(ranked: Sequence[str], relevance: Relevance) -> float:
    """1 if a relevant document is among the first five, else 0."""
    return 0.0 if _relevant(relevance).isdisjoint(ranked[:5]) else 1.0


METRICS: Mapping[str, Callable[[Sequence[str], Relevance], float]] = {
    "ndcg@10": ndcg_at_10,
    "recall@5": recall_at_5,
    "mrr@10": mrr_at_10,
    "hit@5": hit_at_5,
}
"""All four want distinct ids and a relevance with at least one relevant document."""


def _discounted(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def _relevant(relevance: Relevance) -> set[str]:
    return {one for one, grade in relevance.items() if grade > 0}
