"""Which documents of the library are editions of one rule, as far as the documents say so: each names the one before.

Rows of the library's list in, rows out. What replaced what was decided when the library compared its documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.library.overview import DocumentSummary


def begins(document: DocumentSummary) -> date | None:
    """The day that an edition counts from."""
    return document.version.effective_from or document.version.issued_on


def chains(documents: Sequence[DocumentSummary]) -> dict[str, tuple[DocumentSummary, ...]]:
    """Id → all editions of its rule, oldest first, itself among them; only documents that have any other."""
    before = _before(documents)
    after = {earlier.id: later for later, earlier in _pairs(documents, before)}
    chained: dict[str, tuple[DocumentSummary, ...]] = {}
    for document in documents:
        if document.id in before or document.id in after:
            earlier, later = _walk(document, before), _walk(document, after)
            chained[document.id] = (*reversed(earlier), document, *later)
    return chained


def _before(documents: Sequence[DocumentSummary]) -> dict[str, DocumentSummary]:
    """Id → the edition that it replaced, where the library holds it."""
    called = _called(documents)
    return {
        each.id: earlier
        for each in documents
        if (earlier := called.get(each.version.supersedes or "")) is not None and earlier.id != each.id
    }


def _called(documents: Sequence[DocumentSummary]) -> Mapping[str, DocumentSummary]:
    """What `Version.supersedes` may call a document, as far as only one is called so: title with number, or either."""
    names: Counter[str] = Counter()
    found: dict[str, DocumentSummary] = {}
    for each in documents:
        day = begins(each)
        mark = each.version.document_number or (day.isoformat() if day else "")
        for name in {f"{each.title}（{mark}）", each.title, each.version.document_number or each.title}:
            names[name] += 1
            found[name] = each
    return {name: document for name, document in found.items() if names[name] == 1}


def _pairs(
    documents: Sequence[DocumentSummary], before: Mapping[str, DocumentSummary]
) -> list[tuple[DocumentSummary, DocumentSummary]]:
    return [(each, before[each.id]) for each in documents if each.id in before]


def _walk(start: DocumentSummary, onward: Mapping[str, DocumentSummary]) -> list[DocumentSummary]:
    """The documents one comes to, nearest first; documents that name one another in a ring end it."""
    seen = {start.id}
    way: list[DocumentSummary] = []
    here = onward.get(start.id)
    while here is not None and here.id not in seen:
        seen.add(here.id)
        way.append(here)
        here = onward.get(here.id)
    return way
