"""A file → a Document: read, repaired, with what it is. Stores nothing."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from assistant.documents.metadata import metadata
from assistant.documents.reading import RawText, read_file
from assistant.records import Change, Document, Doubt, RepairLog
from assistant.text.newlines import unify_newlines
from assistant.text.offsets import OffsetMap
from assistant.text.repair import Repair, Suggestion, Switches, repair

EVERY_STAGE = Switches()


def prepare(
    path: Path,
    *,
    collection: str,
    stated: Mapping[str, object] | None = None,
    switches: Switches = EVERY_STAGE,
) -> Document:
    """Read one file into a Document of a collection; `stated` is what a catalogue says of it.

    `switches` tell which stages of repair may act.

    Raises RejectedFile where the file cannot be read.
    """
    return from_raw(read_file(path), path, collection=collection, stated=stated, switches=switches)


def from_raw(
    raw: RawText,
    path: Path,
    *,
    collection: str,
    stated: Mapping[str, object] | None = None,
    switches: Switches = EVERY_STAGE,
) -> Document:
    """The Document of a text already read."""
    text, offsets, log = _repaired(raw.text, switches)
    what = metadata(text, path, stated)
    return Document(
        id=document_id(raw.digest, collection),
        title=what.title,
        path=str(path),
        collection=collection,
        genre=what.genre,
        version=what.version,
        text=text,
        original_text=raw.text,
        offsets=offsets,
        warnings=raw.warnings,
        repair=log,
    )


def _repaired(original: str, switches: Switches) -> tuple[str, OffsetMap, RepairLog]:
    """The repaired text, the map back to the text as read, and what was done, in places of both."""
    unified, newlines = unify_newlines(original)
    repaired = repair(unified, switches=switches)

    def change(done: Repair | Suggestion) -> Change:
        start, end = newlines.span_to_original(done.original_start, done.original_end)
        before = original[start:end] if isinstance(done, Repair) else repaired.text[done.start : done.end]
        return Change(done.kind, done.start, done.end, start, end, before, done.after, done.confidence)

    log = RepairLog(
        tuple(change(done) for done in repaired.repairs),
        tuple(change(might) for might in repaired.suggestions),
        tuple(Doubt(notice.kind, notice.start, notice.end, notice.excerpt) for notice in repaired.warnings),
    )
    return repaired.text, repaired.offsets.compose(newlines), log


def document_id(digest: str, collection: str) -> str:
    """The same bytes are another document in another collection, so that rights never travel with a copy."""
    return sha256(f"{collection}\0{digest}".encode()).hexdigest()[:24]
