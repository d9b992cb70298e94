"""Reports and speeches on the desk: the manuscript, and what its drafting found out besides."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from assistant.drafting.editing import Conflict, Edit
from assistant.drafting.line_editing import cells, edited, locked, with_drafted, with_lock
from assistant.drafting.manuscript import Line, Manuscript
from assistant.export.manuscripts import manuscript_to_json
from assistant.web.draft_desk import DraftDesk, Opened

if TYPE_CHECKING:
    from assistant.records import Citation


@dataclass(frozen=True, slots=True)
class ManuscriptDraft:
    """A report or speech that is being worked on."""

    manuscript: Manuscript
    on: date
    """The day that a file of it bears."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What the JSON says besides the manuscript: figures, time it takes, …"""
    notes: tuple[str, ...] = ()
    """What a person was told to look at when it was drafted, in the language of that time."""
    asked: Mapping[str, Any] = field(default_factory=dict)
    """What it was drafted with, besides the source; the form's own business."""

    @property
    def json(self) -> dict[str, Any]:
        """What a JSON file of it holds, as it reads now."""
        return {**self.values, **manuscript_to_json(self.manuscript)}


OpenedManuscript = Opened[ManuscriptDraft]
Drafted = tuple[Line, Sequence["Citation"]]
"""A line that was drafted anew, and what it numbers its sources by."""
_DRAFT = TypeAdapter(ManuscriptDraft)


class ManuscriptDesk(DraftDesk[ManuscriptDraft]):
    """The reports, or the speeches, of each owner."""

    def read(self, state: Mapping[str, Any]) -> ManuscriptDraft:
        return _DRAFT.validate_python(state)

    def written(self, draft: ManuscriptDraft) -> dict[str, Any]:
        values: dict[str, Any] = _DRAFT.dump_python(draft, mode="json")
        return values

    def cells(self, draft: ManuscriptDraft) -> Mapping[str, str]:
        return cells(draft.manuscript)

    def edited(self, draft: ManuscriptDraft, edits: Sequence[Edit]) -> tuple[ManuscriptDraft, tuple[Conflict, ...]]:
        after, conflicts = edited(draft.manuscript, edits)
        return replace(draft, manuscript=after), conflicts

    def locked(self, draft: ManuscriptDraft) -> Collection[str]:
        return locked(draft.manuscript)

    def lock(self, owner: str, opened: OpenedManuscript, row: str, *, is_locked: bool) -> OpenedManuscript:
        def change(draft: ManuscriptDraft) -> ManuscriptDraft:
            after = with_lock(draft.manuscript, row, opened.shown[row], is_locked=is_locked)
            return replace(draft, manuscript=after)

        return self.changed(owner, opened, change)

    def adopt(self, owner: str, opened: OpenedManuscript, row: str, drafted: Drafted) -> OpenedManuscript:
        line, citations = drafted
        conflicts: tuple[Conflict, ...] = ()

        def change(draft: ManuscriptDraft) -> ManuscriptDraft:
            nonlocal conflicts
            wanted, now = Edit(row, opened.shown[row], line.text), self.cells(draft).get(row)
            conflicts = () if now == wanted.before else (Conflict(wanted, now),)
            if conflicts or row in self.locked(draft):
                return draft
            after = with_drafted(draft.manuscript, row, wanted.before, line, citations)
            return replace(draft, manuscript=after)

        return replace(self.changed(owner, opened, change), conflicts=conflicts)
