"""A chat model as a composer: evidence into a prompt, the model's text out as sentences with their evidence numbers.

The model is an OpenAI-compatible endpoint or any LangChain chat model. Whatever goes wrong on the way ends as one
EndpointError; sentences that were complete by then have been given. Whether a sentence is true is not known here; those
that turn out to be without support can be given back once, to be written anew.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.composing import history, prompts, repairing
from assistant.composing.calling import ModelCall
from assistant.composing.composer import ComposedSentence, Delta, Finished, Request
from assistant.composing.endpoint import Endpoint
from assistant.composing.exchange import Limits
from assistant.composing.links import without_links
from assistant.composing.repairing import Repaired
from assistant.composing.repetition import Watch
from assistant.composing.streaming import AnswerReader, Thoughts
from assistant.errors import EndpointError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_HISTORY_SHARE = 0.1
"""Of the budget of a prompt, for the questions asked before."""


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
        much, as `evidence_left_out`. Addresses that no evidence holds are taken out of sentences, and counted as
        `addresses_removed`. Without evidence the model is not asked. Closing the generator hangs up. Raises
        EndpointError where the server fails, is too slow, or does not finish, and UsageError where the prompt file is
        not in form.
        """
        if not request.evidence:
            yield Finished(self.name)
            return
        prompt = prompts.load("answer")
        filled, left_out = self._fitted(prompt, request, self._answer_values(request, prompt.language))
        call = self._call(filled, time.monotonic())
        reader, unlinked = AnswerReader(), _Unlinked(request)
        try:
            with closing(call.pieces()) as pieces:
                for piece in pieces:
                    yield from unlinked(reader.feed(piece.text)) if piece.text else (Delta(""),)
                    self._check_that_it_ends(reader.watch)
            call.check(has_words=reader.has_words)
        except EndpointError:
            yield from unlinked(reader.close(cut=True))
            raise
        yield from unlinked(reader.close())
        counts = {"evidence_left_out": left_out, "addresses_removed": unlinked.removed}
        usage = {**call.usage, **{name: count for name, count in counts.items() if count}}
        yield Finished(call.answered_by, usage, timings_ms=call.timings_ms("model"))

    def repair(
        self, request: Request, sentences: Sequence[ComposedSentence], started: float
    ) -> Iterator[Delta | Repaired | Finished]:
        """Have sentences without support written anew from the same evidence; see `Repairer`."""
        prompt = prompts.load("repair")
        values = {
            "as_of": request.as_of.isoformat(),
            "question": prompts.as_data(request.question),
            "sentences": repairing.numbered(sentences),
            "withdrawn": repairing.WITHDRAWN,
        }
        filled, _ = self._fitted(prompt, request, values)
        call = self._call(filled, started)
        thoughts, watch, reply = Thoughts(), Watch(), ""
        with closing(call.pieces()) as pieces:
            for piece in pieces:
                yield Delta("")
                written = thoughts.feed(piece.text)
                watch.feed(written)
                self._check_that_it_ends(watch)
                reply += written
        reply += thoughts.close()
        call.check(has_words=bool(reply.strip()))
        unlinked = _Unlinked(request)
        for each in repairing.read(reply, len(sentences)):
            yield replace(each, sentences=tuple(unlinked.sentences(each.sentences)))
        yield Finished(call.answered_by, call.usage, timings_ms=call.timings_ms("model_repair"))

    def _answer_values(self, request: Request, language: str) -> dict[str, str]:
        room = int(self._max_input_tokens * _HISTORY_SHARE)
        earlier = history.told(request.history, count_tokens=self._count_tokens, budget=room, language=language)
        return {
            "as_of": request.as_of.isoformat(),
            "cannot_answer": prompts.CANNOT_ANSWER,
            "history": earlier,
            "question": prompts.as_data(request.question),
        }

    def _fitted(
        self, prompt: prompts.Prompt, request: Request, values: Mapping[str, str]
    ) -> tuple[prompts.Messages, int]:
        """The messages with as much evidence as the budget holds, and how many pieces it does not."""
        materials = [prompts.material(n, evidence, prompt.language) for n, evidence in enumerate(request.evidence, 1)]
        needed = 0
        for kept in range(len(materials), 0, -1):
            filled = prompt.fill({**values, "materials": "\n\n".join(materials[:kept])})
            needed = self._count_tokens(filled.text)
            if needed <= self._max_input_tokens:
                return filled, len(materials) - kept
        raise EndpointError("endpoint_budget_too_small", needed=needed, limit=self._max_input_tokens)

    def _call(self, filled: prompts.Messages, started: float) -> ModelCall:
        return ModelCall(self._model, self.name, filled, self._limits, started + self._limits.total_s)

    def _check_that_it_ends(self, watch: Watch) -> None:
        if watch.is_endless:
            raise EndpointError("endpoint_endless", model=self.name, characters=watch.characters)


class _Unlinked:
    """Takes links and foreign addresses out of the sentences of one answer."""

    def __init__(self, request: Request) -> None:
        self.removed = 0
        self._sources = [item.passage.text for item in request.evidence]

    def __call__(self, events: Iterable[Delta | ComposedSentence]) -> Iterator[Delta | ComposedSentence]:
        for event in events:
            if isinstance(event, Delta):
                yield event
            else:
                yield from self.sentences((event,))

    def sentences(self, composed: Iterable[ComposedSentence]) -> Iterator[ComposedSentence]:
        """The sentences that still have words."""
        for sentence in composed:
            plain = without_links(sentence.text, self._sources)
            self.removed += plain.removed
            if any(mark.isalnum() for mark in plain.text):
                yield replace(sentence, text=plain.text)


def _name_of(model: BaseChatModel) -> str:
    names = (getattr(model, attribute, None) for attribute in ("model_name", "model"))
    return next((name for name in names if isinstance(name, str) and name), model._llm_type)
