"""The desk's tables, as a list of small steps: each runs once, in order; `user_version` counts them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable


def _conversations(connection: sqlite3.Connection) -> None:
    for statement in (
        """CREATE TABLE conversations (
            id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, changed_at TEXT NOT NULL,
            version INTEGER NOT NULL, seen INTEGER NOT NULL DEFAULT 0)""",
        "CREATE INDEX conversations_by_owner ON conversations (owner, changed_at)",
        """CREATE TABLE turns (
            number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE,
            conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            question TEXT NOT NULL, asked TEXT NOT NULL, asked_at TEXT NOT NULL, maker TEXT NOT NULL,
            standing TEXT NOT NULL CHECK (standing IN ('making', 'done', 'stopped', 'failed')),
            stages TEXT NOT NULL DEFAULT '[]', written TEXT NOT NULL DEFAULT '', answer TEXT, problem TEXT)""",
        "CREATE INDEX turns_by_conversation ON turns (conversation_id)",
    ):
        connection.execute(statement)


def _drafts(connection: sqlite3.Connection) -> None:
    for statement in (
        """CREATE TABLE drafts (
            id TEXT PRIMARY KEY, owner TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL)""",
        "CREATE INDEX drafts_by_owner ON drafts (owner)",
        """CREATE TABLE draft_versions (
            draft_id TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE, version INTEGER NOT NULL,
            title TEXT NOT NULL, state TEXT NOT NULL, saved_at TEXT NOT NULL, saved_by TEXT NOT NULL,
            PRIMARY KEY (draft_id, version))""",
    ):
        connection.execute(statement)


def _departed(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE departed (owner TEXT PRIMARY KEY) WITHOUT ROWID")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_conversations, _drafts, _departed)
