"""A claim beside its evidence → what it tells in another order: 没有成效、仅有照片的 for 仅有照片，没有成效的.

Told in another order is no other content, unless it stands where the evidence has something else. Knows runs of tokens
and the names of actors only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.grounding.weighing import total
from assistant.text.actors import actors
from assistant.text.alignment import Block, moved_runs
from assistant.text.phrasing import Phrased
from assistant.text.terms import fold

_MORE_THAN_A_NAME = 2.0
"""Weight of tokens."""

_LITTLE_ELSE, _OTHERS = 1.0, 1.5
"""The same: what may stand beside a run that has taken another's place, and what there must be to be taken."""


def moved(claim: Phrased, text: str, evidence: Phrased, blocks: Sequence[Block]) -> Iterator[Block]:
    """Runs in another order, which left nothing else in their place.

    What stands where the source has something else has taken its place, and a name alone is another actor.
    """
    names = actors(fold(text))
    for run in moved_runs(claim.tokens, evidence.tokens, blocks):
        found = claim.tokens[run.left : run.left_end]
        rest = [token for token in found if not any(name.start <= token.start < name.end for name in names)]
        if total(rest) >= _MORE_THAN_A_NAME and not _replaces(run, claim, evidence, blocks):
            yield run


def _replaces(run: Block, claim: Phrased, evidence: Phrased, blocks: Sequence[Block]) -> bool:
    """Whether a run, and little else, stands before the next block where the evidence has other words of its clause."""
    before = max((block for block in blocks if block.left_end <= run.left), default=Block(0, 0, 0))
    after = min((block for block in blocks if block.left >= run.left_end), default=None)
    if after is None or claim.clauses[run.left_end - 1] != claim.clauses[after.left]:
        return False
    beside = (*claim.tokens[before.left_end : run.left], *claim.tokens[run.left_end : after.left])
    clause = evidence.clauses[after.right]
    others = (at for at in range(before.right_end, after.right) if evidence.clauses[at] == clause)
    return total(beside) < _LITTLE_ELSE and total([evidence.tokens[at] for at in others]) >= _OTHERS
