"""A lost, damaged or outdated catalogue → a new one, from the originals, built aside and swapped in when complete."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from assistant.documents.reading import FileReader
from assistant.errors import AssistantError, LibraryUnavailable
from assistant.library import origins
from assistant.library.catalogue import Catalogue
from assistant.library.chroma_server import ChromaServer
from assistant.library.commit import Cut, ReadFile, write
from assistant.library.embedder_source import EmbedderSource
from assistant.library.entries import Origin, Pending
from assistant.library.fault_points import reach
from assistant.library.file_work import Manner, Prepared, Task, work_on
from assistant.library.ingest import BATCH_PASSAGES
from assistant.library.kin import find_kin
from assistant.library.lock import writing
from assistant.library.maintenance import Rebuilt
from assistant.library.recovery import ASIDE, CACHES_STALE, recover
from assistant.library.served_record import carry_over
from assistant.library.store import Store

_CATALOGUE = "catalogue.sqlite3"


def rebuild_from_originals(
    home: Path, source: EmbedderSource, manner: Manner, server: ChromaServer | None = None
) -> Rebuilt:
    """Read every kept original again, as it was read the first time, with the embedder and in the manner of today.

    The old catalogue stays in use until the new one is complete. What cannot be read again is taken over from the old
    catalogue where that holds it. Collections are as before; that of `manner` is for what nothing is known of.

    Raises LibraryUnavailable where the library is being written or the disk is full: nothing has changed then.
    """
    encoder = source.load()
    with writing(home):
        aside = home / ASIDE
        shutil.rmtree(aside, ignore_errors=True)
        old = _opened(home / _CATALOGUE)
        try:
            new = Store(aside, encoder, source=source, originals=home / "originals")
            carried, lost = _refill(home, new, manner, old)
        finally:
            if old is not None:
                old.close()
        reach("restore.complete")
        _swap(home, aside / _CATALOGUE)
        store = Store(home, encoder, source=source, server=server)
        try:
            recover(store)
            origins.rewrite(home, store.catalogue.origins())
            reach("restore.done")
            return Rebuilt(*store.catalogue.counts(), carried, lost)
        finally:
            store.close()


def _refill(home: Path, new: Store, manner: Manner, old: Catalogue | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Everything into the new store; the originals that were carried over, and those that are lost."""
    carried: list[str] = []
    lost: list[str] = []
    batch: list[ReadFile] = []
    try:
        with FileReader() as reader:
            for origin in _known_origins(home, old, manner.collection):
                cuts = _read_again(home, origin, reader, manner)
                if not cuts:
                    cuts = _from_catalogue(old, origin)
                    (carried if cuts else lost).append(origin.original)
                batch.append(ReadFile(tuple(cuts), (), (), None, origin.original))
                if sum(file.passages for file in batch) >= BATCH_PASSAGES:
                    write(new, batch)
                    batch.clear()
                    reach("restore.batch")
            write(new, batch)
        find_kin(new.catalogue)
        new.catalogue.set_fact(CACHES_STALE, "1")
        if old is not None:
            carry_over(old, new.catalogue)
        new.catalogue.compact()
    finally:
        new.close()
    return tuple(carried), tuple(lost)


def _known_origins(home: Path, old: Catalogue | None, collection: str) -> list[Origin]:
    """What the catalogue says, where it can be read; else what was written beside the originals, else their names."""
    known = {(origin.original, origin.collection): origin for origin in origins.read(home)}
    try:
        for origin in old.origins() if old else ():
            known[origin.original, origin.collection] = origin
    except LibraryUnavailable:
        pass
    named = {original for original, _ in known}
    for path in sorted((home / "originals").glob("*")):
        if path.name not in named and path.suffix != ".part":
            known[path.name, collection] = Origin(path.name, collection, path.name, "{}", ())
    return list(known.values())


def _read_again(home: Path, origin: Origin, reader: FileReader, manner: Manner) -> list[Cut]:
    """The documents of an original with their passages; none where its bytes are gone, changed, or cannot be read."""
    try:
        data = (home / "originals" / origin.original).read_bytes()
        stated = json.loads(origin.stated or "{}")
    except (OSError, ValueError):
        return []
    if sha256(data).hexdigest()[:32] != Path(origin.original).stem:
        return []
    work = work_on(Task(Path(origin.path), data, stated), reader, replace(manner, collection=origin.collection))
    parts = len(work.documents) + len(work.refused)
    return [
        (Pending(each.document, origin.original, parts, origin.stated, each.sketch), each.passages)
        for each in _wanted(work.documents, origin)
    ]


def _wanted(documents: Sequence[Prepared], origin: Origin) -> Sequence[Prepared]:
    """Those of a file's documents that were in the library; all of them where a newer release names them otherwise."""
    there = frozenset(origin.documents)
    known = [each for each in documents if each.document.id in there]
    return known or documents


def _from_catalogue(old: Catalogue | None, origin: Origin) -> list[Cut]:
    if old is None:
        return []
    try:
        return [(old.pending_of(each), tuple(old.passages(each))) for each in origin.documents]
    except AssistantError:
        return []


def _opened(path: Path) -> Catalogue | None:
    """The catalogue so far; None where it is lost or too damaged to be opened."""
    try:
        return Catalogue(path) if path.is_file() else None
    except LibraryUnavailable as error:
        if error.key == "library_newer":
            raise
        return None


def _swap(home: Path, new: Path) -> None:
    """Put the new catalogue in the place of the old. SQLite must not take the old one's log for the new one's."""
    path = home / _CATALOGUE
    if path.is_file():
        _empty_log(path)
    for leftover in home.glob(f"{_CATALOGUE}-*"):
        leftover.unlink(missing_ok=True)
        reach("restore.log_deleted")
    new.rename(path)
    handle = os.open(home, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    reach("restore.swapped")


def _empty_log(path: Path) -> None:
    """Bring everything into the old file, so that it is whole without its log if we die before the new one is there."""
    try:
        connection = sqlite3.connect(path, timeout=5.0)
        try:
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return  # damaged: there is nothing to save
    if busy:
        raise LibraryUnavailable("library_busy", path=path.parent)
