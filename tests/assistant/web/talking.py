"""An assistant that answers from a script, over a real desk, for tests of the page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

from assistant.desk.desk import Desk
from assistant.records import Answer, Searched
from assistant.web.making import Makings
from assistant.web.site import Site
from assistant.web.talks import Talk, Talks

PAUSE = object()
ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"}, session_hash="tab 1")
ANOTHER_TAB: Any = SimpleNamespace(headers={"accept-language": "zh-CN"}, session_hash="tab 2")
ANSWER = Answer("问", date(2025, 1, 1), True, "没有", (), (), Searched(1, 2), "extractive")
ENOUGH_S = 10


class Scripted:
    """Says what the test tells it to, and remembers what it was asked. A pause lasts until the test ends it."""

    def __init__(self, *events: Any) -> None:
        self.events = events
        self.asked: dict[str, Any] = {}
        self.go_on = Event()
        self.closed = Event()

    def ask_events(self, question: str, **limits: Any) -> Iterator[Any]:
        self.asked = {"question": question, **limits}
        return self._events()

    def documents(self) -> list[Any]:
        return []

    def _events(self) -> Iterator[Any]:
        try:
            for event in self.events:
                if event is PAUSE:
                    self.go_on.wait(ENOUGH_S)
                elif isinstance(event, Exception):
                    raise event
                else:
                    yield event
        finally:
            self.closed.set()


class Office:
    """One assistant, one desk, and those who ask."""

    def __init__(self, home: Path, *events: Any) -> None:
        self.assistant = Scripted(*events)
        self.desk = Desk(home)
        self.makings = Makings(self.desk)
        self.site = Site(self.assistant, home, None)  # type: ignore[arg-type]
        self.talks = Talks(self.site, self.desk, self.makings)

    def ask(self, question: str = "问？", talk: Talk | None = None, **more: Any) -> Talk:
        """A question that is being answered."""
        within = {"documents": None, "as_of": None, "genres": (), "collection": None}
        return self.talks.open(ZH, self.talks.ask(ZH, talk or Talk(), question, within, **more))

    def answered(self, question: str = "问？", talk: Talk | None = None) -> Talk:
        """A question with its answer."""
        asked = self.ask(question, talk)
        wait_for(lambda: self.talks.open(ZH, asked.id).is_finished)
        return self.talks.open(ZH, asked.id)


def wait_for(condition: Callable[[], Any]) -> None:
    """Until something is so; a guard against hanging, no measurement."""
    end = time.monotonic() + ENOUGH_S
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)
