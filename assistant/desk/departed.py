"""Owners who left for good: nothing is kept for them any more, so that nothing lies where nobody can reach it."""

from __future__ import annotations

import sqlite3

from assistant.errors import UsageError


def depart(connection: sqlite3.Connection, owner: str) -> None:
    """From now on nothing is kept for this owner. To be called in a transaction."""
    connection.execute("INSERT OR IGNORE INTO departed VALUES (?)", (owner,))


def check_owner(connection: sqlite3.Connection, owner: str) -> None:
    """Raises UsageError for an owner who left. To be called in the transaction that keeps something for him."""
    if connection.execute("SELECT 1 FROM departed WHERE owner = ?", (owner,)).fetchone() is not None:
        raise UsageError("owner_departed")
