"""Vectors of the embedder that a library is being switched to, beside those in use, until each passage has one.

They belong to passages by number and go where their passage goes. All statements about them are here; which embedder it
is, and how texts become vectors, is not known.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from assistant.errors import LibraryUnavailable, UsageError
from assistant.library.catalogue import Catalogue, revise
from assistant.library.catalogue_reading import Vectors
from assistant.library.rows import PASSAGE_COLUMNS, PASSAGE_WIDTH, Row, TextOf, checksum, passage_from
from assistant.library.texts import texts_in

_TARGET = "coming"
LEFT_BEHIND = "left_behind"
"""Name of the fact that vectors of an embedder before, or of one that was given up, may still lie in some file."""


@dataclass(frozen=True, slots=True)
class Target:
    """The embedder that is switched to."""

    fingerprint: str
    name: str
    described: str


@dataclass(frozen=True, slots=True)
class Unencoded:
    """A passage that has no vector of the coming embedder yet."""

    number: int
    title: str
    heading: str
    text: str
    stored: Row
    """Its row without the vector."""


def target_of(catalogue: Catalogue) -> Target | None:
    """What a switch that was begun and neither finished nor given up goes to."""
    said = catalogue.fact(_TARGET)
    return None if said is None else Target(**json.loads(said))


def embedders_of(catalogue: Catalogue) -> frozenset[str]:
    """Fingerprints of the embedder that a library is in, and of the one that it is being switched to."""
    target = target_of(catalogue)
    named = (catalogue.fact("fingerprint"), target.fingerprint if target else None)
    return frozenset(each for each in named if each is not None)


class ComingCatalogue(Catalogue):
    """A catalogue as it will be: the same passages, with the vectors that come. Only the switch writes to it."""

    kind = "coming"
    _vector = "c.vector"
    _vectors_from = "coming_vectors c JOIN passages p ON p.number = c.number"
    _embedder = f"(SELECT json_extract(value, '$.fingerprint') FROM facts WHERE name = '{_TARGET}')"  # noqa: S608

    def begin(self, target: Target) -> int:
        """Note what is switched to; how many vectors of it are here from a switch that was cut short.

        Those of another target are deleted.
        """
        before = target_of(self)
        if before is None or before.fingerprint != target.fingerprint:
            self.give_up()
        self.set_fact(_TARGET, json.dumps(asdict(target), ensure_ascii=False))
        return self.count()

    def give_up(self) -> bool:
        """Forget what was begun; whether anything was."""
        target = target_of(self)
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM coming_vectors")
            connection.execute("DELETE FROM facts WHERE name = ?", (_TARGET,))
            if target is not None:
                connection.execute("INSERT OR REPLACE INTO facts VALUES (?, '1')", (LEFT_BEHIND,))
        return target is not None

    def count(self) -> int:
        """Passages that have a vector of the coming embedder."""
        row = self._one("SELECT count(*) FROM coming_vectors")
        return 0 if row is None else int(row[0])

    def missing(self, after: int, limit: int) -> list[Unencoded]:
        """The first passages above a number that have none."""
        query = f"""SELECT {PASSAGE_COLUMNS}, p.number, d.title FROM passages p JOIN documents d ON d.id = p.document_id
            WHERE d.state = 'ready' AND p.number > ?
            AND NOT EXISTS (SELECT 1 FROM coming_vectors c WHERE c.number = p.number)
            ORDER BY p.number LIMIT ?"""  # noqa: S608 - constants
        text_of = texts_in(self._database)
        return self._database.records(lambda row: _unencoded(row, text_of), query, after, limit)

    def add(self, passages: Sequence[Unencoded], vectors: Vectors) -> None:
        """Keep a vector for each of the passages, but for those that are gone by now. (n, dimension).

        Raises UsageError where they are not as long as those before, LibraryUnavailable where the catalogue was made
        anew meanwhile and knows of no switch.
        """
        half = vectors.astype("float16")
        blobs = [row.tobytes() for row in half]
        rows = [
            (each.number, blob, checksum((*each.stored, blob)), each.number)
            for each, blob in zip(passages, blobs, strict=True)
        ]
        with self._database.transaction() as connection:
            if connection.execute("SELECT 1 FROM facts WHERE name = ?", (_TARGET,)).fetchone() is None:
                raise LibraryUnavailable("switch_overtaken", path=self.path.parent)
            before = connection.execute("SELECT length(vector) FROM coming_vectors LIMIT 1").fetchone()
            if before is not None and before[0] != len(blobs[0]):
                raise UsageError("embedder_uneven", before=before[0] // 2, now=half.shape[1])
            connection.executemany(
                "INSERT OR REPLACE INTO coming_vectors SELECT ?, ?, ?"
                " WHERE EXISTS (SELECT 1 FROM passages WHERE number = ?)",
                rows,
            )

    def complete(self, target: Target, facts: Mapping[str, str]) -> None:
        """All at once: the coming vectors are those in use, and those before are gone. Call it when none is missing.

        `facts` are noted with it.
        """
        before = self.fact("fingerprint")
        known = {
            "fingerprint": target.fingerprint,
            "embedder": target.name,
            "embedder_source": target.described,
            LEFT_BEHIND: "1",
        }
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE passages SET vector = c.vector, checksum = c.checksum FROM coming_vectors c"
                " WHERE c.number = passages.number"
            )
            connection.execute("DELETE FROM coming_vectors")
            connection.execute("DELETE FROM facts WHERE name IN (?, ?)", (_TARGET, f"strength:{before}"))
            connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", list({**known, **facts}.items()))
            revise(connection)


def _unencoded(row: Row, text_of: TextOf) -> Unencoded:
    passage = passage_from(row, text_of)
    number, title = row[PASSAGE_WIDTH:]
    return Unencoded(number, title, passage.heading, passage.text, row[: PASSAGE_WIDTH - 1])
