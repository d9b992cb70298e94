"""Ctrl-C takes effect between two steps of work instead of anywhere.

Python raises KeyboardInterrupt wherever it happens to be: within a write, or within a callback that swallows it.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interruption:
    """Whether the user wants to stop."""

    def __init__(self) -> None:
        self._is_asked_for = False

    def check(self) -> None:
        """Call it where it is safe to stop. Raises KeyboardInterrupt."""
        if self._is_asked_for:
            raise KeyboardInterrupt

    def note(self, _signal: int, _frame: FrameType | None) -> None:
        """The first Ctrl-C is noted; who presses it again does not want to wait."""
        self.check()
        self._is_asked_for = True


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Notes Ctrl-C while the block runs; at its end it takes effect. Outside the main thread nothing changes."""
    interruption = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return
    before = signal.signal(signal.SIGINT, interruption.note)
    try:
        yield interruption
    except Exception:
        interruption.check()  # what it broke is not the news
        raise
    finally:
        signal.signal(signal.SIGINT, before)
    interruption.check()
