"""What is open in a plan and what the checks say of it, as remarks beside the text of a review copy (审阅稿)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant import messages
from assistant.drafting.records import Plan
from assistant.export.official_measures import told_once
from assistant.export.places import place_in_words
from assistant.export.plans import issue_text
from assistant.export.word.comments import Remark


def remarks(plan: Plan, language: str | None = None) -> Iterator[Remark]:
    """One remark an open slot that is printed, one a check, in the language given or in use."""
    unprinted = told_once(plan)
    for slot in (slot for slot in plan.slots if slot.where not in unprinted):
        kind = messages.text(f"export.slot_{slot.kind.value}", language=language)
        said = messages.text("export.slot_remark", language=language, place=place_in_words(slot.where), kind=kind)
        yield Remark(slot.where, said, slot.label)
    for issue in plan.checks:
        severity = messages.text(f"drafting.severity_{issue.severity.value}", language=language)
        yield Remark(issue.where, f"{severity}：{issue_text(issue, language)}")
