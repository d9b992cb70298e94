"""The vector index: Chroma behind five calls, laid out so that a killed process can never damage it.

An immutable base generation is built aside, closed, probed in a child process, renamed and named in the catalogue;
nothing writes to it afterwards. Passages newer than the base are searched exactly, in memory, straight from the
catalogue; when they grow too many, the next generation is built. Both halves are caches of the catalogue.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.errors import LibraryUnavailable
from assistant.library.catalogue import Catalogue, Vectors
from assistant.library.terms_index import Hit

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

MOST_NEWER = 3000
"""Passages searched exactly beside the base before a new generation is built; 3,000 × 512 take a millisecond."""

MOST_DEAD = 0.05
"""Share of the base that may belong to removed documents before a new generation is built without them."""

_PROBES = 16
_BATCH = 5000
"""Rows a call, below Chroma's own limit of 5,461."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A base generation as the catalogue names it."""

    folder: str
    collection: str
    last_number: int
    """Passages up to this number are in it; see `Catalogue.last_number`."""
    rows: int
    sizes: dict[str, int]
    """Bytes of its index files when it was closed: they never change afterwards."""


class VectorIndex:
    """Nearest passages to a vector, from the base generation and what is newer."""

    def __init__(self, folder: Path, catalogue: Catalogue, fingerprint: str, *, exact: bool = False) -> None:
        """`fingerprint` names the embedder: vectors of another one are never searched.

        `exact` leaves Chroma alone, which writes even to read; all vectors are searched then.
        """
        self._exact = exact
        self.folder = folder
        self.fingerprint = fingerprint
        self._catalogue = catalogue
        self._lock = threading.RLock()
        """Chroma answers many threads at once, but is opened and closed by one, and not under a search."""
        self._open: tuple[Generation, Client, Collection] | None = None
        self._newer: tuple[tuple[int, int], list[str], list[str], Vectors] | None = None

    def search(
        self,
        vector: Vectors,
        limit: int,
        *,
        within: frozenset[str] | None = None,
        without: frozenset[str] = frozenset(),
    ) -> list[Hit]:
        """The nearest passages by cosine, best first; ties by id. `within`, `without`: document ids.

        Rows of removed documents stay in the base until the next one is built. As many more are asked for, and who
        asks drops what the catalogue does not know.
        """
        if within == frozenset() or not float(np.abs(vector).max(initial=0.0)):
            return []
        with self._lock:
            base = self._base()
            dead = self._dead_rows(base[0]) if base else 0
            hits = self._search_base(base, vector, limit + dead, within, without) if base else []
            ids, documents, vectors = self._newer_than(base[0].last_number if base else 0)
        hits += _nearest(ids, documents, vectors, vector, limit, within, without)
        best = {hit.passage_id: hit for hit in sorted(hits, key=lambda hit: hit.score)}
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.passage_id))[: limit + dead]

    def needs_base(self) -> bool:
        """Whether so much is newer than the base, or gone from it, that a new one should be built."""
        generation = self.generation()
        if generation is None:
            return self._catalogue.last_number() > 0
        newer = self._catalogue.last_number() - generation.last_number
        too_many_dead = self._dead_rows(generation) > MOST_DEAD * generation.rows
        return newer > min(MOST_NEWER, generation.rows // 2) or too_many_dead

    def build_base(self) -> Generation | None:
        """Build the next generation from the catalogue, probe it, name it in the catalogue, delete older ones.

        Returns None where there is nothing to hold. Raises LibraryUnavailable where the probe fails: the old
        generation stays in use then.
        """
        number = int(self._catalogue.fact("generation_number") or 0) + 1
        self._catalogue.set_fact("generation_number", str(number))
        target = self.folder / f"{self.fingerprint[:12]}-{number}"
        aside = target.with_name(target.name + ".building")
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        try:
            last_number, rows, samples = self._fill(aside)
            if not rows:
                return None
            _probe_in_child(aside, self._collection_name(), samples)
            generation = Generation(target.name, self._collection_name(), last_number, rows, _index_sizes(aside))
            aside.rename(target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        self._catalogue.set_fact(self._fact, json.dumps(asdict(generation)))
        self.delete_stale()
        return generation

    def generation(self) -> Generation | None:
        """The base in use, if its files are as they were when it was closed."""
        named = self._catalogue.fact(self._fact)
        if named is None:
            return None
        generation = Generation(**json.loads(named))
        return generation if _index_sizes(self.folder / generation.folder) == generation.sizes else None

    def delete_stale(self) -> None:
        """Delete every folder that the catalogue does not name."""
        generation = self.generation()
        for folder in self.folder.glob("*"):
            if generation is None or folder.name != generation.folder:
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of Chroma."""
        with self._lock:
            if self._open is not None:
                self._open[1].close()
                self._open = None

    def _dead_rows(self, generation: Generation) -> int:
        """Rows of a base that the catalogue no longer holds."""
        return generation.rows - self._catalogue.count_up_to(generation.last_number)

    @property
    def _fact(self) -> str:
        return f"generation:{self.fingerprint}"

    def _collection_name(self) -> str:
        return f"passages-{self.fingerprint[:40]}"

    def _fill(self, folder: Path) -> tuple[int, int, list[tuple[str, list[float]]]]:
        """Write every ready passage's vector; the last number, how many there are, and some to probe with."""
        rows = self._catalogue.counts()[1]
        client = _client(folder)
        try:
            collection = client.create_collection(
                self._collection_name(),
                embedding_function=None,
                # One flush, with the last row: nothing is left in Chroma's log to be replayed at each opening.
                configuration={"hnsw": {"space": "cosine", "sync_threshold": max(2, rows), "batch_size": 100}},
            )
            last_number, samples = 0, []
            for ids, documents, vectors, number in self._catalogue.vectors(batch=_BATCH):
                metadatas: list[Any] = [{"document": document} for document in documents]
                collection.add(ids=ids, embeddings=vectors, metadatas=metadatas)
                last_number = number
                step = max(1, len(ids) // _PROBES)
                samples += [(ids[at], vectors[at].tolist()) for at in range(0, len(ids), step) if vectors[at].any()]
        finally:
            client.close()
        return last_number, rows, samples[:_PROBES]

    def _base(self) -> tuple[Generation, Collection] | None:
        generation = None if self._exact else self.generation()
        if self._open is not None and (generation is None or self._open[0] != generation):
            self.close()
        if generation is None:
            return None
        if self._open is None:
            client = _client(self.folder / generation.folder)
            self._open = (generation, client, client.get_collection(generation.collection, embedding_function=None))
        return generation, self._open[2]

    def _search_base(
        self,
        base: tuple[Generation, Collection],
        vector: Vectors,
        limit: int,
        within: frozenset[str] | None,
        without: frozenset[str],
    ) -> list[Hit]:
        found = base[1].query(
            query_embeddings=np.array([vector]),
            n_results=min(limit, base[0].rows),
            where=_where(within, without),
            include=["distances"],
        )
        distances = found["distances"]
        if distances is None:
            return []
        return [Hit(id_, 1.0 - distance) for id_, distance in zip(found["ids"][0], distances[0], strict=True)]

    def _newer_than(self, after: int) -> tuple[list[str], list[str], Vectors]:
        key = (after, self._catalogue.last_number())
        if self._newer is None or self._newer[0] != key:
            ids: list[str] = []
            documents: list[str] = []
            blocks: list[Vectors] = []
            for batch_ids, batch_documents, vectors, _ in self._catalogue.vectors(after=after):
                ids += batch_ids
                documents += batch_documents
                blocks.append(vectors)
            matrix = np.concatenate(blocks) if blocks else np.zeros((0, 1), dtype=np.float32)
            self._newer = (key, ids, documents, matrix)
        return self._newer[1:]


def _nearest(
    ids: Sequence[str],
    documents: Sequence[str],
    vectors: Vectors,
    vector: Vectors,
    limit: int,
    within: frozenset[str] | None,
    without: frozenset[str],
) -> list[Hit]:
    """Exact search: the `limit` nearest rows among the documents wanted."""
    if not ids:
        return []
    scores = vectors @ vector
    wanted = (
        int(at)
        for at in np.argsort(-scores, kind="stable")
        if (within is None or documents[at] in within) and documents[at] not in without
    )
    return [Hit(ids[at], float(scores[at])) for at in islice(wanted, limit)]


def _where(within: frozenset[str] | None, without: frozenset[str]) -> Any:
    wanted = None if within is None else {"document": {"$in": sorted(within - without) or [""]}}
    unwanted = {"document": {"$nin": sorted(without)}} if without else None
    return wanted or unwanted


def _client(folder: Path) -> Client:
    import chromadb  # noqa: PLC0415
    from chromadb.api.client import Client  # noqa: PLC0415
    from chromadb.config import Settings  # noqa: PLC0415

    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    if not isinstance(client, Client):
        raise TypeError(f"a local Chroma gives a Client that can be closed, not {type(client).__name__}")
    return client


def _index_sizes(folder: Path) -> dict[str, int]:
    """Sizes of the index files proper; SQLite's file is touched by every opening and left out."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in sorted(folder.glob("*/*"))
        if path.is_file()
    }


def _probe_in_child(folder: Path, collection: str, samples: Sequence[tuple[str, list[float]]]) -> None:
    """Query the built index in a process of its own: damage there ends a process by a signal, not by an exception."""
    child = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "assistant.library.probe", str(folder), collection],
        input=json.dumps(samples),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if child.returncode != 0:
        raise LibraryUnavailable("vectors_probe_failed", path=folder, why=child.returncode)
