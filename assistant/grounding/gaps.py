"""A claim beside its evidence → the stretches between what they share, on either side. It knows places, no meaning."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from assistant.grounding.evidence import Compared
from assistant.text.alignment import Block
from assistant.text.phrasing import Phrased
from assistant.text.wording import Token

_OUTER_REACH = 4


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two shared runs, on either side."""

    claimed: tuple[Token, ...]
    held: tuple[Token, ...]
    is_first: bool
    is_last: bool
    follows: int
    """Length of the run before it."""
    at: int
    """Where what is claimed begins in the claim."""
    start: int
    stop: int
    """Where what is held stands in the evidence: `evidence.tokens[start:stop]`, whole."""
    beside: tuple[Token, ...]
    """Of what is held, what can rule the runs before and behind: of their clauses, and not of a case."""

    before_it: tuple[Token, ...]
    """Of what is held, that in the clause of the run behind."""

    @property
    def is_inside(self) -> bool:
        return not (self.is_first or self.is_last)

    @property
    def near(self) -> tuple[Token, ...]:
        """What is held at the place of what is claimed: all of a short stretch, both ends of a long one."""
        reach = len(self.claimed) + 6
        return self.held if len(self.held) <= reach + 8 else (*self.held[:reach], *self.held[-reach:])


def gaps(compared: Compared) -> list[Gap]:
    """What the two texts do not share, in order; outside the shared part only as much as the claim has there."""
    claim, evidence = compared.claim.tokens, compared.evidence.tokens
    moved = {token for run in compared.moved for token in claim[run.left : run.left_end]}
    moved_there = {token for run in compared.moved for token in evidence[run.right : run.right_end]}
    ends = [Block(0, 0, 0), *compared.blocks, Block(len(claim), len(evidence), 0)]
    found: list[Gap] = []
    for at, (before, after) in enumerate(itertools.pairwise(ends)):
        claimed = claim[before.left_end : after.left]
        held = evidence[before.right_end : after.right]
        is_first, is_last = at == 0, at == len(ends) - 2
        reach = len(claimed) + _OUTER_REACH if claimed else 0
        if is_first:
            held = held[max(0, len(held) - reach) :]
        if is_last:
            held = held[:reach]
        own = tuple(token for token in claimed if token not in moved)
        others = tuple(token for token in held if token not in moved_there)
        place = before.right_end, after.right
        beside = _beside(compared.evidence, *place, others)
        before_it = _before_it(compared.evidence, *place, others)
        found.append(Gap(own, others, is_first, is_last, before.length, before.left_end, *place, beside, before_it))
    return found


def _before_it(evidence: Phrased, start: int, stop: int, held: tuple[Token, ...]) -> tuple[Token, ...]:
    if stop >= len(evidence):
        return ()
    near = {evidence.tokens[at] for at in range(start, stop) if evidence.clauses[at] == evidence.clauses[stop]}
    return tuple(token for token in held if token in near)


def _beside(evidence: Phrased, start: int, stop: int, held: tuple[Token, ...]) -> tuple[Token, ...]:
    outer = {evidence.clauses[at] for at in (start - 1, stop) if 0 <= at < len(evidence)}
    near = {
        evidence.tokens[at] for at in range(start, stop) if evidence.clauses[at] in outer and not evidence.whens[at]
    }
    return tuple(token for token in held if token in near)
