"""The catalogue's tables, as a list of small steps: each runs once, in order; `user_version` counts them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable


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


def _several_documents_a_file(connection: sqlite3.Connection) -> None:
    """Which part of its file a document is, and of how many; what the file marks as headings, pages and the like."""
    for column in (
        "member TEXT NOT NULL DEFAULT ''",
        "parts INTEGER NOT NULL DEFAULT 1",
        "headings TEXT NOT NULL DEFAULT '[]'",
        "places TEXT NOT NULL DEFAULT '[]'",
    ):
        connection.execute(f"ALTER TABLE documents ADD COLUMN {column}")
    connection.execute("CREATE INDEX documents_by_original ON documents (collection, original)")


def _addresses(connection: sqlite3.Connection) -> None:
    for column in ("address TEXT", "refers_to TEXT NOT NULL DEFAULT '[]'", "page INTEGER"):
        connection.execute(f"ALTER TABLE passages ADD COLUMN {column}")


def _editions(connection: sqlite3.Connection) -> None:
    """What was stated of a document by a catalogue, and what follows from the other documents of the library."""
    for column in (
        "secrecy TEXT",
        "shown TEXT NOT NULL DEFAULT '{}'",
        "stated TEXT NOT NULL DEFAULT '{}'",
        "sketch BLOB",
        "derived TEXT NOT NULL DEFAULT '{}'",
        "twins TEXT",
    ):
        connection.execute(f"ALTER TABLE documents ADD COLUMN {column}")
    connection.execute("CREATE TABLE doubts (number INTEGER PRIMARY KEY AUTOINCREMENT, doubt TEXT NOT NULL)")


def _quarantine(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE kills (digest TEXT PRIMARY KEY, times INTEGER NOT NULL)")


def _settling(connection: sqlite3.Connection) -> None:
    """What a killed writer leaves to be done, and sums over each row by which damage is found."""
    connection.execute("CREATE TABLE unsettled (document_id TEXT PRIMARY KEY)")
    for table in ("documents", "passages"):
        connection.execute(f"ALTER TABLE {table} ADD COLUMN checksum INTEGER")


def _described(connection: sqlite3.Connection) -> None:
    """All that is known of a document but its text, where it can be read without walking over the text."""
    # With the state or the id in front, SQLite would start there to look for passages, which takes five times as long.
    connection.execute(
        "CREATE INDEX documents_described"
        " ON documents (title, path, collection, genre, version, derived, twins, state, id)"
    )


def _coming_vectors(connection: sqlite3.Connection) -> None:
    """Vectors of an embedder that the library is being switched to, with the sum that the passage will have then."""
    connection.execute(
        "CREATE TABLE coming_vectors (number INTEGER PRIMARY KEY REFERENCES passages (number) ON DELETE CASCADE,"
        " vector BLOB NOT NULL, checksum INTEGER NOT NULL)"
    )


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _first_tables,
    _repair_log,
    _several_documents_a_file,
    _addresses,
    _editions,
    _quarantine,
    _settling,
    _described,
    _coming_vectors,
)
