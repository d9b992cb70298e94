"""Child process: Chroma's files, touched where a crash harms nobody.

`python -m assistant.library.probe build CATALOGUE FOLDER COLLECTION ROWS KIND` writes a base generation, opens it anew
and asks for some rows by their own vectors; KIND says of which catalogue, the one in use or the one that is coming.
`… verify CATALOGUE FOLDER COLLECTION LAST_NUMBER` compares all of it with the catalogue. Both print one JSON object;
exit 1 where the index does not answer, 28 where the disk is full.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import LibraryUnavailable
from assistant.library.catalogue import Catalogue
from assistant.library.catalogue_reading import Vectors
from assistant.library.coming import ComingCatalogue
from assistant.library.generations import DISK_FULL, client_of

_PROBES = 16
_BATCH = 5000
"""Rows a call, below Chroma's own limit of 5,461."""

_SAME = 1e-3
"""Cosine distance of a vector to itself, with room for rounding."""

FOUND_SHARE = 0.9
"""HNSW misses about two per cent of own vectors undamaged; a damaged index misses far more."""


def main(task: str, catalogue: str, folder: str, collection: str, number: str, kind: str = Catalogue.kind) -> int:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    source = (ComingCatalogue if kind == ComingCatalogue.kind else Catalogue)(Path(catalogue), read_only=True)
    try:
        act = build if task == "build" else verify
        said = act(source, Path(folder), collection, int(number))
    except LibraryUnavailable:
        return 1
    except Exception as error:  # Chroma raises what it likes; what counts is whether there was space
        sys.stderr.write(f"{error}\n")
        return DISK_FULL if any(sign in str(error) for sign in ("full", "No space", "os error 28")) else 1
    finally:
        source.close()
    sys.stdout.write(json.dumps(said))
    return 0 if task == "verify" or said["found"] >= FOUND_SHARE * said["asked"] else 1


def build(catalogue: Catalogue, folder: Path, name: str, rows: int) -> dict[str, int]:
    """Write every ready passage, close, open, probe."""
    client = client_of(folder)
    try:
        collection = client.create_collection(
            name,
            embedding_function=None,
            # One flush, with the last row: nothing is left in Chroma's log to be replayed at each opening.
            configuration={"hnsw": {"space": "cosine", "sync_threshold": max(2, rows), "batch_size": 100}},
        )
        last_number, samples = 0, []
        for ids, documents, vectors, number in catalogue.vectors(batch=_BATCH):
            metadatas: list[Any] = [{"document": document} for document in documents]
            collection.add(ids=ids, embeddings=vectors, metadatas=metadatas)
            last_number = number
            samples += [at for at in vectors[:: max(1, len(ids) // _PROBES)] if at.any()]
        written = collection.count()
    finally:
        client.close()
    if written != rows:  # the catalogue changed meanwhile, which the writer's lock forbids
        raise LibraryUnavailable("vectors_probe_failed", path=folder, why=f"{written} != {rows}")
    asked = samples[:_PROBES]
    return {"last_number": last_number, "rows": written, "asked": len(asked), "found": _found(folder, name, asked)}


def verify(catalogue: Catalogue, folder: Path, name: str, last_number: int) -> dict[str, Any]:
    """Ids of the base beside those of the catalogue, and every row's vector as stored and as found by itself."""
    client = client_of(folder)
    try:
        collection = client.get_collection(name, embedding_function=None)
        held = frozenset(collection.get(include=[])["ids"])
        wanted: set[str] = set()
        changed, asked, found = [], 0, 0
        for ids, _, vectors, _ in catalogue.vectors(until=last_number, batch=_BATCH):
            wanted.update(ids)
            changed += _changed(collection, ids, vectors)
            own = [vector for vector in vectors if vector.any()]
            asked += len(own)
            found += _near(collection, own)
    finally:
        client.close()
    missing, dead = sorted(wanted - held), len(held - wanted)
    return {"missing": missing, "dead": dead, "changed": changed, "asked": asked, "found": found}


def _end_with_parent() -> None:
    """A writer that was killed must not leave one behind that goes on writing."""
    os.read(0, 1)
    os._exit(1)


def _found(folder: Path, name: str, samples: Sequence[Vectors]) -> int:
    client = client_of(folder)
    try:
        return _near(client.get_collection(name, embedding_function=None), samples)
    finally:
        client.close()


def _near(collection: Any, vectors: Sequence[Vectors]) -> int:
    """How many vectors are found by themselves."""
    if not vectors:
        return 0
    answer = collection.query(query_embeddings=np.array(vectors), n_results=1, include=["distances"])
    return sum(bool(near) and near[0] < _SAME for near in answer["distances"] or [])


def _changed(collection: Any, ids: Sequence[str], vectors: Vectors) -> list[str]:
    """Rows whose stored direction is not the catalogue's."""
    answer = collection.get(ids=list(ids), include=["embeddings"])
    at = {passage_id: row for row, passage_id in enumerate(ids)}
    return [
        passage_id
        for passage_id, stored in zip(answer["ids"], answer["embeddings"], strict=True)
        if not np.allclose(_unit(stored), _unit(vectors[at[passage_id]]), atol=1e-4)
    ]


def _unit(vector: Any) -> Any:
    length = float(np.linalg.norm(vector))
    return np.asarray(vector) / length if length else np.asarray(vector)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
