"""The SQLite file of people: its tables, its transactions, its complaints in our words.

Only the user that the program runs as may read the file. While nobody was ever set up there is no file, and reading
makes none. Knows of no rule about accounts.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from assistant.errors import LibraryUnavailable
from assistant.library.database import opened_to_read, why_not_written

_VERSION = 1
_BUSY_S = 5.0
_TABLES = """
CREATE TABLE accounts (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, clearance INTEGER NOT NULL, password TEXT NOT NULL,
  enabled INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;
CREATE TABLE memberships (name TEXT NOT NULL, team TEXT NOT NULL, PRIMARY KEY (name, team)) WITHOUT ROWID;
CREATE TABLE collections (collection TEXT NOT NULL, team TEXT NOT NULL, PRIMARY KEY (collection, team)) WITHOUT ROWID;
CREATE TABLE sessions (token BLOB PRIMARY KEY, name TEXT NOT NULL, begun REAL NOT NULL, seen REAL NOT NULL)
  WITHOUT ROWID;
CREATE TABLE keys (key BLOB PRIMARY KEY, name TEXT NOT NULL UNIQUE) WITHOUT ROWID;
CREATE TABLE tries (subject TEXT PRIMARY KEY, wrong INTEGER NOT NULL, latest REAL NOT NULL, free REAL NOT NULL)
  WITHOUT ROWID;
CREATE TABLE deeds (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, object TEXT NOT NULL
);
CREATE TRIGGER deeds_stay BEFORE DELETE ON deeds BEGIN SELECT raise(ABORT, 'deeds are only added'); END;
CREATE TRIGGER deeds_stand BEFORE UPDATE ON deeds BEGIN SELECT raise(ABORT, 'deeds are only added'); END;
"""


class PeopleFile:
    """The file. Safe to use from many threads, each with its own connection, and from several processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    def all(self, query: str, *values: object) -> list[Any]:
        """Every row of a query; none while there is no file. Raises LibraryUnavailable."""
        with self._translated():
            if not self.path.exists():
                return []
            if why_not_written(self.path) is None:
                return self._connection().execute(query, values).fetchall()
            with closing(opened_to_read(self.path)) as connection:
                return connection.execute(query, values).fetchall()

    def one(self, query: str, *values: object) -> Any | None:
        """The first row of a query. Raises LibraryUnavailable."""
        rows = self.all(query, *values)
        return rows[0] if rows else None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All statements within, or none of them; nobody else writes meanwhile. Raises LibraryUnavailable."""
        with self._translated():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _connection(self) -> sqlite3.Connection:
        known: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if known is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Before SQLite makes it, which asks the umask; its side files take the mode of this one.
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            known = sqlite3.connect(self.path, timeout=_BUSY_S, isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
                known.execute(f"PRAGMA {pragma}")
            self._bring_up(known)
            self._local.connection = known
        return known

    def _bring_up(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > _VERSION:
            connection.close()
            raise LibraryUnavailable("people.newer", path=self.path)
        if version == 0:
            for statement in _statements(_TABLES):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={_VERSION}")
        connection.execute("COMMIT")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            why = why_not_written(self.path)
            if why is None or not os.access(self.path, os.R_OK):
                raise LibraryUnavailable("people.unusable", path=self.path, why=why or error) from error
            raise LibraryUnavailable("people.not_writable", path=self.path.parent, why=why) from error


def _statements(script: str) -> Iterator[str]:
    """One by one: `executescript` would end the transaction that they stand in."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""
