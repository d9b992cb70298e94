"""Records ↔ rows of the catalogue. Knows the columns; runs no statement."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from zlib import crc32

from assistant.records import Change, Document, Doubt, Passage, Place, RepairLog, StyledHeading, Version
from assistant.text.offsets import OffsetMap

Row = tuple[Any, ...]

TextOf = Callable[[str], str]
"""A document's id → its text. Raises NotInLibrary where it was removed a moment ago."""

VERSION = "json_patch(d.derived, d.version)"
"""A document's own facts, and what follows from other documents where it has none of its own."""

DOCUMENT_COLUMNS = f"""d.id, d.title, d.path, d.collection, d.genre, {VERSION}, d.warnings, d.text, d.original_text,
    d.offsets, d.repair, d.headings, d.places, d.member, d.secrecy, d.shown"""

STORED_DOCUMENT = (
    "id", "title", "path", "collection", "genre", "version", "warnings", "text", "original_text", "offsets", "repair",
    "headings", "places", "member", "secrecy", "shown", "original", "parts", "stated", "sketch",
)  # fmt: skip
"""What is written of a document when it is read, and never changed afterwards: what its checksum is over."""

STORED_PASSAGE = """id, document_id, start, "end", original_start, original_end, heading, article, address, refers_to,
    page, vector"""

_NEAR = 20_000
"""Characters: SQLite counts through a text from its beginning, for each passage anew, so that reading a long document
would take a time that grows with the square of its length. What ends behind here is cut out of the whole text instead.
"""

PASSAGE_COLUMNS = f"""p.id, p.document_id, p.start, p."end", p.original_start, p.original_end, p.heading, p.article,
    p.address, p.refers_to, p.page,
    CASE WHEN p."end" <= {_NEAR} THEN substr(d.text, p.start + 1, p."end" - p.start) END"""
PASSAGE_WIDTH = 12
"""How many columns a passage takes at the start of a row."""


def document_values(document: Document) -> dict[str, object]:
    """The columns of a document's row that come from the document itself."""
    return {
        "id": document.id,
        "title": document.title,
        "path": document.path,
        "collection": document.collection,
        "genre": document.genre,
        "version": version_to_json(document.version),
        "warnings": json.dumps(document.warnings),
        "text": document.text,
        "original_text": document.original_text,
        "offsets": json.dumps(_offset_rows(document)),
        "repair": json.dumps(asdict(document.repair), ensure_ascii=False),
        "headings": json.dumps([[heading.start, heading.end, heading.level] for heading in document.headings]),
        "places": json.dumps(
            [[place.start, place.kind, place.number, place.name] for place in document.places], ensure_ascii=False
        ),
        "member": document.member,
        "secrecy": document.secrecy,
        "shown": json.dumps(dict(document.shown)),
    }


def document_from(row: Row) -> Document:
    """The document of a row of DOCUMENT_COLUMNS."""
    return Document(
        id=row[0], title=row[1], path=row[2], collection=row[3], genre=row[4], version=version_from_json(row[5]),
        warnings=tuple(json.loads(row[6])), text=row[7], original_text=row[8],
        offsets=OffsetMap.from_rows(json.loads(row[9]), len(row[7]), len(row[8])),
        repair=_log_from_json(row[10]),
        headings=tuple(StyledHeading(*heading) for heading in json.loads(row[11])),
        places=tuple(Place(*place) for place in json.loads(row[12])),
        member=row[13], secrecy=row[14], shown={name: tuple(span) for name, span in json.loads(row[15]).items()},
    )  # fmt: skip


def passage_values(passage: Passage) -> tuple[object, ...]:
    """id, document_id, start, end, original_start, original_end, heading, article, address, refers_to, page."""
    return (
        passage.id, passage.document_id, passage.start, passage.end, passage.original_start, passage.original_end,
        passage.heading, passage.article, passage.address, json.dumps(passage.references, ensure_ascii=False),
        passage.page,
    )  # fmt: skip


def passage_from(row: Row, text_of: TextOf) -> Passage:
    """The passage of a row that begins with PASSAGE_COLUMNS; `text_of`: where its text is not among them."""
    return Passage(
        id=row[0], document_id=row[1], start=row[2], end=row[3], original_start=row[4], original_end=row[5],
        heading=row[6], article=row[7], address=row[8], references=_references(row[9]), page=row[10],
        text=text_of(row[1])[row[2] : row[3]] if row[11] is None else row[11],
    )  # fmt: skip


def _references(text: str) -> tuple[str, ...]:
    return () if text == "[]" else tuple(json.loads(text))  # most passages refer to nothing


def checksum(values: Iterable[object]) -> int:
    """A sum over a row's values, by which a row that changed by itself is known."""
    total = 0
    for value in values:
        data = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass")
        total = crc32(b"%d " % len(data) + data, total)
    return total


_DATES = ("issued_on", "effective_from", "superseded_on")
_NAMES = ("issuer", "document_number", "level", "supersedes")


def version_to_json(version: Version) -> str:
    """What is known of a version; what is not is left out."""
    known: dict[str, str] = {}
    for name in (*_NAMES, *_DATES):
        value = getattr(version, name)
        if value is not None:
            known[name] = value.isoformat() if isinstance(value, date) else value
    return json.dumps(known, ensure_ascii=False)


def version_from_json(text: str) -> Version:
    """What `version_to_json` wrote."""
    known = json.loads(text)
    facts: dict[str, Any] = {
        name: date.fromisoformat(value) if name in _DATES else value for name, value in known.items()
    }
    return Version(**facts)


def stated_to_json(stated: Mapping[str, object] | None) -> str:
    """What a catalogue says of a document, in one spelling, so that a change of it is noticed."""
    return json.dumps(stated or {}, ensure_ascii=False, sort_keys=True, default=str)


def _offset_rows(document: Document) -> list[list[int]]:
    offsets = document.offsets
    if not isinstance(offsets, OffsetMap):
        raise TypeError(f"a stored document needs an OffsetMap, not {type(offsets).__name__}")
    return offsets.to_rows()


def _log_from_json(text: str) -> RepairLog:
    known = json.loads(text)
    return RepairLog(
        tuple(Change(**row) for row in known.get("repairs", ())),
        tuple(Change(**row) for row in known.get("suggestions", ())),
        tuple(Doubt(**row) for row in known.get("doubts", ())),
    )
