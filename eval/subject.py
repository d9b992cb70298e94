"""Our own system under test, over the library of a suite's corpus; and how a sample is put to it: a question to the
library, a Response of its Answer.
"""

from __future__ import annotations

import time
from importlib.metadata import PackageNotFoundError, version

from assistant.asking import Asked
from assistant.records import Citation, Evidence
from assistant.settings import Settings
from eval.records import Cited, Response, Said, Sample, Span
from eval.shelf import Shelf

RETRIEVED = 5
"""Passages that tell, best first, how good retrieval is apart from the answer."""


class OverLibrary:
    """An Assistant over one corpus, whatever part of it is tested."""

    def __init__(self, shelf: Shelf) -> None:
        self.settings = shelf.assistant.settings
        self.name = name_of(self.settings)
        self.notes = shelf.notes
        self._assistant = shelf.assistant
        self._shelf = shelf


class LibrarySubject(OverLibrary):
    """An Assistant that is asked questions."""

    def answer(self, sample: Sample) -> Response:
        """Ask, and read afresh from the library what the answer's citations and the sample's gold quotes point to."""
        asked: Asked = {"as_of": sample.as_of, "history": sample.history, "documents": self._shelf.only(sample)}
        begun = time.perf_counter()
        traced = self._assistant.trace(sample.question, **asked)
        elapsed_ms = (time.perf_counter() - begun) * 1000
        answer = traced.answer
        return Response(
            abstained=answer.abstained,
            sentences=tuple(Said(sentence.text, sentence.citations) for sentence in answer.sentences),
            citations=tuple(map(self._cited, answer.citations)),
            retrieved=tuple(span_of(evidence, self._shelf) for evidence in traced.retrieve(RETRIEVED)),
            gold=self._shelf.gold(sample),
            model=answer.model,
            elapsed_ms=round(elapsed_ms, 1),
            other_editions=self._shelf.other_editions(sample),
            confidence=answer.confidence,
        )

    def _cited(self, citation: Citation) -> Cited:
        span = Span(self._shelf.path_of(citation.document_id), citation.start, citation.end)
        return self._shelf.cited(citation.n, span, citation.quote)


def span_of(evidence: Evidence, shelf: Shelf) -> Span:
    """Where a passage stands."""
    passage = evidence.passage
    return Span(shelf.path_of(passage.document_id), passage.start, passage.end)


def name_of(settings: Settings) -> str:
    """What is tested: program, model, embedder."""
    model = settings.model.name or "embedded"
    return f"{program()}, model {model}, embedder {settings.embedder}"


def program() -> str:
    """What we are, with the version."""
    try:
        return f"inspection-assistant {version('inspection-assistant')}"
    except PackageNotFoundError:  # run from a source tree that nobody installed
        return "inspection-assistant (source)"
