"""An OpenAI-compatible endpoint as the system under test: our passages and our prompt in, its own words out.

What it writes is taken as it is: nothing is repaired, dropped or answered by the embedded composer instead, as the
assistant would do. A number that it writes behind a sentence cites the whole passage of that number.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from assistant.asking import Asked
from assistant.composing.chat_model import ChatModelComposer
from assistant.composing.composer import ComposedSentence, Composer, Request
from assistant.composing.endpoint import Endpoint
from assistant.composing.exchange import Limits
from assistant.errors import UsageError
from assistant.records import Evidence
from assistant.settings import Settings
from eval.records import Cited, Response, Said, Sample
from eval.runner import Open, Subject
from eval.shelf import Shelf, open_shelf
from eval.subject import RETRIEVED, program, span_of


class EndpointSubject:
    """A model at an endpoint, with a library of one corpus to draw passages from."""

    def __init__(self, model: str, shelf: Shelf, composer: Composer, evidence: int) -> None:
        """`evidence` is how many passages the model is given."""
        self.name = f"{model}, passages of {program()}, embedder {shelf.assistant.settings.embedder}"
        self.notes = shelf.notes
        self._model = model
        self._shelf = shelf
        self._composer = composer
        self._evidence = evidence

    def answer(self, sample: Sample) -> Response:
        """What the model writes. Raises EndpointError where it cannot be reached, is too slow or talks nonsense."""
        shelf = self._shelf
        k = max(RETRIEVED, self._evidence)
        asked: Asked = {"as_of": sample.as_of, "history": sample.history, "documents": shelf.only(sample)}
        found = shelf.assistant.retrieve(sample.question, k=k, **asked)
        given = tuple(found[: self._evidence])
        request = Request(sample.question, given, sample.as_of or date.today(), sample.history)
        begun = time.perf_counter()
        written = [one for one in self._composer.compose(request) if isinstance(one, ComposedSentence)]
        elapsed_ms = (time.perf_counter() - begun) * 1000
        return Response(
            abstained=not written,
            sentences=tuple(Said(one.text, one.keys) for one in written),
            citations=tuple(_citations(written, given, shelf)),
            retrieved=tuple(span_of(evidence, shelf) for evidence in found[:RETRIEVED]),
            gold=shelf.gold(sample),
            model=self._model,
            elapsed_ms=round(elapsed_ms, 1),
            other_editions=shelf.other_editions(sample),
        )


def _citations(written: list[ComposedSentence], given: tuple[Evidence, ...], shelf: Shelf) -> Iterator[Cited]:
    """The passages that the sentences name, each once; numbers without a passage are left for the scorers to miss."""
    for key in sorted({key for one in written for key in one.keys if 0 < key <= len(given)}):
        evidence = given[key - 1]
        yield shelf.cited(key, span_of(evidence, shelf), evidence.passage.text)


def opener(said: str) -> Open:
    """`URL#MODEL` → how to open it over a corpus; key, budget and patience are those of the settings of the model.

    Raises UsageError where it is no such thing.
    """
    url, _, model = said.rpartition("#")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not model:
        raise UsageError("evaluation.unknown_subject", subject=f"openai:{said}")

    @contextmanager
    def opened(corpus: Path) -> Iterator[Subject]:
        with open_shelf(corpus) as shelf:
            composer = composer_at(url, model, shelf.assistant.settings, shelf.assistant.counter.count)
            yield EndpointSubject(model, shelf, composer, shelf.assistant.settings.evidence)

    return opened


def composer_at(url: str, model: str, settings: Settings, count_tokens: Callable[[str], int]) -> ChatModelComposer:
    """The composer that asks a model at an address."""
    key = settings.model.api_key.get_secret_value() if settings.model.api_key else None
    return ChatModelComposer(
        Endpoint(url, model, key),
        count_tokens=count_tokens,
        max_input_tokens=settings.model.max_input_tokens,
        limits=Limits(first_text_s=settings.model.timeout_s, total_s=settings.model.timeout_s),
    )
