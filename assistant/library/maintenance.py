"""Rebuild, vacuum, purge. Verifying is in `verifying`, healing after a crash in `recovery`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.library import origins
from assistant.library.catalogue import Catalogue
from assistant.library.coming import ComingCatalogue
from assistant.library.commit import forget
from assistant.library.fault_points import reach
from assistant.library.kin import find_kin
from assistant.library.lock import writing
from assistant.library.recovery import UNFINISHED_PURGE, clean, recover
from assistant.library.served_record import read_served
from assistant.library.store import Store
from assistant.library.term_files import removed_rows
from assistant.library.traces import (
    Needles,
    Searched,
    every_window,
    search,
    shared_windows,
    text_needles,
    vector_needles,
    windows,
)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was written anew."""

    documents: int
    passages: int
    carried: tuple[str, ...] = ()
    """Originals that could not be read again; their documents were taken over from the catalogue before."""
    lost: tuple[str, ...] = ()
    """Originals that could not be read again and whose documents were in no catalogue either."""


@dataclass(frozen=True, slots=True)
class Vacuumed:
    """How much the home folder held before and after."""

    bytes_before: int
    bytes_after: int


@dataclass(frozen=True, slots=True)
class Purged:
    """What was removed for good, and the proof: what was searched for it afterwards, and what was found."""

    documents: tuple[str, ...]
    searched: Searched
    shared: int
    """Pieces of its text that other documents hold too, which prove nothing and were not looked for."""
    removed_rows: int
    """Passages that are marked as removed in the term index and still lie in it: 0 where all is well."""
    kept_originals: dict[str, tuple[str, ...]]
    """Originals that still hold the text, since other documents were read from the same file: these."""
    servers: tuple[str, ...] = ()
    """Chroma servers that held vectors of this library before: they keep what is deleted, out of our reach."""

    @property
    def is_clean(self) -> bool:
        return not (self.searched.traces or self.kept_originals or self.removed_rows or self.servers)


def rebuild(store: Store) -> Rebuilt:
    """Write the caches anew from the catalogue: term index, base of vectors, what follows from comparing documents."""
    with writing(store.home):
        recover(store)
        rebuild_caches(store)
    return Rebuilt(*store.catalogue.counts())


def rebuild_caches(store: Store) -> None:
    """The same under the writer's lock."""
    store.rebuild_terms()
    reach("rebuild.terms")
    store.vectors.build_base()
    reach("rebuild.base")
    find_kin(store.catalogue)
    origins.rewrite(store.home, store.catalogue.origins())
    reach("rebuild.origins")


def vacuum(store: Store) -> Vacuumed:
    """Give back the space of what was removed, and leave nothing of it."""
    with writing(store.home):
        recover(store)
        before = _size_of(store.home)
        clean(store)
    return Vacuumed(before, _size_of(store.home))


def purge(store: Store, document_ids: Sequence[str]) -> Purged:
    """Remove documents so that nothing is left of them in any file of the home, and search all files to show it.

    A kill in between leaves them removed; who next opens the library finishes the rest. Raises NotInLibrary before
    anything is changed.
    """
    with writing(store.home):
        recover(store)
        texts = [text for each in document_ids for text in _texts_of(store.catalogue, each)]
        vectors = _vectors_of(store.catalogue, document_ids)
        files = store.catalogue.originals_of(document_ids)
        servers = read_served(store.catalogue).ever
        store.catalogue.set_fact(UNFINISHED_PURGE, json.dumps(list(document_ids)))
        reach("purge.begun")
        forget(store, document_ids)
        clean(store)
        return replace(_proof(store, document_ids, texts, vectors, files), servers=servers)


def _proof(store: Store, gone: Sequence[str], texts: Sequence[str], vectors: Needles, files: Sequence[str]) -> Purged:
    pieces = frozenset(piece for text in texts for piece in windows(text))
    shared = _shared(pieces, store.catalogue, ())
    needles = vectors | text_needles(pieces - shared)
    for _, _, others, _ in store.catalogue.vectors():
        needles = needles.without(vector_needles(others.astype(np.float16)))
    kept = {origin.original: origin.documents for origin in store.catalogue.origins(files) if origin.original in files}
    return Purged(tuple(gone), search(store.home, needles), len(shared), removed_rows(store.terms.folder), kept)


def own_words(store: Store, document_ids: Sequence[str]) -> frozenset[str]:
    """The pieces of documents, of eight characters each, that no other document holds. Raises NotInLibrary."""
    texts = [text for each in document_ids for text in _texts_of(store.catalogue, each)]
    pieces = frozenset(piece for text in texts for piece in every_window(text))
    return pieces - _shared(pieces, store.catalogue, document_ids)


def _shared(pieces: frozenset[str], catalogue: Catalogue, but: Sequence[str]) -> set[str]:
    """Those of the pieces that documents of the library hold, but these."""
    shared: set[str] = set()
    for entry in catalogue.entries():
        if entry.id not in but:
            for text in catalogue.said_by(entry.id):
                shared |= shared_windows(pieces, text)
    return shared


def _vectors_of(catalogue: Catalogue, document_ids: Sequence[str]) -> Needles:
    """Of the embedder in use, and of one that the library is being switched to."""
    with closing(ComingCatalogue(catalogue.path)) as coming:
        return vector_needles(catalogue.vectors_of(document_ids)) | vector_needles(coming.vectors_of(document_ids))


def _texts_of(catalogue: Catalogue, document_id: str) -> tuple[str, ...]:
    document = catalogue.document(document_id)
    return document.title, document.text, document.original_text


def _size_of(home: Path) -> int:
    return sum(path.stat().st_blocks * 512 for path in home.rglob("*") if path.is_file())
