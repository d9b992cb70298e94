"""A claim beside its evidence → figures that count another thing than the source does, and bounds turned round.

What a figure counts is told by the words of its clause. It counts another thing where its own clause in the source has
little of those words and the clause of another figure of the same unit has them: 真正困难的15个, where the source says
真正困难的只有4个，其余15个都能改. It knows no grammar.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.grounding.differences import Difference
from assistant.grounding.evidence import Compared, content
from assistant.text.phrasing import Phrased
from assistant.text.wording import Token

_REACH = 16
"""Tokens on either side that can say what is counted; a clause or another figure ends it sooner."""

_LITTLE = 2
"""Tokens before a figure that say too little: 摸底312人 counts what the clause before it names."""

_MARGIN, _SHARE = 2.0, 0.5
"""By how much another's clause must agree better, in tokens, and what share of it one's own may have at most."""

_NEAR, _FARTHER = 5, 0.5
"""Tokens on either side within which a word counts in full; what one farther off or of the clause before counts."""

_ALL, _MOST = 0.9, 0.7
"""Share of the words from which another's clause has all of them, and up to which one's own has not."""

_START_REACH, _LONGEST_START = 6, 8
"""Tokens between a period and what it runs from, and of that."""

_SAME_START = 0.34
"""Share of the shorter of two starts that different ones may have in common."""

_GENERIC = "个"
_UPPER, _LOWER = frozenset(("at most", "less than", "before")), frozenset(("at least", "more than", "outside"))
_BOUND_REACH = 5
"""Tokens between a figure and what bounds it: 不少于代表总数的30%."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, or a date as one, in tokens; the words of its clause by how often they are there."""

    start: int
    end: int
    keys: tuple[str, ...]
    words: Mapping[str, float]
    bounds: tuple[Token, ...]
    is_denied: bool
    """Whether its clause is negative."""
    since: frozenset[str]
    """Words of what a period runs from: 收到反馈意见 of 自收到反馈意见之日起15日内; empty where nothing is said."""

    @property
    def is_share(self) -> bool:
        return self.keys[-1] == "%" or "/" in self.keys[0]

    @property
    def side(self) -> str:
        """Upper, lower or neither, by what bounds it."""
        keys = {token.key for token in self.bounds}
        return "upper" if keys & _UPPER else "lower" if keys & _LOWER else ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is said of the figures of a claim."""

    differences: tuple[Difference, ...]
    settled: frozenset[Token]
    """Tokens of figures that surely count what they count in the source, and of their bounds, on either side."""


def counted(compared: Compared) -> Counted:
    """Look what the figures of a claim count in its evidence."""
    there = figures(compared.evidence)
    looked = [_looked_at(figure, there, compared) for figure in figures(compared.claim)]
    found = [*(one for each in looked for one in each.differences), *_frequencies(compared)]
    settled = frozenset[Token]().union(*(each.settled for each in looked))
    return Counted(tuple(found), frozenset() if found else settled)


def _looked_at(figure: Figure, there: Sequence[Figure], compared: Compared) -> Counted:
    """One figure beside all those of the evidence."""
    same = [other for other in there if _is_same(figure, other)]
    own = max(same, key=lambda other: (_agreeing(figure, other), _fits(figure, other)), default=None)
    rivals = [other for other in there if _is_rival(figure, other)]
    rival = max(rivals, key=lambda other: _agreeing(figure, other), default=None)
    agreed = _agreeing(figure, own) if own else 0.0
    claimed = compared.claim.tokens[figure.start : figure.end]
    if rival and _is_outdone(agreed, _agreeing(figure, rival), sum(figure.words.values())):
        return _differing("figure of another", claimed, compared.evidence.tokens[rival.start : rival.end])
    if own and all(_starts_elsewhere(figure, other) for other in same):
        return _differing("other start", claimed, compared.evidence.tokens[own.start : own.end])
    if own is None or agreed < _MARGIN:
        return Counted((), frozenset())
    if {figure.side, own.side} == {"upper", "lower"}:
        return _differing("bound of figure", figure.bounds, own.bounds)
    if agreed <= max((_agreeing(figure, other) for other in there if other not in same), default=0.0):
        return Counted((), frozenset())
    bounds = (*figure.bounds, *own.bounds) if figure.side == own.side else ()
    return Counted((), frozenset((*claimed, *bounds)))


def _differing(kind: str, claimed: Sequence[Token], held: Sequence[Token]) -> Counted:
    return Counted((Difference(kind, tuple(claimed), tuple(held)),), frozenset())


def _is_outdone(own: float, theirs: float, whole: float) -> bool:
    """Whether the clause of another figure is meant: it has far more of the words, or all where one's own has not."""
    return theirs - own >= _MARGIN and (own <= _SHARE * theirs or (theirs >= _ALL * whole and own <= _MOST * whole))


def _frequencies(compared: Compared) -> list[Difference]:
    """每年 where the source says 每半年 and nowhere 每年."""
    known = {key for source in compared.sources for key in source.keys}
    claimed = tuple(token for token in compared.claim.tokens if _is_frequency(token) and token.key not in known)
    held = tuple(token for token in compared.evidence.tokens if _is_frequency(token))
    return [Difference("figure of another", claimed[:1], held[:1])] if claimed and held else []


def _is_frequency(token: Token) -> bool:
    return token.kind == "unit" and token.key.startswith("每")


def figures(text: Phrased) -> list[Figure]:
    """The figures of a text; what is numbered (第五轮) counts nothing, a criterion (35岁以下的) is one of the words."""
    spans = list(_spans(text))
    criteria = {at for start, end in spans for at in range(start, end + 1) if _is_criterion(text, end)}
    return [_figure(text, start, end, criteria) for start, end in spans]


def _spans(text: Phrased) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and text.tokens[end].kind == "number" and (end == at or not text.opens[end]):
            end += 1
            if end < len(text) and text.tokens[end].kind == "unit" and not text.opens[end]:
                end += 1
        if end > at and not (at and text.tokens[at - 1].key == "第"):
            yield at, end
        at = max(end, at + 1)


def _is_criterion(text: Phrased, end: int) -> bool:
    """Whether a bound stands behind a figure, and something else in the same breath: 35岁以下的14名."""
    behind = text.tokens[end : end + 2]
    return len(behind) == 2 and behind[0].kind == "bound" and not text.opens[end + 1]


def _figure(text: Phrased, start: int, end: int, criteria: set[int]) -> Figure:
    own = criteria - set(range(start, end + 1))
    before, behind = _before(text, start, own), _behind(text, end, own)
    words: defaultdict[str, float] = defaultdict(float)
    for at in (*_base(text, start, end, before), *behind):
        if content([text.tokens[at]]) or at in own:
            is_near = start - _NEAR <= at < end + _NEAR and text.clauses[at] == text.clauses[start]
            words[text.tokens[at].key] += 1.0 if is_near else _FARTHER
    near = (*before[:_BOUND_REACH], *behind[:2])
    bounds = tuple(text.tokens[at] for at in near if text.tokens[at].kind == "bound" and at not in own)
    negations = sum(text.tokens[at].kind == "negation" for at in (*before, *behind))
    return Figure(start, end, tuple(text.keys[start:end]), words, bounds, negations % 2 == 1, _since(text, start))


def _since(text: Phrased, start: int) -> frozenset[str]:
    at = next((at for at in range(start - 1, max(-1, start - 1 - _START_REACH), -1) if _begins_period(text, at)), None)
    if at is None:
        return frozenset()
    clause = [place for place in range(max(0, at - _LONGEST_START), at) if text.clauses[place] == text.clauses[at]]
    return frozenset(token.key for token in content([text.tokens[place] for place in clause]) if token.key != "日")


def _begins_period(text: Phrased, at: int) -> bool:
    return text.tokens[at].key in ("起", "后", "after") and text.segments[at] == text.segments[at + 1]


def _starts_elsewhere(one: Figure, other: Figure) -> bool:
    """Whether two periods are said to run from different events."""
    least = min(len(one.since), len(other.since))
    return least >= _LITTLE and len(one.since & other.since) <= _SAME_START * least


def _base(text: Phrased, start: int, end: int, before: list[int]) -> list[int]:
    """What a share is a share of, where that stands behind its bound: 不少于走访户数的三分之一."""
    is_share = text.tokens[end - 1].key == "%" or "/" in text.tokens[start].key
    base = list(itertools.takewhile(lambda at: text.tokens[at].kind != "bound", before)) if is_share else []
    return base if len(base) < len(before) and content([text.tokens[at] for at in base]) else before


def _before(text: Phrased, start: int, own: set[int]) -> list[int]:
    """The places before a figure that say what it counts, nearest first; of two clauses where its own says little."""
    found: list[int] = []
    crossed = False
    for at in range(start - 1, max(-1, start - 1 - _REACH), -1):
        if text.tokens[at].kind == "number" and at not in own:
            break
        if text.clauses[at] != text.clauses[at + 1]:
            if crossed or len(found) > _LITTLE or text.segments[at] != text.segments[start]:
                break
            crossed = True
        found.append(at)
    return found


def _behind(text: Phrased, end: int, own: set[int]) -> list[int]:
    found: list[int] = []
    for at in range(end, min(len(text), end + _REACH)):
        if text.clauses[at] != text.clauses[end - 1] or (text.tokens[at].kind == "number" and at not in own):
            break
        found.append(at)
    return found


def _is_same(one: Figure, other: Figure) -> bool:
    """Whether it is the same figure; 2月28日 is a part of 2025年2月28日."""
    short, long = sorted((one.keys, other.keys), key=len)
    cuts = (long[at : at + len(short)] for at in range(len(long) - len(short) + 1))
    return any(all(a == b or _GENERIC in (a, b) for a, b in zip(short, cut, strict=True)) for cut in cuts)


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
