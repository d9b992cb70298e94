"""An answer made in a thread, and the watcher who may leave."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest

from assistant import messages
from assistant.answering import Stage
from assistant.errors import EndpointError
from assistant.web.making import Making

ENOUGH_S = 5


def events(*items: Any, closed: Event | None = None) -> Iterator[Any]:
    try:
        for item in items:
            if isinstance(item, Event):
                item.wait(ENOUGH_S)
            elif isinstance(item, Exception):
                raise item
            else:
                yield item
    finally:
        if closed is not None:
            closed.set()


STAGES = [Stage("understand"), Stage("search"), Stage("compose")]


def test_a_watcher_sees_every_event_in_order() -> None:
    assert list(Making(events(*STAGES), "zh")) == STAGES


def test_an_error_reaches_the_watcher_after_what_came_before_it() -> None:
    watched = iter(Making(events(STAGES[0], EndpointError("endpoint_stalled", seconds=3)), "zh"))
    assert next(watched) == STAGES[0]
    with pytest.raises(EndpointError):
        next(watched)


def test_stopping_does_not_wait_for_a_making_that_is_silent() -> None:
    silent, closed = Event(), Event()
    making = Making(events(STAGES[0], silent, *STAGES[1:], closed=closed), "zh")
    watched = iter(making)
    next(watched)
    making.stop()
    assert list(watched) == []
    assert not closed.is_set()
    silent.set()
    assert closed.wait(ENOUGH_S)


def test_a_watcher_who_leaves_ends_the_making() -> None:
    silent, closed = Event(), Event()
    watched = iter(Making(events(STAGES[0], silent, *STAGES[1:], closed=closed), "zh"))
    next(watched)
    watched.close()
    silent.set()
    assert closed.wait(ENOUGH_S)


def test_a_making_that_nobody_stops_is_closed_at_its_end() -> None:
    closed = Event()
    list(Making(events(*STAGES, closed=closed), "zh"))
    assert closed.wait(ENOUGH_S)


def test_texts_of_the_making_are_in_the_readers_language_and_of_no_other_reader() -> None:
    def told() -> Iterator[Any]:
        yield Stage(messages.text("web.sources"))

    names = [stage.name for language in ("en", "zh") for stage in Making(told(), language)]
    assert names == ["Sources", "出处"]
    assert messages.current_language() == "zh"
