"""A rectification plan → the bytes of a .docx: official layout or an office's own template, the plan inside it."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any

from assistant.drafting.records import Plan
from assistant.export.gbt9704 import to_docx
from assistant.export.official_plan import official_plan
from assistant.export.plans import plan_to_json
from assistant.export.review import remarks
from assistant.export.word.embedded import Record


def plan_to_docx(plan: Plan, *, final: bool = False, review: bool = False, template: Path | None = None) -> bytes:
    """The .docx; with `review` a remark stands beside each open slot and each check.

    Raises UsageError for a template that cannot be filled, or where the extra for templates is not installed.
    """
    document = official_plan(plan, final=final)
    said = tuple(remarks(plan)) if review else ()
    record = plan_record(plan)
    if template is None:
        return to_docx(document, on=plan.drafted_on, remarks=said, record=record)
    from assistant.export.templates import fill_template  # noqa: PLC0415

    return fill_template(template, document, on=plan.drafted_on, remarks=said, record=record)


def plan_record(plan: Plan) -> Record:
    """The plan as it is kept inside the file; of the paths of sources only the names, since the file leaves here."""
    value: dict[str, Any] = plan_to_json(plan)
    citations = [{**citation, "path": PurePath(citation["path"]).name} for citation in value["citations"]]
    return Record("plan", {**value, "citations": citations})
