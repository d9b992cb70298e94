"""Is anything left of a document in a folder? Its text in four encodings, its vectors in three, byte by byte.

Text is looked for in windows of eight characters, one every four: whatever is left of twelve characters or more is
found. Windows that another document holds too prove nothing and are left out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WINDOW = 8
STEP = 4
_FEWEST_DISTINCT = 4
"""Windows of fewer different characters, such as dots to a page number, are in any file."""

_FLOATS_BYTES = 32
_MOST_ZEROS = 16
"""Bytes of a piece of a vector; one with more zeros than this says nothing."""

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_EVERY_BIT = np.uint64(0xFFFFFFFFFFFFFFFF)
_LEADING_BITS = np.uint64(0xFFFFFF00FFFFFF00)

_BLOCK_BYTES = 16 * 2**20
_LONGEST = 128


@dataclass(frozen=True, slots=True)
class Trace:
    """Something of a document that was found in a file."""

    path: str
    kind: str
    """text or vector."""
    count: int


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched, and what was found."""

    files: int
    bytes: int
    patterns: int
    traces: tuple[Trace, ...]


@dataclass(frozen=True, slots=True)
class Needles:
    """What is looked for: each pattern with its kind."""

    exact: Mapping[bytes, str]
    rounded: Mapping[bytes, str]
    """Runs of 32-bit floats without the last eight bits of each, since who scales a vector rounds it as he likes."""

    def __len__(self) -> int:
        return len(self.exact) + len(self.rounded)

    def __or__(self, other: Needles) -> Needles:
        return Needles({**self.exact, **other.exact}, {**self.rounded, **other.rounded})

    def without(self, other: Needles) -> Needles:
        """These but those."""
        return Needles(
            {needle: kind for needle, kind in self.exact.items() if needle not in other.exact},
            {needle: kind for needle, kind in self.rounded.items() if needle not in other.rounded},
        )


def windows(text: str) -> frozenset[str]:
    """The pieces of a text that are looked for."""
    return _telling(text, STEP)


def every_window(text: str) -> frozenset[str]:
    """The pieces of a text by which words of it are known wherever somebody began to copy."""
    return _telling(text, 1)


def _telling(text: str, step: int) -> frozenset[str]:
    pieces = (text[at : at + WINDOW] for at in range(0, max(1, len(text) - WINDOW + 1), step))
    return frozenset(piece for piece in pieces if len(piece) == WINDOW and len(set(piece)) >= _FEWEST_DISTINCT)


def shared_windows(wanted: frozenset[str], text: str) -> frozenset[str]:
    """Those of the wanted pieces that a text holds, at whatever place."""
    return wanted.intersection(text[at : at + WINDOW] for at in range(len(text) - WINDOW + 1))


def text_needles(pieces: Iterable[str]) -> Needles:
    """Pieces of text as they may be written."""
    needles = {}
    for piece in pieces:
        for encoding in _ENCODINGS:
            needles[piece.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")] = "text"
        needles[json.dumps(piece)[1:-1].encode("ascii")] = "text"
    return Needles(needles, {})


def vector_needles(vectors: NDArray[np.float16]) -> Needles:
    """Four pieces of each vector: as the catalogue stores it, as Chroma is given it, and scaled as Chroma stores it."""
    single = vectors.astype(np.float32)
    lengths = np.linalg.norm(single, axis=1, keepdims=True)
    scaled = single / np.where(lengths == 0, 1, lengths)
    return Needles(
        {piece: "vector" for row in vectors for piece in _pieces(row.tobytes())},
        {_rounded(piece): "vector" for rows in (single, scaled) for row in rows for piece in _pieces(row.tobytes())},
    )


def search(home: Path, needles: Needles) -> Searched:
    """Every file below a folder, whole."""
    scanner = Scanner(needles)
    files, size = 0, 0
    traces = []
    for path in sorted(each for each in home.rglob("*") if each.is_file()):
        found: Counter[str] = Counter()
        for block in _blocks(path):
            found.update(scanner.kinds_in(block))
        files += 1
        size += path.stat().st_size
        traces += [Trace(path.relative_to(home).as_posix(), kind, count) for kind, count in sorted(found.items())]
    return Searched(files, size, len(needles), tuple(traces))


class Scanner:
    """Many patterns at once over many bytes: by the first eight bytes of each, which a table knows."""

    def __init__(self, needles: Needles) -> None:
        self._exact = _Table(needles.exact, _EVERY_BIT)
        self._rounded = _Table(needles.rounded, _LEADING_BITS)

    def kinds_in(self, data: bytes) -> Counter[str]:
        """How often patterns of each kind occur."""
        found = Counter(self._exact.matches(data, lambda at, needle: data.startswith(needle, at)))
        found.update(self._rounded.matches(data, lambda at, needle: _rounded(data[at : at + len(needle)]) == needle))
        return found


class _Table:
    """Patterns by their first eight bytes, of which some bits may not count."""

    _BITS = 20
    _FACTOR = np.uint64(0x9E3779B97F4A7C15)

    def __init__(self, needles: Mapping[bytes, str], mask: np.uint64) -> None:
        self._mask = mask
        self._needles: dict[int, list[tuple[bytes, str]]] = {}
        for needle, kind in needles.items():
            first = int.from_bytes(needle[:8], "little") & int(mask)
            self._needles.setdefault(first, []).append((needle, kind))
        self._firsts = np.array(sorted(self._needles), dtype=np.uint64)
        self._table = np.zeros(1 << self._BITS, dtype=bool)
        self._table[self._hashes(self._firsts)] = True

    def matches(self, data: bytes, holds: Callable[[int, bytes], bool]) -> Iterator[str]:
        """The kind of each pattern for which `holds(place, pattern)`."""
        if not len(self._firsts):
            return
        for shift in range(min(8, max(0, len(data) - 7))):
            words = np.frombuffer(data, dtype="<u8", offset=shift, count=(len(data) - shift) // 8) & self._mask
            likely = np.flatnonzero(self._table[self._hashes(words)])
            places = np.minimum(np.searchsorted(self._firsts, words[likely]), len(self._firsts) - 1)
            for at in likely[self._firsts[places] == words[likely]]:
                start = int(at) * 8 + shift
                yield from (kind for needle, kind in self._needles[int(words[at])] if holds(start, needle))

    def _hashes(self, words: NDArray[np.uint64]) -> NDArray[np.uint64]:
        with np.errstate(over="ignore"):
            return (words * self._FACTOR) >> np.uint64(64 - self._BITS)


def _rounded(floats: bytes) -> bytes:
    """Floats without their last eight bits."""
    whole = floats[: len(floats) // 8 * 8]
    return (np.frombuffer(whole, dtype="<u8") & _LEADING_BITS).tobytes()


def _pieces(data: bytes) -> Iterator[bytes]:
    for quarter in range(4):
        at = len(data) * quarter // 4 // 8 * 8
        piece = data[at : at + _FLOATS_BYTES]
        if len(piece) == _FLOATS_BYTES and piece.count(0) <= _MOST_ZEROS:
            yield piece


def _blocks(path: Path) -> Iterator[bytes]:
    """A file in blocks that overlap, so that no pattern falls between two."""
    with path.open("rb") as file:
        tail = b""
        while data := file.read(_BLOCK_BYTES):
            yield tail + data
            tail = (tail + data)[-_LONGEST + 1 :]
