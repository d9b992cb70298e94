"""One exchange with a chat model, under a wall clock that nothing but content winds up again.

What comes in is a function that starts the model talking, what goes out are its pieces in order. It knows neither HTTP
nor LangChain. The model is read in a thread of its own: a server that holds the line open without saying anything, or
says only that it is alive, cannot hold the caller.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from contextvars import copy_context
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread

from assistant.errors import EndpointError

TURN_S = 0.25
"""While nothing arrives, the caller gets an empty piece this often, so that whoever wants to stop can."""

_AFTERWORD_S = 2.0
"""How long usage figures may lag behind a finished answer; then the answer goes without them."""

_LEAVING_S = 1.0
"""How long the reading thread may take to notice that the connection is gone."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a model's server may take, in seconds, and how often it is asked again where that can help."""

    connect_s: float = 10.0
    first_text_s: float = 120.0
    """From the request to the first text: a model without a graphics card reads its prompt slowly."""
    gap_s: float = 30.0
    """Between one text and the next."""
    total_s: float = 600.0
    """For the whole answer, all attempts and pauses included."""
    retry_wait_s: float = 20.0
    """The longest pause that a busy server may ask for; a longer one is told to the user instead."""
    backoff_s: float = 1.0
    """The first pause where the server names none; it doubles."""
    attempts: int = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """What arrived at once; all empty where nothing did."""

    text: str = ""
    is_thought: bool = False
    """The model is reasoning where it cannot be read: no text, but alive."""
    finish_reason: str | None = None
    usage: Mapping[str, int] | None = None
    model: str | None = None
    """The name under which the server answered."""


class ExchangeError(Exception):
    """What the model's library raised; `cause` is still to be translated."""

    def __init__(self, cause: BaseException) -> None:
        super().__init__(type(cause).__name__)
        self.cause = cause


def exchange(
    start: Callable[[], Generator[Piece, None, None]], abort: Callable[[], None], limits: Limits, deadline: float
) -> Generator[Piece, None, None]:
    """The pieces of one answer as they arrive; `deadline` is on `time.monotonic()`'s clock.

    `abort` must be callable from any thread and make a blocked `start()` return or raise. It is called once, however
    the exchange ends; closing this generator hangs up. Raises EndpointError where a limit is passed and ExchangeError
    where the model's library raises.
    """
    arrived: SimpleQueue[_Arrival] = SimpleQueue()
    stopped = Event()
    reading = Thread(
        target=copy_context().run, args=(_read, start, arrived, stopped), daemon=True, name="chat-model-reader"
    )
    reading.start()
    try:
        yield from _in_time(arrived, limits, deadline)
    finally:
        stopped.set()
        abort()
        reading.join(_LEAVING_S)


@dataclass(frozen=True, slots=True)
class _Arrival:
    at: float
    piece: Piece | None
    """None at the end."""
    failure: BaseException | None = None


def _read(start: Callable[[], Generator[Piece, None, None]], arrived: SimpleQueue[_Arrival], stopped: Event) -> None:
    try:
        with closing(start()) as pieces:
            for piece in pieces:
                if stopped.is_set():
                    return
                arrived.put(_Arrival(time.monotonic(), piece))
    except BaseException as failure:  # raised again where the caller can see it
        arrived.put(_Arrival(time.monotonic(), None, failure))
    else:
        arrived.put(_Arrival(time.monotonic(), None))


def _in_time(arrived: SimpleQueue[_Arrival], limits: Limits, deadline: float) -> Iterator[Piece]:
    clock = _Clock(limits, deadline)
    while True:
        try:
            arrival = arrived.get(timeout=min(TURN_S, clock.remaining()))
        except Empty:
            if clock.remaining() > 0:
                yield Piece()
            elif clock.is_finished:
                return
            else:
                raise clock.overdue() from None
            continue
        if arrival.piece is None:
            if arrival.failure is not None and not clock.is_finished:
                raise ExchangeError(arrival.failure) from arrival.failure
            return
        if arrival.at > deadline:
            raise clock.overdue()
        clock.note(arrival.piece, arrival.at)
        yield arrival.piece


class _Clock:
    """When the next piece is due. It runs from arrivals, so that a caller who takes long over a piece loses nothing."""

    def __init__(self, limits: Limits, deadline: float) -> None:
        self._limits = limits
        self._deadline = deadline
        self._since = time.monotonic()
        self._patience = limits.first_text_s
        self._overdue = "endpoint_no_first_text"
        self.is_finished = False

    def note(self, piece: Piece, at: float) -> None:
        if piece.finish_reason is not None:
            self.is_finished = True
            self._since, self._patience = at, min(self._limits.gap_s, _AFTERWORD_S)
        elif piece.text or piece.is_thought:
            self._since, self._patience = at, self._limits.gap_s
            self._overdue = "endpoint_stalled"

    def remaining(self) -> float:
        """Seconds left, not below 0."""
        return max(0.0, min(self._since + self._patience, self._deadline) - time.monotonic())

    def overdue(self) -> EndpointError:
        if self._deadline <= self._since + self._patience:
            return EndpointError("endpoint_too_slow", seconds=f"{self._limits.total_s:g}")
        return EndpointError(self._overdue, seconds=f"{self._patience:g}")
