"""What is open in a plan and what the checks say of it, as remarks beside the text of a review copy (审阅稿)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant import messages
from assistant.drafting.records import Plan
from assistant.export.places import slot_in_words
from assistant.export.plans import issue_text
from assistant.export.word.comments import Remark


def remarks(plan: Plan, language: str | None = None) -> Iterator[Remark]:
    """One remark an open slot, one a check, in the language given or in use."""
    for slot in plan.slots:
        kind = messages.text(f"export.slot_{slot.kind.value}", language=language)
        said = messages.text("export.slot_remark", language=language, place=slot_in_words(slot, language), kind=kind)
        yield Remark(slot.where, said, slot.label)
    for issue in plan.checks:
        severity = messages.text(f"drafting.severity_{issue.severity.value}", language=language)
        yield Remark(issue.where, f"{severity}：{issue_text(issue, language)}")
