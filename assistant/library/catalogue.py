"""The catalogue: documents, passages with their vectors, and what the caches hold, in one SQLite file.

It is the truth. A document is `pending` from before anything of it is written anywhere until all of it is; queries
believe only `ready` ones. Vectors are float16 here, so that the caches can be rebuilt without embedding again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from assistant.errors import LibraryUnavailable
from assistant.library.catalogue_reading import CatalogueReading, Vectors
from assistant.library.database import translated
from assistant.library.entries import Pending
from assistant.library.rows import (
    STORED_DOCUMENT,
    STORED_PASSAGE,
    checksum,
    document_values,
    passage_values,
    version_to_json,
)
from assistant.records import Passage, Version


class Catalogue(CatalogueReading):
    """The SQLite file of a library. Only ingest and maintenance write, under the writer's lock."""

    def add_pending(self, pending: Iterable[Pending]) -> None:
        """Note documents before anything of them reaches another store."""
        with self._database.transaction() as connection:
            for item in pending:
                connection.execute("DELETE FROM documents WHERE id = ? AND state = 'pending'", (item.document.id,))
                _insert(connection, "documents", {**_pending_values(item), "state": "pending"})

    def make_ready(
        self,
        documents: Sequence[tuple[str, Sequence[Passage], Vectors]],
        *,
        replaced: Sequence[str] = (),
        restated: Sequence[tuple[Pending, Sequence[Passage], Vectors]] = (),
        facts: Mapping[str, str] | None = None,
    ) -> None:
        """All at once: let queries see pending documents, drop those they replace, write restated ones anew.

        Restated documents are ready already; a catalogue says something else of their bytes now. All of them are
        unsettled until `set_settled`.
        """
        with self._database.transaction() as connection:
            for name, value in (facts or {}).items():
                connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
            connection.executemany("DELETE FROM documents WHERE id = ?", [(identity,) for identity in replaced])
            for document_id, passages, vectors in documents:
                _insert_passages(connection, passages, vectors)
                connection.execute("UPDATE documents SET state = 'ready' WHERE id = ?", (document_id,))
            for item, passages, vectors in restated:
                _rewrite(connection, item, passages, vectors)
            fresh = [document_id for document_id, _, _ in documents]
            _note_change(connection, [*fresh, *replaced, *(item.document.id for item, _, _ in restated)])

    def remove(self, document_ids: Iterable[str]) -> None:
        """Forget documents and their passages; they are unsettled until `set_settled`."""
        gone = list(document_ids)
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM documents WHERE id = ?", [(identity,) for identity in gone])
            _note_change(connection, gone)

    def remove_pending(self) -> None:
        """Forget what a killed writer left half-written."""
        with self._database.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO unsettled SELECT id FROM documents WHERE state = 'pending'")
            connection.execute("DELETE FROM documents WHERE state = 'pending'")

    def set_settled(self) -> None:
        """The term index, the originals and their origins are as the catalogue says."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM unsettled")

    def compact(self) -> None:
        """Rewrite the file without what was deleted, and empty its log.

        Raises LibraryUnavailable where a reader will not let go of it.
        """
        with translated(self.path):
            connection = self._database.connection()
            connection.execute("VACUUM")
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise LibraryUnavailable("library_busy", path=self.path.parent)

    def set_fact(self, name: str, value: str) -> None:
        with self._database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def remove_fact(self, name: str) -> None:
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM facts WHERE name = ?", (name,))

    def set_kin(
        self, derived: Mapping[str, Version], twins: Mapping[str, str], doubts: Sequence[Mapping[str, object]]
    ) -> None:
        """Replace what follows from comparing the documents: dates and predecessors, near-duplicates, open doubts."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE documents SET derived = '{}', twins = NULL")
            connection.executemany(
                "UPDATE documents SET derived = ? WHERE id = ?",
                [(version_to_json(version), document_id) for document_id, version in derived.items()],
            )
            connection.executemany(
                "UPDATE documents SET twins = ? WHERE id = ?", [(group, identity) for identity, group in twins.items()]
            )
            revise(connection)
            connection.execute("DELETE FROM facts WHERE name = 'kin_stale'")
            connection.execute("DELETE FROM doubts")
            connection.executemany(
                "INSERT INTO doubts (doubt) VALUES (?)", [(json.dumps(doubt, ensure_ascii=False),) for doubt in doubts]
            )

    def count_kills(self, times: Mapping[str, int]) -> None:
        """Remember how often the bytes of a digest took their reader down."""
        with self._database.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO kills VALUES (?, ?)", list(times.items()))


def _pending_values(item: Pending) -> dict[str, object]:
    values = {
        **document_values(item.document),
        "original": item.original,
        "parts": item.parts,
        "stated": item.stated,
        "sketch": item.sketch,
    }
    return {**values, "checksum": checksum(values[name] for name in STORED_DOCUMENT)}


def _insert(connection: sqlite3.Connection, table: str, values: Mapping[str, object]) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608 - our names


def _insert_passages(connection: sqlite3.Connection, passages: Sequence[Passage], vectors: Vectors) -> None:
    half = vectors.astype(np.float16)
    rows = [(*passage_values(passage), half[index].tobytes()) for index, passage in enumerate(passages)]
    connection.executemany(
        f"INSERT INTO passages ({STORED_PASSAGE}, checksum) VALUES ({'?, ' * 12}?)",  # noqa: S608 - our names
        [(*row, checksum(row)) for row in rows],
    )


def _rewrite(connection: sqlite3.Connection, item: Pending, passages: Sequence[Passage], vectors: Vectors) -> None:
    values = _pending_values(item)
    assignments = ", ".join(f'"{name}" = :{name}' for name in values)
    connection.execute(f"UPDATE documents SET {assignments} WHERE id = :id", values)  # noqa: S608 - our names
    connection.execute("DELETE FROM passages WHERE document_id = ?", (item.document.id,))
    _insert_passages(connection, passages, vectors)


def _note_change(connection: sqlite3.Connection, document_ids: Iterable[str]) -> None:
    """Queries see other passages now: caches of them are old, and what follows from comparing documents may be too."""
    connection.executemany("INSERT OR IGNORE INTO unsettled VALUES (?)", [(identity,) for identity in document_ids])
    connection.execute("INSERT OR REPLACE INTO facts VALUES ('kin_stale', '1')")
    revise(connection)


def revise(connection: sqlite3.Connection) -> None:
    """Queries see something else now: whatever was read before is old."""
    connection.execute("INSERT INTO facts VALUES ('revision', '1') ON CONFLICT (name) DO UPDATE SET value = value + 1")
