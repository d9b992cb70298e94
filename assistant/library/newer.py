"""Passages that no base generation holds, searched exactly, in memory, straight from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.library.catalogue import Catalogue
from assistant.library.catalogue_reading import Vectors
from assistant.library.terms_index import Hit


@dataclass(frozen=True, slots=True)
class Newer:
    """All ready passages above a number, in order of number."""

    after: int
    last_number: int
    """The highest number that was looked at."""
    ids: list[str]
    owners: NDArray[np.int32]
    """For each passage the place of its document in `documents`."""
    documents: Mapping[str, int]
    vectors: Vectors

    def nearest(self, vector: Vectors, limit: int, within: frozenset[str] | None, without: frozenset[str]) -> list[Hit]:
        """The `limit` nearest rows among the documents wanted, best first; ties by id."""
        rows = self._wanted(within, without)
        if not len(rows) or limit < 1:
            return []
        scores = self.vectors @ vector
        if len(rows) < len(scores):
            scores = scores[rows]
        if len(rows) > limit:
            least = np.partition(scores, len(rows) - limit)[len(rows) - limit]
            near = np.flatnonzero(scores >= least)
        else:
            near = np.arange(len(rows))
        hits = [Hit(self.ids[rows[at]], float(scores[at])) for at in near.tolist()]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))[:limit]

    def _wanted(self, within: frozenset[str] | None, without: frozenset[str]) -> NDArray[np.int64]:
        if within is None and without.isdisjoint(self.documents):
            return np.arange(len(self.ids))
        wanted = [(within is None or name in within) and name not in without for name in self.documents]
        return np.flatnonzero(np.array(wanted, dtype=bool)[self.owners])


def read_newer(catalogue: Catalogue, after: int, of: str | None = None) -> Newer:
    """Everything above a number. Raises OtherEmbedderError where the vectors are not `of` the embedder wanted."""
    return _with_more(Newer(after, after, [], np.zeros(0, np.int32), {}, np.zeros((0, 0), np.float32)), catalogue, of)


def brought_up_to_date(newer: Newer, catalogue: Catalogue, of: str | None = None) -> Newer:
    """With what was added since, or all of it read anew where something was removed: no number is given twice."""
    still_there = catalogue.count_up_to(newer.last_number) - catalogue.count_up_to(newer.after)
    if still_there == len(newer.ids):
        return _with_more(newer, catalogue, of)
    return read_newer(catalogue, newer.after, of)


def _with_more(newer: Newer, catalogue: Catalogue, of: str | None) -> Newer:
    ids, owners, documents = list(newer.ids), [newer.owners], dict(newer.documents)
    blocks = [newer.vectors] if len(newer.ids) else []
    last_number = newer.last_number
    for batch_ids, batch_documents, vectors, number in catalogue.vectors(after=newer.last_number, of=of):
        last_number = number
        ids += batch_ids
        owners.append(np.array([documents.setdefault(name, len(documents)) for name in batch_documents], np.int32))
        blocks.append(vectors)
    matrix = np.concatenate(blocks) if blocks else newer.vectors
    return Newer(newer.after, last_number, ids, np.concatenate(owners), documents, matrix)
