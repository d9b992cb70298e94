"""Which row of an edited ledger is which row of the one that was exported.

Rows in, pairs out. Words that nobody changed decide first, because people sort a sheet without the hidden column of
ids, copy rows with their id, and delete the column; then the id; then words that changed a little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.drafting.ledger_records import LedgerRow

_LIKE = 0.6
"""Share of characters that two measures of one problem must have in common, in order, to be one measure reworded."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Positions in the edited ledger → positions in the one it is compared with."""

    pairs: dict[int, int]
    added: tuple[int, ...]
    """Edited rows that are none of the others."""
    gone: tuple[int, ...]
    """Rows that the edited ledger has no more."""
    repeated: tuple[int, ...]
    """Edited rows that carry the id of another edited row."""


def match_rows(edited: Sequence[LedgerRow], base: Sequence[LedgerRow]) -> Matched:
    """Pair the rows of two ledgers, each at most once."""
    pairs: dict[int, int] = {}
    for key in (_words_and_id, _words, _id, _measures):
        _pair_by(key, edited, base, pairs)
    _pair_alike(edited, base, pairs)
    left = [at for at in range(len(edited)) if at not in pairs]
    taken = {edited[at].id for at in pairs}
    return Matched(
        pairs,
        added=tuple(left),
        gone=tuple(at for at in range(len(base)) if at not in set(pairs.values())),
        repeated=tuple(at for at in left if edited[at].id and edited[at].id in taken),
    )


def same_words(one: str, other: str) -> bool:
    """Whether two cells say the same, white space aside."""
    return bare_words(one) == bare_words(other)


def bare_words(text: str) -> str:
    """A cell's words without white space."""
    return "".join(text.split())


def _words(row: LedgerRow) -> tuple[str, ...] | None:
    return (bare_words(row.problem), bare_words(row.measures)) if row.measures else None


def _words_and_id(row: LedgerRow) -> tuple[str, ...] | None:
    words = _words(row)
    return (*words, row.id) if words and row.id else None


def _measures(row: LedgerRow) -> tuple[str, ...] | None:
    """Where the column of problems is gone too."""
    return (bare_words(row.measures),) if row.measures else None


def _id(row: LedgerRow) -> tuple[str, ...] | None:
    return (row.id,) if row.id else None


_Key = Callable[[LedgerRow], tuple[str, ...] | None]


def _pair_by(key: _Key, edited: Sequence[LedgerRow], base: Sequence[LedgerRow], pairs: dict[int, int]) -> None:
    """Pair what has the same key; of several edited rows with one key, the first that says most of the same."""
    taken = set(pairs.values())
    open_base = [at for at in range(len(base)) if at not in taken]
    unique = Counter(key(base[at]) for at in open_base)
    by_key = {key(base[at]): at for at in open_base if unique[key(base[at])] == 1}
    by_key.pop(None, None)
    candidates: dict[int, list[int]] = {}
    for at, row in enumerate(edited):
        if at not in pairs and (found := by_key.get(key(row))) is not None:
            candidates.setdefault(found, []).append(at)
    for found, rows in candidates.items():
        pairs[max(rows, key=lambda at: (_alike(edited[at], base[found]), -at))] = found


def _pair_alike(edited: Sequence[LedgerRow], base: Sequence[LedgerRow], pairs: dict[int, int]) -> None:
    """Pair rows without an id by measures that read alike under the same problem, the likest first."""
    taken = set(pairs.values())
    by_problem: dict[str, list[int]] = {}
    for other, row in enumerate(base):
        if other not in taken:
            by_problem.setdefault(bare_words(row.problem), []).append(other)
    likeness = sorted(
        (-_alike(row, base[other]), at, other)
        for at, row in enumerate(edited)
        if at not in pairs and not row.id
        for other in by_problem.get(bare_words(row.problem), ())
    )
    for negative, at, other in likeness:
        if -negative >= _LIKE and at not in pairs and other not in taken:
            pairs[at] = other
            taken.add(other)


def _alike(one: LedgerRow, other: LedgerRow) -> float:
    return SequenceMatcher(None, one.measures, other.measures, autojunk=False).ratio()


def in_order(positions: Iterable[int]) -> bool:
    """Whether positions only rise: the rows stand as they stood."""
    listed = list(positions)
    return listed == sorted(listed)
