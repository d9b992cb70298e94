"""A file → a Document: read, repaired, with what it is. Stores nothing."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from assistant.documents.metadata import metadata
from assistant.documents.reading import RawText, read_file
from assistant.records import Document
from assistant.text.newlines import unify_newlines


def prepare(path: Path, *, collection: str, stated: Mapping[str, object] | None = None) -> Document:
    """Read one file into a Document of a collection; `stated` is what a catalogue says of it.

    Raises RejectedFile where the file cannot be read.
    """
    return from_raw(read_file(path), path, collection=collection, stated=stated)


def from_raw(raw: RawText, path: Path, *, collection: str, stated: Mapping[str, object] | None = None) -> Document:
    """The Document of a text already read."""
    text, offsets = unify_newlines(raw.text)
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
    )


def document_id(digest: str, collection: str) -> str:
    """The same bytes are another document in another collection, so that rights never travel with a copy."""
    return sha256(f"{collection}\0{digest}".encode()).hexdigest()[:24]
