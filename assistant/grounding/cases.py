"""A claim beside its sources → what is said to follow in one case where the source says it of another.

重复三次以上的，由副组长办理 as 重复反映的，由副组长办理; or 甲的，约谈；乙的，免职 as 甲的，免职.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.grounding.differing import Difference
from assistant.grounding.evidence import Compared
from assistant.grounding.weighing import content, weight
from assistant.text.phrasing import Phrased, phrased
from assistant.text.wording import Token

_KNOWN = 0.6
"""Share of a case, or of what follows, that must be in one place for it to be meant."""

_LEAST = 3.0
"""Weight of the words of a case; with fewer it fits many."""

_APART = 0.7
"""What the other place may have of it at most, beside the one that is meant."""


_SAID_THERE = 0.9
"""Covered share of a claim from which it says nothing in other words."""

_FOLLOWS = 4.0
"""Weight of what the claim has of what follows in a case."""

_LEFT_OUT = 0.7
"""Share of a case that is missing where it is left out."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A case and what follows in it, in the words of one segment."""

    case: tuple[Token, ...]
    follows: tuple[Token, ...]


def other_cases(compared: Compared) -> list[Difference]:
    """Every case of the claim that has what follows in another; what only one of the two sides has decides nothing."""
    ruled = [one for source in compared.sources for one in cases(source.text)]
    return [found for claimed in _ruled(compared.claim) for found in _other(claimed, ruled)][:1]


def _other(claimed: Ruled, ruled: list[Ruled]) -> Iterator[Difference]:
    if sum(map(weight, content(claimed.case))) < _LEAST:
        return
    meant = max(ruled, key=lambda one: _share(claimed.case, one.case), default=None)
    said = max(ruled, key=lambda one: _share(claimed.follows, one.follows), default=None)
    if meant is None or said is None or meant is said:
        return
    if min(_share(claimed.case, meant.case), _share(claimed.follows, said.follows)) < _KNOWN:
        return
    is_apart = _share(claimed.case, said.case) <= _APART * _share(claimed.case, meant.case)
    if is_apart and _share(claimed.follows, meant.follows) <= _APART * _share(claimed.follows, said.follows):
        yield Difference("other case", claimed.case, said.case)


def weakened_cases(compared: Compared) -> list[Difference]:
    """Every case of the evidence that the claim leaves out, or tells without a figure, a 不 or a 并 that it depends on.

    Only where all that the claim says is in the evidence: else its other words may be those of the case.
    """
    if compared.covered < _SAID_THERE:
        return []
    runs = (*compared.blocks, *compared.moved)
    told = {at for run in runs for at in range(run.right, run.right_end)}
    said = set(compared.claim.keys)
    return [
        found for places in _segments(compared.evidence) for found in _weakened(compared.evidence, places, told, said)
    ]


def _weakened(text: Phrased, places: range, told: set[int], said: set[str]) -> Iterator[Difference]:
    case = [at for at in places if text.whens[at]]
    follows = [at for at in places if not text.whens[at] and at in told]
    if not case or sum(weight(text.tokens[at]) for at in follows) < _FOLLOWS:
        return
    missing = tuple(text.tokens[at] for at in case if at not in told and text.tokens[at].key not in said)
    lost = sum(map(weight, missing)) / sum(weight(text.tokens[at]) for at in case)
    if lost >= _LEFT_OUT:
        yield Difference("case left out", (), missing)
    elif any(token.kind in ("number", "negation", "exception") or token.key == "and" for token in missing):
        yield Difference("case weakened", (), missing)


def _segments(text: Phrased) -> Iterator[range]:
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or text.segments[at] != text.segments[start]:
            yield range(start, at)
            start = at


@lru_cache(maxsize=512)
def cases(text: str) -> tuple[Ruled, ...]:
    """The segments of a text that say what follows in a case."""
    return tuple(_ruled(phrased(text)))


def _ruled(text: Phrased) -> Iterator[Ruled]:
    for places in _segments(text):
        case = tuple(text.tokens[at] for at in places if text.whens[at])
        follows = tuple(text.tokens[at] for at in places if not text.whens[at])
        if case and follows:
            yield Ruled(case, follows)


def _share(wanted: tuple[Token, ...], held: tuple[Token, ...]) -> float:
    """Weighted share of the words and figures that the other has, in any order."""
    ours, theirs = _bag(wanted), _bag(held)
    return sum(min(count, theirs.get(key, 0.0)) for key, count in ours.items()) / (sum(ours.values()) or 1.0)


def _bag(found: tuple[Token, ...]) -> Mapping[str, float]:
    bag: defaultdict[str, float] = defaultdict(float)
    for token in (*content(found), *(token for token in found if token.kind == "number")):
        bag[token.key] += weight(token)
    return bag
