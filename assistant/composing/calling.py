"""One question to a chat model: messages in, the pieces of its answer out, asked again where that can help.

All attempts share one clock. What is known of the answer besides its text, such as why it ended, what it used and how
long it took, is kept here. What the text means is not known.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, cast

from assistant.composing.endpoint import Connection, Endpoint, connect, plugged
from assistant.composing.exchange import TURN_S, ExchangeError, Limits, Piece, exchange
from assistant.composing.faults import Call, Fault, translate, unfinished
from assistant.composing.prompts import Messages
from assistant.errors import EndpointError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_FINISH_REASONS = ("finish_reason", "stop_reason", "done_reason")
"""What OpenAI, Anthropic and Ollama call it, as their LangChain models pass it on."""


class ModelCall:
    """One answer of a model, asked for once."""

    def __init__(
        self, model: Endpoint | BaseChatModel, name: str, asked: Messages, limits: Limits, deadline: float
    ) -> None:
        """`deadline` is on `time.monotonic()`'s clock."""
        self.answered_by = name
        """The name under which the server answered; the one that was asked for while it says none."""
        self._model = model
        self._asked = asked
        self._limits = limits
        self._deadline = deadline
        is_endpoint = isinstance(model, Endpoint)
        self._call = Call(model.shown_url if isinstance(model, Endpoint) else name, name, asked.text, is_endpoint)
        self._begun = time.monotonic()
        self._first_text: float | None = None
        self._tokens: Mapping[str, int] = {}
        self._attempts = 0
        self._finish_reason: str | None = None

    @property
    def usage(self) -> dict[str, int]:
        """input_tokens and output_tokens, where the server says; attempts, where there were several."""
        return {**self._tokens, **({"attempts": self._attempts} if self._attempts > 1 else {})}

    def timings_ms(self, name: str) -> dict[str, float]:
        """How long it has taken so far, and until the first text came; under `name`."""
        timings = {name: _ms(time.monotonic() - self._begun)}
        if self._first_text is not None:
            timings[f"{name}_first_text"] = _ms(self._first_text - self._begun)
        return timings

    def pieces(self) -> Generator[Piece, None, None]:
        """The pieces as they arrive, empty ones while nothing does. Raises EndpointError.

        It is asked again only as long as nothing has been said. Closing the generator hangs up.
        """
        for attempt in range(self._limits.attempts):
            self._attempts = attempt + 1
            try:
                with closing(self._attempt()) as pieces:
                    for piece in pieces:
                        self._note(piece)
                        yield piece
            except ExchangeError as failed:
                fault = translate(failed.cause, self._call, spoke=self._first_text is not None)
                pause = self._pause_before_next(fault, attempt)
                if pause is None:
                    # Not "from" its cause: in a log, the words of some servers repeat the documents they were sent.
                    raise fault.error from None
            else:
                return
            yield from _pause(pause)

    def check(self, *, has_words: bool) -> None:
        """Raises EndpointError where the answer has ended, but not as an answer does."""
        error = unfinished(self._finish_reason, self._call)
        if error is None and not has_words:
            error = EndpointError("endpoint_empty", model=self._call.model)
        if error is not None:
            raise error

    def _attempt(self) -> Generator[Piece, None, None]:
        model = self._model
        connection = connect(model, self._limits) if isinstance(model, Endpoint) else plugged(model)
        return exchange(lambda: _said_by(connection, self._asked), connection.abort, self._limits, self._deadline)

    def _note(self, piece: Piece) -> None:
        self.answered_by = piece.model or self.answered_by
        self._tokens = piece.usage or self._tokens  # servers that send it often send sums: the last one counts
        self._finish_reason = piece.finish_reason or self._finish_reason
        if piece.text and self._first_text is None:
            self._first_text = time.monotonic()

    def _pause_before_next(self, fault: Fault, attempt: int) -> float | None:
        """Seconds until the next attempt; None where there is none."""
        if self._first_text is not None or not fault.may_pass or attempt + 1 >= self._limits.attempts:
            return None
        pause = self._limits.backoff_s * 2**attempt if fault.retry_after_s is None else fault.retry_after_s
        fits = pause <= self._limits.retry_wait_s and time.monotonic() + pause < self._deadline
        return pause if fits else None


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _said_by(connection: Connection, filled: Messages) -> Generator[Piece, None, None]:
    """Prompt → model → pieces. Runs in the reading thread.

    The three are not joined with `|`: a joined chain that is closed first reads its model's stream to the end
    (langchain-core 1.7), and to stop would mean to wait.
    """
    from langchain_core.prompts import ChatPromptTemplate  # noqa: PLC0415
    from langsmith import tracing_context  # noqa: PLC0415

    prompt = ChatPromptTemplate.from_messages([("system", "{system}"), ("human", "{user}")])
    try:
        # A tracing variable left in the environment by other work would send the documents to a third party.
        with tracing_context(enabled=False):
            asked = prompt.invoke({"system": filled.system, "user": filled.user})
            stream = cast("Generator[BaseMessage, None, None]", connection.model.stream(asked))
            with closing(stream) as chunks:
                for chunk in chunks:
                    yield _piece(chunk)
    finally:
        connection.close()


def _piece(chunk: BaseMessage) -> Piece:
    facts = chunk.response_metadata
    usage = getattr(chunk, "usage_metadata", None)
    return Piece(
        text=str(chunk.text),
        is_thought=bool(chunk.additional_kwargs.get("reasoning_content")),
        finish_reason=next((str(facts[name]) for name in _FINISH_REASONS if facts.get(name)), None),
        usage={name: usage[name] for name in ("input_tokens", "output_tokens")} if usage else None,
        model=facts.get("model_name"),
    )


def _pause(seconds: float) -> Iterator[Piece]:
    """Wait, with a turn for the caller now and then."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        yield Piece()
        time.sleep(min(TURN_S, left))
