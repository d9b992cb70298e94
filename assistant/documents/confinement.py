"""Runs readers in a child process that may fail: bounded in time by a clock here, in memory by limits there.

A child reads many files, one after another, and is replaced when it was stopped, has run out of memory, or has read
its share. What it sends is checked for form and never executed.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from assistant.documents import children
from assistant.documents.frames import EndOfFramesError, item, receive, send
from assistant.documents.readers.items import Item, Pages
from assistant.errors import RejectedFile


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading one file may cost."""

    seconds: float
    seconds_a_page: float
    """Added once for each page that a reader announces."""
    megabytes: int
    """Address space of the child."""


ORDINARY = Bounds(seconds=9.0, seconds_a_page=0.02, megabytes=500)
RECOGNITION = Bounds(seconds=60.0, seconds_a_page=30.0, megabytes=4000)
"""Character recognition takes seconds a page and holds its models in memory."""

_FILES_A_CHILD = 200
"""Then a fresh one, since memory that libraries keep would count against later files."""

FATAL = ("file_stopped_reader", "file_too_slow")
"""Errors that mean a file took its reader down with it."""


class Confinement:
    """Readers behind a process boundary. Not for use by several threads at once."""

    def __init__(self, bounds: Bounds = ORDINARY) -> None:
        self._bounds = bounds
        self._child: subprocess.Popen[bytes] | None = None
        self._read = 0

    def read(self, reader: str, name: str, data: bytes) -> Iterator[Item]:
        """What a reader finds in a file, item by item.

        Raises RejectedFile without the fact `path`: what the reader refuses, and file_stopped_reader, file_too_slow
        or file_too_much_memory where it did not come back.
        """
        child = self._running()
        self._read += 1
        with _Clock(child, self._bounds.seconds) as clock, self._translated(clock):
            send(cast(BinaryIO, child.stdin), self._order(reader, name), data)
            while True:
                head, body = receive(cast(BinaryIO, child.stdout))
                if head["is"] == "done":
                    return
                if head["is"] == "refused":
                    if head["key"] == "file_too_much_memory":
                        self.close()
                    raise RejectedFile(head["key"], **head["facts"])
                found = item(head, body)
                if isinstance(found, Pages):
                    clock.extend(found.count * self._bounds.seconds_a_page)
                yield found

    def close(self) -> None:
        """End the child, if one is running."""
        child, self._child, self._read = self._child, None, 0
        if child is not None:
            child.kill()
            child.communicate()

    def _order(self, reader: str, name: str) -> dict[str, object]:
        bounds = self._bounds
        return {
            "reader": reader,
            "name": name,
            "seconds": bounds.seconds,
            "seconds_a_page": bounds.seconds_a_page,
            "megabytes": bounds.megabytes,
        }

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and (self._read >= _FILES_A_CHILD or self._child.poll() is not None):
            self.close()
        if self._child is None:
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-m", "assistant.documents.reader_process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=children.surroundings(),
                process_group=0,  # Ctrl-C in the terminal is for the program, which ends the child when it is time
            )
        return self._child

    @contextmanager
    def _translated(self, clock: _Clock) -> Iterator[None]:
        """A child that is gone → why, as an error. Whoever stops listening half-way gets a fresh child next time."""
        finished = False
        try:
            yield
            finished = True
        except (EndOfFramesError, OSError, ValueError, KeyError) as error:
            if clock.rang:
                raise RejectedFile("file_too_slow", seconds=round(clock.seconds)) from error
            raise RejectedFile("file_stopped_reader") from error
        except RejectedFile:
            finished = True
            raise
        finally:
            if not finished:
                self.close()


class _Clock:
    """Kills a child when its time is up."""

    def __init__(self, child: subprocess.Popen[bytes], seconds: float) -> None:
        self.seconds = seconds
        self.rang = False
        self._child = child
        self._timer = self._started(seconds)

    def __enter__(self) -> _Clock:
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()

    def extend(self, seconds: float) -> None:
        """Begin again with that much more time."""
        self._timer.cancel()
        self.seconds += seconds
        self._timer = self._started(self.seconds)

    def _started(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._ring)
        timer.daemon = True
        timer.start()
        return timer

    def _ring(self) -> None:
        self.rang = True
        self._child.kill()
