"""Drafts of each owner, with every version that was saved: kept, restored, deleted without trace.

A save names the version that it was made from. Where somebody saved in between, nothing is overwritten and the error
says who and when; the caller shows both. What is not there and what is somebody else's look the same.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping
from typing import Any

from assistant.desk.departed import check_owner
from assistant.desk.file import DeskFile, as_json, clean, in_words, now
from assistant.desk.records import Draft, DraftHeading, DraftKind
from assistant.errors import ChangedMeanwhile, NotOnDesk
from assistant.library.rows import Row

KEPT_VERSIONS = 200
"""Versions kept of a draft; a page that saves at every pause makes several a minute."""

_HEADING = "d.id, d.kind, v.title, d.source, v.version, v.saved_at, v.saved_by"
_LATEST = "v.version = (SELECT MAX(version) FROM draft_versions WHERE draft_id = d.id)"
_FROM = "FROM drafts d JOIN draft_versions v ON v.draft_id = d.id WHERE d.owner = ?"


class Drafts:
    """Each call names the owner; a draft is nobody else's."""

    def __init__(self, file: DeskFile) -> None:
        self._file = file

    def create(
        self, owner: str, kind: DraftKind, title: str, source: str, state: Mapping[str, Any], *, by: str = ""
    ) -> DraftHeading:
        """Keep a new draft, as its version 1.

        Raises LibraryUnavailable where it cannot be kept, UsageError for an owner who left for good.
        """
        heading = DraftHeading(secrets.token_hex(16), kind, clean(title), clean(source), 1, now(), by)
        with self._file.database.transaction() as connection:
            check_owner(connection, owner)
            connection.execute("INSERT INTO drafts VALUES (?, ?, ?, ?)", (heading.id, owner, kind, heading.source))
            _insert(connection, heading, as_json(state))
        return heading

    def headings(self, owner: str, kind: DraftKind | None = None) -> list[DraftHeading]:
        """The owner's drafts, the one saved last first; of one kind, or of all."""
        query = f"SELECT {_HEADING} {_FROM} AND {_LATEST} ORDER BY v.saved_at DESC, d.id"
        found = self._file.database.records(_heading, query, owner)
        return [each for each in found if kind in (None, each.kind)]

    def open(self, owner: str, draft_id: str, version: int | None = None) -> Draft:
        """A draft as it was saved last, or as an earlier version of it. Raises NotOnDesk."""
        which, values = (_LATEST, ()) if version is None else ("v.version = ?", (version,))
        query = f"SELECT {_HEADING}, v.state {_FROM} AND d.id = ? AND {which}"
        found = self._file.database.records(_draft, query, owner, draft_id, *values)
        if not found:
            raise NotOnDesk("draft_missing")
        return found[0]

    def versions(self, owner: str, draft_id: str) -> list[DraftHeading]:
        """Every version kept of a draft, the latest first. Raises NotOnDesk."""
        query = f"SELECT {_HEADING} {_FROM} AND d.id = ? ORDER BY v.version DESC"
        found = self._file.database.records(_heading, query, owner, draft_id)
        if not found:
            raise NotOnDesk("draft_missing")
        return found

    def save(
        self,
        owner: str,
        draft_id: str,
        state: Mapping[str, Any],
        expected_version: int,
        *,
        title: str | None = None,
        by: str = "",
    ) -> DraftHeading:
        """Keep a new version made from `expected_version`; a state that changes nothing makes none.

        Raises ChangedMeanwhile with `by`, `at` and `version` where it was saved in between, NotOnDesk, and
        LibraryUnavailable where it cannot be kept: then the version before stands.
        """
        said = as_json(state)
        with self._file.database.transaction() as connection:
            latest, kept = _latest(connection, owner, draft_id)
            if latest.version != expected_version:
                raise ChangedMeanwhile(
                    "draft_changed", by=latest.saved_by, at=in_words(latest.saved_at), version=latest.version
                )
            wanted = latest.title if title is None else clean(title)
            if (wanted, said) == (latest.title, kept):
                return latest
            saved = DraftHeading(draft_id, latest.kind, wanted, latest.source, latest.version + 1, now(), by)
            _insert(connection, saved, said)
            connection.execute(
                "DELETE FROM draft_versions WHERE draft_id = ? AND version <= ?",
                (draft_id, saved.version - KEPT_VERSIONS),
            )
        return saved

    def restore(self, owner: str, draft_id: str, version: int, expected_version: int, *, by: str = "") -> DraftHeading:
        """Make an earlier version the latest again, as a new one. Raises as `save` does."""
        earlier = self.open(owner, draft_id, version)
        return self.save(owner, draft_id, earlier.state, expected_version, title=earlier.heading.title, by=by)

    def delete(self, owner: str, draft_id: str) -> None:
        """Delete a draft with all its versions from the file. Raises NotOnDesk."""
        with self._file.database.transaction() as connection:
            if not connection.execute("DELETE FROM drafts WHERE owner = ? AND id = ?", (owner, draft_id)).rowcount:
                raise NotOnDesk("draft_missing")
        self._file.forget()


def _latest(connection: sqlite3.Connection, owner: str, draft_id: str) -> tuple[DraftHeading, str]:
    query = f"SELECT {_HEADING}, v.state {_FROM} AND d.id = ? AND {_LATEST}"
    row = connection.execute(query, (owner, draft_id)).fetchone()
    if row is None:
        raise NotOnDesk("draft_missing")
    return _heading(row), row[-1]


def _insert(connection: sqlite3.Connection, heading: DraftHeading, state: str) -> None:
    connection.execute(
        "INSERT INTO draft_versions VALUES (?, ?, ?, ?, ?, ?)",
        (heading.id, heading.version, heading.title, state, heading.saved_at, heading.saved_by),
    )


def _heading(row: Row) -> DraftHeading:
    draft_id, kind, title, source, version, saved_at, saved_by = row[:7]
    return DraftHeading(draft_id, DraftKind(kind), title, source, version, saved_at, saved_by)


def _draft(row: Row) -> Draft:
    return Draft(_heading(row), json.loads(row[-1]))
