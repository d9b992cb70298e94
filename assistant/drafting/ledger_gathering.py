"""Plans and the ledgers that people keep → one ledger: each merged into what came before, the same problem from two
inspections shown side by side.

Records in, records out. That two problems are one is for a person to say; here they are only found to read alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import combinations

from assistant.drafting.dues import due_of
from assistant.drafting.ledger_columns import TITLES
from assistant.drafting.ledger_matching import bare_words
from assistant.drafting.ledger_merge import Difference, Merged, merge
from assistant.drafting.ledger_reading import KeptLedger
from assistant.drafting.ledger_records import LedgerRow
from assistant.drafting.slots import is_slot
from assistant.text.terms import fold, index_terms

_COMMON_SHARE = 0.5
"""Share of the pairs of characters of the shorter of two problems that the other must hold for them to read alike."""
_FEWEST_PAIRS = 8
"""A shorter problem says too little to be found again."""

_OF_ONE_MIND = ("leader", "lead_unit")
"""What one problem can have only one of, whoever found it."""


def gather(planned: Sequence[LedgerRow], ledgers: Sequence[KeptLedger]) -> Merged:
    """One ledger of the rows of all plans and of everything that the ledgers say."""
    rows = tuple(planned)
    exported = {row.id: row for row in planned}
    differences: list[Difference] = []
    for ledger in ledgers:
        if _answers_same(ledger, rows):
            named = _named_as(rows, ledger)
            merged = merge(rows, named.table, named.base)
            rows, before = merged.rows, named.base or ()
        else:
            merged = merge((), _with_origin(ledger).table, None)
            rows = _joined(rows, merged.rows)
            before = rows[len(rows) - len(merged.rows) :] if ledger.base is None else ledger.base
        exported = {**{row.id: row for row in before}, **exported}
        differences += (Difference("sheet_hidden", name) for name in ledger.hidden)
        differences += merged.differences
    return Merged(rows, (*differences, *_same_problems(rows)), tuple(exported.values()))


def _answers_same(ledger: KeptLedger, rows: Sequence[LedgerRow]) -> bool:
    """Whether a ledger and some rows have a problem in common, and so answer the same feedback."""
    problems = {bare_words(row.problem) for row in rows}
    return any(bare_words(row.problem) in problems for row in (*ledger.table.rows, *(ledger.base or ())))


def _named_as(rows: Sequence[LedgerRow], ledger: KeptLedger) -> KeptLedger:
    """The ledger with the ids that its rows have among `rows`: F1-M1 for one plan alone, a1b2c3/F1-M1 for several.

    Without that a ledger that was exported from one plan would stand beside that plan's rows, not be merged with them.
    """
    known = {(bare_words(row.problem), row.id.rpartition("/")[2]): row.id for row in rows}
    exported = ledger.table.rows if ledger.base is None else ledger.base
    ids = {
        row.id: known.get((bare_words(row.problem), row.id.rpartition("/")[2]), row.id) for row in exported if row.id
    }
    base = None if ledger.base is None else tuple(_renamed(row, ids) for row in ledger.base)
    table = replace(ledger.table, rows=tuple(_renamed(row, ids) for row in ledger.table.rows))
    return replace(ledger, table=table, base=base)


def _renamed(row: LedgerRow, ids: Mapping[str, str]) -> LedgerRow:
    return replace(row, id=ids.get(row.id, row.id))


def _joined(rows: Sequence[LedgerRow], others: Sequence[LedgerRow]) -> tuple[LedgerRow, ...]:
    """The rows of two ledgers that answer different feedback, one after the other, no id twice."""
    taken = {row.id for row in rows}
    digest = sha256("\n".join(row.problem for row in others).encode()).hexdigest()[:6]
    return (*rows, *(replace(row, id=f"{digest}/{row.id}") if row.id in taken else row for row in others))


def _with_origin(ledger: KeptLedger) -> KeptLedger:
    """A ledger that says in no column which inspection it answers says so in its title."""
    rows = tuple(replace(row, origin=row.origin or ledger.table.title) for row in ledger.table.rows)
    return replace(ledger, table=replace(ledger.table, rows=rows, columns=(*ledger.table.columns, "origin")))


def _same_problems(rows: Sequence[LedgerRow]) -> Iterator[Difference]:
    """Problems of different origins that read alike, and what their rows disagree on."""
    groups: dict[tuple[str, str], list[LedgerRow]] = {}
    for row in rows:
        if row.origin:
            groups.setdefault((row.origin, row.problem), []).append(row)
    if len({origin for origin, _ in groups}) < 2:
        return
    pairs = {key: frozenset(term for term in index_terms(fold(key[1])) if len(term) > 1) for key in groups}
    for one, other in combinations(groups, 2):
        if one[0] != other[0] and _read_alike(pairs[one], pairs[other]):
            where = "、".join(groups[key][0].number or groups[key][0].id for key in (one, other))
            yield Difference("same_problem", where, facts={"one": one[0], "other": other[0], "problem": one[1]})
            yield from _disagreements(groups[one], groups[other], where)


def _read_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= _FEWEST_PAIRS and len(one & other) >= _COMMON_SHARE * shorter


def _disagreements(one: Sequence[LedgerRow], other: Sequence[LedgerRow], where: str) -> Iterator[Difference]:
    for name in _OF_ONE_MIND:
        first, second = (_said({getattr(row, name) for row in rows}) for rows in (one, other))
        if first and second and first != second:
            yield Difference(
                "same_problem_differs", where, facts={"column": TITLES[name], "one": first, "other": second}
            )
    days = [max((day for row in rows if (day := due_of(row.due).date)), default=None) for rows in (one, other)]
    if None not in days and days[0] != days[1]:
        yield Difference(
            "same_problem_differs", where, facts={"column": TITLES["due"], "one": str(days[0]), "other": str(days[1])}
        )


def _said(texts: set[str]) -> str:
    return "、".join(sorted(text for text in texts if text and not is_slot(text)))
