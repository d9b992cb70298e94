"""A claim beside its evidence → where what it puts together was apart, and where who acts has changed.

A shortened sentence leaves out whole clauses. One that leaves out the end of a clause and the beginning of another has
glued a subject to another's predicate, or a figure to what another figure counts; every word of it is in the source.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from assistant.grounding.differences import Difference
from assistant.grounding.evidence import Compared, content, total
from assistant.text.actors import actors
from assistant.text.alignment import Block
from assistant.text.phrasing import Phrased
from assistant.text.terms import fold
from assistant.text.wording import Token, tokens

_SOMETHING = 1.5
"""Weight of tokens that are more than a connecting word."""

_NOTHING = 1.2
_COUNTED_NEAR = 8
"""Tokens of the claim around a seam in which a figure belongs to it."""

_RUN = 3
"""Shared tokens that show that a segment of the evidence is meant."""

_LOOSE = 2
"""Tokens that may stand between those of an actor's name."""


def seams(compared: Compared) -> list[Difference]:
    """Every place where the claim joins what the evidence has apart."""
    found: list[Difference] = []
    for before, after in itertools.pairwise(compared.blocks):
        if after.right > before.right_end:
            found += _seam(compared, before, after)
    return [*found, *_other_subject(compared)]


def _seam(compared: Compared, before: Block, after: Block) -> Iterator[Difference]:
    claim, evidence = compared.claim, compared.evidence
    claimed, held = claim.tokens[before.left_end : after.left], evidence.tokens[before.right_end : after.right]
    is_cut = claim.clauses[after.left] != claim.clauses[before.left_end - 1]
    is_ended = claim.segments[after.left] != claim.segments[before.left_end - 1]
    crosses = evidence.segments[after.right] != evidence.segments[before.right_end - 1]
    # Less than something is the label of an item, which a merged list does without.
    if crosses and not is_ended and not evidence.leads[before.right_end - 1] and total(held) >= _SOMETHING:
        yield Difference("segments joined", (), held, 0.6 if is_cut else 1.0)
    if not is_cut and total(claimed) < _NOTHING and _is_glued(evidence, before.right_end, after.right):
        yield Difference("clauses glued", (), held)
    yield from _rivals(compared, before, after, crosses=crosses)


def _is_glued(evidence: Phrased, start: int, stop: int) -> bool:
    """Whether the end of one clause and the beginning of another are left out."""
    first, last = evidence.clauses[start - 1], evidence.clauses[stop]
    if first == last:
        return False
    left_out = list(zip(evidence.tokens[start:stop], evidence.clauses[start:stop], strict=True))
    return all(total([token for token, clause in left_out if clause == outer]) >= _SOMETHING for outer in (first, last))


def _rivals(compared: Compared, before: Block, after: Block, *, crosses: bool) -> Iterator[Difference]:
    """A figure was left out where the claim has another of the same unit: which of them was meant?"""
    claim, evidence = compared.claim, compared.evidence
    held = evidence.tokens[before.right_end : after.right]
    claimed = claim.tokens[before.left_end : after.left]
    units = _counted(evidence.tokens, before.right_end, after.right)
    if not units or any(token.kind == "number" for token in claimed):
        return
    if units & _counted(claim.tokens, after.left, after.left + _COUNTED_NEAR) and not evidence.opens[after.right]:
        yield Difference("rival figure", (), held)
    if units & _counted(claim.tokens, max(0, before.left_end - _COUNTED_NEAR), before.left_end) and crosses:
        yield Difference("rival figure", (), held, 0.6)


def _counted(found: Sequence[Token], start: int, stop: int) -> set[str]:
    """Units of the numbers in a stretch."""
    inside = range(start, min(stop, len(found) - 1))
    return {found[at + 1].key for at in inside if found[at].kind == "number" and found[at + 1].kind == "unit"}


def _other_subject(compared: Compared) -> Iterator[Difference]:
    """What stands before the first shared run is another subject than in the evidence."""
    if not compared.blocks or not compared.blocks[0].left:
        return
    first, claim, evidence = compared.blocks[0], compared.claim, compared.evidence
    own = [claim.tokens[at] for at in range(first.left) if claim.clauses[at] == claim.clauses[first.left]]
    others = [evidence.tokens[at] for at in range(first.right) if evidence.clauses[at] == evidence.clauses[first.right]]
    claimed, held = content(own), content(others)
    keys, shared = {token.key for token in claimed}, {token.key for token in claimed} & {token.key for token in held}
    if len(claimed) > 1 and len(held) > 1 and len(shared) <= len(keys) / 3:
        yield Difference("subject", tuple(claimed), tuple(held))


def missing_actors(compared: Compared) -> list[Difference]:
    """Actors of the claim that the segments it rests on do not name; `foreign actor` where no source does."""
    evidence = compared.evidence
    runs = [block for block in compared.blocks if block.length >= _RUN]
    meant = {evidence.segments[at] for block in runs for at in range(block.right, block.right_end)}
    near = [
        token.key
        for token, segment, leads in zip(evidence.tokens, evidence.segments, evidence.leads, strict=True)
        if segment in meant or leads
    ]
    found: list[Difference] = []
    for span in actors(fold(compared.claim_text)):
        name = tokens(span.of(compared.claim_text))
        keys = [token.key for token in name if token.kind != "link" and token.key != "有关"]
        if len(keys) < 2:
            continue
        own = tuple(token._replace(start=token.start + span.start, end=token.end + span.start) for token in name)
        if not _holds(near, keys):
            found.append(Difference("actor", own))
        if not any(_holds(source.keys, keys) for source in compared.sources):
            found.append(Difference("actor of no source", own))
    return found


def _holds(keys: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the keys stand in a text in this order, with few others between them."""
    reach = len(wanted) + _LOOSE
    for start, key in enumerate(keys):
        if key != wanted[0]:
            continue
        at = 0
        for other in keys[start : start + reach + 1]:
            at += other == wanted[at]
            if at == len(wanted):
                return True
    return False
