"""The record of what was done: who, what, to which object, when; never a word of any document or question.

Rows are only added: the file itself refuses to change or delete one.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class Deed(StrEnum):
    """What is recorded; each has a name for people under `[people.deed]` of the message files."""

    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of a deed
    ACCOUNT_ADDED = "account_added"
    KEY_MADE = "key_made"
    ROLE_CHANGED = "role_changed"
    GROUPS_CHANGED = "groups_changed"
    CLEARANCE_CHANGED = "clearance_changed"
    DISABLED = "disabled"
    ENABLED = "enabled"
    WORK_PURGED = "work_purged"
    WORK_HANDED_OVER = "work_handed_over"
    ACCOUNT_DELETED = "account_deleted"
    COLLECTION_CHANGED = "collection_changed"
    DOCUMENT_ADDED = "document_added"
    DOCUMENT_CHANGED = "document_changed"
    DOCUMENT_REMOVED = "document_removed"
    DOCUMENT_PURGED = "document_purged"
    DRAFT_MASKED = "draft_masked"
    DRAFT_DELETED = "draft_deleted"
    FILE_TAKEN = "file_taken"
    SUITE_RUN = "suite_run"


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the record."""

    at: datetime
    who: str
    """Name of an account; empty where nobody was signed in."""
    what: Deed
    object: str
    """Id of a document, name of an account, a collection or a suite; empty where there is none."""


def add(tables: sqlite3.Connection, at: float, who: str, what: Deed, of: str) -> None:
    """Write one line. To be called in the transaction that does the deed."""
    tables.execute("INSERT INTO deeds (at, who, what, object) VALUES (?, ?, ?, ?)", (at, who, what, of))


def was_done(tables: sqlite3.Connection, what: Deed, of: str) -> bool:
    """Whether this was ever done to this object."""
    return tables.execute("SELECT 1 FROM deeds WHERE what = ? AND object = ?", (what, of)).fetchone() is not None


def record(row: tuple[float, str, str, str]) -> Record:
    """A line from its row (at, who, what, object)."""
    at, who, what, of = row
    return Record(datetime.fromtimestamp(at, UTC), who, Deed(what), of)
