"""Text → its tokens with the clause and the segment each stands in, and whether a mark stands before it.

A clause ends at ，：, a segment at ；。 and line ends. So it can be told whether two words belong together or
were taken from two statements. Several stretches can be joined into one; their clauses stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.text.wording import Token, tokens

_CLAUSE = re.compile(r"[，,：:]")
_SEGMENT = re.compile(r"[；;。！？\n]")
_MARK = re.compile(r"[，,；;。：:、！？\n（）()“”]")
_WHEN = re.compile(r"的\s*[，,]")
_LEAD_IN = re.compile(r"[：:]\s*(?:[\n（(]|$)")


@dataclass(frozen=True, slots=True)
class Phrased:
    """Tokens, and for each of them what the lists of the same length say."""

    tokens: tuple[Token, ...]
    clauses: tuple[int, ...]
    """Number of the clause."""
    segments: tuple[int, ...]
    """Number of the segment."""
    leads: tuple[bool, ...]
    """Whether it stands in what introduces a list: 履行下列职责："""
    whens: tuple[bool, ...]
    """Whether it stands in a clause that says in which case: 重复三次以上的，."""
    opens: tuple[bool, ...]
    """Whether a mark, or nothing, stands right before it."""

    @property
    def keys(self) -> list[str]:
        return [token.key for token in self.tokens]

    def __len__(self) -> int:
        return len(self.tokens)

    def part(self, start: int, stop: int) -> Phrased:
        """The tokens from `start` up to `stop`."""
        cut = slice(start, stop)
        return Phrased(
            self.tokens[cut],
            self.clauses[cut],
            self.segments[cut],
            self.leads[cut],
            self.whens[cut],
            self.opens[cut],
        )


def joined(parts: Iterable[Phrased]) -> Phrased:
    """Stretches one behind the other, each beginning a clause and a segment of its own."""
    lists: tuple[list[Token], list[int], list[int], list[bool], list[bool], list[bool]] = ([], [], [], [], [], [])
    clause = segment = 0
    for part in parts:
        if not len(part):
            continue
        lists[0].extend(part.tokens)
        lists[1].extend(clause + own - part.clauses[0] for own in part.clauses)
        lists[2].extend(segment + own - part.segments[0] for own in part.segments)
        lists[3].extend(part.leads)
        lists[4].extend(part.whens)
        lists[5].extend((True, *part.opens[1:]))
        clause, segment = lists[1][-1] + 1, lists[2][-1] + 1
    found, clauses, segments, leads, whens, opens = lists
    return Phrased(tuple(found), tuple(clauses), tuple(segments), tuple(leads), tuple(whens), tuple(opens))


@lru_cache(maxsize=512)
def phrased(text: str) -> Phrased:
    """The tokens of a text, each in its clause and segment."""
    found = tokens(text)
    clauses: list[int] = []
    segments: list[int] = []
    opens: list[bool] = []
    introducing: set[int] = set()
    cases: set[int] = set()
    clause = segment = end = 0
    for token in found:
        between = text[end : token.start]
        opens.append(not clauses or _MARK.search(between) is not None)
        if clauses and _LEAD_IN.search(between):
            introducing.add(segment)
        if clauses and _WHEN.search(between):
            cases.add(clause)
        if clauses and _SEGMENT.search(between):
            clause, segment = clause + 1, segment + 1
        elif clauses and _CLAUSE.search(between):
            clause += 1
        clauses.append(clause)
        segments.append(segment)
        end = token.end
    if found and _LEAD_IN.search(text[end:]):
        introducing.add(segment)
    leads = tuple(number in introducing for number in segments)
    whens = tuple(number in cases for number in clauses)
    return Phrased(found, tuple(clauses), tuple(segments), leads, whens, tuple(opens))
