"""One writer, and one switch of the embedder: locks of the operating system in the home folder, with who holds them.

A lock dies with its process, so a killed writer never blocks the next one.
"""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import LibraryUnavailable

PATIENCE_S = 1.0
"""How long a writer waits for the lock before it is refused: a switch of the embedder takes it for moments, often."""


@contextmanager
def writing(home: Path, *, wait_s: float = PATIENCE_S) -> Iterator[None]:
    """Hold the writer's lock of a home.

    Raises LibraryUnavailable where another process holds it (with its pid and start time), where the home cannot be
    written, and where the disk fills up meanwhile.
    """
    with _held(home, "writer", "library_locked", wait_s):
        yield


@contextmanager
def switching(home: Path) -> Iterator[None]:
    """Hold the lock of whoever switches the embedder of a home, beside which others may write. Raises the same."""
    with _held(home, "switch", "switch_locked", 0.0):
        yield


@contextmanager
def _held(home: Path, name: str, refusal: str, wait_s: float) -> Iterator[None]:
    holder = home / f"{name}.json"
    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home / f"{name}.lock").acquire(timeout=wait_s):
            holder.write_text(json.dumps({"pid": os.getpid(), "since": _now()}), encoding="ascii")
            try:
                yield
            finally:
                holder.unlink(missing_ok=True)
    except Timeout as error:
        raise LibraryUnavailable(refusal, path=home, **_holder(holder)) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise LibraryUnavailable("disk_full", path=home) from error
        if error.errno in _NOT_WRITABLE:
            raise LibraryUnavailable("library_not_writable", path=error.filename or home, why=error.strerror) from error
        raise


_NOT_WRITABLE = (errno.EROFS, errno.EACCES, errno.EPERM, errno.EEXIST, errno.ENOTDIR)


def _holder(holder: Path) -> dict[str, object]:
    """Who holds the lock. What a killed writer wrote there is passed over until the one that holds it has written."""
    for _ in range(_ATTEMPTS):
        try:
            said = json.loads(holder.read_text(encoding="ascii"))
            if _is_running(said["pid"]):
                return {"pid": said["pid"], "since": said["since"]}
        except (OSError, ValueError, KeyError, TypeError):
            pass
        time.sleep(_PAUSE_S)
    return {"pid": "?", "since": "?"}


_ATTEMPTS = 10
_PAUSE_S = 0.02
"""Between taking the lock and writing who took it."""


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
