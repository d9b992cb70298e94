"""Three ledgers → one: what was exported (base), what people made of it (theirs), and what the plan says now (ours).

People's words are never overwritten and nobody's are lost: where both sides changed a cell, theirs stays and ours is
named; a row that one side has no more is kept and named. It knows neither files nor how a conflict is worded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.drafting.dues import dates_in, due_of
from assistant.drafting.ledger_columns import KEPT, PLANNED, TITLES, with_cells
from assistant.drafting.ledger_matching import in_order, match_rows, same_words
from assistant.drafting.ledger_records import LedgerRow, LedgerTable
from assistant.drafting.states import state_of


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that people should know of a merge."""

    kind: str
    """A key under `[ledger.difference]` of the messages."""
    where: str
    """The id of a row with the name of its column, the place in the sheet, or the table."""
    needs_decision: bool = True
    """False for what was taken over as it is."""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merged:
    """One ledger with the differences that its making brought up, in the order of the rows."""

    rows: tuple[LedgerRow, ...]
    differences: tuple[Difference, ...]
    exported: tuple[LedgerRow, ...] = ()
    """What the plans say of these rows now: what the next merge must compare people's words with. The merged rows
    themselves would make every earlier edit look like the plan's, to be undone by the plan."""

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """What somebody has to decide."""
        return tuple(found for found in self.differences if found.needs_decision)


def merge(ours: Sequence[LedgerRow], theirs: LedgerTable, base: Sequence[LedgerRow] | None) -> Merged:
    """Merge what people made of a ledger with what the plan says now.

    `base` holds the rows as they were exported; None where that is not known, and then every cell that differs from
    the plan counts as theirs.
    """
    merging = _Merging(ours, theirs, base)
    rows = _numbered(merging.rows())
    return Merged(rows, tuple(merging.differences))


class _Merging:
    def __init__(self, ours: Sequence[LedgerRow], theirs: LedgerTable, base: Sequence[LedgerRow] | None) -> None:
        self._ours = ours
        self._theirs = theirs
        self._base = ours if base is None else base
        self._ours_by_id = {row.id: row for row in ours}
        self._base_ids = {row.id for row in self._base}
        self._columns = set(theirs.columns)
        self._given: list[LedgerRow] = []
        self.differences: list[Difference] = []
        if base is None and ours:
            self._say("base_unknown", theirs.path, decide=False)

    def rows(self) -> list[LedgerRow]:
        """Their rows in their order, then what only the plan has, each beside its problem."""
        self._compare_headers()
        matched = match_rows(self._theirs.rows, self._base)
        merged: list[LedgerRow] = []
        for at, row in enumerate(self._theirs.rows):
            if at in matched.pairs:
                merged.append(self._row(row, self._base[matched.pairs[at]]))
            else:
                merged.append(self._added(row, is_copy=at in matched.repeated))
        if not in_order(base for _, base in sorted(matched.pairs.items())):
            self._say("rows_moved", self._theirs.path, decide=False)
        for at in matched.gone:
            self._put_back(merged, self._base[at])
        for row in self._ours:
            if row.id not in self._base_ids:
                self._say("row_new_in_plan", row.id, decide=False, measures=row.measures)
                _insert_beside_problem(merged, row)
        return merged

    def _compare_headers(self) -> None:
        if self._theirs.notes:
            self._say("lines_left", self._theirs.path, decide=False, lines="；".join(self._theirs.notes))
        for written, understood in self._theirs.renamed:
            self._say("column_renamed", self._theirs.path, decide=False, written=written, understood=understood)
        if not self._base:
            return
        told = [name for name in KEPT if any(getattr(row, name) for row in self._base)]
        for name in (*PLANNED, *told):
            if name not in self._columns:
                self._say("column_missing", self._theirs.path, column=TITLES[name])
        if "id" not in self._columns and any(row.id for row in self._base):
            self._say("ids_missing", self._theirs.path, decide=False)

    def _row(self, theirs: LedgerRow, base: LedgerRow) -> LedgerRow:
        """One row cell by cell: whoever changed it is right; where both did, theirs stands and ours is named."""
        ours = self._ours_by_id.get(base.id)
        if ours is None and self._ours:
            self._say("row_gone_from_plan", base.id, measures=theirs.measures)
        said = {name: self._cell(name, theirs, base, ours or base) for name in ("number", *PLANNED, *KEPT, "origin")}
        merged = with_cells(theirs, {**said, "id": base.id})
        self._check(merged, base)
        return merged

    def _cell(self, name: str, theirs: LedgerRow, base: LedgerRow, ours: LedgerRow) -> str:
        if name not in self._columns:
            return str(getattr(ours, name))
        mine, before, now = (str(getattr(row, name)) for row in (theirs, base, ours))
        if _same(name, mine, before):
            return now
        if name in (*PLANNED, *KEPT) and not _same(name, now, before) and not _same(name, now, mine):
            self._say("both_changed", f"{base.id} {TITLES[name]}", theirs=mine, ours=now, base=before)
        if name == "problem":
            self._say("problem_reworded", base.id, theirs=mine, ours=now)
        elif name in PLANNED and not mine:
            self._say("cell_emptied", f"{base.id} {TITLES[name]}", base=before)
        return mine

    def _check(self, row: LedgerRow, base: LedgerRow) -> None:
        """What people wrote into a row that cannot be understood."""
        where = f"{row.id} {TITLES['due']}"
        wrong = [words for day, words in dates_in(row.due) if day is None]
        if wrong:
            self._say("date_impossible", where, date=wrong[0])
        elif not _same("due", row.due, base.due) and row.due and not _says_when(row.due):
            self._say("due_unclear", where, due=row.due)
        if row.status and state_of(row.status) is None:
            self._say("status_unclear", f"{row.id} {TITLES['status']}", status=row.status)

    def _added(self, row: LedgerRow, *, is_copy: bool) -> LedgerRow:
        """A row of their own, with an id of its own under the finding whose problem it states."""
        place = f"{row.sheet} {row.row}".strip()
        beside = next((one for one in self._known if same_words(one.problem, row.problem)), None)
        finding = beside.id.partition("-M")[0] if beside else ""
        if is_copy:
            self._say("id_repeated", place, decide=False, id=row.id, measures=row.measures)
        elif self._base:
            self._say("row_added" if finding else "row_of_no_problem", place, decide=not finding, measures=row.measures)
        origin = row.origin or (beside.origin if beside else "")
        has_own_id = bool(row.id) and row.id not in self._taken
        own = replace(row, id=row.id if has_own_id else self._free_id(finding or "N"), origin=origin)
        self._given.append(own)
        self._check(own, own)
        return own

    @property
    def _known(self) -> Iterator[LedgerRow]:
        yield from self._ours
        yield from self._base

    @property
    def _taken(self) -> set[str]:
        return {row.id for row in (*self._known, *self._given)}

    def _free_id(self, finding: str) -> str:
        taken = self._taken | {row.id for row in self._theirs.rows}
        return next(name for number in range(1, len(taken) + 2) if (name := f"{finding}-M{number}") not in taken)

    def _put_back(self, merged: list[LedgerRow], base: LedgerRow) -> None:
        """A row that people deleted: kept while the plan has it, since its finding would go unanswered in silence."""
        ours = self._ours_by_id.get(base.id)
        if ours is None and self._ours:
            self._say("row_gone_from_both", base.id, decide=False, measures=base.measures)
            return
        self._say("row_deleted", base.id, measures=base.measures)
        _insert_beside_problem(merged, ours or base)

    def _say(self, kind: str, where: str, *, decide: bool = True, **facts: object) -> None:
        self.differences.append(Difference(kind, where, decide, facts))


def _same(name: str, one: str, other: str) -> bool:
    """Whether two cells say the same: a date may be written in two ways."""
    if same_words(one, other):
        return True
    if name != "due" or not (one and other):
        return False
    first, second = due_of(one), due_of(other)
    return (
        first.date is not None
        and replace(first, stages=()) == replace(second, stages=())
        and not (first.stages or second.stages)
    )


def _says_when(text: str) -> bool:
    due = due_of(text)
    return due.immediate or due.date is not None or due.continuing or bool(due.open_slot)


def _insert_beside_problem(rows: list[LedgerRow], row: LedgerRow) -> None:
    beside = [at for at, other in enumerate(rows) if same_words(other.problem, row.problem)]
    rows.insert(beside[-1] + 1 if beside else len(rows), row)


def _numbered(rows: Sequence[LedgerRow]) -> tuple[LedgerRow, ...]:
    return tuple(replace(row, row=number) for number, row in enumerate(rows, start=1))
