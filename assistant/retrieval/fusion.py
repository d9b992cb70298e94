"""Two ranked lists → one, each leg weighted by how well it was measured to rank.

Scores are scaled by the best score of their leg, so that a leg that is sure of one passage says so; plain reciprocal
ranks lose that and let a weak leg drag a strong one down (docs/decisions.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg's result: passage id → score, positive, higher is better."""

    name: str
    scores: Mapping[str, float]
    weight: float


@dataclass(frozen=True, slots=True)
class Fused:
    """A passage in the joint ranking."""

    passage_id: str
    score: float


def fuse(legs: Sequence[Leg]) -> list[Fused]:
    """The joint ranking, best first; ties by id. A passage that a leg did not find counts 0 there."""
    total = sum(leg.weight for leg in legs) or 1.0
    scores: dict[str, float] = {}
    for leg in legs:
        for passage_id, score in scaled(leg.scores).items():
            scores[passage_id] = scores.get(passage_id, 0.0) + leg.weight * score / total
    return sorted([Fused(*one) for one in scores.items()], key=lambda item: (-item.score, item.passage_id))


def scaled(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores as shares of the best one; none where no score is above 0."""
    best = max(scores.values(), default=0.0)
    return {passage_id: max(0.0, score) / best for passage_id, score in scores.items()} if best > 0 else {}
