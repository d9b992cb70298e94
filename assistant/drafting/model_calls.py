"""Requests to a chat model, several at once → what each brought.

It knows prompts as messages and replies as text; what they are about is not known here. A call that fails costs its own
request; where one after the other fails, the rest are not sent any more, for the server is down. Whoever waits can
leave at any time: calls under way hang up.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TYPE_CHECKING, Self

from assistant.composing.calling import ModelCall
from assistant.composing.endpoint import Endpoint
from assistant.composing.exchange import Limits
from assistant.composing.prompts import Messages
from assistant.composing.repetition import Watch
from assistant.composing.streaming import Thoughts
from assistant.errors import EndpointError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_FAILURES_OF_A_SERVER = 8
"""Calls that fail one after the other before the server is taken for down."""


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A model, and how it may be asked."""

    model: Endpoint | BaseChatModel
    name: str
    count_tokens: Callable[[str], int]
    max_input_tokens: int = 6000
    limits: Limits = field(default_factory=Limits)
    """For each call."""
    at_once: int = 8


@dataclass(frozen=True, slots=True)
class Brought:
    """What one request brought."""

    text: str
    """Empty where it failed."""
    answered_by: str
    usage: Mapping[str, int]
    timings_ms: Mapping[str, float] = field(compare=False)
    error: EndpointError | None = None
    was_sent: bool = True
    """False where the server had been given up before; `error` is then that of the last call."""


class ModelCalls:
    """Requests under way, at most `model.at_once` of them at a time. A context: whoever leaves it waits for none."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self._pool = ThreadPoolExecutor(model.at_once, thread_name_prefix="chat-model")
        self._leave = Event()
        self._lock = Lock()
        self._failed_in_a_row = 0
        self._last_error: EndpointError | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave.set()
        self._pool.shutdown(cancel_futures=True)

    def begin(self, asked: Messages) -> Future[Brought]:
        """Send a request as soon as one more may be under way. What it brings never raises EndpointError."""
        return self._pool.submit(self._one, asked)

    def _one(self, asked: Messages) -> Brought:
        with self._lock:
            given_up = self._last_error if self._failed_in_a_row >= _FAILURES_OF_A_SERVER else None
        if given_up is not None:
            return Brought("", self._model.name, {}, {}, given_up, was_sent=False)
        limits = self._model.limits
        call = ModelCall(self._model.model, self._model.name, asked, limits, time.monotonic() + limits.total_s)
        error: EndpointError | None = None
        text = ""
        try:
            text = self._reply(call)
        except EndpointError as failed:
            error = failed
        self._note(error)
        return Brought(text, call.answered_by, call.usage, call.timings_ms("model"), error)

    def _reply(self, call: ModelCall) -> str:
        thoughts, watch, reply = Thoughts(), Watch(), ""
        with closing(call.pieces()) as pieces:
            for piece in pieces:
                if self._leave.is_set():
                    return ""
                written = thoughts.feed(piece.text)
                watch.feed(written)
                if watch.is_endless:
                    raise EndpointError("endpoint_endless", model=self._model.name, characters=watch.characters)
                reply += written
        reply += thoughts.close()
        call.check(has_words=bool(reply.strip()))
        return reply

    def _note(self, error: EndpointError | None) -> None:
        with self._lock:
            self._failed_in_a_row = 0 if error is None else self._failed_in_a_row + 1
            self._last_error = error or self._last_error
