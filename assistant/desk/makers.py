"""Which process makes an answer, and whether it still lives.

Each process that makes answers holds a lock of the operating system on a file named for it. A lock dies with its
process, so an answer whose maker was killed is known as broken off, whenever somebody looks.
"""

from __future__ import annotations

import secrets
import threading
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.library.database import translated

_FOLDER = "making"


class Makers:
    """The processes that make answers over one home, this one among them once it has asked for its name."""

    def __init__(self, home: Path) -> None:
        self._folder = home / _FOLDER
        self._naming = threading.Lock()
        self._name = ""
        self._held: FileLock | None = None

    def own_name(self) -> str:
        """The name of this process. Raises LibraryUnavailable where the home cannot be written."""
        with self._naming:
            if self._held is None:
                name = secrets.token_hex(8)
                with translated(self._folder, "desk"):
                    self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                    self._sweep()
                    lock = FileLock(self._folder / f"{name}.lock", thread_local=False)
                    lock.acquire(blocking=False)
                self._held, self._name = lock, name
            return self._name

    def is_alive(self, name: str) -> bool:
        """Whether the process of this name still runs."""
        return (self._held is not None and name == self._name) or _is_held(self._folder / f"{name}.lock")

    def close(self) -> None:
        """Make no more answers."""
        with self._naming:
            if self._held is not None:
                self._held.release()
                (self._folder / f"{self._name}.lock").unlink(missing_ok=True)
                self._held, self._name = None, ""

    def _sweep(self) -> None:
        for path in self._folder.glob("*.lock"):
            if not _is_held(path):
                path.unlink(missing_ok=True)


def _is_held(path: Path) -> bool:
    if not path.exists():
        return False
    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    except OSError:  # it cannot be written, so nobody holds it either
        return False
    lock.release()
    return False
