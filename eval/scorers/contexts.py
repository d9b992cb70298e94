"""Is what was found for a question what the answer needs, and does it stand in front? Looks at the passages only."""

from __future__ import annotations

from eval.matching import says
from eval.records import Response, Sample, Score, Scorer, unscored

_CUTOFF = 5
"""Passages that count, as in hit@5."""


def context_precision(response: Response, sample: Sample) -> Score:
    """Mean of the precision at each rank of the first five passages that holds gold: Σ P@k·v(k) ÷ Σ v(k).

    v(k) is 1 where passage k overlaps a gold span (as in hit@5), P@k the share of such passages among the first k: the
    definition of ragas, with spans in the place of a model's opinion. 0 where none of the five does. Unscored as hit@5.
    """
    if not sample.gold:
        return unscored("no_gold")
    if response.retrieved is None:
        return unscored("retrieval_unknown")
    gold = [span for places in response.gold for span in places]
    verdicts = [any(passage.overlaps(span) for span in gold) for passage in response.retrieved[:_CUTOFF]]
    shares = [sum(verdicts[:rank]) / rank for rank, verdict in enumerate(verdicts, start=1) if verdict]
    facts = {"relevant": len(shares), "passages": len(verdicts)}
    return Score(sum(shares) / len(shares) if shares else 0.0, "passages_relevant", facts)


def context_recall(response: Response, sample: Sample) -> Score:
    """Share of the sample's gold quotes that one of the first five passages overlaps.

    Where each gold quote alone says every expected fact, one of them is enough for 1. Unscored as hit@5.
    """
    if not sample.gold:
        return unscored("no_gold")
    if response.retrieved is None:
        return unscored("retrieval_unknown")
    found = [
        any(passage.overlaps(span) for passage in response.retrieved[:_CUTOFF] for span in places)
        for places in response.gold
    ]
    any_will_do = all(says(gold.quote, fact) for gold in sample.gold for fact in sample.expected_facts)
    share = 1.0 if any(found) and any_will_do else sum(found) / len(sample.gold)
    return Score(share, "gold_retrieved", {"found": sum(found), "gold": len(sample.gold)})


SCORERS = (Scorer("context_precision", context_precision), Scorer("context_recall", context_recall))
