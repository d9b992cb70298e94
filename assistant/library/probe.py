"""Child process: does a vector index answer? `python -m assistant.library.probe FOLDER COLLECTION < samples.json`.

Samples are pairs of id and vector. Exit 0 where each of them is found near its own vector.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

_SAME = 1e-3
"""Cosine distance of a vector to itself, with room for rounding."""

_FOUND_SHARE = 0.9
"""HNSW misses about two per cent of own vectors undamaged; a damaged index misses far more."""


def main(folder: str, collection_name: str) -> int:
    from assistant.library.vectors import _client  # noqa: PLC0415 - loads Chroma

    samples = json.load(sys.stdin)
    collection = _client(Path(folder)).get_collection(collection_name, embedding_function=None)
    distances = collection.query(
        query_embeddings=[vector for _, vector in samples], n_results=1, include=["distances"]
    )["distances"]
    hits = sum(bool(near) and near[0] < _SAME for near in distances or [])
    return 0 if hits >= _FOUND_SHARE * len(samples) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
