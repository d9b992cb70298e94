"""What was read → the stores, so that a crash at any point leaves each document ready or absent.

Order of writing: pending rows, originals, new passages into the term index, then one transaction that stores passages
and vectors, makes the documents ready and notes them as unsettled; then what they replace leaves the other stores.
Queries believe the catalogue alone, so that whatever else lies about harms nobody. What a crash left pending or
unsettled is put right by whoever next opens the library.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.errors import LibraryUnavailable
from assistant.library import origins
from assistant.library.catalogue import Origin, Pending, Vectors
from assistant.library.fault_points import reach
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
    data: bytes | None
    """None where its bytes are kept already."""
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
    reach("catalogue.pending")
    _keep_originals(store, files)
    store.terms.write(_term_entries(fresh))
    reach("terms.added")
    gone = store.catalogue.origins(store.catalogue.originals_of(replaced))
    store.catalogue.make_ready(
        _with_vectors(store, fresh),
        replaced=replaced,
        restated=[
            (pending, pieces, vectors)
            for (pending, pieces), (_, _, vectors) in zip(restated, _with_vectors(store, restated), strict=True)
        ],
        facts={"fingerprint": store.encoder.fingerprint, "embedder": store.encoder.name},
    )
    reach("catalogue.ready")
    stale = [*replaced, *(pending.document.id for pending, _ in restated)]
    _settle(store, stale, _term_entries(restated), [*(file.original for file in files)], gone)


ASIDE = "rebuilding"
"""Folder in a home in which a catalogue is made anew; where no process holds the lock it is rubbish."""


CACHES_STALE = "caches_stale"
"""Name of the fact that the catalogue was made anew and what lies beside it belongs to the one before."""

UNFINISHED_PURGE = "purging"
"""Name of the fact that documents are being removed for good; whoever recovers finishes it."""


def remove(store: Store, document_id: str) -> None:
    """Forget a document. Raises NotInLibrary."""
    with writing(store.home):
        recover(store)
        forget(store, [document_id])
        bring_up_to_date(store)


def forget(store: Store, document_ids: Sequence[str]) -> None:
    """Documents out of the catalogue first, so that no query sees them, then out of what lies beside it.

    Call it under the writer's lock. Raises NotInLibrary before anything is changed.
    """
    for document_id in document_ids:
        store.catalogue.document(document_id)
    gone = store.catalogue.origins(store.catalogue.originals_of(document_ids))
    store.catalogue.remove(document_ids)
    reach("catalogue.removed")
    _settle(store, document_ids, (), (), gone)
    find_kin(store.catalogue)
    reach("kin.found")


def bring_up_to_date(store: Store) -> None:
    """Build a new base of vectors where too much lies beside the old one. Call it under the writer's lock."""
    if store.vectors.needs_base():
        store.vectors.build_base()
    elif store.vectors.stale():
        store.vectors.delete_stale()


def heal(store: Store) -> None:
    """Put right what a killed writer left, where that is needed and no writer is at work. Call it after opening.

    Where it cannot be done now, the library is read as it is: the catalogue is whole at any time.
    """
    if store.is_writable and _needs_recovery(store):
        try:
            with writing(store.home):
                recover(store)
        except LibraryUnavailable as error:
            if error.key == "library_damaged":
                raise
    if not store.terms.is_sound() and store.catalogue.counts()[1]:
        store.search_terms_in_memory()


def recover(store: Store) -> None:
    """Put right what a crash left half-done. Call it under the writer's lock."""
    pending, unsettled = store.catalogue.pending(), store.catalogue.unsettled()
    if _terms_are_lost(store):
        store.rebuild_terms()
        reach("recover.terms_rebuilt")
    if pending or unsettled:
        store.terms.write(_entries_of(store, unsettled), [*pending, *unsettled])
        reach("recover.terms")
        store.catalogue.remove_pending()
        reach("recover.catalogue")
        origins.rewrite(store.home, store.catalogue.origins())
        reach("recover.origins")
        _sweep_originals(store)
        store.catalogue.set_settled()
        reach("recover.settled")
    if store.terms.count() != store.catalogue.counts()[1]:
        store.rebuild_terms()
    if store.catalogue.fact(CACHES_STALE) is not None:
        store.rebuild_terms()
        store.vectors.build_base()
        store.catalogue.remove_fact(CACHES_STALE)
        reach("recover.caches")
    if store.catalogue.fact("kin_stale") is not None:
        find_kin(store.catalogue)
        reach("recover.kin")
    shutil.rmtree(store.home / ASIDE, ignore_errors=True)
    store.vectors.delete_stale()
    if store.catalogue.fact(UNFINISHED_PURGE) is not None:
        clean(store)


def clean(store: Store) -> None:
    """Rewrite whatever may still hold something of removed documents. Call it under the writer's lock."""
    store.rebuild_terms()
    reach("clean.terms")
    store.vectors.build_base()
    reach("clean.base")
    origins.rewrite(store.home, store.catalogue.origins())
    reach("clean.origins")
    store.catalogue.compact()
    reach("clean.compact")
    if store.catalogue.fact(UNFINISHED_PURGE) is not None:
        store.catalogue.remove_fact(UNFINISHED_PURGE)


def _needs_recovery(store: Store) -> bool:
    catalogue = store.catalogue
    return bool(
        catalogue.pending()
        or catalogue.unsettled()
        or any(catalogue.fact(name) is not None for name in ("kin_stale", CACHES_STALE, UNFINISHED_PURGE))
        or _terms_are_lost(store)
        or store.terms.count() != catalogue.counts()[1]
        or store.vectors.stale()
        or (store.home / ASIDE).exists()
    )


def _terms_are_lost(store: Store) -> bool:
    return not store.terms.is_sound() and (store.terms.exists() or store.catalogue.counts()[1] > 0)


def _entries_of(store: Store, document_ids: Iterable[str]) -> Iterator[TermEntry]:
    """What the term index should hold of documents, of which some may be gone."""
    here = {entry.id: entry.title for entry in store.catalogue.entries()}
    for document_id in document_ids:
        for piece in store.catalogue.passages(document_id):
            yield TermEntry(piece.id, document_id, piece.text, here[document_id], piece.heading)


def _settle(
    store: Store,
    stale: Sequence[str],
    instead: Iterable[TermEntry],
    written: Sequence[str],
    gone: Sequence[Origin],
) -> None:
    """Bring the other stores in line with the catalogue.

    `stale` documents leave the term index, `instead` comes; `written` are the originals of which something was written,
    `gone` the origins of what was replaced or removed.
    """
    if stale:
        store.terms.write(instead, stale)
        reach("terms.settled")
    touched = list(dict.fromkeys([*written, *(origin.original for origin in gone)]))
    known = store.catalogue.origins(touched)
    here = {(origin.original, origin.collection) for origin in known}
    left = [origin for origin in gone if (origin.original, origin.collection) not in here]
    emptied = [Origin(origin.original, origin.collection, "", "", ()) for origin in left]
    origins.append(store.home, [*known, *emptied])
    reach("origins.appended")
    kept = {origin.original for origin in known}
    for origin in left:
        if origin.original not in kept:
            (store.originals / origin.original).unlink(missing_ok=True)
            reach("originals.unlinked")
    store.catalogue.set_settled()
    reach("catalogue.settled")


def _sweep_originals(store: Store) -> None:
    """Delete what no document was read from."""
    kept = store.catalogue.originals()
    for path in store.originals.glob("*"):
        if path.name not in kept:
            path.unlink(missing_ok=True)
            reach("originals.swept")


def _keep_originals(store: Store, files: Sequence[ReadFile]) -> None:
    """Write the bytes aside, make them durable, then give them their names."""
    folder = store.originals
    folder.mkdir(exist_ok=True)
    came = {file.original: file.data for file in files if file.data is not None}
    new = {name: data for name, data in came.items() if not _is_kept(folder / name, data)}
    try:
        for name, data in new.items():
            (folder / f"{name}.part").write_bytes(data)
            reach("originals.written")
    except OSError:
        for name in new:  # on a full disk they would be in the way of everything else
            (folder / f"{name}.part").unlink(missing_ok=True)
        raise
    for name in new:
        _sync(folder / f"{name}.part")
        (folder / f"{name}.part").rename(folder / name)
        reach("originals.named")
    if new:
        _sync(folder)


def _is_kept(path: Path, data: bytes) -> bool:
    """Whether the original is there; one of another length is damaged and written again."""
    return path.is_file() and path.stat().st_size == len(data)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _with_vectors(store: Store, cuts: Sequence[Cut]) -> list[tuple[str, tuple[Passage, ...], Vectors]]:
    texts = [_embedded(pending.document, piece) for pending, pieces in cuts for piece in pieces]
    if not texts:
        return [(pending.document.id, pieces, np.zeros((0, 1), np.float32)) for pending, pieces in cuts]
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
