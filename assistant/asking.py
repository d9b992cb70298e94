"""Questions to an open library: the answer, what was found for it, and why.

The way from a question to its answer is `answering`; here it is given its means.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import Any, TypedDict, Unpack

from assistant import messages, resources, wiring
from assistant.answering import Means, Stage, answer_events
from assistant.composing.composer import Delta
from assistant.composing.extractive import NAME, ExtractiveComposer
from assistant.documents.catalogues import catalogue_of
from assistant.errors import UsageError
from assistant.gathering import Retrieved
from assistant.grounding.judge import EmbeddedJudge
from assistant.open_library import SAMPLE_COLLECTION, OpenLibrary
from assistant.records import Answer, Evidence
from assistant.retrieval.explain import explain
from assistant.retrieval.hybrid import Search, search, searched_anyhow
from assistant.retrieval.query import Query, understand
from assistant.settings import Settings
from assistant.text.tokens import TokenCounter, counter_for
from assistant.withholding import without_orders


class Asked(TypedDict, total=False):
    """What a question may come with."""

    as_of: date | None
    """None for today."""
    collection: str | None
    documents: frozenset[str] | None
    """Ids that the search is limited to."""
    genres: Collection[str]
    levels: Collection[str]
    history: Sequence[str]
    """Earlier questions, oldest first."""


@dataclass(frozen=True, slots=True)
class Traced:
    """An answer, and the search that it was made with."""

    answer: Answer
    retrieve: Callable[[int], tuple[Evidence, ...]]
    """The so many best passages for the question, best first; what the answer searched for is not searched for again.

    Raises what `Assistant.retrieve` raises where the question cannot be embedded.
    """


class Respondent(OpenLibrary):
    """A library that answers."""

    def __init__(self, settings: Settings) -> None:
        """Open the library that the settings name. Raises UsageError or LibraryUnavailable."""
        super().__init__(settings)
        self.counter: TokenCounter = counter_for(settings.model.name)
        self._ranker = wiring.ranker(settings)
        self._judge = EmbeddedJudge()
        self._extractive = ExtractiveComposer(self.store.word_weights, self._ranker.thesaurus.alternatives_in)

    def ask(self, question: str, *, k: int | None = None, **asked: Unpack[Asked]) -> Answer:
        """One answer; `k` bounds the passages it may rest on. Raises UsageError for an empty question."""
        return _last(self.ask_events(question, k=k, **asked))

    def ask_events(
        self, question: str, *, k: int | None = None, **asked: Unpack[Asked]
    ) -> Generator[Stage | Delta | Answer]:
        """The answer as it comes about; the last item is the Answer. Raises UsageError for an empty question."""
        return self._answer_events(question, asked, self._search(k))

    def trace(self, question: str, **asked: Unpack[Asked]) -> Traced:
        """One answer, and a way to see the passages that were there for it. Raises UsageError for an empty question."""
        search = cache(self._search())

        def retrieve(k: int) -> tuple[Evidence, ...]:
            found = search(_understood(question, asked))
            if found.without_vectors is not None:
                raise found.without_vectors
            return without_orders(found.evidence(k)).evidence

        return Traced(_last(self._answer_events(question, asked, search)), retrieve)

    def warm_up(self) -> None:
        """Load what the first question would wait for, by answering one. No chat model is asked.

        What fails here fails again, and is said, where somebody asks.
        """
        titles = (described.title for described in self.store.catalogue.descriptions().documents.values())
        if title := next(filter(None, titles), None):
            means = replace(self._means(self._search()), composer=self._extractive, model=NAME)
            deque(answer_events(means, _understood(title, {}), ()), maxlen=0)

    def retrieve(self, query: str, *, k: int = 8, **asked: Unpack[Asked]) -> list[Evidence]:
        """The `k` best passages for a text, best first; what in them speaks to machines is blank."""
        return list(without_orders(search(self.store, _understood(query, asked), k, self._ranker)).evidence)

    def explain(self, question: str, *, k: int | None = None, **asked: Unpack[Asked]) -> dict[str, Any]:
        """What the search for a question looked for, and why each passage ranks where it does."""
        return explain(self._search(k)(_understood(question, asked)))

    def starter_questions(self) -> list[str]:
        """Questions that the sample corpus answers, where it is in the library; else none."""
        if all(entry.collection != SAMPLE_COLLECTION for entry in self.store.catalogue.entries()):
            return []
        said = catalogue_of(resources.corpus()).values()
        questions = [entry.get("questions") for entry in said]
        return [str(question) for listed in questions if isinstance(listed, list) for question in listed]

    def _search(self, k: int | None = None) -> Callable[[Query], Search]:
        """How the passages for an answer are searched for: `k` of them, or as many as the settings say."""
        return partial(searched_anyhow, self.store, k=k or self.settings.evidence, ranker=self._ranker)

    def _answer_events(
        self, question: str, asked: Asked, search: Callable[[Query], Search]
    ) -> Generator[Stage | Delta | Answer]:
        if not question.strip():
            raise UsageError("question_empty")
        return answer_events(self._means(search), _understood(question, asked), asked.get("history", ()))

    def _means(self, search: Callable[[Query], Search]) -> Means:
        def retrieve(query: Query) -> Retrieved:
            found = search(query)
            return Retrieved(found.evidence(), tuple(self._search_degraded(found)))

        chat = wiring.composer(self.settings, self.counter)
        composer, model = chat or (self._extractive, NAME)
        policy = self.settings.model.policy
        return Means(self.store, retrieve, composer, self._extractive, self._judge, model, policy)

    def _search_degraded(self, found: Search) -> Iterator[str]:
        """What of a search was not as the settings have it."""
        if found.without_vectors is not None:
            yield messages.text("answer.terms_alone", why=found.without_vectors)
        elif self.store.in_use.is_awaited:
            stored, wanted = self.store.in_use.names
            yield messages.text("answer.switch_under_way", stored=stored, wanted=wanted)


def _last(events: Iterable[Stage | Delta | Answer]) -> Answer:
    *_, answer = events
    if not isinstance(answer, Answer):
        raise TypeError("the last event of an answer is the answer")
    return answer


def _understood(question: str, asked: Asked) -> Query:
    return understand(
        question,
        as_of=asked.get("as_of") or date.today(),
        history=asked.get("history", ()),
        collection=asked.get("collection"),
        documents=asked.get("documents"),
        genres=asked.get("genres", ()),
        levels=asked.get("levels", ()),
    )
