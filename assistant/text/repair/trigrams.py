"""How likely a Chinese character is after the two before it: a trigram model with absolute discounting.

Comes in: ids of canonical characters; goes out: probabilities over all characters. Counts of the text under repair join
those of the shipped model at run time. It knows nothing of damage.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.text.repair.canonical import canonical

SHIPPED = Path(__file__).parents[2] / "models" / "repair-trigrams.npz"

UNKNOWN = 0  # the id of every character that the vocabulary lacks
UNKNOWN_KINDS = 15_000  # over how many characters the probability of UNKNOWN is spread
DISCOUNT = 0.8
# The words of a text recur in it: a sequence seen once in it weighs as much as many in the training text.
OWN_WEIGHT = 60.0

Ids = NDArray[np.int32]
Probabilities = NDArray[np.float32]


@dataclass(frozen=True)
class Counts:
    """N-gram counts as sorted rows: `pairs[k] = a·V + b` seen `pair_counts[k]` times, and behind it, at
    `triple_starts[k] : triple_starts[k + 1]`, each third character with its count.
    """

    size: int
    singles: NDArray[np.float32]
    pairs: NDArray[np.int64]
    pair_counts: NDArray[np.float32]
    triple_starts: NDArray[np.int64]
    thirds: NDArray[np.uint16]
    triple_counts: NDArray[np.float32]

    @classmethod
    def of(cls, ids: Ids, size: int, weights: NDArray[np.float32] | None = None, gap: int = -1) -> Counts:
        """Count a sequence of ids; `size` is the number of ids in use.

        `weights` gives each position another weight than 1. The id `gap` stands between pieces that do not belong
        together: no n-gram runs across it, and what would have followed is left to the shorter context.
        """
        wide = ids.astype(np.int64)
        each = np.ones(len(wide), dtype=np.float32) if weights is None else weights
        pair_keys, pair_weights = wide[:-1] * size + wide[1:], each[:-1]
        triple_keys, triple_weights = pair_keys[:-1] * size + wide[2:], each[:-2]
        if gap >= 0:
            in_pair = (wide[:-1] != gap) & (wide[1:] != gap)
            in_triple = in_pair[:-1] & in_pair[1:]
            pair_keys, pair_weights = pair_keys[in_pair], pair_weights[in_pair]
            triple_keys, triple_weights = triple_keys[in_triple], triple_weights[in_triple]
            each = np.where(wide == gap, 0, each)
        pairs, pair_counts = _sum_by_key(pair_keys, pair_weights)
        triples, triple_counts = _sum_by_key(triple_keys, triple_weights)
        singles = np.bincount(wide, weights=each, minlength=size).astype(np.float32)
        return cls._of_sorted(size, singles, pairs, pair_counts, triples, triple_counts)

    def __add__(self, other: Counts) -> Counts:
        pairs, pair_counts = _sum_by_key(
            np.concatenate([self.pairs, other.pairs]), np.concatenate([self.pair_counts, other.pair_counts])
        )
        triples, triple_counts = _sum_by_key(
            np.concatenate([self.triples, other.triples]), np.concatenate([self.triple_counts, other.triple_counts])
        )
        singles = self.singles + other.singles
        return self._of_sorted(self.size, singles, pairs, pair_counts, triples, triple_counts)

    @classmethod
    def _of_sorted(
        cls,
        size: int,
        singles: NDArray[np.float32],
        pairs: NDArray[np.int64],
        pair_counts: NDArray[np.float32],
        triples: NDArray[np.int64],
        triple_counts: NDArray[np.float32],
    ) -> Counts:
        starts = np.searchsorted(triples, np.append(pairs, pairs[-1:] + 1) * size)
        return cls(size, singles, pairs, pair_counts, starts, (triples % size).astype(np.uint16), triple_counts)

    @property
    def triples(self) -> NDArray[np.int64]:
        """The key `(a·V + b)·V + c` of each triple."""
        return np.repeat(self.pairs, np.diff(self.triple_starts)) * self.size + self.thirds

    def after_one(self, b: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The characters seen after `b`, and how often."""
        low, high = np.searchsorted(self.pairs, (b * self.size, (b + 1) * self.size))
        return self.pairs[low:high] - b * self.size, self.pair_counts[low:high]

    def after_two(self, a: int, b: int) -> tuple[NDArray[np.uint16], NDArray[np.float32], float]:
        """The characters seen after `a b`, how often, and how often `a b` was seen (0 where it was not)."""
        key = a * self.size + b
        row = int(np.searchsorted(self.pairs, key))
        if row == len(self.pairs) or self.pairs[row] != key:
            return self.thirds[:0], self.triple_counts[:0], 0.0
        low, high = self.triple_starts[row], self.triple_starts[row + 1]
        return self.thirds[low:high], self.triple_counts[low:high], float(self.pair_counts[row])


def _sum_by_key(keys: NDArray[np.int64], weights: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The distinct keys in order, each with the sum of its weights."""
    if not len(keys):
        return keys, weights
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    firsts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    return ordered[firsts], np.add.reduceat(weights[order], firsts).astype(np.float32)


@dataclass
class Trigrams:
    """The shipped counts, alone or with those of one text (`joined_with`)."""

    vocabulary: str
    counts: Counts
    own: Counts | None = None
    _ids: dict[str, int] = field(default_factory=dict, repr=False)
    _after_one: dict[int, Probabilities] = field(default_factory=dict, repr=False)
    _after_two: dict[tuple[int, int], Probabilities] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if not self._ids:
            self._ids = {character: at for at, character in enumerate(self.vocabulary, start=1)}

    @property
    def size(self) -> int:
        return len(self.vocabulary) + 1

    def joined_with(self, text: str) -> Trigrams:
        """The model with the counts of a text added, which is to hold no damage."""
        ids = self.ids(text)
        own = Counts.of(ids, self.size) if len(ids) >= 3 else None
        return Trigrams(self.vocabulary, self.counts, own, self._ids)

    def id(self, canonical_character: str) -> int:
        """The id of a character; UNKNOWN for one that the model has not seen."""
        return self._ids.get(canonical_character, UNKNOWN)

    def ids(self, text: str) -> Ids:
        """The ids of the text's canonical characters."""
        get = self._ids.get
        return np.array([get(character, UNKNOWN) for character in canonical(text)], dtype=np.int32)

    def after(self, a: int, b: int) -> Probabilities:
        """The probability of every id after `a b`. The array is shared: do not write to it."""
        key = (a, b)
        known = self._after_two.get(key)
        if known is None:
            if len(self._after_two) > 1500:
                self._after_two.clear()
            known = self._weigh_two(a, b).copy()
            known[UNKNOWN] /= UNKNOWN_KINDS
            self._after_two[key] = known
        return known

    def log10(self, a: int, b: int, c: int) -> float:
        """The common logarithm of the probability of `c` after `a b`."""
        return float(np.log10(self.after(a, b)[c]))

    def _weigh_two(self, a: int, b: int) -> Probabilities:
        lower = self._lower(b)
        seen = [(1.0, *self.counts.after_two(a, b))]
        if self.own is not None:
            seen.append((OWN_WEIGHT, *self.own.after_two(a, b)))
        total = sum(weight * count for weight, _, _, count in seen)
        if not total:
            return lower
        weighed = np.zeros(self.size, dtype=np.float32)
        for weight, thirds, counts, _ in seen:
            weighed[thirds] += weight * np.maximum(counts - DISCOUNT, 0)
        return weighed / total + max(0.0, 1 - float(weighed.sum()) / total) * lower

    def _lower(self, b: int) -> Probabilities:
        known = self._after_one.get(b)
        if known is None:
            if len(self._after_one) > 1500:
                self._after_one.clear()
            known = self._after_one[b] = self._weigh_one(b)
        return known

    def _weigh_one(self, b: int) -> Probabilities:
        weighed = np.zeros(self.size, dtype=np.float32)
        total = float(self.counts.singles[b])
        seconds, counts = self.counts.after_one(b)
        weighed[seconds] += np.maximum(counts - DISCOUNT, 0)
        if self.own is not None:
            seconds, counts = self.own.after_one(b)
            weighed[seconds] += OWN_WEIGHT * (counts - DISCOUNT)
            total += OWN_WEIGHT * float(self.own.singles[b])
        if not total:
            return self._singles
        return weighed / total + max(0.0, 1 - float(weighed.sum()) / total) * self._singles

    @property
    def _singles(self) -> Probabilities:
        known = self._after_one.get(-1)
        if known is None:
            counts = self.counts.singles + (OWN_WEIGHT * self.own.singles if self.own is not None else 0)
            counts = counts + 0.5
            known = self._after_one[-1] = (counts / counts.sum()).astype(np.float32)
        return known


def packed(model: Trigrams) -> bytes:
    """The shipped counts of a model as one compressed file, which `load` reads."""
    counts = model.counts
    arrays: dict[str, Any] = {
        "vocabulary": np.frombuffer(model.vocabulary.encode("utf-32-le"), dtype=np.uint32),
        "singles": counts.singles.astype(np.uint32),
        "pair_gaps": np.diff(counts.pairs, prepend=0).astype(np.uint32),
        "pair_counts": counts.pair_counts.astype(np.uint32),
        "row_lengths": np.diff(counts.triple_starts).astype(np.uint16),
        "thirds": counts.thirds,
        "triple_counts": np.minimum(counts.triple_counts, 65535).astype(np.uint16),
    }
    file = BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def load(path: Path) -> Trigrams:
    """Read a model that `packed` made. Raises OSError or ValueError where the file is missing or damaged."""
    with np.load(path, allow_pickle=False) as stored:
        vocabulary = stored["vocabulary"].tobytes().decode("utf-32-le")
        counts = Counts(
            len(vocabulary) + 1,
            stored["singles"].astype(np.float32),
            np.cumsum(stored["pair_gaps"], dtype=np.int64),
            stored["pair_counts"].astype(np.float32),
            np.append(0, np.cumsum(stored["row_lengths"], dtype=np.int64)),
            stored["thirds"],
            stored["triple_counts"].astype(np.float32),
        )
    return Trigrams(vocabulary, counts)


@cache
def shipped() -> Trigrams:
    """The model that comes with the program, loaded on first use."""
    return load(SHIPPED)
