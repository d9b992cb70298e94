"""A claim beside its evidence → figures that count another thing than the source does, and bounds turned round.

What a figure counts is told by the words of its clause. It counts another thing where its own clause in the source has
little of those words and the clause of another figure of the same unit has them: 真正困难的15个, where the source says
真正困难的只有4个，其余15个都能改. It knows no grammar.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.grounding.derived import is_derived, rates
from assistant.grounding.differing import Difference
from assistant.grounding.evidence import Compared
from assistant.grounding.figures import Figure, figures
from assistant.text.phrasing import Phrased
from assistant.text.wording import Token

_MARGIN, _SHARE = 2.0, 0.5
"""By how much another's clause must agree better, in tokens, and what share of it one's own may have at most."""

_ALL, _MOST = 0.9, 0.7
"""Share of the words from which another's clause has all of them, and up to which one's own has not."""

_SAYS_SOMETHING = 2
"""Words of a start that say from what a period runs."""

_SAME_START = 0.5
"""Share of the shorter of two starts that different ones may have in common."""

_GENERIC = "个"
_NEARLY = re.compile("接近|将近|差不多|大约|约|近|快到")
_ABOUT = ("左右", "上下")
_ROUGHLY = 0.1
"""Share by which a rounded figure may differ."""

_CONTRARY = ({"upper", "lower"}, {"upper", "ahead"})
_STRICT = frozenset(("more than", "less than"))


@dataclass(frozen=True, slots=True)
class Counted:
    """What is said of the figures of a claim."""

    differences: tuple[Difference, ...]
    settled: frozenset[Token]
    """Tokens of figures that surely count what they count in the source, and of their bounds, on either side."""
    alike: frozenset[Token]
    """Bounds of figures that have them on both sides, wherever they stand."""


def counted(compared: Compared) -> Counted:
    """Look what the figures of a claim count in its evidence."""
    there = figures(compared.evidence)
    reckoned = rates(compared.claim, compared.evidence)
    told = [one for one in figures(compared.claim) if compared.claim.tokens[one.start] not in reckoned]
    looked = [_reckoned(figure, there, compared) or _looked_at(figure, told, there, compared) for figure in told]
    found = (*filter(None, looked), *_frequencies(compared))
    sure = [one for one, difference in zip(told, looked, strict=True) if difference is None]
    if any(difference.kind != "derived" for difference in found):
        sure = []
    settled = reckoned.union(*(_settled(figure, there, compared) for figure in sure))
    return Counted(found, settled, frozenset[Token]().union(*(_bounds_alike(figure, there) for figure in told)))


def _settled(figure: Figure, there: Sequence[Figure], compared: Compared) -> frozenset[Token]:
    """The tokens of a figure, and of its bounds, if more speaks for its own place than for any other."""
    own, same = _own(figure, there, compared)
    if own is None:
        return frozenset()
    agreed = _agreeing(figure, own)
    is_only_share = len(same) == 1 == sum(other.is_share for other in there) and not _is_same(figure, own)
    others = max((_agreeing(figure, other) for other in there if other not in same), default=0.0)
    if not is_only_share and (agreed < _MARGIN or agreed <= others):
        return frozenset()
    bounds = (*figure.bounds, *own.bounds) if figure.side == own.side else ()
    return frozenset((*_words(compared.claim, figure), *bounds))


def _own(figure: Figure, there: Sequence[Figure], compared: Compared) -> tuple[Figure | None, Sequence[Figure]]:
    """The figure of the evidence that a figure of the claim is, and all that it may be."""
    same = [other for other in there if _is_same(figure, other)]
    same = same or [other for other in there if _follows(figure, other, _is_rough(compared, figure))]
    return max(same, key=lambda other: (_agreeing(figure, other), _fits(figure, other)), default=None), same


def _bounds_alike(figure: Figure, there: Sequence[Figure]) -> frozenset[Token]:
    """The bounds of a figure that every figure like it has in the evidence: 最多五天 and 不超过5日."""
    same = [other for other in there if _is_same(figure, other)]
    is_alike = bool(figure.side and same) and all(figure.side == other.side for other in same)
    return frozenset(token for one in (figure, *same) for token in one.bounds) if is_alike else frozenset()


def _reckoned(figure: Figure, there: Sequence[Figure], compared: Compared) -> Difference | None:
    """What is said of a figure that the evidence does not have and that follows from those that it has."""
    if any(_is_same(figure, other) for other in there) or not is_derived(figure, there, _around(compared, figure)):
        return None
    return Difference("derived", _words(compared.claim, figure))


def _looked_at(
    figure: Figure, told: Sequence[Figure], there: Sequence[Figure], compared: Compared
) -> Difference | None:
    """One figure beside all those of the evidence: what it is said of instead, or where its bound is turned round."""
    own, same = _own(figure, there, compared)
    claimed = _words(compared.claim, figure)
    if rival := _outdoing(figure, own, told, there):
        return Difference("figure of another", claimed, _words(compared.evidence, rival))
    if own is None:
        return None
    if {figure.change, own.change} == {"from", "to"}:
        return Difference("figure of another", claimed, _words(compared.evidence, own))
    if all(_starts_elsewhere(figure, other) for other in same):
        return Difference("other start", claimed, _words(compared.evidence, own))
    is_contrary = {figure.side, own.side} in _CONTRARY or _excludes_otherwise(figure, own)
    is_sure = _agreeing(figure, own) >= _MARGIN or all({figure.side, other.side} in _CONTRARY for other in same)
    return Difference("bound of figure", figure.bounds, own.bounds) if is_contrary and is_sure else None


def _words(text: Phrased, figure: Figure) -> tuple[Token, ...]:
    return text.tokens[figure.start : figure.end]


def _outdoing(figure: Figure, own: Figure | None, told: Sequence[Figure], there: Sequence[Figure]) -> Figure | None:
    """The other figure that is meant, if there is one."""
    rivals = [other for other in there if _is_rival(figure, other)]
    rival = max(rivals, key=lambda other: _agreeing(figure, other), default=None)
    if rival is None or _keeps_its_place(figure, own, rival, told):
        return None
    agreed = _agreeing(figure, own) if own else 0.0
    return rival if _is_outdone(agreed, _agreeing(figure, rival), sum(figure.words.values())) else None


def _around(compared: Compared, figure: Figure) -> str:
    """The text of the segment of the claim that a figure stands in."""
    claim = compared.claim
    own = [at for at in range(len(claim)) if claim.segments[at] == claim.segments[figure.start]]
    return compared.claim_text[claim.tokens[own[0]].start : claim.tokens[own[-1]].end + 2]


def _is_rough(compared: Compared, figure: Figure) -> bool:
    """Whether a figure of the claim is said to be near the true one: 接近四分之一."""
    first, last = compared.claim.tokens[figure.start], compared.claim.tokens[figure.end - 1]
    text = compared.claim_text
    return bool(_NEARLY.search(text, max(0, first.start - 3), first.start) or text.startswith(_ABOUT, last.end))


def _follows(one: Figure, other: Figure, is_rough: bool) -> bool:
    """Whether a bounded or rounded figure follows from an exact one: 超过六成 from 63.5%."""
    ours, theirs = _value(one), _value(other)
    if ours is None or theirs is None or ours[1] != theirs[1] or other.bounds or one.keys == other.keys:
        return False
    if is_rough:
        return abs(theirs[0] - ours[0]) <= _ROUGHLY * ours[0]
    if one.side == "lower":
        return ours[0] <= theirs[0] <= ours[0] * (1 + 2 * _ROUGHLY)
    return one.side == "upper" and ours[0] * (1 - 2 * _ROUGHLY) <= theirs[0] <= ours[0]


def _value(figure: Figure) -> tuple[float, str] | None:
    """Amount and unit; a share in per cent."""
    above, _, below = figure.keys[0].removeprefix("#").partition("/")
    if below:
        return (100 * float(above) / float(below), "%") if float(below) else None
    return (float(above), figure.keys[1]) if len(figure.keys) == 2 else None


def _keeps_its_place(figure: Figure, own: Figure | None, rival: Figure, told: Sequence[Figure]) -> bool:
    """Whether the claim has the rival too, and both fit better as they are than in each other's place."""
    other = max(
        (one for one in told if one is not figure and _is_same(one, rival)),
        key=lambda one: _agreeing(one, rival),
        default=None,
    )
    if own is None or other is None:
        return False
    kept = _agreeing(figure, own) + _agreeing(other, rival)
    return kept > _agreeing(figure, rival) + _agreeing(other, own)


def _is_outdone(own: float, theirs: float, whole: float) -> bool:
    """Whether the clause of another figure is meant: it has far more of the words, or all where one's own has not."""
    return theirs - own >= _MARGIN and (own <= _SHARE * theirs or (theirs >= _ALL * whole and own <= _MOST * whole))


def _excludes_otherwise(one: Figure, other: Figure) -> bool:
    """Whether only one of two bounds excludes the figure itself: 超过90分 for 90分以上."""
    strict = [{token.key for token in figure.bounds} <= _STRICT for figure in (one, other)]
    return bool(one.side and one.side == other.side) and strict[0] != strict[1]


def _frequencies(compared: Compared) -> list[Difference]:
    """每年 where the source says 每半年 and nowhere 每年."""
    known = {key for source in compared.sources for key in source.keys}
    claimed = tuple(token for token in compared.claim.tokens if _is_frequency(token) and token.key not in known)
    held = tuple(token for token in compared.evidence.tokens if _is_frequency(token))
    return [Difference("figure of another", claimed[:1], held[:1])] if claimed and held else []


def _is_frequency(token: Token) -> bool:
    return token.kind == "unit" and token.key.startswith("每")


def _starts_elsewhere(one: Figure, other: Figure) -> bool:
    """Whether two periods are said to run from different events."""
    least = min(len(one.since), len(other.since))
    return least >= _SAYS_SOMETHING and len(one.since & other.since) <= _SAME_START * least


def _is_same(one: Figure, other: Figure) -> bool:
    """Whether it is the same figure; 2月28日 is a part of 2025年2月28日."""
    short, long = sorted((one.keys, other.keys), key=len)
    cuts = (long[at : at + len(short)] for at in range(len(long) - len(short) + 1))
    return any(all(itertools.starmap(_is_same_part, zip(short, cut, strict=True))) for cut in cuts)


def _is_same_part(one: str, other: str) -> bool:
    """Whether two numbers are the same, or two units may be."""
    return one == other or (_GENERIC in (one, other) and not any(key.startswith("#") for key in (one, other)))


def _fits(one: Figure, other: Figure) -> bool:
    return one.keys[-1] == other.keys[-1]


def _is_rival(one: Figure, other: Figure) -> bool:
    if one.is_share and other.is_share:
        return one.keys != other.keys
    return len(one.keys) == len(other.keys) and one.keys[-1] == other.keys[-1] and one.keys != other.keys


def _agreeing(one: Figure, other: Figure) -> float:
    """Shared words of the two clauses; half as much where one says no and the other yes."""
    shared = sum(min(count, other.words[key]) for key, count in one.words.items() if key in other.words)
    return shared if one.is_denied == other.is_denied else shared / 2
