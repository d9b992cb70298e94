"""The catalogue: documents, passages with their vectors, and what the caches hold, in one SQLite file.

It is the truth. A document is `pending` from before anything of it is written anywhere until all of it is; queries
believe only `ready` ones. Vectors are float16 here, so that the caches can be rebuilt without embedding again.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import LibraryUnavailable, NotInLibrary
from assistant.library.migrations import MIGRATIONS
from assistant.library.rows import (
    DOCUMENT_COLUMNS,
    PASSAGE_COLUMNS,
    PASSAGE_WIDTH,
    VERSION,
    Row,
    document_from,
    document_values,
    passage_from,
    passage_values,
    version_from_json,
    version_to_json,
)
from assistant.records import Document, Passage, Version

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list of documents: everything but the text."""

    id: str
    title: str
    path: str
    collection: str
    genre: str
    version: Version
    passages: int
    characters: int
    warnings: tuple[str, ...]
    original: str
    """Name of the kept original in the folder of originals."""
    member: str
    """Which part of its file it is; empty where it is the whole file."""
    secrecy: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with the little of its document that a citation needs."""

    passage: Passage
    title: str
    path: str
    version: Version
    twins: str | None
    """Shared by documents that are near-duplicates of one another; None for a document without any."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A document on its way into the library, with what its row holds besides the document."""

    document: Document
    original: str
    """Name of the kept original."""
    parts: int
    """How many documents and unreadable files there are in its file."""
    stated: str
    """What a catalogue says of the file, as JSON."""
    sketch: bytes
    """What comparing it with other documents needs; see `assistant.documents.versions`."""


@dataclass(frozen=True, slots=True)
class Sketched:
    """A document as far as comparing it with others goes."""

    id: str
    title: str
    genre: str
    version: Version
    """What the document itself and a catalogue say, nothing derived."""
    stated: frozenset[str]
    """What a catalogue says something about."""
    sketch: bytes | None
    """None for a document that an earlier release wrote."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the library already holds of a file's bytes."""

    documents: tuple[str, ...]
    is_whole: bool
    """Everything in the file is there."""
    path: str
    stated: str


_FOUND = f"""SELECT {PASSAGE_COLUMNS}, d.title, d.path, {VERSION}, d.twins, p.number
    FROM passages p JOIN documents d ON d.id = p.document_id WHERE d.state = 'ready'"""  # noqa: S608 - constants


class Catalogue:
    """The SQLite file of a library. Safe to use from many threads; each has its own connection."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open or create the file and bring it up to date. Raises LibraryUnavailable where that cannot be."""
        self.path = path
        self._read_only = read_only
        self._local = threading.local()
        with _translated(path):
            if not read_only:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._migrate()

    def close(self) -> None:
        """Close this thread's connection."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    # --- writing: only ingest and maintenance call these, under the writer's lock

    def add_pending(self, pending: Iterable[Pending]) -> None:
        """Note documents before anything of them reaches another store."""
        with self._transaction() as connection:
            for item in pending:
                connection.execute("DELETE FROM documents WHERE id = ? AND state = 'pending'", (item.document.id,))
                _insert(connection, "documents", {**_pending_values(item), "state": "pending"})

    def make_ready(
        self, documents: Sequence[tuple[str, Sequence[Passage], Vectors]], *, replaced: Iterable[str] = ()
    ) -> None:
        """Write passages and vectors of pending documents and let queries see them; replaced ones go, all at once."""
        with self._transaction() as connection:
            for document_id in replaced:
                connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            for document_id, passages, vectors in documents:
                _insert_passages(connection, passages, vectors)
                connection.execute("UPDATE documents SET state = 'ready' WHERE id = ?", (document_id,))

    def restate(self, item: Pending, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Write anew what a ready document is, its bytes being the same: a catalogue says something else of it now."""
        values = _pending_values(item)
        assignments = ", ".join(f'"{name}" = :{name}' for name in values)
        with self._transaction() as connection:
            connection.execute(f"UPDATE documents SET {assignments} WHERE id = :id", values)  # noqa: S608 - our names
            connection.execute("DELETE FROM passages WHERE document_id = ?", (item.document.id,))
            _insert_passages(connection, passages, vectors)

    def remove(self, document_id: str) -> None:
        """Forget a document and its passages."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def set_fact(self, name: str, value: str) -> None:
        with self._transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def set_kin(
        self, derived: Mapping[str, Version], twins: Mapping[str, str], doubts: Sequence[Mapping[str, object]]
    ) -> None:
        """Replace what follows from comparing the documents: dates and predecessors, near-duplicates, open doubts."""
        with self._transaction() as connection:
            connection.execute("UPDATE documents SET derived = '{}', twins = NULL")
            connection.executemany(
                "UPDATE documents SET derived = ? WHERE id = ?",
                [(version_to_json(version), document_id) for document_id, version in derived.items()],
            )
            connection.executemany(
                "UPDATE documents SET twins = ? WHERE id = ?", [(group, identity) for identity, group in twins.items()]
            )
            connection.execute("DELETE FROM doubts")
            connection.executemany(
                "INSERT INTO doubts (doubt) VALUES (?)", [(json.dumps(doubt, ensure_ascii=False),) for doubt in doubts]
            )

    def count_kills(self, times: Mapping[str, int]) -> None:
        """Remember how often the bytes of a digest took their reader down."""
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO kills VALUES (?, ?)", list(times.items()))

    # --- reading

    def kills(self) -> dict[str, int]:
        """How often the bytes of a digest took their reader down."""
        return dict(self._all("SELECT digest, times FROM kills"))

    def doubts(self) -> list[dict[str, Any]]:
        """What a person should look at, as it was stored."""
        return [json.loads(row[0]) for row in self._all("SELECT doubt FROM doubts ORDER BY number")]

    def sketches(self) -> list[Sketched]:
        """All ready documents, ordered by id."""
        query = "SELECT id, title, genre, version, stated, sketch FROM documents WHERE state = 'ready' ORDER BY id"
        return [
            Sketched(row[0], row[1], row[2], version_from_json(row[3]), frozenset(json.loads(row[4])), row[5])
            for row in self._all(query)
        ]

    def fact(self, name: str) -> str | None:
        row = self._one("SELECT value FROM facts WHERE name = ?", name)
        return None if row is None else str(row[0])

    def pending(self) -> list[tuple[str, str]]:
        """Id and kept original of documents whose writing was cut short."""
        return [(row[0], row[1]) for row in self._all("SELECT id, original FROM documents WHERE state = 'pending'")]

    def kept(self, original: str, collection: str) -> Kept | None:
        """What is there of the bytes kept under a name; None for bytes that are new to a collection."""
        rows = self._all(
            "SELECT id, parts, path, stated FROM documents WHERE original = ? AND collection = ? AND state = 'ready'"
            " ORDER BY rowid",
            original,
            collection,
        )
        if not rows:
            return None
        _, parts, path, stated = rows[0]
        return Kept(tuple(row[0] for row in rows), len(rows) == parts, path, stated)

    def at_path(self, path: str, collection: str) -> list[str]:
        """Ids of ready documents that were read from a path."""
        query = "SELECT id FROM documents WHERE path = ? AND collection = ? AND state = 'ready' ORDER BY id"
        return [row[0] for row in self._all(query, path, collection)]

    def entries(self) -> list[Entry]:
        """All ready documents, ordered by collection, path and place in their file."""
        query = f"""SELECT d.id, title, path, collection, genre, {VERSION}, warnings, original, length(text),
            (SELECT count(*) FROM passages p WHERE p.document_id = d.id), member, secrecy
            FROM documents d WHERE state = 'ready' ORDER BY collection, path, d.rowid"""  # noqa: S608 - constants
        return [
            Entry(row[0], row[1], row[2], row[3], row[4], version_from_json(row[5]), row[9], row[8],
                  tuple(json.loads(row[6])), row[7], row[10], row[11])
            for row in self._all(query)
        ]  # fmt: skip

    def document(self, document_id: str) -> Document:
        """One ready document with its text. Raises NotInLibrary."""
        query = f"SELECT {DOCUMENT_COLUMNS} FROM documents d WHERE d.id = ? AND d.state = 'ready'"  # noqa: S608
        row = self._one(query, document_id)
        if row is None:
            raise NotInLibrary("no_such_document", id=document_id)
        return document_from(row)

    def passages(self, document_id: str) -> list[Passage]:
        """A ready document's passages in order."""
        rows = self._all(
            f"SELECT {PASSAGE_COLUMNS} FROM passages p JOIN documents d ON d.id = p.document_id"  # noqa: S608
            " WHERE d.state = 'ready' AND d.id = ? ORDER BY p.start",
            document_id,
        )
        return [passage_from(row) for row in rows]

    def find(self, passage_ids: Sequence[str]) -> dict[str, Found]:
        """Passages by id; those that no ready document holds are left out."""
        marks = ",".join("?" * len(passage_ids))
        rows = self._all(f"{_FOUND} AND p.id IN ({marks})", *passage_ids)
        return {row[0]: _found(row) for row in rows}

    def not_in_force(self, as_of: date) -> frozenset[str]:
        """Ready documents that were superseded by a date or did not exist yet."""
        query = f"""SELECT id FROM (SELECT d.id, {VERSION} AS known FROM documents d WHERE d.state = 'ready') WHERE
            json_extract(known, '$.superseded_on') <= ?1 OR
            coalesce(json_extract(known, '$.effective_from'), json_extract(known, '$.issued_on')) > ?1"""  # noqa: S608
        return frozenset(row[0] for row in self._all(query, as_of.isoformat()))

    def in_collection(self, collection: str) -> frozenset[str]:
        """Ready documents of a collection."""
        query = "SELECT id FROM documents WHERE state = 'ready' AND collection = ?"
        return frozenset(row[0] for row in self._all(query, collection))

    def counts(self) -> tuple[int, int]:
        """Ready documents and their passages."""
        row = self._one("""SELECT (SELECT count(*) FROM documents WHERE state = 'ready'), (SELECT count(*)
            FROM passages p JOIN documents d ON d.id = p.document_id WHERE d.state = 'ready')""")
        return (0, 0) if row is None else (row[0], row[1])

    def last_number(self) -> int:
        """The highest number of a passage. Numbers are never given twice, so a newer passage has a higher one."""
        row = self._one("SELECT max(number) FROM passages")
        return 0 if row is None or row[0] is None else int(row[0])

    def count_up_to(self, number: int) -> int:
        """Ready passages with a number of at most `number`."""
        row = self._one(
            """SELECT count(*) FROM passages p JOIN documents d ON d.id = p.document_id
            WHERE d.state = 'ready' AND p.number <= ?""",
            number,
        )
        return 0 if row is None else int(row[0])

    def vectors(self, *, after: int = 0, batch: int = 4096) -> Iterator[tuple[list[str], list[str], Vectors, int]]:
        """Ready passages with a number above `after`, in batches: passage ids, document ids, vectors (n, dimension),
        and the last number of the batch.
        """
        query = """SELECT p.id, p.document_id, p.vector, p.number FROM passages p JOIN documents d
            ON d.id = p.document_id WHERE d.state = 'ready' AND p.number > ? ORDER BY p.number LIMIT ?"""
        while rows := self._all(query, after, batch):
            matrix = np.frombuffer(b"".join(row[2] for row in rows), dtype=np.float16)
            after = rows[-1][3]
            yield [row[0] for row in rows], [row[1] for row in rows], _as_rows(matrix, len(rows)), after

    def texts(self, *, batch: int = 1024) -> Iterator[list[Found]]:
        """Every ready passage with its text, in batches, for rebuilding what can be rebuilt."""
        after = 0
        query = f"{_FOUND} AND p.number > ? ORDER BY p.number LIMIT ?"
        while rows := self._all(query, after, batch):
            after = rows[-1][-1]
            yield [_found(row) for row in rows]

    # --- plumbing

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with _translated(self.path):
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _all(self, query: str, *values: object) -> list[Row]:
        with _translated(self.path):
            return self._connection().execute(query, values).fetchall()

    def _one(self, query: str, *values: object) -> Row | None:
        rows = self._all(query, *values)
        return rows[0] if rows else None

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            mode = "ro" if self._read_only else "rwc"
            connection = sqlite3.connect(
                f"file:{self.path.as_posix()}?mode={mode}", uri=True, isolation_level=None, timeout=5.0
            )
            connection.execute("PRAGMA foreign_keys = ON")
            if not self._read_only:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA secure_delete = ON")
            self._local.connection = connection
        return connection

    def _migrate(self) -> None:
        version = self._connection().execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise LibraryUnavailable("library_newer", path=self.path)
        if version < len(MIGRATIONS) and self._read_only:
            raise LibraryUnavailable("library_older_read_only", path=self.path)
        for number in range(version, len(MIGRATIONS)):
            with self._transaction() as connection:
                if connection.execute("PRAGMA user_version").fetchone()[0] == number:
                    MIGRATIONS[number](connection)
                    connection.execute(f"PRAGMA user_version = {number + 1}")


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """SQLite's and the system's complaints → ours, once."""
    try:
        yield
    except sqlite3.OperationalError as error:
        said = str(error)
        if "readonly" in said or "unable to open" in said:
            raise LibraryUnavailable("library_not_writable", path=path.parent, why=said) from error
        if "full" in said:
            raise LibraryUnavailable("disk_full", path=path.parent) from error
        if "locked" in said:
            raise LibraryUnavailable("library_busy", path=path.parent) from error
        raise LibraryUnavailable("library_damaged", path=path.parent, why=said) from error
    except sqlite3.DatabaseError as error:
        raise LibraryUnavailable("library_damaged", path=path.parent, why=error) from error
    except OSError as error:
        raise LibraryUnavailable("library_not_writable", path=path.parent, why=error.strerror or error) from error


def _as_rows(flat: NDArray[np.float16], rows: int) -> Vectors:
    return flat.reshape(rows, -1).astype(np.float32)


def _found(row: Row) -> Found:
    title, path, version, twins = row[PASSAGE_WIDTH : PASSAGE_WIDTH + 4]
    return Found(passage_from(row), title, path, version_from_json(version), twins)


def _pending_values(item: Pending) -> dict[str, object]:
    return {
        **document_values(item.document),
        "original": item.original,
        "parts": item.parts,
        "stated": item.stated,
        "sketch": item.sketch,
    }


def _insert(connection: sqlite3.Connection, table: str, values: Mapping[str, object]) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608 - our names


def _insert_passages(connection: sqlite3.Connection, passages: Sequence[Passage], vectors: Vectors) -> None:
    half = vectors.astype(np.float16)
    connection.executemany(
        'INSERT INTO passages (id, document_id, start, "end", original_start, original_end, heading, article, address,'
        " refers_to, page, vector) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(*passage_values(passage), half[index].tobytes()) for index, passage in enumerate(passages)],
    )
