"""Rectification plans on the desk: rows locked, added, taken out, put in place of others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.desk.records import DraftKind
from assistant.drafting.editing import (
    FIELDS,
    Conflict,
    Edit,
    cells,
    edited,
    with_drafted,
    with_measure,
    without_measure,
)
from assistant.export.plan_drafts import PlanDraft, draft_from_json, draft_to_json
from assistant.web.draft_desk import DraftDesk, Opened

if TYPE_CHECKING:
    from assistant.desk.drafts import Drafts
    from assistant.drafting.records import Measure
    from assistant.records import Citation

OpenedPlan = Opened[PlanDraft]
Drafted = tuple["Measure", Sequence["Citation"]]
"""A measure that was drafted anew, and what it numbers its sources by."""


class PlanDesk(DraftDesk[PlanDraft]):
    """The plans of each owner."""

    def __init__(self, drafts: Drafts) -> None:
        super().__init__(drafts, DraftKind.PLAN)

    def read(self, state: Mapping[str, Any]) -> PlanDraft:
        return draft_from_json(state)

    def written(self, draft: PlanDraft) -> dict[str, Any]:
        return draft_to_json(draft)

    def cells(self, draft: PlanDraft) -> Mapping[str, str]:
        return cells(draft.plan)

    def edited(self, draft: PlanDraft, edits: Sequence[Edit]) -> tuple[PlanDraft, tuple[Conflict, ...]]:
        after = edited(draft.plan, edits, locked=draft.locked)
        return replace(draft, plan=after.plan), after.conflicts

    def locked(self, draft: PlanDraft) -> Collection[str]:
        return draft.locked

    def add_measure(self, owner: str, opened: OpenedPlan, parent: str) -> OpenedPlan:
        """One more measure behind those of a finding or suggestion. Raises KeyError, NotOnDesk."""
        return self.changed(owner, opened, lambda draft: replace(draft, plan=with_measure(draft.plan, parent)))

    def remove_measure(self, owner: str, opened: OpenedPlan, measure_id: str) -> OpenedPlan:
        """Take a measure out that is not locked. Raises KeyError, NotOnDesk."""

        def change(draft: PlanDraft) -> PlanDraft:
            if measure_id in draft.locked:
                return draft
            return replace(draft, plan=without_measure(draft.plan, measure_id))

        return self.changed(owner, opened, change)

    def adopt(self, owner: str, opened: OpenedPlan, row: str, drafted: Drafted) -> OpenedPlan:
        measure, citations = drafted
        conflicts: tuple[Conflict, ...] = ()

        def change(draft: PlanDraft) -> PlanDraft:
            nonlocal conflicts
            now = cells(draft.plan)
            wanted = row_edits(opened, measure)
            conflicts = tuple(
                Conflict(edit, now.get(edit.where)) for edit in wanted if now.get(edit.where) != edit.before
            )
            if conflicts or row in draft.locked:
                return draft
            return replace(draft, plan=with_drafted(draft.plan, measure, citations))

        return replace(self.changed(owner, opened, change), conflicts=conflicts)

    def lock(self, owner: str, opened: OpenedPlan, row: str, *, is_locked: bool) -> OpenedPlan:
        def change(draft: PlanDraft) -> PlanDraft:
            return replace(draft, locked=draft.locked | {row} if is_locked else draft.locked - {row})

        return self.changed(owner, opened, change)


def row_edits(opened: OpenedPlan, measure: Measure) -> list[Edit]:
    """What putting a measure in the place of a row would change of the row's cells."""
    shown = opened.shown
    return [
        Edit(where, shown[where], field.read(measure))
        for name, field in FIELDS.items()
        if (where := f"{measure.id}.{name}") in shown and field.read(measure) != shown[where]
    ]
