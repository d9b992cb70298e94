"""A plan on somebody's desk ↔ JSON: the plan, and the rows that its owner has locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.drafting.records import Plan
from assistant.export.plan_docx import plan_record
from assistant.export.plan_reading import plan_from_json


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan that is being worked on."""

    plan: Plan
    locked: frozenset[str] = frozenset()
    """Ids of measures that are not changed, by hand or anew, before they are unlocked."""


def draft_to_json(draft: PlanDraft) -> dict[str, Any]:
    """Plain values that `draft_from_json` reads back."""
    return {"plan": plan_record(draft.plan).value, "locked": sorted(draft.locked)}


def draft_from_json(value: Mapping[str, Any]) -> PlanDraft:
    """The draft that was kept. Raises RejectedFile where it is none."""
    plan = plan_from_json(value.get("plan"), Path("desk"))
    here = {measure.id for measure in plan.measures()}
    return PlanDraft(plan, frozenset(map(str, value.get("locked", ()))) & here)
