"""What was read → the stores, so that a crash at any point leaves each document ready or absent.

Order of writing: pending rows, originals, term index, then one transaction that stores passages and vectors and makes
the documents ready. What a crash left pending is taken back by the next writer.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.library.catalogue import Pending, Vectors
from assistant.library.kin import find_kin
from assistant.library.lock import writing
from assistant.library.store import Store
from assistant.library.terms_index import TermEntry
from assistant.records import Document, Passage

Cut = tuple[Pending, tuple[Passage, ...]]
"""A document with its passages."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read, with the documents that are to be written of it."""

    fresh: tuple[Cut, ...]
    restated: tuple[Cut, ...]
    """Documents that are there already, of which a catalogue says something else now."""
    replaced: tuple[str, ...]
    """Documents that were read from this path before it changed."""
    data: bytes
    original: str
    """The name that its bytes are kept under."""

    @property
    def passages(self) -> int:
        return sum(len(pieces) for _, pieces in (*self.fresh, *self.restated))


def write(store: Store, files: Sequence[ReadFile]) -> None:
    """Make the documents of these files ready, all at once. Call it under the writer's lock."""
    fresh = [cut for file in files for cut in file.fresh]
    restated = [cut for file in files for cut in file.restated]
    replaced = [identity for file in files for identity in file.replaced]
    store.catalogue.add_pending(pending for pending, _ in fresh)
    _keep_originals(store, files)
    rewritten = [pending.document.id for pending, _ in restated]
    store.terms.write(_term_entries([*fresh, *restated]), [*replaced, *rewritten])
    store.catalogue.set_fact("fingerprint", store.encoder.fingerprint)
    store.catalogue.set_fact("embedder", store.encoder.name)
    store.catalogue.make_ready(_with_vectors(store, fresh), replaced=replaced)
    for (pending, pieces), (_, _, vectors) in zip(restated, _with_vectors(store, restated), strict=True):
        store.catalogue.restate(pending, pieces, vectors)


def recover(store: Store) -> None:
    """Take back what a crash left half-written. Call it under the writer's lock."""
    pending = store.catalogue.pending()
    if pending and store.terms.exists():
        store.terms.write((), [document for document, _ in pending])
    kept = {entry.original for entry in store.catalogue.entries()} if pending else set()
    for document, original in pending:
        store.catalogue.remove(document)
        if original not in kept:
            (store.originals / original).unlink(missing_ok=True)
    if not store.terms.exists() and store.catalogue.counts()[1]:
        store.rebuild_terms()


def bring_up_to_date(store: Store) -> None:
    """Build a new base of vectors where too much lies beside the old one. Call it under the writer's lock."""
    if store.vectors.needs_base():
        store.vectors.build_base()


def remove(store: Store, document_id: str) -> None:
    """Forget a document: catalogue first, so that no query sees it, then the caches. Raises NotInLibrary."""
    with writing(store.home):
        store.catalogue.document(document_id)
        original = next(entry.original for entry in store.catalogue.entries() if entry.id == document_id)
        store.catalogue.remove(document_id)
        store.terms.write((), [document_id])
        if all(entry.original != original for entry in store.catalogue.entries()):
            (store.originals / original).unlink(missing_ok=True)
        find_kin(store.catalogue)
        bring_up_to_date(store)


def _keep_originals(store: Store, files: Sequence[ReadFile]) -> None:
    """Write the bytes aside, make them durable, then give them their names."""
    folder = store.originals
    folder.mkdir(exist_ok=True)
    new = {file.original: file.data for file in files if not (folder / file.original).exists()}
    for name, data in new.items():
        (folder / f"{name}.part").write_bytes(data)
    for name in new:
        with (folder / f"{name}.part").open("rb") as written:
            os.fsync(written.fileno())
        (folder / f"{name}.part").rename(folder / name)


def _with_vectors(store: Store, cuts: Sequence[Cut]) -> list[tuple[str, tuple[Passage, ...], Vectors]]:
    texts = [_embedded(pending.document, piece) for pending, pieces in cuts for piece in pieces]
    if not texts:
        return []
    vectors = store.encoder.encode_documents(texts)
    rows, start = [], 0
    for pending, pieces in cuts:
        end = start + len(pieces)
        rows.append((pending.document.id, pieces, vectors[start:end]))
        start = end
    return rows


def _term_entries(cuts: Sequence[Cut]) -> Iterator[TermEntry]:
    for pending, pieces in cuts:
        for piece in pieces:
            yield TermEntry(piece.id, pending.document.id, piece.text, pending.document.title, piece.heading)


def _embedded(document: Document, passage: Passage) -> str:
    """What is embedded of a passage: with the title and headings, which say what its words are about."""
    return "\n".join(part for part in (document.title, passage.heading, passage.text) if part)
