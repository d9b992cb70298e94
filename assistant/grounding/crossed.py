"""A claim beside its sources → where it takes the head of one statement and the end of a parallel one.

甲负直接责任，乙负领导责任 as 甲负领导责任, or the deadline of another item of a list. Two statements are parallel where
they share a frame (负…责任) and differ in at least two places; the claim has crossed them where it takes one of these
places from the first, another from the second, and has nothing of what either puts there instead. It knows no grammar.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.grounding.differing import Difference
from assistant.grounding.evidence import Compared
from assistant.grounding.weighing import Pair, content, pairs, total, weight
from assistant.text.alignment import Block, shared_runs
from assistant.text.phrasing import Phrased, phrased
from assistant.text.wording import Token

_MOST_UNITS = 5
"""Statements of a source that are compared with each other: those that have most of the claim."""

_LONGEST = 90
"""Tokens of a statement that can be laid beside another."""

_FRAME = 2.0
"""Weight of what two parallel statements share."""

_HAS, _LACKS = 0.6, 0.3
"""Share of one side of a place that the claim has where it takes it, and of the other side that it has at most."""

_GAINS = 1.0
"""Weight that no one statement alone has of what two of them have of the claim."""

_SAYS_SOMETHING = 1.0
"""Weight of one side of a place."""

_ONE = 1.5
"""Weight up to which a side is one word, which must stand beside the same word in the claim."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A clause, a segment or a paragraph."""

    tokens: tuple[Token, ...]
    clauses: int
    """How many it has."""
    telling: tuple[tuple[str, float], ...]
    """The words that can tell it from another, with what they weigh."""
    keys: frozenset[str]
    pairs: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where two parallel statements differ: what is only in the one, and only in the other."""

    ours: tuple[Token, ...]
    theirs: tuple[Token, ...]


def crossed(compared: Compared) -> list[Difference]:
    """At most one: the words of the claim that belong to one statement, and those that this one has instead."""
    found: list[Difference] = []
    told = {unit.tokens: unit for level in _levels(compared.claim, compared.claim_text) for unit in level}
    for source in compared.sources:
        for level in _units(source.text):
            for unit in told.values():
                meant = _meant(unit, level)
                most = max((_shared(unit, one.keys) for one in meant), default=0.0)
                for one, other in itertools.combinations(meant, 2):
                    if _shared(unit, one.keys | other.keys) >= most + _GAINS:
                        found += _crossing(unit, one, other)
    return found[:1]


@lru_cache(maxsize=512)
def _units(text: str) -> tuple[tuple[_Unit, ...], ...]:
    return tuple(_levels(phrased(text), text))


def _levels(text: Phrased, whole: str) -> Iterator[tuple[_Unit, ...]]:
    """The clauses, the segments and the paragraphs of a text; a level that is like the one before is left out."""
    paragraphs = [0]
    for one, other in itertools.pairwise(text.tokens):
        paragraphs.append(paragraphs[-1] + ("\n" in whole[one.end : other.start]))
    seen: list[tuple[_Unit, ...]] = []
    for numbers in (text.clauses, text.segments, paragraphs[: len(text)]):
        level = tuple(_cut(text, numbers))
        if [unit.tokens for unit in level] not in [[unit.tokens for unit in other] for other in seen]:
            seen.append(level)
            yield level


def _cut(text: Phrased, numbers: Sequence[int]) -> Iterator[_Unit]:
    for _, group in itertools.groupby(range(len(text)), key=lambda at: numbers[at]):
        places = list(group)
        own = text.tokens[places[0] : places[-1] + 1]
        keys = [token.key for token in own]
        clauses = len({text.clauses[at] for at in places})
        telling = tuple((token.key, weight(token)) for token in own if _tells(token))
        yield _Unit(own, clauses, telling, frozenset(keys), frozenset(pairs(keys)))


def _shared(unit: _Unit, keys: frozenset[str]) -> float:
    return sum(counts for key, counts in unit.telling if key in keys)


def _meant(unit: _Unit, level: Sequence[_Unit]) -> list[_Unit]:
    """The statements that have most of a stretch of the claim, in the order of the source."""
    scored = [(_shared(unit, one.keys), -at) for at, one in enumerate(level)]
    best = sorted((score for score in scored if score[0] >= _SAYS_SOMETHING), reverse=True)[:_MOST_UNITS]
    return [level[at] for at in sorted(-at for _, at in best) if len(level[at].tokens) <= _LONGEST]


def _crossing(unit: _Unit, one: _Unit, other: _Unit) -> Iterator[Difference]:
    only = one.keys - other.keys, other.keys - one.keys
    if min(_shared(unit, keys) for keys in only) < _SAYS_SOMETHING or len(one.keys & other.keys) < _FRAME:
        return
    blocks = shared_runs(one.tokens, other.tokens)
    if sum(total(one.tokens[block.left : block.left_end]) for block in blocks) < _FRAME:
        return
    places = list(_places(one, other, blocks))
    first = [place for place in places if _takes(unit, place.ours, one) and not _has(unit, place.theirs)]
    second = [place for place in places if _takes(unit, place.theirs, other) and not _has(unit, place.ours)]
    if unit.clauses > 1:
        # Two clauses may tell two statements; a value that took another's place belongs to none of its own.
        first, second = sorted((first, second), key=lambda found: any(map(_is_value, found)))
        second = [place for place in second if _is_value(place)]
    if first and second:
        yield Difference("crossed", _said_of(unit, second[0].theirs), second[0].ours)


def _said_of(unit: _Unit, side: Sequence[Token]) -> tuple[Token, ...]:
    keys = {token.key for token in side}
    return tuple(token for token in unit.tokens if token.key in keys)


def _is_value(place: _Place) -> bool:
    return all(any(token.kind == "number" for token in side) for side in (place.ours, place.theirs))


def _places(one: _Unit, other: _Unit, blocks: Sequence[Block]) -> Iterator[_Place]:
    ends = [Block(0, 0, 0), *blocks, Block(len(one.tokens), len(other.tokens), 0)]
    for before, after in itertools.pairwise(ends):
        ours = _only(one.tokens[before.left_end : after.left], other)
        theirs = _only(other.tokens[before.right_end : after.right], one)
        if min(total(ours), total(theirs)) >= _SAYS_SOMETHING:
            yield _Place(ours, theirs)


def _only(found: Sequence[Token], other: _Unit) -> tuple[Token, ...]:
    return tuple(token for token in found if _tells(token) and token.key not in other.keys)


def _tells(token: Token) -> bool:
    """Whether a token can tell two statements apart."""
    is_frequency = token.kind == "unit" and token.key.startswith("每")
    return token.kind in ("number", "negation") or is_frequency or bool(content([token]))


def _takes(unit: _Unit, side: Sequence[Token], whole: _Unit) -> bool:
    held = [token for token in side if token.key in unit.keys]
    if total(held) < _HAS * total(side):
        return False
    return total(side) > _ONE or any(side[0].key in pair for pair in unit.pairs & whole.pairs)


def _has(unit: _Unit, side: Sequence[Token]) -> bool:
    return total([token for token in side if token.key in unit.keys]) > _LACKS * total(side)
