"""Drafts of the HTTP interface: made, kept on the desk of whoever calls, listed and read back as they are now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant import messages
from assistant.application import Assistant
from assistant.desk.drafts import Drafts
from assistant.desk.records import DraftHeading, DraftKind
from assistant.drafting.forms import Genre
from assistant.export.manuscripts import remarks_notes, remarks_to_json
from assistant.export.plan_drafts import PlanDraft
from assistant.export.plans import plan_to_json
from assistant.web.api import shapes
from assistant.web.manuscript_desk import ManuscriptDesk, ManuscriptDraft
from assistant.web.plan_desk import PlanDesk


def listed(drafts: Drafts, owner: str) -> shapes.DraftRows:
    """The owner's drafts."""
    return shapes.DraftRows(drafts=[shapes.DraftRow(**_row(heading)) for heading in drafts.headings(owner)])


def opened(drafts: Drafts, owner: str, draft_id: str, language: str) -> shapes.Drafted:
    """One draft as it was saved last. Raises NotOnDesk."""
    heading = drafts.open(owner, draft_id).heading
    if heading.kind is DraftKind.PLAN:
        said = plan_to_json(PlanDesk(drafts).open(owner, draft_id).draft.plan, language=language)
    else:
        said = ManuscriptDesk(drafts, heading.kind).open(owner, draft_id).draft.json
    return _drafted(heading, said)


def planned(
    assistant: Assistant, drafts: Drafts, owner: str, wanted: shapes.PlanWanted, language: str
) -> shapes.Drafted:
    """A rectification plan, drafted and kept. Raises NotInLibrary, RejectedFile, UsageError, LibraryUnavailable."""
    feedback = assistant.document(wanted.document_id)
    plan = assistant.draft_plan(feedback, received=wanted.received, regime=wanted.regime)
    unit = plan.source.inspected_unit
    unknown = messages.text("web.plan_unit_unknown", language=language)
    title = messages.text("web.plan_title", language=language, unit=unit.verbatim if unit else unknown)
    kept = PlanDesk(drafts).keep(owner, PlanDraft(plan), title, wanted.document_id)
    return _drafted(kept.heading, plan_to_json(plan, language=language))


def spoken(
    assistant: Assistant, drafts: Drafts, owner: str, wanted: shapes.RemarksWanted, language: str
) -> shapes.Drafted:
    """Remarks, drafted and kept. Raises NotInLibrary, UsageError, LibraryUnavailable."""
    about = (
        assistant.topic(wanted.topic or "") if wanted.document_id is None else assistant.document(wanted.document_id)
    )
    remarks = assistant.draft_remarks(Genre[wanted.genre.upper()], about, minutes=wanted.minutes, agenda=wanted.agenda)
    said = remarks_to_json(remarks, language=language)
    draft = ManuscriptDraft(remarks.manuscript, date.today(), said, tuple(remarks_notes(remarks, language=language)))
    kept = ManuscriptDesk(drafts, DraftKind.REMARKS).keep(owner, draft, remarks.manuscript.title, about.id)
    return _drafted(kept.heading, said)


def _row(heading: DraftHeading) -> dict[str, Any]:
    return {
        "id": heading.id,
        "kind": heading.kind.value,
        "title": heading.title,
        "source": heading.source,
        "version": heading.version,
        "saved_at": heading.saved_at,
    }


def _drafted(heading: DraftHeading, said: Mapping[str, Any]) -> shapes.Drafted:
    return shapes.Drafted(**_row(heading), draft=shapes.with_names(dict(said)))
