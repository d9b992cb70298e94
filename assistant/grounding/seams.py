"""A claim beside its evidence → where what it puts together was apart, and where who acts has changed.

A shortened sentence leaves out whole clauses. One that leaves out the end of a clause and the beginning of another has
glued a subject to another's predicate, or a figure to what another figure counts; every word of it is in the source.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from assistant.grounding.differing import Difference
from assistant.grounding.evidence import Compared
from assistant.grounding.weighing import content, total
from assistant.text.actors import actors
from assistant.text.alignment import Block
from assistant.text.phrasing import Phrased
from assistant.text.terms import fold
from assistant.text.wording import Token

_SOMETHING = 1.5
"""Weight of tokens that are more than a connecting word."""

_NOTHING = 1.2
_OF_ONE_SEGMENT = 0.5
"""Degree of what is put together from one segment: its clauses often have one subject."""

_RUN = 3
"""Shared tokens that show that a segment of the evidence is meant."""

_LAST = 2
"""Characters by which two heads are of one kind: 急难型救助 and 支出型救助."""

_LOOSE = 2
"""Tokens that may stand between those of an actor's name."""


def seams(compared: Compared) -> list[Difference]:
    """Every place where the claim joins what the evidence has apart."""
    pairs = itertools.pairwise(compared.blocks)
    return [
        found for before, after in pairs if after.right > before.right_end for found in _seam(compared, before, after)
    ]


def _seam(compared: Compared, before: Block, after: Block) -> Iterator[Difference]:
    claim, evidence = compared.claim, compared.evidence
    if claim.clauses[after.left] != claim.clauses[before.left_end - 1]:
        return
    claimed, held = claim.tokens[before.left_end : after.left], evidence.tokens[before.right_end : after.right]
    if total(claimed) < _NOTHING and _is_glued(evidence, before.right_end, after.right):
        crosses = evidence.segments[after.right] != evidence.segments[before.right_end - 1]
        yield Difference("clauses glued", (), held, 1.0 if crosses else _OF_ONE_SEGMENT)
    yield from _rival_head(compared, before, after)


def _rival_head(compared: Compared, before: Block, after: Block) -> Iterator[Difference]:
    """Where the clause whose end is told has a head of its own, of the same kind as the one that it was given.

    急难型救助按照甲发放；支出型救助按照乙发放 as 急难型救助按照乙发放, or 21处中，有8处闲置 as 21处闲置.
    """
    claim, evidence = compared.claim, compared.evidence
    clause, kept = evidence.clauses[after.right], evidence.clauses[before.right_end - 1]
    if clause == kept:
        return
    start = next(at for at in range(len(evidence)) if evidence.clauses[at] == clause)
    head = evidence.tokens[start : after.right]
    told = [
        claim.tokens[at] for at in range(before.left_end) if claim.segments[at] == claim.segments[before.left_end - 1]
    ]
    own = [token for token in head if token.key not in {one.key for one in told}]
    if start < before.right_end or total(own) < _SOMETHING:
        return
    last = [token.key for token in content(head)][-_LAST:]
    if _counted(told, 0, len(told)) & _counted(head, 0, len(head)):
        yield Difference("part for whole", (), tuple(head))
    elif len(last) == _LAST and _holds([token.key for token in told], last):
        yield Difference("rival head", (), tuple(head))


def _is_glued(evidence: Phrased, start: int, stop: int) -> bool:
    """Whether the end of one clause and the beginning of another are left out."""
    first, last = evidence.clauses[start - 1], evidence.clauses[stop]
    if first == last:
        return False
    left_out = list(zip(evidence.tokens[start:stop], evidence.clauses[start:stop], strict=True))
    return all(total([token for token, clause in left_out if clause == outer]) >= _SOMETHING for outer in (first, last))


def _counted(found: Sequence[Token | None], start: int, stop: int) -> set[str]:
    """Units of the numbers in a stretch; 第五轮 counts nothing."""
    units: set[str] = set()
    for at in range(start, min(stop, len(found) - 1)):
        before, number, unit = found[at - 1] if at else None, found[at], found[at + 1]
        is_ordinal = before is not None and before.key == "第"
        if number and unit and number.kind == "number" and unit.kind == "unit" and not is_ordinal:
            units.add(unit.key)
    return units


def missing_actors(compared: Compared) -> list[Difference]:
    """Actors of the claim that the segments it rests on do not name; `foreign actor` where no source does."""
    evidence = compared.evidence
    runs = [block for block in (*compared.blocks, *compared.moved) if block.length >= _RUN]
    meant = {evidence.segments[at] for block in runs for at in range(block.right, block.right_end)}
    near = [
        token.key
        for token, segment, leads in zip(evidence.tokens, evidence.segments, evidence.leads, strict=True)
        if segment in meant or leads
    ]
    found: list[Difference] = []
    for span in actors(fold(compared.claim_text)):
        inside = (token for token in compared.claim.tokens if span.start <= token.start and token.end <= span.end)
        own = _past_figures(tuple(inside))
        keys = [token.key for token in own if token.kind in ("character", "word") and token.key != "有关"]
        if len(keys) < 2:
            continue
        if not (_holds(near, keys) or _is_made_of(near, keys)):
            found.append(Difference("actor", own))
        if not any(_holds(source.keys, keys) or _is_made_of(source.keys, keys) for source in compared.sources):
            found.append(Difference("actor of no source", own))
    return found


def _past_figures(name: tuple[Token, ...]) -> tuple[Token, ...]:
    """The name behind what counts it: 安排1名联络员."""
    last = max((at for at, token in enumerate(name) if token.kind in ("number", "unit")), default=-1)
    return name[last + 1 :]


def _is_made_of(keys: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the parts of a name stand apart in a text: 领导小组组长 where 领导小组 has a 组长."""
    cuts = range(2, len(wanted) - 1)
    return any(_holds(keys, wanted[:cut]) and _holds(keys, wanted[cut:]) for cut in cuts)


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
