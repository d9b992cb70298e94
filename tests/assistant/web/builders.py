"""Rows of a library's list for tests of the page."""

from datetime import date
from typing import Any

from assistant.library.overview import DocumentSummary
from assistant.records import Status, Version


def summary(document_id: str, title: str, **changes: Any) -> DocumentSummary:
    """A rule in force, with these facts changed."""
    facts: dict[str, Any] = {
        "path": f"/a/{document_id}.md",
        "collection": "default",
        "genre": "regulation",
        "version": Version(issued_on=date(2024, 1, 1)),
        "status": Status.CURRENT,
        "passages": 7,
        "characters": 900,
        "warnings": (),
    }
    return DocumentSummary(id=document_id, title=title, **(facts | changes))
