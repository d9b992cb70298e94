"""The vector index: Chroma behind five calls, laid out so that a killed process can never damage it.

An immutable base generation is built aside by a child process, probed, renamed and named in the catalogue; nothing
writes to it afterwards. Passages newer than the base are searched exactly, in memory, straight from the catalogue; when
they grow too many, the next generation is built. Both halves are caches of the catalogue: where a base is damaged or
cannot be opened, all vectors are searched exactly.
"""

from __future__ import annotations

import json
import shutil
import threading
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.errors import LibraryUnavailable
from assistant.library.catalogue import Catalogue
from assistant.library.catalogue_reading import Vectors
from assistant.library.coming import embedders_of
from assistant.library.fault_points import reach
from assistant.library.generations import (
    Generation,
    build,
    client_of,
    copied_aside,
    in_child,
    make_durable,
    sizes_of,
    sums_of,
)
from assistant.library.newer import Newer, brought_up_to_date, read_newer
from assistant.library.terms_index import Hit

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

MOST_NEWER = 50_000
"""Passages searched exactly beside the base, or without one, before a new generation is built: 50,000 × 512 take 3 ms
and 100 MB, while a generation of them takes 15 s to build (docs/performance.md).
"""

MOST_DEAD = 0.05
"""Share of the base that may belong to removed documents before a new generation is built without them."""

_COMPARE_S = 60.0
_COMPARE_A_ROW_S = 0.02
"""What takes this long hangs."""

_ATTEMPTS = 3
"""The writer may replace the base while it is being searched."""

_BASE = "generation"
"""Kind of the facts that name a base, one for each embedder."""

_Revision = tuple[int, int]


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
        self._newer: tuple[_Revision, Newer] | None = None
        self._dead: tuple[tuple[str, _Revision], int] = (("", (0, 0)), 0)
        self._known_whole: dict[tuple[object, ...], bool] = {}
        """Whether the files of a generation were found to be as they were written."""
        self.trouble: LibraryUnavailable | None = None
        """Why vectors are searched more slowly than they could be, where a person can do something about it."""

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
        asks drops what the catalogue does not know. Raises OtherEmbedderError where the library is in another embedder
        by now.
        """
        if within == frozenset() or not float(np.abs(vector).max(initial=0.0)):
            return []
        with self._lock:
            base, dead, hits = self._search_base(vector, limit, within, without)
            newer = self._newer_than(base.last_number if base else 0)
        hits += newer.nearest(vector, limit, within, without)
        best = {hit.passage_id: hit for hit in sorted(hits, key=lambda hit: hit.score)}
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.passage_id))[: limit + dead]

    def needs_base(self) -> bool:
        """Whether so much is newer than the base, or gone from it, that a new one should be built."""
        generation = self.generation()
        if generation is not None and not self.is_whole(generation):
            generation = None
        held = 0 if generation is None else generation.rows - self._dead_rows(generation)
        too_many_dead = generation is not None and self._dead_rows(generation) > MOST_DEAD * generation.rows
        return self._catalogue.counts()[1] - held > MOST_NEWER or too_many_dead

    def build_base(self) -> Generation | None:
        """Build the next generation from the catalogue, probe it, name it in the catalogue, delete older ones.

        Returns None where there is nothing to hold. Raises LibraryUnavailable where the disk is full or the probe
        fails: the old generation stays in use then.
        """
        number = int(self._catalogue.fact("generation_number") or 0) + 1
        while self._named(number).exists():  # of a catalogue before this one
            number += 1
        self._catalogue.set_fact("generation_number", str(number))
        reach("base.numbered")
        target = self._named(number)
        aside = target.with_name(target.name + ".building")
        shutil.rmtree(aside, ignore_errors=True)
        try:
            generation = build(self._catalogue, aside, target.name, self._collection_name())
            reach("base.built")
            if generation is not None:
                make_durable(aside)
                aside.rename(target)
                reach("base.renamed")
                self._catalogue.set_fact(self._fact, json.dumps(asdict(generation)))
                reach("base.named")
        except OSError as error:
            raise LibraryUnavailable("vectors_probe_failed", path=aside, why=error.strerror or error) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        if generation is None:
            self._catalogue.remove_fact(self._fact)
        self.close()
        self.delete_stale()
        return generation

    def generation(self) -> Generation | None:
        """The base in use, if its files have the sizes that they had when it was closed."""
        named = self._catalogue.fact(self._fact)
        if named is None:
            return None
        try:
            generation = Generation(**json.loads(named))
        except (ValueError, TypeError):  # of an earlier release
            return None
        return generation if sizes_of(self.folder / generation.folder) == generation.sizes else None

    def has_base(self) -> bool:
        """Whether the catalogue names one, be it damaged."""
        return self._catalogue.fact(self._fact) is not None

    def is_whole(self, generation: Generation) -> bool:
        """Whether every byte of it that counts is as it was written. Reads all of it, once a process."""
        key = (generation.folder, *sorted(generation.sums.items()))
        known = self._known_whole.get(key)
        if known is None:
            known = sums_of(self.folder / generation.folder) == generation.sums
            self._known_whole[key] = known
        return known

    def check_server(self) -> None:
        """Ask the server that holds the base, where one does, whether all is well. Raises LibraryUnavailable."""

    def compare(self, generation: Generation) -> dict[str, Any]:
        """All of a base beside the catalogue, in a child process; see `probe.verify`. Raises LibraryUnavailable."""
        kept = self.folder / generation.folder
        # Chroma writes even to read.
        with copied_aside(kept) if self._exact else nullcontext(kept) as folder:
            return in_child(
                "verify",
                self._catalogue.path,
                folder,
                generation.collection,
                str(generation.last_number),
                timeout_s=_COMPARE_S + _COMPARE_A_ROW_S * generation.rows,
            )

    def stale(self) -> list[Path]:
        """Folders that the catalogue does not name, but for one of an embedder that the library is going to or in."""
        generation = self.generation()
        named = {
            _folder_in(said) for other, said in self._other_bases().items() if other in embedders_of(self._catalogue)
        }
        if generation is not None:
            named.add(generation.folder)
        return [folder for folder in sorted(self.folder.glob("*")) if folder.name not in named]

    def delete_stale(self) -> None:
        """Delete what is stale, and forget the bases of embedders that the library is neither in nor going to."""
        self.forget_other_bases(embedders_of(self._catalogue))
        for folder in self.stale():
            shutil.rmtree(folder, ignore_errors=True)
            reach("base.stale_deleted")

    def forget_other_bases(self, but: frozenset[str] = frozenset()) -> None:
        """Let the catalogue name no base of another embedder, but for some; what they were made of is stale then."""
        for other in self._other_bases().keys() - but:
            self._catalogue.remove_fact(f"{_BASE}:{other}")
            reach("base.forgotten")

    def close(self) -> None:
        """Let go of Chroma."""
        with self._lock:
            if self._open is not None:
                self._open[1].close()
                self._open = None

    def _dead_rows(self, generation: Generation) -> int:
        """Rows of a base that the catalogue no longer holds."""
        key = generation.folder, self._catalogue.revision()
        if self._dead[0] != key:
            self._dead = key, generation.rows - self._catalogue.count_up_to(generation.last_number)
        return self._dead[1]

    @property
    def _fact(self) -> str:
        return f"{_BASE}:{self.fingerprint}"

    def _other_bases(self) -> dict[str, str]:
        """What the catalogue says of bases of other embedders, by their fingerprints."""
        return {name: said for name, said in self._catalogue.facts_of(_BASE).items() if name != self.fingerprint}

    def _named(self, number: int) -> Path:
        return self.folder / f"{self.fingerprint[:12]}-{number}"

    def _collection_name(self) -> str:
        return f"passages-{self.fingerprint[:40]}"

    def _search_base(
        self,
        vector: Vectors,
        limit: int,
        within: frozenset[str] | None,
        without: frozenset[str],
    ) -> tuple[Generation | None, int, list[Hit]]:
        """The base that was searched, how many of its rows are dead, and its hits; no base where none can be used."""
        for _ in range(_ATTEMPTS):
            generation = None if self._exact else self.generation()
            if generation is None or not self.is_whole(generation):
                break
            dead = self._dead_rows(generation)
            try:
                return generation, dead, self._hits(generation, vector, limit + dead, within, without)
            except BaseException as error:
                if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                    raise
                # Chroma raises what it likes. Either the base was replaced meanwhile, or it cannot be opened: for
                # want of space, say. Everything is in the catalogue too.
                self.close()
                self._known_whole.clear()
        return None, 0, []

    def _hits(
        self,
        generation: Generation,
        vector: Vectors,
        limit: int,
        within: frozenset[str] | None,
        without: frozenset[str],
    ) -> list[Hit]:
        found = self._collection(generation).query(
            query_embeddings=np.array([vector]),
            n_results=min(limit, generation.rows),
            where=condition(within, without),
            include=["distances"],
        )
        distances = found["distances"]
        if distances is None:
            return []
        return [Hit(id_, 1.0 - distance) for id_, distance in zip(found["ids"][0], distances[0], strict=True)]

    def _collection(self, generation: Generation) -> Collection:
        if self._open is not None and self._open[0] != generation:
            self.close()
        if self._open is None:
            client = client_of(self.folder / generation.folder)
            self._open = (generation, client, client.get_collection(generation.collection, embedding_function=None))
        return self._open[2]

    def _newer_than(self, after: int) -> Newer:
        """The passages above a number; only what came since the last question is read, unless something went."""
        revision = self._catalogue.revision()
        if self._newer is None or self._newer[1].after != after or self._newer[0][0] != revision[0]:
            self._newer = revision, read_newer(self._catalogue, after, self.fingerprint)
        elif self._newer[0] != revision:
            self._newer = revision, brought_up_to_date(self._newer[1], self._catalogue, self.fingerprint)
        return self._newer[1]


def _folder_in(said: str) -> str:
    """The folder of a base as a fact names it; empty where it was named by an earlier release."""
    try:
        return str(json.loads(said).get("folder", ""))
    except (ValueError, AttributeError):
        return ""


def condition(within: frozenset[str] | None, without: frozenset[str]) -> Any:
    """Chroma's filter for rows of some documents and not of others; None where every row will do."""
    wanted = None if within is None else {"document": {"$in": sorted(within - without) or [""]}}
    unwanted = {"document": {"$nin": sorted(without)}} if without else None
    return wanted or unwanted
