"""A text → its figures, each with the words of its clause that tell what it counts. Compares nothing."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.grounding.weighing import content
from assistant.text.phrasing import Phrased
from assistant.text.wording import Token

_REACH = 16
"""Tokens on either side that can say what is counted; a clause or another figure ends it sooner."""

_LITTLE = 2
"""Tokens before a figure that say too little: 摸底312人 counts what the clause before it names."""

_NEAR, _FARTHER = 5, 0.5
"""Tokens on either side within which a word counts in full; what one farther off or of the clause before counts."""

_START_REACH, _LONGEST_START = 6, 8
"""Tokens between a period and what it runs from, and of that."""

_FROM, _TO = ("from", "agent"), ("until", "is")
_PERIODS = frozenset(("日", "工作日", "个月", "周", "小时"))
_UPPER, _LOWER = frozenset(("at most", "less than", "before")), frozenset(("at least", "more than", "outside", "起"))
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

    change: str
    """Which end of a change it is: `from` is 11种 of 由11种减到5种, `to` is the other, else empty."""

    @property
    def is_share(self) -> bool:
        return self.keys[-1] == "%" or "/" in self.keys[0]

    @property
    def side(self) -> str:
        """Upper, lower, ahead (进驻15日前) or none of these, by what bounds it."""
        keys = {token.key for token in self.bounds}
        if "before" in keys and self.keys[-1] in _PERIODS and len(self.keys) == 2:
            return "ahead"
        return "upper" if keys & _UPPER else "lower" if keys & _LOWER else ""


def figures(text: Phrased) -> list[Figure]:
    """The figures of a text; what is numbered (第五轮) counts nothing, a criterion (35岁以下的) is one of the words."""
    spans = list(_spans(text))
    criteria = {at for start, end in spans for at in range(start, end + 1) if _is_criterion(text, end)}
    changes = dict(_changes(text, spans))
    return [_figure(text, start, end, criteria, changes.get(start)) for start, end in spans]


def _changes(text: Phrased, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where either figure of a change begins, with where the first of them does: 由11种减到5种."""
    for (start, end), (other, _) in itertools.pairwise(spans):
        begins = start > 0 and text.tokens[start - 1].key in _FROM and text.clauses[start] == text.clauses[other]
        if begins and end < other and text.tokens[other - 1].key in _TO:
            yield from ((start, start), (other, start))


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


def _figure(text: Phrased, start: int, end: int, criteria: set[int], changed: int | None) -> Figure:
    own = criteria - set(range(start, end + 1))
    behind = _behind(text, _end_of_row(text, end), own)
    change = "" if changed is None else "from" if changed == start else "to"
    first = start if changed is None else changed
    before = _before(text, start, own, first, len(content([text.tokens[at] for at in behind])))
    words: defaultdict[str, float] = defaultdict(float)
    for at in (*_base(text, start, end, before), *behind):
        if content([text.tokens[at]]) or at in own:
            is_near = first - _NEAR <= at < end + _NEAR and text.clauses[at] == text.clauses[start]
            words[text.tokens[at].key] += 1.0 if is_near else _FARTHER
    near = [at for at in before[:_BOUND_REACH] if text.tokens[at - 1].kind != "unit" or text.opens[at]]
    near += [at for at in behind[:2] if at + 1 == len(text) or text.tokens[at + 1].kind != "number"]
    bounds = tuple(text.tokens[at] for at in near if text.tokens[at].kind == "bound" and at not in own)
    bounds += tuple(
        text.tokens[at] for at in behind[:1] if text.tokens[at].key == "起" and len(text.keys[start:end]) > 2
    )
    since = _since(text, start) if _is_period(text.keys[start:end]) else frozenset()
    negations = sum(text.tokens[at].kind == "negation" for at in (*before, *behind))
    return Figure(start, end, tuple(text.keys[start:end]), words, bounds, negations % 2 == 1, since, change)


def _is_period(keys: Sequence[str]) -> bool:
    return len(keys) == 2 and keys[1] in _PERIODS


def _since(text: Phrased, start: int) -> frozenset[str]:
    at = next((at for at in range(start - 1, max(-1, start - 1 - _START_REACH), -1) if _begins_period(text, at)), None)
    if at is None:
        return frozenset()
    clause = [place for place in range(max(0, at - _LONGEST_START), at) if text.clauses[place] == text.clauses[at]]
    since = max((place for place in clause if text.tokens[place].key == "from"), default=-1)
    found = content([text.tokens[place] for place in clause if place > since])
    return frozenset(token.key for token in found if token.key != "日")


def _begins_period(text: Phrased, at: int) -> bool:
    return text.tokens[at].key in ("起", "后", "after") and text.segments[at] == text.segments[at + 1]


def _base(text: Phrased, start: int, end: int, before: list[int]) -> list[int]:
    """What a share is a share of, where that stands behind its bound: 不少于走访户数的三分之一."""
    is_share = text.tokens[end - 1].key == "%" or "/" in text.tokens[start].key
    base = list(itertools.takewhile(lambda at: text.tokens[at].kind != "bound", before)) if is_share else []
    return base if len(base) < len(before) and content([text.tokens[at] for at in base]) else before


def _before(text: Phrased, start: int, own: set[int], first: int, said: int) -> list[int]:
    """The places before a figure that say what it counts, nearest first; of two clauses where its own says little.

    `said` characters stand behind it. Of a change both figures have what stands before the `first`.
    """
    found: list[int] = []
    crossed = False
    for at in range(start - 1, max(-1, start - 1 - _REACH), -1):
        if text.tokens[at].kind == "number" and at not in own and at < first:
            break
        if text.clauses[at] != text.clauses[at + 1]:
            if crossed or len(found) + said > _LITTLE or text.segments[at] != text.segments[start]:
                break
            crossed = True
        found.append(at)
    return found


def _end_of_row(text: Phrased, end: int) -> int:
    """Where the last of the figures ends that are told together: 三类、四类会议 are both meetings."""
    at = end + (end < len(text) and text.tokens[end].key in ("and", "or"))
    following = text.tokens[at : at + 2]
    is_row = len(following) == 2 and following[0].kind == "number" and following[1].key == text.tokens[end - 1].key
    return _end_of_row(text, at + 2) if is_row and text.clauses[at] == text.clauses[end - 1] else end


def _behind(text: Phrased, end: int, own: set[int]) -> list[int]:
    found: list[int] = []
    for at in range(end, min(len(text), end + _REACH)):
        is_other = text.clauses[at] != text.clauses[end - 1] or text.opens[at]
        if is_other or (text.tokens[at].kind == "number" and at not in own):
            break
        found.append(at)
    return found
