"""What was read → the stores, so that a crash at any point leaves each document ready or absent.

Order of writing: once all is embedded, pending rows, originals, new passages into the term index, then one transaction
that stores passages and vectors, makes the documents ready and notes them as unsettled; then what they replace leaves
the other stores. Queries believe the catalogue alone, so that whatever else lies about harms nobody. What a crash left
pending or unsettled is put right in `recovery`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.library import origins
from assistant.library.catalogue_reading import Vectors
from assistant.library.entries import Origin, Pending
from assistant.library.fault_points import reach
from assistant.library.file_work import Embedded
from assistant.library.kin import find_kin
from assistant.library.lock import writing
from assistant.library.recovery import recover
from assistant.library.store import Store
from assistant.library.terms_index import TermEntry
from assistant.records import Passage

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
    embedded: Embedded | None = None
    """Vectors that were made where it was read."""

    @property
    def passages(self) -> int:
        return sum(len(pieces) for _, pieces in (*self.fresh, *self.restated))


def write(store: Store, files: Sequence[ReadFile]) -> None:
    """Make the documents of these files ready, all at once. Call it under the writer's lock."""
    fresh = [cut for file in files for cut in file.fresh]
    restated = [cut for file in files for cut in file.restated]
    replaced = [identity for file in files for identity in file.replaced]
    # Before anything is written: an embedder's server that fails leaves nothing half-done.
    given = _given_vectors(store, files)
    new, renewed = _with_vectors(store, fresh, given), _with_vectors(store, restated, given)
    store.catalogue.add_pending(pending for pending, _ in fresh)
    reach("catalogue.pending")
    _keep_originals(store, files)
    store.terms.write(_term_entries(fresh))
    reach("terms.added")
    gone = store.catalogue.origins(store.catalogue.originals_of(replaced))
    store.catalogue.make_ready(
        new,
        replaced=replaced,
        restated=[
            (pending, pieces, vectors) for (pending, pieces), (_, _, vectors) in zip(restated, renewed, strict=True)
        ],
        facts=_embedder_facts(store),
    )
    reach("catalogue.ready")
    stale = [*replaced, *(pending.document.id for pending, _ in restated)]
    _settle(store, stale, _term_entries(restated), [*(file.original for file in files)], gone)


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


def _given_vectors(store: Store, files: Sequence[ReadFile]) -> dict[str, Vectors]:
    """Vectors by document that came with the files and are of the embedder that the library is in."""
    of = store.encoder.fingerprint
    came = [file.embedded for file in files if file.embedded is not None and file.embedded.fingerprint == of]
    return {identity: vectors for each in came for identity, vectors in each.vectors.items()}


def _with_vectors(
    store: Store, cuts: Sequence[Cut], given: Mapping[str, Vectors]
) -> list[tuple[str, tuple[Passage, ...], Vectors]]:
    missing = [cut for cut in cuts if cut[0].document.id not in given]
    made = iter(_encoded(store, missing))
    return [
        (pending.document.id, pieces, given[pending.document.id] if pending.document.id in given else next(made))
        for pending, pieces in cuts
    ]


def _encoded(store: Store, cuts: Sequence[Cut]) -> Iterator[Vectors]:
    """Vectors of each document's passages, made in one go."""
    texts = [
        embedded(pending.document.title, piece.heading, piece.text) for pending, pieces in cuts for piece in pieces
    ]
    vectors = store.encoder.encode_documents(texts) if texts else np.zeros((0, 1), np.float32)
    start = 0
    for _, pieces in cuts:
        yield vectors[start : start + len(pieces)]
        start += len(pieces)


def _embedder_facts(store: Store) -> dict[str, str]:
    said = {"fingerprint": store.encoder.fingerprint, "embedder": store.encoder.name}
    described = store.in_use.described
    return said if described is None else {**said, "embedder_source": described}


def _term_entries(cuts: Sequence[Cut]) -> Iterator[TermEntry]:
    for pending, pieces in cuts:
        for piece in pieces:
            yield TermEntry(piece.id, pending.document.id, piece.text, pending.document.title, piece.heading)


def embedded(title: str, heading: str, text: str) -> str:
    """What is embedded of a passage: with the title and headings, which say what its words are about."""
    return "\n".join(part for part in (title, heading, text) if part)
