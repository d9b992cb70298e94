"""What the library holds, as a person reads it: a row a document, and what is doubtful about some of them.

It asks the catalogue and says nothing of its own; the texts are those of the message files.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant import messages
from assistant.library.catalogue import Catalogue
from assistant.library.entries import Entry
from assistant.records import Status, Version

_FOR_REVIEW = ("title_over_other_body", "starts_mid_sentence")
"""Warnings of reading that a person should settle."""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One row of the library's list."""

    id: str
    title: str
    path: str
    collection: str
    genre: str
    version: Version
    status: Status
    """On today's date."""
    passages: int
    characters: int
    warnings: tuple[str, ...]
    """In the user's language."""
    member: str = ""
    """Which part of its file it is; empty where it is the whole file."""
    secrecy: str | None = None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something about documents of the library that a person should decide; nothing was derived from it."""

    kind: str
    """As under `[review]` of the message files."""
    documents: tuple[DocumentSummary, ...]
    message: str
    """In the user's language."""


def summaries(catalogue: Catalogue, today: date) -> list[DocumentSummary]:
    """A row a document, ordered by collection and path."""
    return [_summary(entry, today) for entry in catalogue.entries()]


def open_questions(catalogue: Catalogue, today: date) -> list[OpenQuestion]:
    """What a person should check: doubtful editions, titles over other bodies, texts without a beginning."""
    entries = catalogue.entries()
    rows = {entry.id: _summary(entry, today) for entry in entries}
    doubts = [
        (str(doubt["kind"]), doubt["facts"], [rows[each] for each in doubt["documents"] if each in rows])
        for doubt in catalogue.doubts()
    ]
    noticed = [
        (warning, {"title": entry.title}, [rows[entry.id]])
        for entry in entries
        for warning in entry.warnings
        if warning in _FOR_REVIEW
    ]
    return [
        OpenQuestion(kind, tuple(documents), messages.text(f"review.{kind}", **facts))
        for kind, facts, documents in [*doubts, *noticed]
    ]


def _summary(entry: Entry, today: date) -> DocumentSummary:
    return DocumentSummary(
        id=entry.id,
        title=entry.title,
        path=entry.path,
        collection=entry.collection,
        genre=entry.genre,
        version=entry.version,
        status=entry.version.status(today),
        passages=entry.passages,
        characters=entry.characters,
        warnings=tuple(messages.text(f"warnings.{key}") for key in entry.warnings),
        member=entry.member,
        secrecy=entry.secrecy,
    )
