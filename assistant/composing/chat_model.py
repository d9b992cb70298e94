"""A chat model as a composer: evidence into a prompt, the model's text out as sentences with their evidence numbers.

The model is an OpenAI-compatible endpoint or any LangChain chat model. Whatever goes wrong on the way ends as one
EndpointError; sentences that were complete by then have been given. Whether a sentence is true is not known here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, cast

from assistant import messages
from assistant.composing import prompts
from assistant.composing.composer import ComposedSentence, Delta, Finished, Request
from assistant.composing.endpoint import Connection, Endpoint, connect, plugged
from assistant.composing.exchange import TURN_S, ExchangeError, Limits, Piece, exchange
from assistant.composing.faults import Call, Fault, translate, unfinished
from assistant.composing.streaming import AnswerReader
from assistant.errors import EndpointError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_LONGEST_ANSWER = 20_000
"""Characters; a model that writes more is repeating itself."""

_HISTORY = 6
"""Earlier questions that go along."""

_FINISH_REASONS = ("finish_reason", "stop_reason", "done_reason")
"""What OpenAI, Anthropic and Ollama call it, as their LangChain models pass it on."""


class ChatModelComposer:
    """Writes answers with a chat model. Safe to use from several threads."""

    def __init__(
        self,
        model: Endpoint | BaseChatModel,
        *,
        count_tokens: Callable[[str], int],
        max_input_tokens: int = 6000,
        limits: Limits | None = None,
    ) -> None:
        self._model = model
        self._count_tokens = count_tokens
        self._max_input_tokens = max_input_tokens
        self._limits = limits or Limits()
        self.name = model.model if isinstance(model, Endpoint) else _name_of(model)

    def compose(self, request: Request) -> Iterator[Delta | ComposedSentence | Finished]:
        """Text as it arrives, sentences as they settle, then `Finished`; an empty Delta where nothing arrives.

        Evidence that does not fit into `max_input_tokens` is left out from the end; `Finished.usage` then says how
        much, as `evidence_left_out`. Without evidence the model is not asked. Closing the generator hangs up. Raises
        EndpointError where the server fails, is too slow, or does not finish, and UsageError where the prompt file is
        not in form.
        """
        if not request.evidence:
            yield Finished(self.name)
            return
        filled, left_out = self._fitted(request)
        reader = AnswerReader()
        reply = _Reply(self._call(filled))
        try:
            with closing(self._pieces(filled, reply)) as pieces:
                for piece in pieces:
                    yield from reader.feed(piece.text) if piece.text else (Delta(""),)
                    if reader.characters > _LONGEST_ANSWER:
                        raise EndpointError("endpoint_endless", model=self.name, characters=_LONGEST_ANSWER)
            reply.check(has_words=reader.has_words)
        except EndpointError:
            yield from reader.close(cut=True)
            raise
        yield from reader.close()
        yield Finished(
            reply.model or self.name, {**reply.usage, **({"evidence_left_out": left_out} if left_out else {})}
        )

    def _fitted(self, request: Request) -> tuple[prompts.Messages, int]:
        """The messages with as much evidence as the budget holds, and how many pieces it does not."""
        prompt = prompts.load("answer")
        materials = [prompts.material(n, evidence, prompt.language) for n, evidence in enumerate(request.evidence, 1)]
        values = {
            "as_of": request.as_of.isoformat(),
            "cannot_answer": prompts.CANNOT_ANSWER,
            "history": _listed(request.history, prompt.language),
            "question": prompts.as_data(request.question),
        }
        needed = 0
        for kept in range(len(materials), 0, -1):
            filled = prompt.fill({**values, "materials": "\n\n".join(materials[:kept])})
            needed = self._count_tokens(filled.text)
            if needed <= self._max_input_tokens:
                return filled, len(materials) - kept
        raise EndpointError("endpoint_budget_too_small", needed=needed, limit=self._max_input_tokens)

    def _call(self, filled: prompts.Messages) -> Call:
        if isinstance(self._model, Endpoint):
            return Call(self._model.shown_url, self.name, filled.text, is_endpoint=True)
        return Call(self.name, self.name, filled.text, is_endpoint=False)

    def _pieces(self, filled: prompts.Messages, reply: _Reply) -> Generator[Piece, None, None]:
        """The pieces of one answer, asking again where that may help and nothing has been said yet."""
        deadline = time.monotonic() + self._limits.total_s
        for attempt in range(self._limits.attempts):
            try:
                with closing(self._attempt(filled, deadline)) as pieces:
                    for piece in pieces:
                        reply.take(piece)
                        yield piece
            except ExchangeError as failed:
                fault = translate(failed.cause, reply.call, spoke=reply.spoke)
                pause = self._pause_before_next(fault, attempt)
                if reply.spoke or pause is None or time.monotonic() + pause >= deadline:
                    # Not "from" its cause: in a log, the words of some servers repeat the documents they were sent.
                    raise fault.error from None
            else:
                return
            yield from _pause(pause)

    def _attempt(self, filled: prompts.Messages, deadline: float) -> Generator[Piece, None, None]:
        connection = connect(self._model, self._limits) if isinstance(self._model, Endpoint) else plugged(self._model)
        return exchange(lambda: _said_by(connection, filled), connection.abort, self._limits, deadline)

    def _pause_before_next(self, fault: Fault, attempt: int) -> float | None:
        """Seconds until the next attempt; None where there is none."""
        if not fault.may_pass or attempt + 1 >= self._limits.attempts:
            return None
        pause = self._limits.backoff_s * 2**attempt if fault.retry_after_s is None else fault.retry_after_s
        return pause if pause <= self._limits.retry_wait_s else None


class _Reply:
    """What is known of one answer besides its text."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.model: str | None = None
        self.usage: Mapping[str, int] = {}
        self.spoke = False
        self._finish_reason: str | None = None

    def take(self, piece: Piece) -> None:
        self.model = piece.model or self.model
        self.usage = piece.usage or self.usage  # servers that send it often send sums: the last one counts
        self.spoke = self.spoke or bool(piece.text)
        self._finish_reason = piece.finish_reason or self._finish_reason

    def check(self, *, has_words: bool) -> None:
        """Raises EndpointError where the answer has ended, but not as an answer does."""
        error = unfinished(self._finish_reason, self.call)
        if error is None and not has_words:
            error = EndpointError("endpoint_empty", model=self.call.model)
        if error is not None:
            raise error


def _said_by(connection: Connection, filled: prompts.Messages) -> Generator[Piece, None, None]:
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


def _listed(questions: Sequence[str], language: str) -> str:
    lines = [
        f"{n}. {' '.join(prompts.as_data(question).split())}" for n, question in enumerate(questions[-_HISTORY:], 1)
    ]
    return "\n".join(lines) or messages.text("composing.no_history", language=language)


def _name_of(model: BaseChatModel) -> str:
    names = (getattr(model, attribute, None) for attribute in ("model_name", "model"))
    return next((name for name in names if isinstance(name, str) and name), model._llm_type)
