"""The vector index with its base on a Chroma server, so that several machines share one.

The same as `vectors` in all else: the catalogue is the truth, what is newer than the base is searched exactly, and a
base is never written to once it is named in the catalogue. While the server does not answer, all vectors are searched
exactly: the results are right, only slower, and `trouble` tells.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import LibraryUnavailable
from assistant.library.catalogue import Catalogue
from assistant.library.catalogue_reading import Vectors
from assistant.library.chroma_server import ChromaServer
from assistant.library.fault_points import reach
from assistant.library.generations import Generation
from assistant.library.probe import FOUND_SHARE
from assistant.library.served_record import Served, read_served, write_served
from assistant.library.terms_index import Hit
from assistant.library.vectors import VectorIndex, condition

PAUSE_S = 10.0
"""How long a server that did not answer is left alone by questions."""

_BATCH = 1000
_PROBES = 16
_SAME = 1 - 1e-3
"""Cosine of a vector to itself, with room for rounding."""


class ServedVectors(VectorIndex):
    """Nearest passages to a vector, from a collection on a server and what is newer."""

    def __init__(self, folder: Path, catalogue: Catalogue, fingerprint: str, server: ChromaServer) -> None:
        """`folder` is where bases lay before a server was used: what is left there is deleted."""
        super().__init__(folder, catalogue, fingerprint)
        self._server = server
        self._silent_until = 0.0

    def generation(self) -> Generation | None:
        """The base in use, if it is on this server."""
        base = read_served(self._catalogue).in_use.get(self.fingerprint)
        if base is None or base.url != self._server.url:
            return None
        return Generation(base.name, base.collection, base.last_number, base.rows, sizes={}, sums={})

    def has_base(self) -> bool:
        return self.generation() is not None

    def is_whole(self, generation: Generation) -> bool:
        """Whether the server holds as many rows and finds some of them by their own vectors; asked once a process.

        A server that does not answer says nothing about its collection.
        """
        known = self._known_whole.get((generation.folder,))
        if known is not None:
            return known
        try:
            self._check(generation.collection, generation.rows, generation.last_number)
            is_whole = True
        except LibraryUnavailable as error:
            self._leave_alone(error)
            if error.key == "chroma_unreachable":
                return True
            is_whole = False
        self._known_whole[(generation.folder,)] = is_whole
        return is_whole

    def build_base(self) -> Generation | None:
        """Fill a new collection from the catalogue, try it, name it in the catalogue, delete older ones.

        Returns None where there is nothing to hold. Raises LibraryUnavailable where the server does not answer,
        refuses, or does not find what it was given: the base before stays in use then, and the next writer tries again.
        """
        rows = self._catalogue.counts()[1]
        base = self._filled(rows) if rows else None
        write_served(self._catalogue, read_served(self._catalogue).using(self.fingerprint, base))
        reach("served.named")
        self.close()
        self._known_whole.clear()
        self.trouble = None
        self.delete_stale()
        return self.generation()

    def delete_stale(self) -> None:
        """Delete bases of a time before the server, and collections on it that are not in use.

        What cannot be deleted now stays noted, and the next writer tries again.
        """
        super().delete_stale()
        if self._catalogue.fact(self._fact) is not None:
            self._catalogue.remove_fact(self._fact)
        for url, name in read_served(self._catalogue).stale(self._server.url):
            try:
                self._server.delete(name)
            except LibraryUnavailable as error:
                self.trouble = error
                return
            write_served(self._catalogue, read_served(self._catalogue).without(url, name))
            reach("served.stale_deleted")

    def forget_other_bases(self, but: frozenset[str] = frozenset()) -> None:
        """Let the catalogue name no base of another embedder, but for some; their collections are stale then."""
        super().forget_other_bases(but)
        record = read_served(self._catalogue)
        for other in record.in_use.keys() - but - {self.fingerprint}:
            record = record.using(other, None)
            write_served(self._catalogue, record)

    def check_server(self) -> None:
        """Ask for a sign of life, and for the base where there is one. Raises LibraryUnavailable."""
        self._server.check()
        generation = self.generation()
        if generation is not None:
            self._check(generation.collection, generation.rows, generation.last_number)

    def compare(self, generation: Generation) -> dict[str, Any]:
        """Ids of the base beside those of the catalogue, and every row's vector as stored and as found by itself."""
        collection = generation.collection
        held = frozenset(self._server.ids(collection))
        wanted: set[str] = set()
        changed, asked, found = [], 0, 0
        for ids, _, vectors, _ in self._catalogue.vectors(until=generation.last_number, batch=_BATCH):
            wanted.update(ids)
            stored = self._server.vectors(collection, ids)
            changed += [
                id_ for id_, own in zip(ids, vectors, strict=True) if id_ in stored and not _is_same(stored[id_], own)
            ]
            own = vectors[vectors.any(axis=1)]
            asked += len(own)
            found += self._found(collection, own)
        return {
            "missing": sorted(wanted - held),
            "dead": len(held - wanted),
            "changed": changed,
            "asked": asked,
            "found": found,
        }

    def _filled(self, rows: int) -> Served:
        number = int(self._catalogue.fact("generation_number") or 0) + 1
        self._catalogue.set_fact("generation_number", str(number))
        # Several libraries may use one server, and copies of one library too.
        name = f"passages-{self.fingerprint[:12]}-{number}-{secrets.token_hex(4)}"
        write_served(self._catalogue, read_served(self._catalogue).with_noted(self._server.url, name))
        reach("served.noted")
        base = Served(self._server.url, name, self._server.create(name, rows), last_number=0, rows=rows)
        reach("served.created")
        for ids, documents, vectors, number in self._catalogue.vectors(batch=_BATCH):
            self._server.add(base.collection, ids, documents, vectors)
            base = replace(base, last_number=number)
            reach("served.added")
        self._check(base.collection, rows, base.last_number)
        return base

    def _check(self, collection: str, rows: int, last_number: int) -> None:
        """Raise LibraryUnavailable where the collection has another number of rows or does not find those it has."""
        held = self._server.count(collection)
        told = self._samples(last_number)
        if held != rows or self._found(collection, told) < FOUND_SHARE * len(told):
            raise LibraryUnavailable("chroma_check_failed", url=self._server.url, rows=rows, held=held)

    def _search_base(
        self, vector: Vectors, limit: int, within: frozenset[str] | None, without: frozenset[str]
    ) -> tuple[Generation | None, int, list[Hit]]:
        if time.monotonic() < self._silent_until:
            return None, 0, []
        generation = self.generation()
        if generation is None or not self.is_whole(generation) or time.monotonic() < self._silent_until:
            return None, 0, []
        dead = self._dead_rows(generation)
        try:
            hits = self._hits(generation, vector, limit + dead, within, without)
        except LibraryUnavailable as error:
            self._known_whole.clear()
            if error.key == "chroma_collection_gone" and self.generation() != generation:
                return self._search_base(vector, limit, within, without)  # the writer replaced it meanwhile
            self._leave_alone(error)
            return None, 0, []
        self.trouble = None
        return generation, dead, hits

    def _hits(
        self,
        generation: Generation,
        vector: Vectors,
        limit: int,
        within: frozenset[str] | None,
        without: frozenset[str],
    ) -> list[Hit]:
        most = min(limit, generation.rows)
        return self._server.nearest(generation.collection, np.array([vector]), most, condition(within, without))[0]

    def _leave_alone(self, error: LibraryUnavailable) -> None:
        self.trouble = error
        self._silent_until = time.monotonic() + PAUSE_S

    def _samples(self, last_number: int) -> Vectors:
        """A few vectors of the base that are not zero, from all over it."""
        starts = range(0, last_number, max(1, last_number // _PROBES))
        batches = (self._catalogue.vectors(after=start, until=last_number, batch=1) for start in starts[:_PROBES])
        rows = [vectors for batch in batches for _, _, vectors, _ in islice(batch, 1)]
        told = [row for row in rows if row.any()]
        return np.concatenate(told) if told else np.zeros((0, 1), np.float32)

    def _found(self, collection: str, vectors: Vectors) -> int:
        """How many vectors are found by themselves."""
        if not len(vectors):
            return 0
        return sum(bool(near) and near[0].score > _SAME for near in self._server.nearest(collection, vectors, 1))


def _is_same(stored: Vectors, own: Vectors) -> bool:
    """Whether two vectors have one direction."""
    return stored.shape == own.shape and bool(np.allclose(_unit(stored), _unit(own), atol=1e-4))


def _unit(vector: Sequence[float] | Vectors) -> Vectors:
    length = float(np.linalg.norm(vector))
    return np.asarray(vector, np.float32) / (length or 1.0)
