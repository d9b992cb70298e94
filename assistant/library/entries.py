"""What the catalogue takes and gives: documents on their way in, rows of its list, passages for citing."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.records import Document, Passage, Version


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list of documents: everything but the text."""

    id: str
    title: str
    path: str
    collection: str
    genre: str
    version: Version
    passages: int
    characters: int
    warnings: tuple[str, ...]
    original: str
    """Name of the kept original in the folder of originals."""
    member: str
    """Which part of its file it is; empty where it is the whole file."""
    secrecy: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with the little of its document that a citation needs."""

    passage: Passage
    title: str
    path: str
    version: Version
    twins: str | None
    """Shared by documents that are near-duplicates of one another; None for a document without any."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A document on its way into the library, with what its row holds besides the document."""

    document: Document
    original: str
    """Name of the kept original."""
    parts: int
    """How many documents and unreadable files there are in its file."""
    stated: str
    """What a catalogue says of the file, as JSON."""
    sketch: bytes
    """What comparing it with other documents needs; see `assistant.documents.versions`."""


@dataclass(frozen=True, slots=True)
class Sketched:
    """A document as far as comparing it with others goes."""

    id: str
    title: str
    genre: str
    version: Version
    """What the document itself and a catalogue say, nothing derived."""
    stated: frozenset[str]
    """What a catalogue says something about."""
    sketch: bytes | None
    """None for a document that an earlier release wrote."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the documents of one original came from, in one collection."""

    original: str
    collection: str
    path: str
    stated: str
    documents: tuple[str, ...]
    """Those of its documents that are in the library, in order."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the library already holds of a file's bytes."""

    documents: tuple[str, ...]
    is_whole: bool
    """Everything in the file is there."""
    path: str
    stated: str
