"""A difference between a claim and its evidence → how far the rest of its clause is in the evidence.

A changed word decides where all around it is the same, and may mean nothing where the clause is told in other words.
"""

from __future__ import annotations

from assistant.grounding.differing import Difference
from assistant.grounding.evidence import Compared
from assistant.grounding.weighing import total

_ENOUGH_AROUND = 4.0
"""Weight of the rest of a clause that shows of what a difference is said."""


def covered_around(compared: Compared, difference: Difference) -> float:
    """Weighted share of the clause around a difference that the evidence holds; 0 where the rest says too little."""
    claim = compared.claim
    at = _place(compared, difference)
    if at is None:
        return 0.0
    own = set(difference.claimed)
    rest = [
        place
        for place in range(len(claim))
        if claim.clauses[place] == claim.clauses[at] and claim.tokens[place] not in own
    ]
    whole = total([claim.tokens[place] for place in rest])
    if whole < _ENOUGH_AROUND:
        return 0.0
    held = {place for run in (*compared.blocks, *compared.moved) for place in range(run.left, run.left_end)}
    return total([claim.tokens[place] for place in rest if place in held]) / whole


def _place(compared: Compared, difference: Difference) -> int | None:
    """Where in the claim a difference stands, in tokens."""
    if difference.claimed:
        return compared.claim.tokens.index(difference.claimed[0])
    if not difference.held or difference.held[0] not in compared.evidence.tokens:
        return None
    start = compared.evidence.tokens.index(difference.held[0])
    return max((block.left_end - 1 for block in compared.blocks if block.right_end <= start), default=0)
