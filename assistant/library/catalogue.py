"""The catalogue: documents, passages with their vectors, and what the caches hold, in one SQLite file.

It is the truth. A document is `pending` from before anything of it is written anywhere until all of it is; queries
believe only `ready` ones. Vectors are float16 here, so that the caches can be rebuilt without embedding again.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import LibraryUnavailable, NotInLibrary
from assistant.records import Change, Document, Doubt, Passage, RepairLog, Version
from assistant.text.offsets import OffsetMap

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


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with the little of its document that a citation needs."""

    passage: Passage
    title: str
    path: str
    version: Version


def _first_tables(connection: sqlite3.Connection) -> None:
    for statement in (
        """CREATE TABLE documents (
            id TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('pending', 'ready')),
            title TEXT NOT NULL, path TEXT NOT NULL, collection TEXT NOT NULL, genre TEXT NOT NULL,
            version TEXT NOT NULL, warnings TEXT NOT NULL, original TEXT NOT NULL,
            text TEXT NOT NULL, original_text TEXT NOT NULL, offsets TEXT NOT NULL)""",
        "CREATE INDEX documents_by_path ON documents (collection, path)",
        """CREATE TABLE passages (
            number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            original_start INTEGER NOT NULL, original_end INTEGER NOT NULL,
            heading TEXT NOT NULL, article TEXT, vector BLOB NOT NULL)""",
        "CREATE INDEX passages_by_document ON passages (document_id)",
        "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ):
        connection.execute(statement)


def _repair_log(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE documents ADD COLUMN repair TEXT NOT NULL DEFAULT '{}'")


_MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first_tables, _repair_log)
"""Run in order, each once; `user_version` counts them."""

_DOCUMENT_COLUMNS = "id, title, path, collection, genre, version, warnings, text, original_text, offsets, repair"
_PASSAGE_COLUMNS = 'p.id, p.document_id, p.start, p."end", p.original_start, p.original_end, p.heading, p.article'
_PASSAGE_TEXT = 'substr(d.text, p.start + 1, p."end" - p.start)'


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

    def add_pending(self, documents: Iterable[tuple[Document, str]]) -> None:
        """Note documents, each with the name of its kept original, before anything of them reaches another store."""
        rows = [_document_row(document, original) for document, original in documents]
        with self._transaction() as connection:
            connection.executemany(
                "DELETE FROM documents WHERE id = ? AND state = 'pending'", [row[:1] for row in rows]
            )
            connection.executemany("INSERT INTO documents VALUES (?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def make_ready(
        self, documents: Sequence[tuple[str, Sequence[Passage], Vectors]], *, replaced: Iterable[str] = ()
    ) -> None:
        """Write passages and vectors of pending documents and let queries see them; replaced ones go, all at once."""
        with self._transaction() as connection:
            for document_id in replaced:
                connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            for document_id, passages, vectors in documents:
                half = vectors.astype(np.float16)
                connection.executemany(
                    "INSERT INTO passages (id, document_id, start, \"end\", original_start, original_end, heading,"
                    " article, vector) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [
                        (p.id, p.document_id, p.start, p.end, p.original_start, p.original_end, p.heading, p.article,
                         half[index].tobytes())
                        for index, p in enumerate(passages)
                    ],
                )  # fmt: skip
                connection.execute("UPDATE documents SET state = 'ready' WHERE id = ?", (document_id,))

    def remove(self, document_id: str) -> None:
        """Forget a document and its passages."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def set_fact(self, name: str, value: str) -> None:
        with self._transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    # --- reading

    def fact(self, name: str) -> str | None:
        row = self._one("SELECT value FROM facts WHERE name = ?", name)
        return None if row is None else str(row[0])

    def pending(self) -> list[tuple[str, str]]:
        """Id and kept original of documents whose writing was cut short."""
        return [(row[0], row[1]) for row in self._all("SELECT id, original FROM documents WHERE state = 'pending'")]

    def is_ready(self, document_id: str) -> bool:
        return self._one("SELECT 1 FROM documents WHERE id = ? AND state = 'ready'", document_id) is not None

    def at_path(self, path: str, collection: str) -> list[str]:
        """Ids of ready documents that were read from a path."""
        query = "SELECT id FROM documents WHERE path = ? AND collection = ? AND state = 'ready' ORDER BY id"
        return [row[0] for row in self._all(query, path, collection)]

    def entries(self) -> list[Entry]:
        """All ready documents, ordered by collection, path and id."""
        query = """SELECT d.id, title, path, collection, genre, version, warnings, original, length(text),
            (SELECT count(*) FROM passages p WHERE p.document_id = d.id)
            FROM documents d WHERE state = 'ready' ORDER BY collection, path, d.id"""
        return [
            Entry(row[0], row[1], row[2], row[3], row[4], _version_from_json(row[5]), row[9], row[8],
                  tuple(json.loads(row[6])), row[7])
            for row in self._all(query)
        ]  # fmt: skip

    def document(self, document_id: str) -> Document:
        """One ready document with its text. Raises NotInLibrary."""
        query = f"SELECT {_DOCUMENT_COLUMNS} FROM documents WHERE id = ? AND state = 'ready'"  # noqa: S608 - constants
        row = self._one(query, document_id)
        if row is None:
            raise NotInLibrary("no_such_document", id=document_id)
        return Document(
            id=row[0], title=row[1], path=row[2], collection=row[3], genre=row[4], version=_version_from_json(row[5]),
            warnings=tuple(json.loads(row[6])), text=row[7], original_text=row[8],
            offsets=OffsetMap.from_rows(json.loads(row[9]), len(row[7]), len(row[8])),
            repair=_log_from_json(row[10]),
        )  # fmt: skip

    def passages(self, document_id: str) -> list[Passage]:
        """A ready document's passages in order."""
        rows = self._all(
            f"SELECT {_PASSAGE_COLUMNS}, {_PASSAGE_TEXT} FROM passages p JOIN documents d ON d.id = p.document_id"  # noqa: S608
            " WHERE d.state = 'ready' AND d.id = ? ORDER BY p.start",
            document_id,
        )
        return [_passage(row) for row in rows]

    def find(self, passage_ids: Sequence[str]) -> dict[str, Found]:
        """Passages by id; those that no ready document holds are left out."""
        marks = ",".join("?" * len(passage_ids))
        rows = self._all(
            f"SELECT {_PASSAGE_COLUMNS}, {_PASSAGE_TEXT}, d.title, d.path, d.version FROM passages p"  # noqa: S608
            f" JOIN documents d ON d.id = p.document_id WHERE d.state = 'ready' AND p.id IN ({marks})",
            *passage_ids,
        )
        return {row[0]: Found(_passage(row), row[9], row[10], _version_from_json(row[11])) for row in rows}

    def not_in_force(self, as_of: date) -> frozenset[str]:
        """Ready documents that were superseded by a date or did not exist yet."""
        query = """SELECT id FROM documents WHERE state = 'ready' AND (
            json_extract(version, '$.superseded_on') <= ?1 OR
            coalesce(json_extract(version, '$.effective_from'), json_extract(version, '$.issued_on')) > ?1)"""
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
        query = f"""SELECT {_PASSAGE_COLUMNS}, {_PASSAGE_TEXT}, d.title, d.path, d.version, p.number
            FROM passages p JOIN documents d ON d.id = p.document_id
            WHERE d.state = 'ready' AND p.number > ? ORDER BY p.number LIMIT ?"""  # noqa: S608 - constants
        while rows := self._all(query, after, batch):
            after = rows[-1][12]
            yield [Found(_passage(row), row[9], row[10], _version_from_json(row[11])) for row in rows]

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

    def _all(self, query: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        with _translated(self.path):
            return self._connection().execute(query, values).fetchall()

    def _one(self, query: str, *values: object) -> tuple | None:  # type: ignore[type-arg]
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
        if version > len(_MIGRATIONS):
            raise LibraryUnavailable("library_newer", path=self.path)
        if version < len(_MIGRATIONS) and self._read_only:
            raise LibraryUnavailable("library_older_read_only", path=self.path)
        for number in range(version, len(_MIGRATIONS)):
            with self._transaction() as connection:
                if connection.execute("PRAGMA user_version").fetchone()[0] == number:
                    _MIGRATIONS[number](connection)
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


def _document_row(document: Document, original: str) -> tuple[str, ...]:
    return (
        document.id, document.title, document.path, document.collection, document.genre,
        _version_to_json(document.version), json.dumps(document.warnings), original, document.text,
        document.original_text, json.dumps(_offset_rows(document)),
        json.dumps(asdict(document.repair), ensure_ascii=False),
    )  # fmt: skip


def _offset_rows(document: Document) -> list[list[int]]:
    offsets = document.offsets
    if not isinstance(offsets, OffsetMap):
        raise TypeError(f"a stored document needs an OffsetMap, not {type(offsets).__name__}")
    return offsets.to_rows()


def _passage(row: tuple) -> Passage:  # type: ignore[type-arg]
    return Passage(
        id=row[0], document_id=row[1], start=row[2], end=row[3], original_start=row[4], original_end=row[5],
        heading=row[6], article=row[7], text=row[8],
    )  # fmt: skip


def _log_from_json(text: str) -> RepairLog:
    known = json.loads(text)
    return RepairLog(
        tuple(Change(**row) for row in known.get("repairs", ())),
        tuple(Change(**row) for row in known.get("suggestions", ())),
        tuple(Doubt(**row) for row in known.get("doubts", ())),
    )


_DATES = ("issued_on", "effective_from", "superseded_on")
_NAMES = ("issuer", "document_number", "level", "supersedes")


def _version_to_json(version: Version) -> str:
    known: dict[str, str] = {}
    for name in (*_NAMES, *_DATES):
        value = getattr(version, name)
        if value is not None:
            known[name] = value.isoformat() if isinstance(value, date) else value
    return json.dumps(known, ensure_ascii=False)


def _version_from_json(text: str) -> Version:
    known = json.loads(text)
    facts: dict[str, Any] = {
        name: date.fromisoformat(value) if name in _DATES else value for name, value in known.items()
    }
    return Version(**facts)
