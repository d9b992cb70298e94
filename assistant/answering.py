"""Question → Answer: understand, search, compose, check. Chat, command line and evaluation all go this way."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from assistant import messages
from assistant.composing.composer import ComposedSentence, Composer, Delta, Finished, Request
from assistant.errors import EndpointError
from assistant.grounding.citations import Claim, Grounder
from assistant.grounding.judge import Judge
from assistant.library.store import Store
from assistant.records import Answer, Citation, Evidence, Nearest, Searched, Sentence, Verdict
from assistant.retrieval.query import Query
from assistant.text.sentences import Span, sentences
from assistant.text.terms import query_terms

_NEAREST = 3
"""Passages named where nothing answers."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step that has begun or ended, for whoever watches: understand, search, compose, check."""

    name: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Means:
    """What an answer is made with."""

    store: Store
    retrieve: Callable[[Query], list[Evidence]]
    composer: Composer
    fallback: Composer
    """Answers where `composer`'s server fails; the embedded one."""
    judge: Judge
    model: str


def answer_events(means: Means, query: Query, history: Sequence[str]) -> Generator[Stage | Delta | Answer]:
    """The answer as it comes about: stages, text as it is written, and last the Answer itself."""
    clock = _Clock()
    yield Stage("understand", {"question": query.text})
    evidence = means.retrieve(query)
    clock.lap("search")
    yield Stage("search", {"passages": len(evidence)})
    yield Stage("compose")
    draft = _Draft(means, evidence)
    request = Request(query.question, tuple(evidence), query.as_of, tuple(history))
    yield from draft.compose(request)
    clock.lap("compose")
    yield Stage("check", {"sentences": len(draft.sentences)})
    yield _finish(means, query, draft, clock)


class _Draft:
    """An answer being written: sentences grounded as each is complete."""

    def __init__(self, means: Means, evidence: Sequence[Evidence]) -> None:
        self.evidence = evidence
        self.sentences: list[Sentence] = []
        self.degraded: list[str] = []
        self.is_redacted = False
        """A figure asked for is hidden in the source."""
        self.model = means.model
        self.usage: Mapping[str, int] = {}
        self._means = means
        self._grounder = self._new_grounder()

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._grounder.citations)

    def compose(self, request: Request) -> Iterator[Delta]:
        """Write with the configured composer; where its server fails, begin anew with the embedded one and say so."""
        try:
            yield from self._write(self._means.composer, request)
        except EndpointError as error:
            self.degraded.append(messages.text("answer.fell_back", why=error))
            self.sentences.clear()
            self._grounder = self._new_grounder()
            yield from self._write(self._means.fallback, request)
        if left_out := self.usage.get("evidence_left_out"):
            self.degraded.append(messages.text("answer.evidence_left_out", count=left_out))
        if self._grounder.unknown_keys:
            self.degraded.append(messages.text("answer.unknown_citations", count=self._grounder.unknown_keys))

    def _write(self, composer: Composer, request: Request) -> Iterator[Delta]:
        for item in composer.compose(request):
            if isinstance(item, Delta):
                yield item
            elif isinstance(item, Finished):
                self.model, self.usage = item.model, item.usage
            else:
                self._take(item)

    def _take(self, composed: ComposedSentence) -> None:
        spans = tuple((quote.key, Span(quote.start, quote.end)) for quote in composed.quotes)
        claim = Claim(composed.text, composed.keys, spans, uncertain=composed.redacted)
        sentence = self._grounder.ground(claim)
        self.sentences.append(sentence)
        self.is_redacted = self.is_redacted or composed.redacted

    def _new_grounder(self) -> Grounder:
        return Grounder(self.evidence, self._means.judge, cache(self._means.store.catalogue.document))


def _finish(means: Means, query: Query, draft: _Draft, clock: _Clock) -> Answer:
    abstained = not draft.sentences
    documents, passages = means.store.catalogue.counts()
    nearest = tuple(_nearest(means.store, item) for item in draft.evidence[:_NEAREST]) if abstained else ()
    searched = Searched(documents, passages, tuple(_shown_terms(query)), nearest)
    clock.lap("check")
    return Answer(
        question=query.question,
        as_of=query.as_of,
        abstained=abstained,
        reason=_reason(draft, searched),
        sentences=tuple(draft.sentences),
        citations=draft.citations,
        searched=searched,
        model=draft.model,
        degraded=tuple(draft.degraded),
        usage=draft.usage,
        timings_ms=clock.laps,
    )


def _reason(draft: _Draft, searched: Searched) -> str | None:
    written = draft.sentences
    if not searched.documents:
        return messages.text("answer.library_empty")
    if not written:
        return messages.text("answer.not_found", documents=searched.documents, passages=searched.passages)
    if draft.is_redacted:
        return messages.text("answer.redacted")
    if any(citation.guesses for citation in draft.citations):
        return messages.text("answer.guessed")
    if any(sentence.verdict is not Verdict.SUPPORTED for sentence in written):
        return messages.text("answer.unsupported")
    return None


def _nearest(store: Store, item: Evidence) -> Nearest:
    """The first sentences of a passage, enough to see what it is about."""
    passage = item.passage
    spans = sentences(passage.text)
    end = spans[min(1, len(spans) - 1)].end if spans else len(passage.text)
    return Nearest(
        passage.document_id,
        item.title,
        " ".join(part for part in (passage.heading, passage.article) if part),
        passage.text[:end],
        passage.start,
        passage.start + end,
        store.catalogue.document(passage.document_id).repair.guesses_within(passage.start, passage.start + end),
    )


def _shown_terms(query: Query) -> list[str]:
    return [term for term in query_terms(query.text) if len(term) > 1]


class _Clock:
    """Milliseconds a stage took."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = round((now - self._last) * 1000, 1)
        self._last = now
