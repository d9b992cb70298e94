"""Which documents say the same, which passages repeat one another: texts in, digests, signatures and groups out.

A signature is a MinHash of a text's shingles and how many of them there are; from two signatures follow similarity and
containment without either text. A rule is a duplicate only of the very same text, since its editions may differ by one
figure. Nothing here knows files, titles, dates or the store.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SHINGLE = 5
"""Characters: a copy with one slip in a hundred characters is alike by 0.91; with shingles of 7 it would be by 0.87."""

NEAR = 0.85
"""Estimated Jaccard from which two texts, neither of them a rule, are near-duplicates."""

REPEATED = 0.9
"""Share of a passage's shingles found in one earlier passage, from which it says nothing new."""

_PERMUTATIONS = 256
"""Standard error of an estimate: at most 0.031, 0.017 at the threshold of near-duplicates."""
_SEED = 1
_BANDS = 32
"""Of 8 values each: one in 30,000 pairs at the threshold is missed; every other pair at 0.6 is compared in vain."""
_HEAD = np.dtype("<u4").itemsize
_BYTES = _HEAD * (1 + _PERMUTATIONS)
_BATCH = 20_000
"""Pairs compared at once: bounds memory at about 20 MB."""
_COLUMNS = 4096
"""Shingles permuted at once: 4 MB, which stay near the processor."""

_MULTIPLIER = 0x9E3779B97F4A7C15
"""Odd, with bits well spread (2**64 by the golden ratio): neighbouring code points land far apart."""

_COMMON_MARKS = re.compile(r"[\s，。、；：（）“”《》]+")
"""Taken out first: without them most Chinese text is in normal form already, and folding takes half the time."""
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_NUMERALS = "〇零一二两三四五六七八九十百千万亿"
_WEIGHTY = re.compile(rf"\d+(?:\.\d+)?|[{_NUMERALS}]+|[不未无非勿]")
"""Figures and negations: a passage that differs in one of these is no repetition, however long it is."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a document's text to find its duplicates."""

    id: str
    digest: str
    """`text_digest` of its text."""
    signature: bytes
    is_rule: bool


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Documents that say the same."""

    ids: tuple[str, ...]
    """In order; at least two."""
    same_text: bool
    """Whether all have the very same text; otherwise some are near-duplicates only."""


def folded(text: str) -> str:
    """The letters, digits and Han of a text, width and case unified: what stays the same from one format to another.

    >>> folded("第１条　本办法，自 2024年 施行。")
    '第1条本办法自2024年施行'
    """
    return _NOT_ALPHANUMERIC.sub("", unicodedata.normalize("NFKC", _COMMON_MARKS.sub("", text)).casefold())


def text_digest(text: str) -> str:
    """Digest of the folded text: equal for the same text in another format."""
    return sha256(folded(text).encode()).hexdigest()


def signature(text: str) -> bytes:
    """What `similarity` and `containment` need of a text: 1,028 bytes, the same on every machine."""
    shingles = _shingles(folded(text))
    head = np.array([len(shingles)], dtype="<u4")
    return head.tobytes() + _min_hashes(shingles).astype("<u4").tobytes()


def similarity(a: bytes, b: bytes) -> float:
    """Estimated Jaccard similarity of two texts by their signatures; 0 where one of them has no characters."""
    return float(_Table.of([a, b]).similarities(np.array([0]), np.array([1]))[0])


def containment(a: bytes, b: bytes) -> float:
    """Estimated share of the shorter text that the longer one holds too."""
    return float(next(containments([a, b]))[1])


def containments(signatures: Sequence[bytes]) -> Iterator[NDArray[np.float64]]:
    """For each signature in turn, `containment` with every one of them."""
    table = _Table.of(signatures)
    everyone = np.arange(len(signatures))
    for index in range(len(signatures)):
        jaccard = table.similarities(np.full(len(signatures), index), everyone)
        both = jaccard / (1 + jaccard) * (table.counts[index] + table.counts)
        yield np.minimum(1.0, both / np.maximum(1, np.minimum(table.counts[index], table.counts)))


def similar_pairs(signatures: Sequence[bytes], at_least: float) -> list[tuple[int, int]]:
    """The pairs of signatures whose similarity is `at_least` so much (0.8 or more), without comparing all with all."""
    table = _Table.of(signatures)
    return list(chain.from_iterable(_alike(table, batch, at_least) for batch in _batches(_candidates(table))))


def groups(sketches: Iterable[Sketch]) -> list[DuplicateGroup]:
    """Documents with the same text, and near-duplicates that are no rules, whatever order they come in.

    A text without any letter, digit or Han is nobody's duplicate.
    """
    known = sorted(sketches, key=lambda sketch: sketch.id)
    same: dict[str, list[Sketch]] = defaultdict(list)
    for sketch in known:
        if _Table.of([sketch.signature]).counts[0]:
            same[sketch.digest].append(sketch)
    texts = sorted(same.values(), key=lambda copies: copies[0].id)
    loose = [at for at, copies in enumerate(texts) if not any(copy.is_rule for copy in copies)]
    near = similar_pairs([texts[at][0].signature for at in loose], NEAR)
    together = components(len(texts), ((loose[a], loose[b]) for a, b in near))
    found = [(sorted(copy.id for index in parts for copy in texts[index]), len(parts) == 1) for parts in together]
    return sorted(
        (DuplicateGroup(tuple(ids), same_text) for ids, same_text in found if len(ids) > 1),
        key=lambda group: group.ids,
    )


def repeats(texts: Sequence[str]) -> list[int | None]:
    """For each passage, in order of rank, the first earlier one that already says all of it; None where none does.

    A passage with a figure or a negation that the earlier one lacks repeats nothing.

    >>> repeats(["集中整改期为2个月。", "集中整改期为３个月。", "集中整改期为2个月！"])
    [None, None, 0]
    """
    plain = [folded(text) for text in texts]
    shares = _shares(plain)

    @cache
    def weights(index: int) -> Counter[str]:
        return Counter(_WEIGHTY.findall(unicodedata.normalize("NFKC", "".join(texts[index].split()))))

    def earlier(index: int) -> int | None:
        if plain[index] in plain[:index]:
            return plain.index(plain[index])
        likely = np.flatnonzero(shares[index, :index] >= REPEATED).tolist()
        return next((at for at in likely if weights(index) <= weights(at)), None)

    return [earlier(index) if plain[index] else None for index in range(len(texts))]


def components(count: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The numbers below `count`, those that links connect together; in order of their smallest."""
    parent = list(range(count))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for a, b in links:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    together: dict[int, list[int]] = defaultdict(list)
    for index in range(count):
        together[root(index)].append(index)
    return list(together.values())


class _Table(NamedTuple):
    """Many signatures, a row each."""

    counts: NDArray[np.int64]
    shingles: NDArray[np.uint32]

    @classmethod
    def of(cls, signatures: Sequence[bytes]) -> _Table:
        """Raises ValueError where a signature was made by other rules than these."""
        if any(len(each) != _BYTES for each in signatures):
            raise ValueError(f"a signature has {_BYTES} bytes")
        rows = np.frombuffer(b"".join(signatures), dtype="<u4").reshape(-1, _BYTES // _HEAD)
        return cls(rows[:, 0].astype(np.int64), rows[:, 1:])

    def similarities(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.float64]:
        """Of the texts at `a` with those at `b`."""
        alike = (self.shingles[a] == self.shingles[b]).mean(axis=1)
        return np.where((self.counts[a] > 0) & (self.counts[b] > 0), alike, 0.0)


def _candidates(table: _Table) -> list[tuple[int, int]]:
    """Locality-sensitive hashing: pairs that agree on a whole band of values.

    In numpy rather than with datasketch's index, which takes three times as long for 20,000 texts.
    """
    width = _PERMUTATIONS // _BANDS
    found: set[tuple[int, int]] = set()
    for start in range(0, _PERMUTATIONS, width):
        band = np.ascontiguousarray(table.shingles[:, start : start + width])
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for index, key in enumerate(map(bytes, band)):
            buckets[key].append(index)
        for bucket in buckets.values():
            found.update((a, b) for at, a in enumerate(bucket) for b in bucket[at + 1 :])
    return sorted(found)


def _alike(table: _Table, pairs: Sequence[tuple[int, int]], at_least: float) -> list[tuple[int, int]]:
    a, b = (np.array(side) for side in zip(*pairs, strict=True))
    return [pairs[at] for at in np.flatnonzero(table.similarities(a, b) >= at_least).tolist()]


def _batches(pairs: Sequence[tuple[int, int]]) -> Iterator[Sequence[tuple[int, int]]]:
    return (pairs[start : start + _BATCH] for start in range(0, len(pairs), _BATCH))


def _shingles(plain: str) -> NDArray[np.uint64]:
    """Hashes of the different shingles of a folded text; of the whole where it is shorter than one."""
    codes = _code_points(plain)
    return np.unique(_rolled(codes, min(SHINGLE, len(codes)))) if plain else codes


def _code_points(plain: str) -> NDArray[np.uint64]:
    return np.frombuffer(plain.encode("utf-32-le"), dtype="<u4").astype(np.uint64)


def _rolled(codes: NDArray[np.uint64], length: int) -> NDArray[np.uint64]:
    """A hash of each `length` neighbouring code points."""
    count = max(0, len(codes) - length + 1)
    rolled = np.zeros(count, dtype=np.uint64)
    for offset in range(length):
        rolled = (rolled + codes[offset : count + offset]) * np.uint64(_MULTIPLIER)
    return rolled


def _shares(plain: Sequence[str]) -> NDArray[np.float64]:
    """`[a, b]`: the share of the shingles of `a` that `b` has too, for all texts at once."""
    owners = np.repeat(np.arange(len(plain)), [len(text) for text in plain])
    hashes = _rolled(_code_points("".join(plain)), SHINGLE)
    within_one = owners[: len(hashes)] == owners[len(owners) - len(hashes) :]
    different, place = np.unique(hashes[within_one], return_inverse=True)
    has = np.zeros((len(plain), len(different)), dtype=bool)
    has[owners[: len(hashes)][within_one], place] = True
    bits = np.packbits(has, axis=1)
    common = np.bitwise_count(bits[:, None] & bits[None]).sum(axis=2, dtype=np.int64)
    return common / np.maximum(1, has.sum(axis=1))[:, None]  # type: ignore[no-any-return]


def _min_hashes(shingles: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """For each permutation the least of the permuted hashes; 2**32 - 1 where there are none.

    The values are those of datasketch's MinHash ("affine32"), which takes three times as long and loads scipy.
    """
    mixed = _mixed((shingles >> np.uint64(32)).astype(np.uint32))
    factors, summands = _permutations()
    least = np.full(_PERMUTATIONS, np.iinfo(np.uint32).max, dtype=np.uint32)
    for start in range(0, len(mixed), _COLUMNS):
        permuted = mixed[start : start + _COLUMNS] * factors
        permuted += summands
        np.minimum(least, permuted.min(axis=1), out=least)
    return least


def _mixed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """MurmurHash3's finalizer: neighbouring values land far apart."""
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        values = (values ^ (values >> np.uint32(shift))) * np.uint32(factor)
    return values


@cache
def _permutations() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Odd factors and summands, a row each: h → factor × h + summand modulo 2**32."""
    generator = np.random.RandomState(_SEED)  # the one whose numbers never change
    factors = generator.randint(0, 2**31, _PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    summands = generator.randint(0, 2**32, _PERMUTATIONS, dtype=np.uint32)
    return factors[:, None], summands[:, None]
