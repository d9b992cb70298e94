"""May a plan leave the office as it stands? Not while anything is open or an error stands (--final)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant import messages
from assistant.drafting.issue_records import Severity
from assistant.drafting.records import Plan
from assistant.drafting.slots import slots_in
from assistant.export.document import Heading, OfficialDocument, Paragraph
from assistant.export.places import place_in_words, slot_in_words
from assistant.export.plans import issue_text
from assistant.export.word.letterhead import day_of


def hindrances(plan: Plan, document: OfficialDocument) -> list[str]:
    """What bars the final version, a line each in the user's language; empty where nothing does.

    `document` is the final version itself: what is still open in its text bars it, whether the register knew it or not.
    """
    errors = [
        f"{place_in_words(issue.where)}：{issue_text(issue)}"
        for issue in plan.checks
        if issue.severity is Severity.ERROR
    ]
    known = [
        messages.text("export.open_slot", id=slot.id, place=slot_in_words(slot), label=slot.label)
        for slot in plan.slots
    ]
    unknown = [messages.text("export.open_text", label=label) for text in _texts(document) for label in slots_in(text)]
    return [*errors, *(known or unknown)]


def _texts(document: OfficialDocument) -> Iterator[str]:
    yield from (document.title, *document.byline, document.addressee, document.signer, day_of(document))
    for block in document.all_blocks():
        if isinstance(block, (Heading, Paragraph)):
            yield block.text
        else:
            yield from (cell.text for cell in block.cells())
