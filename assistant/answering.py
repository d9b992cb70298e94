"""Question → Answer: understand, search, compose, check. Chat, command line and evaluation all go this way."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from assistant import messages
from assistant.composing.composer import ComposedSentence, Composer, Delta, Finished, Quote, Request
from assistant.errors import EndpointError
from assistant.gathering import Gathered, Retrieved, gather, mastheads
from assistant.grounding.citations import Claim, Grounder, cite
from assistant.grounding.conflicts import conflicts
from assistant.grounding.guard import holds
from assistant.grounding.judge import Judge
from assistant.grounding.numbering import renumbered
from assistant.library.store import Store
from assistant.marking import marked
from assistant.mending import Judged, Mender, Policy
from assistant.records import Answer, Citation, Evidence, Nearest, Searched, Sentence, Verdict
from assistant.retrieval.plainly import plainly
from assistant.retrieval.query import Query
from assistant.retrieval.scope import scope
from assistant.text.sentences import Span, sentences
from assistant.text.terms import query_terms
from assistant.withholding import Withheld, without_orders

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
    retrieve: Callable[[Query], Retrieved]
    composer: Composer
    fallback: Composer
    """Answers where `composer`'s server fails; the embedded one."""
    judge: Judge
    model: str
    policy: Policy = "strict"
    """What becomes of a model's sentence that its sources do not carry."""


def answer_events(means: Means, query: Query, history: Sequence[str]) -> Generator[Stage | Delta | Answer]:
    """The answer as it comes about: stages, text as it is written, and last the Answer itself."""
    clock = _Clock()
    yield Stage("understand", {"question": query.text})
    gathered = gather(means.store, query, means.retrieve)
    withheld = without_orders(gathered.evidence)
    clock.lap("search")
    yield Stage("search", {"passages": len(withheld.evidence)})
    yield Stage("compose")
    draft = _Draft(means, gathered, withheld)
    follow_up = plainly(query.question) if query.rewritten else ""
    request = Request(
        query.text,
        withheld.evidence,
        query.as_of,
        tuple(history),
        follow_up,
        gathered.keys,
        gathered.sides,
        mastheads(means.store, withheld.evidence),
    )
    yield from draft.compose(request)
    clock.lap("compose")
    yield Stage("check", {"sentences": len(draft.sentences)})
    yield _finish(means, query, draft, clock)


class _Draft:
    """An answer being written: sentences grounded as each is complete."""

    def __init__(self, means: Means, gathered: Gathered, withheld: Withheld) -> None:
        self.gathered = gathered
        self.evidence = withheld.evidence
        self.withheld = withheld.changed
        self.degraded = [*gathered.degraded]
        if self.withheld:
            self.degraded.append(messages.text("answer.withheld", count=len(self.withheld)))
        self.is_redacted = False
        """A figure asked for is hidden in the source."""
        self.model = means.model
        self.usage: dict[str, int] = {}
        self.timings_ms: dict[str, float] = {}
        self.confidence: float | None = None
        self.missing: tuple[str, ...] = ()
        self.conflicts: tuple[Mapping[str, object], ...] = ()
        self._means = means
        self._document = cache(means.store.catalogue.document)
        self._written: list[Judged] = []
        self._grounder = self._new_grounder()

    @property
    def sentences(self) -> list[Sentence]:
        return [each.sentence for each in self._written]

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._grounder.citations)

    def compose(self, request: Request) -> Iterator[Stage | Delta]:
        """Write with the configured composer; where its server fails, or nothing it says holds, begin anew with the
        embedded one and say so.
        """
        started = time.monotonic()
        try:
            yield from self._write(self._means.composer, request)
            holds = yield from self._mend(request, started)
            trouble = None if holds else messages.text("answer.nothing_held")
        except EndpointError as error:
            trouble = messages.text("answer.fell_back", why=error)
        if trouble is not None:
            self.degraded.append(trouble)
            self._written.clear()
            self._grounder = self._new_grounder()
            yield from self._write(self._means.fallback, request)
        for name in ("evidence_left_out", "addresses_removed"):
            if count := self.usage.get(name):
                self.degraded.append(messages.text(f"answer.{name}", count=count))
        if self._grounder.unknown_keys:
            self.degraded.append(messages.text("answer.unknown_citations", count=self._grounder.unknown_keys))

    def _write(self, composer: Composer, request: Request) -> Iterator[Delta]:
        for item in composer.compose(request):
            if isinstance(item, Delta):
                yield item
            elif isinstance(item, Finished):
                self._finish(item)
            else:
                self._take(item)

    def _take(self, composed: ComposedSentence) -> None:
        """Ground a sentence as soon as it is complete. A model that says the same again has said it once."""
        if not composed.quotes and any(composed.text == each.composed.text for each in self._written):
            return
        judged = self._judged(composed)
        if self._is_verbatim(judged.sentence):
            self._written.append(judged)
            self.is_redacted = self.is_redacted or composed.redacted

    def _judged(self, composed: ComposedSentence) -> Judged:
        spans = tuple((quote.key, Span(quote.start, quote.end)) for quote in composed.quotes)
        titles = dict.fromkeys(self.evidence[quote.key - 1].title for quote in composed.quotes)
        context = (*composed.context, *titles)
        sentence = self._grounder.ground(Claim(composed.text, composed.keys, spans, composed.redacted, context))
        named = [self.evidence[key - 1] for key in composed.keys if 1 <= key <= len(self.evidence)]
        if not composed.quotes and sentence.verdict is Verdict.SUPPORTED and not holds(composed.text, named):
            sentence = replace(sentence, verdict=Verdict.NOT_FOUND)
        return Judged(composed, marked(sentence, self.citations, composed.context))

    def _is_verbatim(self, sentence: Sentence) -> bool:
        """Whether its quotations are what their documents say: of a span that reaches over something withheld, not."""
        cited = [each for each in self.citations if self.withheld and each.n in sentence.citations]
        return all(self._document(each.document_id).text[each.start : each.end] == each.quote for each in cited)

    def _mend(self, request: Request, started: float) -> Generator[Stage | Delta, None, bool]:
        """Have what is not supported repaired, then drop it or leave it marked; False where nothing is left of it."""
        refused = sum(each.is_unsupported for each in self._written)
        if not refused:
            return True
        yield Stage("repair", {"sentences": refused})
        mender = Mender(self._means.composer, self._judged, self._means.policy)
        mended = yield from mender.mend(self._written, request, started)
        self.usage.update(mended.usage)
        self.timings_ms.update(mended.timings_ms)
        self.degraded += mended.degraded
        if mended.dropped and mended.kept:
            self.degraded.append(messages.text("answer.sentences_dropped", count=mended.dropped))
        self._written = [each for each in mended.kept if self._is_verbatim(each.sentence)]
        sentences, self._grounder.citations = renumbered(self.sentences, self._grounder.citations)
        self._written = [replace(each, sentence=one) for each, one in zip(self._written, sentences, strict=True)]
        return bool(self._written)

    def _finish(self, finished: Finished) -> None:
        self.model = finished.model
        self.usage.update(finished.usage)
        self.timings_ms.update(finished.timings_ms)
        self.confidence, self.missing = finished.confidence, finished.missing
        known = self._means.store.catalogue.descriptions().documents
        levels = {identity: about.version.level for identity, about in known.items()}
        rivals = [self._cite(quote) for rival in finished.rivals for quote in rival.quotes]
        self.conflicts = tuple(conflicts(self.citations, rivals, levels)) if rivals else ()

    def _cite(self, quote: Quote) -> Citation:
        """The citation of a span that no sentence of the answer rests on."""
        item = self.evidence[quote.key - 1]
        return cite(0, item, Span(quote.start, quote.end), self._document(item.passage.document_id).offsets)

    def _new_grounder(self) -> Grounder:
        return Grounder(self.evidence, self._means.judge, self._document)


def _slow_search(store: Store) -> Iterator[str]:
    if store.vectors.trouble is not None:
        yield messages.text("answer.exact_search", why=store.vectors.trouble)


def _finish(means: Means, query: Query, draft: _Draft, clock: _Clock) -> Answer:
    abstained = not draft.sentences
    within, _ = scope(means.store, query)
    documents, passages = means.store.catalogue.counts(within)
    near = [item for item in draft.evidence if item.passage.id not in draft.withheld][:_NEAREST]
    nearest = tuple(_nearest(means.store, item) for item in near) if abstained else ()
    searched = Searched(documents, passages, tuple(_shown_terms(query)), nearest)
    clock.lap("check")
    return Answer(
        question=query.question,
        as_of=query.as_of,
        abstained=abstained,
        reason=_reason(draft, searched, is_empty=not means.store.catalogue.counts()[0]),
        sentences=tuple(draft.sentences),
        citations=draft.citations,
        searched=searched,
        model=draft.model,
        degraded=(*draft.degraded, *_slow_search(means.store)),
        usage=draft.usage,
        timings_ms={**clock.laps, **draft.timings_ms},
        rewritten=query.rewritten,
        missing=draft.missing if draft.sentences else (),
        confidence=None if draft.confidence is None else round(draft.confidence, 4),
        conflicts=draft.conflicts,
    )


def _reason(draft: _Draft, searched: Searched, *, is_empty: bool) -> str | None:
    """Why there is no answer, or what a reader should know of the one there is."""
    if draft.sentences:
        return _about_the_answer(draft)
    if is_empty:
        return messages.text("answer.library_empty")
    gathered = draft.gathered
    if gathered.no_such_article is not None:
        return messages.text("answer.no_such_article", title=gathered.no_such_article.title.strip("《》"))
    if gathered.no_previous:
        return messages.text("answer.no_previous_edition")
    return messages.text("answer.not_found", documents=searched.documents, passages=searched.passages)


def _about_the_answer(draft: _Draft) -> str | None:
    if draft.is_redacted:
        return messages.text("answer.redacted")
    if draft.missing:
        return messages.text("answer.partly", missing="；".join(draft.missing))
    if any(citation.guesses for citation in draft.citations):
        return messages.text("answer.guessed")
    if any(sentence.verdict is not Verdict.SUPPORTED for sentence in draft.sentences):
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
