"""Documents go for good: from the library, from everybody's answers, from drafts and cases.

Knows neither Gradio nor the command line, which both ask for the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant import messages
from assistant.desk.file import in_words
from assistant.desk.records import DraftFate
from assistant.errors import UsageError
from assistant.web.answer_feedback import book_of
from assistant.web.ready_files import forget_ready
from assistant.web.site import files_of

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.application import Assistant
    from assistant.desk.desk import Desk
    from assistant.desk.quoting import Quoting
    from assistant.library.maintenance import Purged


def purge(assistant: Assistant, desk: Desk, home: Path, document_ids: Sequence[str], fate: DraftFate | None) -> Purged:
    """Purge documents, and what quotes them under a home: answers, cases, files laid ready, drafts as `fate` says.

    Raises NotInLibrary, LibraryUnavailable, and UsageError where drafts quote them and nobody said what becomes of
    those; then nothing was done. A kill in between leaves the documents in the library, to be purged anew.
    """
    ids = list(dict.fromkeys(document_ids))
    words = assistant.own_words(ids)
    drafts = desk.quoting(ids).drafts
    if drafts and fate is None:
        raise UsageError("purge_undecided", drafts=len(drafts))
    desk.conversations.forget_documents(ids)
    if drafts and fate is DraftFate.DELETE:
        desk.delete_drafts(drafts)
    elif drafts:
        desk.mask_drafts(drafts, words)
    book_of(home).forget_documents(ids)
    forget_ready(files_of(home))
    return assistant.purge(ids)


def in_lines(found: Quoting, language: str) -> list[str]:
    """What quotes the documents, a line each; drafts by kind, owner and day, since their titles are their owners'."""
    lines = [_say("purge_answers", language, count=found.answers)] if found.answers else []
    return lines + [
        _say(
            "purge_draft",
            language,
            kind=messages.catalogue(language)[f"web.labels.kind_{draft.kind}"],
            owner=draft.owner or _say("purge_nobody", language),
            at=in_words(draft.saved_at),
        )
        for draft in found.drafts
    ]


def _say(key: str, language: str, **facts: object) -> str:
    return messages.text(f"web.{key}", language=language, **facts)
