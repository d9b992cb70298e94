"""How a sample is put to an Assistant: a library of the suite's corpus in a home of its own, a question, a Response.

The only file of the harness that knows the Assistant.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assistant import messages
from assistant.application import Assistant
from assistant.errors import NotInLibrary
from assistant.records import Answer, Document, Evidence
from assistant.settings import Settings, load
from eval.matching import locate
from eval.records import Cited, Gold, Response, Said, Sample, Span

RETRIEVED = 5
"""Passages asked for, best first, to score retrieval apart from the answer."""


class LibrarySubject:
    """An Assistant over one corpus."""

    def __init__(self, assistant: Assistant, corpus: Path, name: str, notes: tuple[str, ...] = ()) -> None:
        self.name = name
        self.notes = notes
        self._assistant = assistant
        relative = {summary.id: _relative(summary.path, corpus) for summary in assistant.documents()}
        self._paths: Mapping[str, str] = relative
        self._ids: Mapping[str, str] = {path: identity for identity, path in relative.items()}

    def answer(self, sample: Sample) -> Response:
        """Ask, and read afresh from the library what the answer's citations and the sample's gold quotes point to."""
        begun = time.perf_counter()
        answer = self._assistant.ask(sample.question, as_of=sample.as_of, history=sample.history)
        elapsed_ms = (time.perf_counter() - begun) * 1000
        found = self._assistant.retrieve(sample.question, k=RETRIEVED, as_of=sample.as_of, history=sample.history)
        return Response(
            abstained=answer.abstained,
            sentences=tuple(Said(sentence.text, sentence.citations) for sentence in answer.sentences),
            citations=tuple(self._citations(answer)),
            retrieved=tuple(self._span_of(evidence) for evidence in found),
            gold=tuple(self._places(gold) for gold in sample.gold),
            model=answer.model,
            elapsed_ms=round(elapsed_ms, 1),
        )

    def _citations(self, answer: Answer) -> Iterator[Cited]:
        for citation in answer.citations:
            document = self._document(citation.document_id)
            span = Span(self._path(citation.document_id), citation.start, citation.end)
            yield Cited(citation.n, span, citation.quote, _text_at(document, citation.start, citation.end))

    def _places(self, gold: Gold) -> tuple[Span, ...]:
        document = self._document(self._ids.get(gold.path, ""))
        if document is None:
            return ()
        return tuple(Span(gold.path, start, end) for start, end in locate(gold.quote, document.text))

    def _span_of(self, evidence: Evidence) -> Span:
        passage = evidence.passage
        return Span(self._path(passage.document_id), passage.start, passage.end)

    def _path(self, document_id: str) -> str:
        return self._paths.get(document_id, document_id)

    def _document(self, document_id: str) -> Document | None:
        try:
            return self._assistant.document(document_id)
        except NotInLibrary:
            return None


@contextmanager
def open_subject(corpus: Path) -> Iterator[LibrarySubject]:
    """An Assistant with the user's settings and a library, in a temporary home, of the documents under `corpus`."""
    with tempfile.TemporaryDirectory(prefix="assistant-eval-") as home:
        settings = load({"home": Path(home), "language": messages.current_language()})
        with Assistant.open(settings) as assistant:
            report = assistant.ingest([corpus])
            rejected = (file for file in report.files if file.outcome == "rejected")
            notes = tuple(f"{file.path}: {file.message}" for file in rejected)
            yield LibrarySubject(assistant, corpus, _name(settings), notes)


def _name(settings: Settings) -> str:
    model = settings.model.name or "embedded"
    return f"inspection-assistant {_version()}, model {model}, embedder {settings.embedder}"


def _version() -> str:
    try:
        return version("inspection-assistant")
    except PackageNotFoundError:  # run from a source tree that nobody installed
        return "(source)"


def _relative(path: str, corpus: Path) -> str:
    """The path of a corpus file as suites name it."""
    try:
        return Path(path).resolve().relative_to(corpus.resolve()).as_posix()
    except ValueError:
        return Path(path).as_posix()


def _text_at(document: Document | None, start: int, end: int) -> str | None:
    """The document's text at a span, None where there is no such document or span."""
    if document is None or not 0 <= start < end <= len(document.text):
        return None
    return document.text[start:end]
