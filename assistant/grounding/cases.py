"""A claim beside its sources → what is said to follow in one case where the source says it of another.

重复三次以上的，由副组长办理 as 重复反映的，由副组长办理; or 甲的，约谈；乙的，免职 as 甲的，免职.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.grounding.differences import Difference
from assistant.grounding.evidence import Compared, content, weight
from assistant.text.phrasing import Phrased, phrased
from assistant.text.wording import Token

_KNOWN = 0.6
"""Share of a case, or of what follows, that must be in one place for it to be meant."""

_APART = 0.7
"""What the other place may have of it at most, beside the one that is meant."""


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
    meant = max(ruled, key=lambda one: _share(claimed.case, one.case), default=None)
    said = max(ruled, key=lambda one: _share(claimed.follows, one.follows), default=None)
    if meant is None or said is None or meant is said:
        return
    if min(_share(claimed.case, meant.case), _share(claimed.follows, said.follows)) < _KNOWN:
        return
    is_apart = _share(claimed.case, said.case) <= _APART * _share(claimed.case, meant.case)
    if is_apart and _share(claimed.follows, meant.follows) <= _APART * _share(claimed.follows, said.follows):
        yield Difference("other case", claimed.case, said.case)


@lru_cache(maxsize=512)
def cases(text: str) -> tuple[Ruled, ...]:
    """The segments of a text that say what follows in a case."""
    return tuple(_ruled(phrased(text)))


def _ruled(text: Phrased) -> Iterator[Ruled]:
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and text.segments[at] == text.segments[start]:
            continue
        whens = text.whens[start:at]
        if any(whens) and not all(whens):
            pairs = list(zip(text.tokens[start:at], whens, strict=True))
            yield Ruled(tuple(one for one, when in pairs if when), tuple(one for one, when in pairs if not when))
        start = at


def _share(wanted: tuple[Token, ...], held: tuple[Token, ...]) -> float:
    """Weighted share of the words and figures that the other has, in any order."""
    ours, theirs = _bag(wanted), _bag(held)
    return sum(min(count, theirs.get(key, 0.0)) for key, count in ours.items()) / (sum(ours.values()) or 1.0)


def _bag(found: tuple[Token, ...]) -> Mapping[str, float]:
    bag: defaultdict[str, float] = defaultdict(float)
    for token in (*content(found), *(token for token in found if token.kind == "number")):
        bag[token.key] += weight(token)
    return bag
