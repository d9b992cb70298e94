"""What a crash left half-done → put right, by whoever next opens the library or writes to it.

Documents that were pending or unsettled, caches that are lost, an unfinished purge, vectors of an embedder before. How
what was read is written is in `commit`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator

from assistant.errors import LibraryUnavailable
from assistant.library import origins
from assistant.library.coming import LEFT_BEHIND
from assistant.library.fault_points import reach
from assistant.library.kin import find_kin
from assistant.library.lock import writing
from assistant.library.store import Store
from assistant.library.terms_index import TermEntry

ASIDE = "rebuilding"
"""Folder in a home in which a catalogue is made anew; where no process holds the lock it is rubbish."""


CACHES_STALE = "caches_stale"
"""Name of the fact that the catalogue was made anew and what lies beside it belongs to the one before."""

UNFINISHED_PURGE = "purging"
"""Name of the fact that documents are being removed for good; whoever recovers finishes it."""


def heal(store: Store) -> None:
    """Put right what a killed writer left, where that is needed and no writer is at work. Call it after opening.

    Where it cannot be done now, the library is read as it is: the catalogue is whole at any time.
    """
    if store.is_writable and _needs_recovery(store):
        try:
            with writing(store.home, wait_s=0.0):  # whoever only reads need not wait for a writer
                recover(store)
        except LibraryUnavailable as error:
            if error.key == "library_damaged":
                raise
    if not store.terms.is_sound() and store.catalogue.counts()[1]:
        store.search_terms_in_memory()


def recover(store: Store) -> None:
    """Put right what a crash left half-done. Call it under the writer's lock."""
    if _terms_are_lost(store):
        store.rebuild_terms()
        reach("recover.terms_rebuilt")
    _settle(store)
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
    if store.catalogue.fact(LEFT_BEHIND) is not None:
        clear_vectors_left_behind(store)
    if store.catalogue.fact(UNFINISHED_PURGE) is not None:
        clean(store)


def _settle(store: Store) -> None:
    """Bring terms, originals and their origins to what the catalogue says, where a write was cut short."""
    pending, unsettled = store.catalogue.pending(), store.catalogue.unsettled()
    if not pending and not unsettled:
        return
    store.terms.write(_entries_of(store, unsettled), [*pending, *unsettled])
    reach("recover.terms")
    store.catalogue.remove_pending()
    reach("recover.catalogue")
    origins.rewrite(store.home, store.catalogue.origins())
    reach("recover.origins")
    _sweep_originals(store)
    store.catalogue.set_settled()
    reach("recover.settled")


def clean(store: Store) -> None:
    """Rewrite whatever may still hold something of removed documents. Call it under the writer's lock."""
    store.rebuild_terms()
    reach("clean.terms")
    store.vectors.forget_other_bases()  # one that a switch was building would be built again
    store.vectors.build_base()
    reach("clean.base")
    origins.rewrite(store.home, store.catalogue.origins())
    reach("clean.origins")
    store.catalogue.compact()
    reach("clean.compact")
    if store.catalogue.fact(UNFINISHED_PURGE) is not None:
        store.catalogue.remove_fact(UNFINISHED_PURGE)


def clear_vectors_left_behind(store: Store) -> bool:
    """Give back the space of vectors of an embedder that the library is no longer in; whether that was done.

    While a reader will not let go of the file, it is left to who next opens the library. Call it under the lock.
    """
    store.vectors.delete_stale()
    reach("switch.bases_deleted")
    try:
        store.catalogue.compact()
    except LibraryUnavailable as error:
        if error.key != "library_busy":
            raise
        return False
    reach("switch.compacted")
    store.catalogue.remove_fact(LEFT_BEHIND)
    return True


def _needs_recovery(store: Store) -> bool:
    catalogue = store.catalogue
    return bool(
        catalogue.pending()
        or catalogue.unsettled()
        or any(catalogue.fact(name) is not None for name in ("kin_stale", CACHES_STALE, UNFINISHED_PURGE, LEFT_BEHIND))
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


def _sweep_originals(store: Store) -> None:
    """Delete what no document was read from."""
    kept = store.catalogue.originals()
    for path in store.originals.glob("*"):
        if path.name not in kept:
            path.unlink(missing_ok=True)
            reach("originals.swept")
