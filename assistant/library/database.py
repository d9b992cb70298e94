"""One SQLite file: connections, transactions, migrations, and its complaints in our words. Knows no table."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from assistant.errors import LibraryUnavailable
from assistant.library.migrations import MIGRATIONS
from assistant.library.rows import Row

_Made = TypeVar("_Made")

_FULL_BELOW_BYTES = 2**20
"""SQLite says "disk I/O error" both of a full disk and of a broken one; with less space than this it is full."""


class Database:
    """An SQLite file. Safe to use from many threads; each has its own connection."""

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        migrations: Sequence[Callable[[sqlite3.Connection], None]] = MIGRATIONS,
        of: str = "library",
    ) -> None:
        """Open or create the file and bring it up to date. Raises LibraryUnavailable where that cannot be.

        `of` is what the file belongs to: the errors `<of>_busy`, `_damaged`, `_newer` and `_not_writable` speak of it.
        """
        self.path = path
        self._migrations = migrations
        self._of = of
        self._mode = "ro" if read_only else "rwc"
        self._local = threading.local()
        with translated(path, of):
            if not read_only:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._migrate()
        if not read_only:
            self._mode = "rw"  # a file that vanishes under us is an error, not an empty library

    def close(self) -> None:
        """Close this thread's connection."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    @property
    def identity(self) -> int:
        """Another number for another file under the same name."""
        return _inode(self.path)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All statements within, or none of them."""
        with translated(self.path, self._of):
            connection = self.connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # a full disk ends it by itself
                    connection.execute("ROLLBACK")
                raise

    def all(self, query: str, *values: object) -> list[Row]:
        """Every row of a query."""
        with translated(self.path, self._of):
            return self.connection().execute(query, values).fetchall()

    def each(self, query: str, *values: object) -> Iterator[Row]:
        """Every row of a query, a few at a time. Exhaust it: until then no log can be emptied."""
        with translated(self.path, self._of):
            cursor = self.connection().execute(query, values)
            while rows := cursor.fetchmany(256):
                yield from rows

    def one(self, query: str, *values: object) -> Row | None:
        """The first row of a query."""
        rows = self.all(query, *values)
        return rows[0] if rows else None

    def records(self, make: Callable[[Row], _Made], query: str, *values: object) -> list[_Made]:
        """Every row of a query, as records. A row that cannot be understood is damage."""
        rows = self.all(query, *values)
        try:
            return [make(row) for row in rows]
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise LibraryUnavailable(f"{self._of}_damaged", path=self.path.parent, why=type(error).__name__) from error

    def connection(self) -> sqlite3.Connection:
        """The connection of this thread, to the file that bears the name now."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None and self._local.stamp == _stamp(self.path, self._local.is_makeshift):
            if not self._local.is_makeshift:
                return connection
            if (better := self._configured()) is None:
                return connection
            connection.close()
            self._keep(better, is_makeshift=False)
            return better
        self.close()  # the file was replaced
        connection = self._configured()
        if connection is None:
            self._keep(makeshift := self._makeshift(), is_makeshift=True)
            return makeshift
        self._keep(connection, is_makeshift=False)
        return connection

    def _keep(self, connection: sqlite3.Connection, *, is_makeshift: bool) -> None:
        self._local.connection = connection
        self._local.is_makeshift = is_makeshift
        self._local.stamp = _stamp(self.path, is_makeshift)

    def _configured(self) -> sqlite3.Connection | None:
        """None where SQLite cannot write beside the file, which it wants to even to read."""
        try:
            return _configured(self.path, self._mode)
        except sqlite3.OperationalError:
            if is_full(self.path) or self._mode == "ro":
                return None
            raise

    def _makeshift(self) -> sqlite3.Connection:
        """A connection to read with where nothing can be written, given up as soon as something can."""
        if self._mode == "ro" or not _has_log(self.path):
            return opened_to_read(self.path)
        return _copied_to_memory(self.path)

    def _migrate(self) -> None:
        version = self.connection().execute("PRAGMA user_version").fetchone()[0]
        if version > len(self._migrations):
            raise LibraryUnavailable(f"{self._of}_newer", path=self.path)
        if version < len(self._migrations) and self._mode == "ro":
            raise LibraryUnavailable("library_older_read_only", path=self.path)
        for number in range(version, len(self._migrations)):
            with self.transaction() as connection:
                if connection.execute("PRAGMA user_version").fetchone()[0] == number:
                    self._migrations[number](connection)
                    connection.execute(f"PRAGMA user_version = {number + 1}")


@contextmanager
def translated(path: Path, of: str = "library") -> Iterator[None]:
    """SQLite's and the system's complaints → ours, once."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _ours(path, error, of) from error
    except sqlite3.DatabaseError as error:
        raise LibraryUnavailable(f"{of}_damaged", path=path.parent, why=error) from error
    except OSError as error:
        raise LibraryUnavailable(f"{of}_not_writable", path=path.parent, why=error.strerror or error) from error


def _ours(path: Path, error: sqlite3.OperationalError, of: str) -> LibraryUnavailable:
    said = str(error)
    if "is full" in said or ("I/O" in said and is_full(path)):
        return LibraryUnavailable("disk_full", path=path.parent)
    if "readonly" in said or "unable to open" in said:
        return LibraryUnavailable(f"{of}_not_writable", path=path.parent, why=why_not_written(path) or said)
    if "locked" in said:
        return LibraryUnavailable(f"{of}_busy", path=path.parent)
    return LibraryUnavailable(f"{of}_damaged", path=path.parent, why=said)


def why_not_written(path: Path) -> str | None:
    """Why a file, or another one beside it, cannot be written, in the system's words; None where it can be.

    Folders that are missing would be made.
    """
    folder = next(each for each in path.absolute().parents if os.path.exists(each))
    if os.access(folder, os.W_OK | os.X_OK) and (not os.path.exists(path) or os.access(path, os.W_OK)):
        return None
    is_mounted_so = bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    return os.strerror(errno.EROFS if is_mounted_so else errno.EACCES)


def _configured(path: Path, mode: str) -> sqlite3.Connection:
    connection = _connected(path, mode)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")  # a full folder for temporary files stops no question
        if mode != "ro":
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA user_version")
    except BaseException:
        connection.close()
        raise
    return connection


def opened_to_read(path: Path) -> sqlite3.Connection:
    """A connection to a file where nothing can be written beside it, which SQLite wants to even to read.

    It sees the file as it is now, with what lies in its log, and none of what is written later.
    """
    if not _has_log(path):
        return _connected(path, "ro&immutable=1")
    with TemporaryDirectory() as folder:
        for each in (path, _log_of(path)):
            shutil.copyfile(each, Path(folder, each.name))
        return _copied_to_memory(Path(folder, path.name))


def _copied_to_memory(path: Path) -> sqlite3.Connection:
    """The file with what lies in its log, where there is no room for the 32 kB that SQLite shares between processes.

    Alone it needs none; but no other process, and no other thread, could read meanwhile.
    """
    copy = sqlite3.connect(":memory:", isolation_level=None)
    alone = _connected(path, "rw")
    try:
        alone.execute("PRAGMA locking_mode = EXCLUSIVE")
        alone.backup(copy)
    finally:
        alone.close()
    return copy


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=5.0)


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _stamp(path: Path, is_makeshift: bool) -> tuple[int, ...]:
    """Another one where the file was replaced; for a makeshift connection, which sees no change, where it changed."""
    if not is_makeshift:
        return (_inode(path),)
    try:
        known = path.stat()
    except OSError:
        return ()
    return known.st_ino, known.st_size, known.st_mtime_ns, _has_log(path)


def _has_log(path: Path) -> bool:
    """Whether something was written that has not reached the file itself."""
    log = _log_of(path)
    return log.exists() and log.stat().st_size > 0


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def is_full(path: Path) -> bool:
    """Whether the disk that holds a file has next to nothing left."""
    try:
        return shutil.disk_usage(path.parent).free < _FULL_BELOW_BYTES
    except OSError:
        return False
