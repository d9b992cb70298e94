"""An answer made in a thread of its own, so that whoever watches can turn away at any moment.

A generator that waits for a model cannot be closed from outside until the model says something. Here the watcher
leaves at once, and the making ends at its next event: `close` reaches the composer, which hangs up on the model.
"""

from __future__ import annotations

import threading
from contextlib import closing
from queue import SimpleQueue
from typing import TYPE_CHECKING

from assistant import messages

if TYPE_CHECKING:
    from collections.abc import Generator

    from assistant.answering import Stage
    from assistant.composing.composer import Delta
    from assistant.records import Answer

    Event = Stage | Delta | Answer


class Making:
    """Watch it by iterating, once. An error of the making is raised to the watcher; its texts are in `language`."""

    def __init__(self, events: Generator[Event], language: str) -> None:
        self._stopped = False
        self._language = language
        self._events = events
        self._seen: SimpleQueue[Event | Exception | None] = SimpleQueue()
        """None: there is nothing more to see."""
        threading.Thread(target=self._make, name="answer", daemon=True).start()

    def stop(self) -> None:
        """End the watching now, and the making as soon as it can be ended."""
        self._stopped = True
        self._seen.put(None)

    def __iter__(self) -> Generator[Event]:
        try:
            while (seen := self._seen.get()) is not None:
                if isinstance(seen, Exception):
                    raise seen
                yield seen
        finally:
            self.stop()

    def _make(self) -> None:
        try:
            with messages.speaking(self._language), closing(self._events):
                for event in self._events:
                    if self._stopped:
                        break
                    self._seen.put(event)
        except Exception as error:
            self._seen.put(error)
        finally:
            self._seen.put(None)
