"""A claim beside its evidence → whether two of its words stand in each other's place: 甲对乙 for 乙对甲.

Two words that come in the other order may be a paraphrase. They have changed places where each has the other's
neighbours, before and behind.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from assistant.grounding.evidence import Compared
from assistant.grounding.gaps import gaps
from assistant.grounding.weighing import content
from assistant.text.actors import actors
from assistant.text.phrasing import Phrased
from assistant.text.rarity import tagged
from assistant.text.sentences import Span
from assistant.text.terms import fold
from assistant.text.wording import Token

_Neighbours = tuple[str, str]
_Place = tuple[Span, _Neighbours]

_REACH = 60
"""Tokens between the two in the evidence."""

_MOST_WORDS, _MOST_PLACES = 28, 6
"""Looked at: words of the claim, and places of a word in the evidence."""

_SURE, _MAYBE = 3, 2
"""Neighbours, of four, that fit the other's place."""


def swapped(compared: Compared) -> float:
    """1 where two words have surely changed places, 0.4 where it may be, else 0."""
    return 1.0 if _are_exchanged(compared) else _with_neighbours(compared)


def _are_exchanged(compared: Compared) -> bool:
    """Whether of two gaps each has what the other had: 没有经董事会研究，提交党委 for 没有经党委研究，提交董事会.

    What stands first or last may have changed its place for emphasis alone.
    """
    changed = [(_names(gap.claimed), _names(gap.held)) for gap in gaps(compared) if gap.is_inside]
    return any(
        _is_most_of(one[0], other[1]) and _is_most_of(other[0], one[1])
        for one, other in itertools.combinations(changed, 2)
    )


def _names(found: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.key for token in content(found))


def _is_most_of(claimed: tuple[str, ...], held: tuple[str, ...]) -> bool:
    """Whether what a gap claims, in the order of the words, is what another holds, or nearly."""
    return len(claimed) > 1 and "".join(claimed) in "".join(held) and len(claimed) * 2 >= len(held)


def _with_neighbours(compared: Compared) -> float:
    claim, keys = compared.claim, compared.claim.keys
    places = _places({tuple(keys[span.start : span.end]) for span in _words(compared)}, compared.evidence)
    words = [
        (span, tuple(keys[span.start : span.end]), _neighbours(claim, span))
        for span in _words(compared)
        if tuple(keys[span.start : span.end]) in places
    ]
    best = 0.0
    for (first, name, ours), (second, other, theirs) in itertools.combinations(words, 2):
        if second.start < first.end or name == other:
            continue
        for (before, its), (behind, others) in itertools.product(places[other], places[name]):
            if before.end <= behind.start <= before.end + _REACH:
                best = max(best, _degree(ours, theirs, others, its))
    return best


def _words(compared: Compared) -> list[Span]:
    """The words of the claim that can change places, in tokens: what names something, and who acts."""
    text = compared.claim_text
    starts = {token.start: at for at, token in enumerate(compared.claim.tokens)}
    ends = {token.end: at + 1 for at, token in enumerate(compared.claim.tokens)}
    nominal = (Span(word.start, word.end) for word in tagged(text) if word.is_nominal and len(word.text) > 1)
    found = {
        Span(starts[start], ends[end])
        for start, end in (*nominal, *actors(fold(text)))
        if start in starts and end in ends and ends[end] - starts[start] > 1
    }
    return sorted(found)[:_MOST_WORDS]


def _places(words: set[tuple[str, ...]], evidence: Phrased) -> dict[tuple[str, ...], list[_Place]]:
    """Where each word stands in the evidence, and beside what; words that it does not have are left out."""
    keys, begins = evidence.keys, {word[0] for word in words}
    found: dict[tuple[str, ...], list[_Place]] = {}
    for at, key in enumerate(keys):
        if key not in begins:
            continue
        for word in words:
            span = Span(at, at + len(word))
            places = found.setdefault(word, [])
            if len(places) < _MOST_PLACES and tuple(keys[span.start : span.end]) == word:
                places.append((span, _neighbours(evidence, span)))
    return {word: places for word, places in found.items() if places}


def _degree(first: _Neighbours, second: _Neighbours, first_there: _Neighbours, second_there: _Neighbours) -> float:
    """How far each of two words has the neighbours in the claim that the other has in the evidence."""
    exchanged = _agreeing(first, second_there) + _agreeing(second, first_there)
    if exchanged - _agreeing(first, first_there) - _agreeing(second, second_there) < _MAYBE:
        return 0.0
    return 1.0 if exchanged >= _SURE else 0.4


def _agreeing(one: _Neighbours, other: _Neighbours) -> int:
    return (one[0] == other[0]) + (one[1] == other[1])


def _neighbours(text: Phrased, word: Span) -> _Neighbours:
    """The keys before and behind a word; empty where a mark stands there."""
    before = "" if text.opens[word.start] else text.tokens[word.start - 1].key
    at_end = word.end == len(text) or text.opens[word.end]
    return before, "" if at_end else text.tokens[word.end].key
