"""Was the right passage found, before anything was written? Looks at the passages only, never at the answer."""

from __future__ import annotations

from eval.records import Response, Sample, Score, Scorer, unscored

_CUTOFF = 5
"""Passages that count: about what a reader, or a model's prompt, takes in."""


def hit_at_5(response: Response, sample: Sample) -> Score:
    """1 if one of the first five passages overlaps a gold span, else 0. Mean over cases = hit@5 (success@5).

    A passage overlaps a gold span that lies in the same document if both share at least half of the shorter one.
    Unscored: the sample has no gold, or the system does not tell what it retrieved.
    """
    if not sample.gold:
        return unscored("no_gold")
    if response.retrieved is None:
        return unscored("retrieval_unknown")
    gold = [span for places in response.gold for span in places]
    for rank, passage in enumerate(response.retrieved[:_CUTOFF], start=1):
        if any(passage.overlaps(span) for span in gold):
            return Score(1.0, "gold_found", {"rank": rank})
    return Score(0.0, "gold_not_found", {"cutoff": _CUTOFF, "paths": ", ".join(sorted({g.path for g in sample.gold}))})


SCORERS = (Scorer("hit@5", hit_at_5),)
