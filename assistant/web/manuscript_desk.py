"""Reports and speeches on the desk: the manuscript, and what its drafting found out besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from assistant.drafting.line_editing import cells, edited
from assistant.drafting.manuscript import Manuscript
from assistant.export.manuscripts import manuscript_to_json
from assistant.web.draft_desk import DraftDesk, Opened

if TYPE_CHECKING:
    from assistant.drafting.editing import Conflict, Edit


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

    @property
    def json(self) -> dict[str, Any]:
        """What a JSON file of it holds, as it reads now."""
        return {**self.values, **manuscript_to_json(self.manuscript)}


OpenedManuscript = Opened[ManuscriptDraft]
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
