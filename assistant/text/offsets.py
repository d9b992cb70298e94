"""Repaired text ↔ original text: for every character the stretch of the original it came from.

What comes in is a list of replacements, what goes out is an `OffsetMap` that composes with others and is stored as
a few rows. It knows nothing of what the characters are or why they changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]


class Replacement(NamedTuple):
    """`text[start:end]` gives way to `new` (positions in characters, half-open).

    `spans` may say for each new character which stretch of `text` it came from; such stretches lie inside
    `[start, end)`, may overlap, and neither their starts nor their ends ever decrease.
    """

    start: int
    end: int
    new: str
    spans: tuple[tuple[int, int], ...] | None = None


class OffsetMap:
    """Character `i` of the repaired text came from `original[starts[i]:ends[i]]`; both arrays never decrease.

    Without arrays the map is the identity, which costs nothing however long the text is.
    """

    __slots__ = ("_ends", "_starts", "length", "original_length")

    def __init__(
        self, length: int, original_length: int, starts: Positions | None = None, ends: Positions | None = None
    ) -> None:
        if starts is None and length != original_length:
            raise ValueError(f"an identity map needs equal lengths, got {length} and {original_length}")
        self.length = length
        self.original_length = original_length
        self._starts = starts
        self._ends = ends

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """The map of a text of `length` characters that nothing has changed."""
        return cls(length, length)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OffsetMap) and self.to_rows() == other.to_rows() and self._lengths == other._lengths

    def __hash__(self) -> int:
        return hash(self._lengths)

    @property
    def _lengths(self) -> tuple[int, int]:
        return self.length, self.original_length

    def span_to_original(self, start: int, end: int) -> tuple[int, int]:
        r"""The stretch of the original that `repaired[start:end]` came from. An empty span stays empty.

        >>> _, offsets = replace("甲\r\n乙", [Replacement(1, 3, "\n")])
        >>> offsets.span_to_original(1, 3)
        (1, 4)
        """
        if not 0 <= start <= end <= self.length:
            raise ValueError(f"[{start}, {end}) is no span of a text of {self.length} characters")
        if self._starts is None or self._ends is None:
            return start, end
        if start == end:
            at = int(self._starts[start]) if start < self.length else self.original_length
            return at, at
        return int(self._starts[start]), int(self._ends[end - 1])

    def span_from_original(self, start: int, end: int) -> tuple[int, int]:
        r"""The stretch of the repaired text that came from `original[start:end]`; empty where nothing of it is left.

        >>> _, offsets = replace("甲\r\n乙", [Replacement(1, 3, "\n")])
        >>> offsets.span_from_original(3, 4)
        (2, 3)
        """
        if not 0 <= start <= end <= self.original_length:
            raise ValueError(f"[{start}, {end}) is no span of a text of {self.original_length} characters")
        if self._starts is None or self._ends is None:
            return start, end
        first = int(np.searchsorted(self._ends, start, side="right"))
        behind = int(np.searchsorted(self._starts, end, side="left"))
        return first, max(first, behind)

    def compose(self, inner: OffsetMap) -> OffsetMap:
        """`self` maps a text to a middle one and `inner` the middle one to the original: the map of both steps."""
        if self.original_length != inner.length:
            raise ValueError(f"the maps do not meet: {self.original_length} and {inner.length} characters")
        if self._starts is None or self._ends is None:
            return inner
        if inner._starts is None or inner._ends is None:
            return OffsetMap(self.length, inner.original_length, self._starts, self._ends)
        inner_starts = np.append(inner._starts, inner.original_length)
        inner_ends = np.append(inner._ends, inner.original_length)
        starts = inner_starts[self._starts]
        inserted = self._starts == self._ends
        ends = np.where(inserted, starts, inner_ends[self._ends - 1])
        return OffsetMap(self.length, inner.original_length, starts, ends)

    def to_rows(self) -> list[list[int]]:
        """The map in runs, for storage: `[length, original_start, original_end]`.

        A run whose two lengths are equal goes character by character; in any other, each character has the whole
        stretch. An identity map has no rows.
        """
        if self._starts is None or self._ends is None:
            return []
        rows: list[list[int]] = []
        for start, end in zip(self._starts.tolist(), self._ends.tolist(), strict=True):
            if rows and _continues(rows[-1], start, end):
                rows[-1][0] += 1
                rows[-1][2] = end
            else:
                rows.append([1, start, end])
        return rows

    @classmethod
    def from_rows(cls, rows: Iterable[Sequence[int]], length: int, original_length: int) -> OffsetMap:
        """The map that `to_rows` described; `length` and `original_length` in characters."""
        starts: list[int] = []
        ends: list[int] = []
        for count, start, end in rows:
            if count == end - start:
                starts.extend(range(start, end))
                ends.extend(range(start + 1, end + 1))
            else:
                starts.extend([start] * count)
                ends.extend([end] * count)
        if not starts and length == original_length:
            return cls.identity(length)
        return cls(length, original_length, np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64))


def replace(text: str, replacements: Sequence[Replacement]) -> tuple[str, OffsetMap]:
    """Apply sorted, non-overlapping replacements; the new text and the map from it back to `text`.

    Without spans of its own a replacement of equal length keeps one span a character; in any other each new character
    gets the whole replaced stretch. Raises ValueError where replacements overlap or are out of order.
    """
    if not replacements:
        return text, OffsetMap.identity(len(text))
    pieces: list[str] = []
    origins: list[tuple[Positions, Positions]] = []
    position = 0
    for replacement in replacements:
        start, end, new, _ = replacement
        if not position <= start <= end <= len(text):
            raise ValueError(f"replacement [{start}, {end}) overlaps the one before it or leaves the text")
        pieces += [text[position:start], new]
        origins += [_kept(position, start), _replaced(replacement)]
        position = end
    pieces.append(text[position:])
    origins.append(_kept(position, len(text)))
    replaced = "".join(pieces)
    starts, ends = (np.concatenate(positions) for positions in zip(*origins, strict=True))
    return replaced, OffsetMap(len(replaced), len(text), starts, ends)


def _kept(start: int, end: int) -> tuple[Positions, Positions]:
    """Where each character of a stretch begins and ends that stays as it is."""
    return np.arange(start, end, dtype=np.int64), np.arange(start + 1, end + 1, dtype=np.int64)


def _replaced(replacement: Replacement) -> tuple[Positions, Positions]:
    """For each new character where the stretch begins and ends that it came from."""
    start, end, new, spans = replacement
    if spans is not None:
        _check_spans(start, end, new, spans)
        both = np.array(spans, dtype=np.int64).reshape(-1, 2)
        return both[:, 0], both[:, 1]
    if len(new) == end - start:
        return _kept(start, end)
    return np.full(len(new), start, dtype=np.int64), np.full(len(new), end, dtype=np.int64)


def _check_spans(start: int, end: int, new: str, spans: Sequence[tuple[int, int]]) -> None:
    previous = (start, start)
    for span in spans:
        if not (previous[0] <= span[0] <= span[1] <= end and previous[1] <= span[1]):
            raise ValueError(f"span {span} decreases or leaves the replacement [{start}, {end})")
        previous = span
    if len(spans) != len(new):
        raise ValueError(f"{len(new)} new characters need as many spans, got {len(spans)}")


def _continues(run: list[int], start: int, end: int) -> bool:
    """Whether a character from `[start, end)` carries on a run that goes character by character."""
    count, run_start, run_end = run
    return end - start == 1 and start == run_end and count == run_end - run_start
