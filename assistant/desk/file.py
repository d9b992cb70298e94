"""The desk's file under the home: made when first needed, closed to others, wiped of what is deleted.

Knows neither conversations nor drafts.
"""

from __future__ import annotations

import json
import os
import threading
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.desk.migrations import MIGRATIONS
from assistant.errors import LibraryUnavailable
from assistant.library.database import Database, translated

NAME = "desk.sqlite3"


class DeskFile:
    """Safe to use from many threads. A full or read-only disk stops what is saved, not the program."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._opening = threading.Lock()
        self._database: Database | None = None

    @property
    def database(self) -> Database:
        """The file, made where there is none. Raises LibraryUnavailable where that cannot be."""
        with self._opening:
            if self._database is None:
                path = self.home / NAME
                with translated(path, "desk"):
                    self.home.mkdir(parents=True, exist_ok=True)
                    with suppress(FileExistsError):
                        # SQLite gives its log and index the rights of the file.
                        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
                self._database = Database(path, migrations=MIGRATIONS, of="desk")
            return self._database

    @property
    def is_there(self) -> bool:
        """Whether anything was ever kept."""
        return (self.home / NAME).exists()

    def forget(self) -> None:
        """Leave nothing of deleted rows in the log; in the file they are overwritten as they are deleted.

        Raises LibraryUnavailable where a reader will not let go of the log.
        """
        with translated(self.home / NAME, "desk"):
            busy, _, _ = self.database.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise LibraryUnavailable("desk_busy", path=self.home)

    def compact(self) -> None:
        """Rewrite the file without what was deleted, and empty its log. Raises as `forget` does."""
        with translated(self.home / NAME, "desk"):
            self.database.connection().execute("VACUUM")
        self.forget()

    def close(self) -> None:
        """Close this thread's connection."""
        if self._database is not None:
            self._database.close()


def now() -> str:
    """The moment, in a form that sorts."""
    return datetime.now().astimezone().isoformat(timespec="microseconds")


def in_words(moment: str) -> str:
    """A moment as people read it, to the minute.

    >>> in_words("2026-03-01T09:05:07.000001+08:00")
    '2026-03-01 09:05'
    """
    return moment[:16].replace("T", " ")


def clean(text: str) -> str:
    """The text as a file can hold it: half a character, as a browser may send it, becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def as_json(value: Any) -> str:
    """JSON as a file can hold it."""
    return clean(json.dumps(value, ensure_ascii=False, default=str))
