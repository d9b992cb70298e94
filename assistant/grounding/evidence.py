"""A claim and its sources → the few sentences that speak of what it says. Judges nothing.

A window is up to three sentences in a row, an item together with what introduces its list. It is chosen by the pairs
of neighbouring tokens it shares with the claim, so irrelevant text around it changes nothing. Where no one place holds
the claim, each of its clauses brings its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.grounding.moves import moved
from assistant.grounding.weighing import Pair, pairs, total
from assistant.text.alignment import Block, align
from assistant.text.phrasing import Phrased, joined, phrased
from assistant.text.sentences import Span, sentences

MOST_SENTENCES = 3
_LONGEST_PIECE = 300
"""Tokens; a longer sentence is a list, and is cut at its clauses."""

_PAIRS_COUNT, _KEYS_COUNT = 0.7, 0.3
_SENTENCE_COSTS, _TOKEN_COSTS, _LEAD_COSTS = 0.025, 0.0004, 0.01
"""What a window pays for its size: of two that hold the claim, the smaller is the evidence."""

_WELL_COVERED = 0.9
_MUST_GAIN = 0.6
"""Share of what was uncovered that may remain for several places to be taken together."""

_SHORTEST_CLAUSE = 5
"""Tokens; less than that has no place of its own."""

_ITEM = re.compile(r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．]|[一二三四五六七八九十]{1,2}是)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a source, in tokens, and the piece that introduces the list it is an item of."""

    start: int
    stop: int
    lead: int | None
    keys: frozenset[str]
    pairs: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Source:
    """A source text, read."""

    text: str
    phrased: Phrased
    keys: tuple[str, ...]
    known: frozenset[str]
    pairs: frozenset[Pair]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Where in a source evidence stands: pieces by number."""

    source: Source
    pieces: tuple[int, ...]
    skipped: int = 0
    """Tokens at the beginning that say nothing of the claim."""

    @property
    def text(self) -> str:
        found = self.phrased.tokens
        return self.source.text[min(token.start for token in found) : max(token.end for token in found)]

    @property
    def phrased(self) -> Phrased:
        own = self.source.pieces
        whole = joined(self.source.phrased.part(own[at].start, own[at].stop) for at in self.pieces)
        return whole.part(self.skipped, len(whole))


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim laid beside its evidence."""

    claim: Phrased
    claim_text: str
    sources: tuple[Source, ...]
    windows: tuple[Window, ...]
    evidence: Phrased
    blocks: tuple[Block, ...]
    """What both have in the same order."""
    moved: tuple[Block, ...]
    """What both have besides, in another order."""

    @property
    def is_joined(self) -> bool:
        """Whether the evidence comes from several places."""
        return len(self.windows) > 1

    @property
    def covered(self) -> float:
        """Weighted share of the claim that the evidence holds."""
        return _covered(self.claim, (*self.blocks, *self.moved))


@lru_cache(maxsize=512)
def source(text: str) -> Source:
    """Read a source text."""
    whole = phrased(text)
    keys = tuple(whole.keys)
    return Source(text, whole, keys, frozenset(keys), frozenset(pairs(keys)), tuple(_pieces(text, whole, keys)))


def compare(claim_text: str, sources: Sequence[Source]) -> Compared:
    """Lay a claim beside the place that holds most of it; beside several, where its clauses come from several."""
    claim = phrased(claim_text)
    best = _best_window(claim, sources)
    windows: tuple[Window, ...] = (_narrowed(claim, best),) if best else ()
    evidence = joined(window.phrased for window in windows)
    blocks = tuple(align(claim.tokens, evidence.tokens))
    covered = _covered(claim, blocks)
    if covered < _WELL_COVERED:
        several = _windows_by_clause(claim, sources)
        together = joined(window.phrased for window in several)
        theirs = tuple(align(claim.tokens, together.tokens))
        if several not in ((), windows) and 1 - _covered(claim, theirs) < _MUST_GAIN * (1 - covered):
            windows, evidence, blocks = several, together, theirs
    elsewhere = tuple(moved(claim, claim_text, evidence, blocks))
    return Compared(claim, claim_text, tuple(sources), windows, evidence, blocks, elsewhere)


def _narrowed(claim: Phrased, window: Window) -> Window:
    """Without the first clauses of a window where what follows holds as much of the claim."""
    evidence, keys = window.phrased, set(claim.keys)
    wanted = pairs(claim.keys)
    start = 0
    for at in range(len(evidence) - 1, 0, -1):
        begins = evidence.clauses[at] != evidence.clauses[at - 1]
        in_case = evidence.segments[at] == evidence.segments[at - 1] and evidence.whens[at - 1]
        if begins and not in_case and not evidence.leads[0]:
            rest, before = evidence.keys[at:], evidence.keys[:at]
            lost = (wanted & pairs(before)) - pairs(rest)
            if len(lost) <= 1 and not (keys & set(before)) - set(rest):
                start = at
                break
    return replace(window, skipped=start)


def stands_whole(claim: Phrased, sources: Sequence[Source]) -> Window | None:
    """Where a source has the claim token by token between two marks, so that nothing before or behind belongs to it."""
    keys = tuple(claim.keys)
    for one in sorted(sources, key=lambda source: source.text):
        opens = (*one.phrased.opens, True)
        for at in range(len(one.keys) - len(keys) + 1):
            end = at + len(keys)
            if one.keys[at] == keys[0] and opens[at] and opens[end] and one.keys[at:end] == keys:
                return Window(
                    one, tuple(n for n, piece in enumerate(one.pieces) if piece.start < end and at < piece.stop)
                )
    return None


def _covered(claim: Phrased, blocks: Sequence[Block]) -> float:
    held = sum(total(claim.tokens[block.left : block.left_end]) for block in blocks)
    return held / (total(claim.tokens) or 1.0)


def _pieces(text: str, whole: Phrased, keys: Sequence[str]) -> Iterator[Piece]:
    starts = [token.start for token in whole.tokens]
    number, lead = 0, None
    for span in sentences(text):
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if first == last:
            continue
        is_item = _ITEM.match(text, span.start, span.end) is not None
        for start, stop in _cut(whole, first, last):
            own = keys[start:stop]
            yield Piece(start, stop, lead if is_item else None, frozenset(own), frozenset(pairs(own)))
            number += 1
        if text[span.start : span.end].rstrip()[-1:] in ("：", ":"):
            lead = number - 1
        elif not is_item:
            lead = None


def _cut(whole: Phrased, start: int, stop: int) -> Iterator[Span]:
    """A sentence as it is, or cut at clauses where it is too long."""
    while stop - start > _LONGEST_PIECE:
        limit = start + _LONGEST_PIECE
        at = next((at for at in range(limit, start, -1) if whole.clauses[at] != whole.clauses[at - 1]), limit)
        yield Span(start, at)
        start = at
    yield Span(start, stop)


def _best_window(claim: Phrased, sources: Sequence[Source]) -> Window | None:
    """The window that holds most of the claim; of equals the one whose text comes first in the alphabet."""
    keys = claim.keys
    wanted_pairs, wanted = pairs(keys), set(keys)
    best: tuple[float, str, Window] | None = None
    for one in sources:
        for score, pieces in _scored(one, wanted_pairs, wanted):
            if best is None or score > best[0] or (score == best[0] and one.text < best[1]):
                best = (score, one.text, Window(one, pieces))
    return best[2] if best else None


def _scored(one: Source, wanted_pairs: set[Pair], wanted: set[str]) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Every window that begins with something of the claim, with how much of it the window holds."""
    hits = [(wanted_pairs & piece.pairs, wanted & piece.keys) for piece in one.pieces]
    for first, piece in enumerate(one.pieces):
        if not hits[first][1]:
            continue
        lead = () if piece.lead is None else (piece.lead,)
        held_pairs: set[Pair] = set().union(*(hits[at][0] for at in lead))
        held: set[str] = set().union(*(hits[at][1] for at in lead))
        for last in range(first, min(len(hits), first + MOST_SENTENCES)):
            held_pairs |= hits[last][0]
            held |= hits[last][1]
            size = one.pieces[last].stop - piece.start
            score = _PAIRS_COUNT * len(held_pairs) / max(1, len(wanted_pairs)) + _KEYS_COUNT * len(held) / len(wanted)
            score -= _SENTENCE_COSTS * (last - first) + _TOKEN_COSTS * size + (_LEAD_COSTS if lead else 0.0)
            yield round(score, 9), (*lead, *range(first, last + 1))


def _windows_by_clause(claim: Phrased, sources: Sequence[Source]) -> tuple[Window, ...]:
    """The window of each clause, in the order of the clauses; those that overlap are one."""
    cuts = [0]
    for at in range(1, len(claim)):
        begins = claim.clauses[at] != claim.clauses[at - 1]
        if begins and at - cuts[-1] >= _SHORTEST_CLAUSE and len(claim) - at >= _SHORTEST_CLAUSE:
            cuts.append(at)
    if len(cuts) == 1:
        return ()
    found = [_best_window(claim.part(*cut), sources) for cut in zip(cuts, [*cuts[1:], len(claim)], strict=True)]
    merged: list[Window] = []
    for window in filter(None, found):
        same = [other for other in merged if _overlap(window, other)]
        if not same:
            merged.append(window)
            continue
        pieces = {at for one in (window, *same) for at in one.pieces}
        merged[merged.index(same[0])] = Window(window.source, tuple(sorted(pieces)))
        merged = [other for other in merged if other not in same[1:]]
    return tuple(merged)


def _overlap(one: Window, other: Window) -> bool:
    """Whether two windows share a piece or stand side by side: in the order of the source they are one."""
    beside = {at + step for at in other.pieces for step in (-1, 0, 1)}
    return one.source.text == other.source.text and not beside.isdisjoint(one.pieces)
