"""Drafts on the desk as one page works on them: opened, changed, taken back. Knows neither Gradio nor HTML.

A change is made on what the desk holds, not on what the page shows: two pages of one person each get their changes in,
and a cell that both changed is a conflict that the second one sees. Nothing is on the page alone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from assistant.drafting.editing import Conflict, Edit
from assistant.errors import ChangedMeanwhile

if TYPE_CHECKING:
    from assistant.desk.drafts import Drafts
    from assistant.desk.records import DraftHeading, DraftKind

_TRIES = 8
"""Times that a change is made anew because another page saved just before it."""

D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Opened(Generic[D]):
    """A draft as one page shows it."""

    heading: DraftHeading
    draft: D
    shown: Mapping[str, str]
    """The cells that can be changed, by their places, as the page shows them."""
    undo: tuple[int, ...] = ()
    """Versions before each change of this page, the last one last."""
    conflicts: tuple[Conflict, ...] = ()
    locked_out: tuple[Edit, ...] = ()
    """Changes that were not made since their row is locked."""
    stamp: str = ""
    """Stands on the table that the page shows; another one is on a table that was sent before or after it."""


class DraftDesk(ABC, Generic[D]):
    """The drafts of one kind, of each owner. A locked row is changed by nobody before it is unlocked."""

    def __init__(self, drafts: Drafts, kind: DraftKind) -> None:
        self._drafts, self.kind = drafts, kind

    @abstractmethod
    def read(self, state: Mapping[str, Any]) -> D:
        """The draft that was kept."""

    @abstractmethod
    def written(self, draft: D) -> dict[str, Any]:
        """Plain values that `read` reads back."""

    @abstractmethod
    def cells(self, draft: D) -> Mapping[str, str]:
        """What can be changed, by its place, as it reads."""

    @abstractmethod
    def edited(self, draft: D, edits: Sequence[Edit]) -> tuple[D, tuple[Conflict, ...]]:
        """The draft with those edits that meet the words they were made on, and the others."""

    @abstractmethod
    def locked(self, draft: D) -> Collection[str]:
        """The names of the rows that are locked."""

    @abstractmethod
    def lock(self, owner: str, opened: Opened[D], row: str, *, is_locked: bool) -> Opened[D]:
        """Lock a row, or unlock it. Raises KeyError for a row that is gone, NotOnDesk."""

    @abstractmethod
    def adopt(self, owner: str, opened: Opened[D], row: str, drafted: Any) -> Opened[D]:
        """Put what was drafted anew in place of the row that the page shows, unless that changed meanwhile.

        Raises KeyError for a row that is gone, NotOnDesk.
        """

    def headings(self, owner: str) -> list[DraftHeading]:
        """The owner's drafts, the one saved last first."""
        return self._drafts.headings(owner, self.kind)

    def keep(self, owner: str, draft: D, title: str, source: str) -> Opened[D]:
        """Put a new draft on the desk. Raises LibraryUnavailable where it cannot be kept."""
        heading = self._drafts.create(owner, self.kind, title, source, self.written(draft))
        return Opened(heading, draft, self.cells(draft))

    def open(self, owner: str, draft_id: str) -> Opened[D]:
        """The draft as it was saved last. Raises NotOnDesk."""
        kept = self._drafts.open(owner, draft_id)
        draft = self.read(kept.state)
        return Opened(kept.heading, draft, self.cells(draft))

    def edit(self, owner: str, opened: Opened[D], edits: Sequence[Edit]) -> Opened[D]:
        """Make changes of cells; those that cannot be made come back in the result. Raises NotOnDesk, UsageError."""
        conflicts: tuple[Conflict, ...] = ()
        locked_out: tuple[Edit, ...] = ()

        def change(draft: D) -> D:
            nonlocal conflicts, locked_out
            locked = self.locked(draft)
            locked_out = tuple(edit for edit in edits if row_of(edit) in locked)
            after, conflicts = self.edited(draft, [edit for edit in edits if row_of(edit) not in locked])
            return after

        return replace(self.changed(owner, opened, change), conflicts=conflicts, locked_out=locked_out)

    def undo(self, owner: str, opened: Opened[D]) -> Opened[D]:
        """Take the last change of this page back.

        Raises ChangedMeanwhile where another page has changed something since: that would be taken back with it.
        """
        if not opened.undo:
            return opened
        draft_id, version = opened.heading.id, opened.undo[-1]
        self._drafts.restore(owner, draft_id, version, opened.heading.version)
        return replace(self.open(owner, draft_id), undo=opened.undo[:-1])

    def delete(self, owner: str, draft_id: str) -> None:
        """Delete a draft with all its versions. Raises NotOnDesk."""
        self._drafts.delete(owner, draft_id)

    def changed(self, owner: str, opened: Opened[D], change: Callable[[D], D]) -> Opened[D]:
        """Change what the desk holds and keep it. Raises NotOnDesk, and LibraryUnavailable where it cannot be kept."""
        for _ in range(_TRIES):
            kept = self._drafts.open(owner, opened.heading.id)
            draft = change(self.read(kept.state))
            try:
                saved = self._drafts.save(owner, kept.heading.id, self.written(draft), kept.heading.version)
            except ChangedMeanwhile as error:
                last = error
                continue
            is_own = kept.heading.version == opened.heading.version
            undo = (*(opened.undo if is_own else ()), kept.heading.version)
            is_new = saved.version != kept.heading.version
            return Opened(saved, draft, self.cells(draft), undo if is_new else opened.undo)
        raise last


def row_of(edit: Edit) -> str:
    """The name of the row that an edit is of."""
    return edit.where.partition(".")[0]


def edits_of(rows: Iterable[Sequence[object]], columns: Sequence[str], shown: Mapping[str, str]) -> list[Edit]:
    """What was changed in a table whose rows begin with their name, against what the page showed.

    The cell of a row and a column has the place `row.column`; of a column without a name, `row`.
    """
    return [
        Edit(where, shown[where], said)
        for name, *values in rows
        for column, value in zip(columns, values, strict=True)
        if (where := f"{name}.{column}" if column else str(name)) in shown
        and (said := str(value or "")).strip() != shown[where].strip()
    ]
