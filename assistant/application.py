"""Settings → objects, wired once. What a person can do with the assistant, each as one method.

The only module that reads settings and builds; below it everything arrives as an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from assistant import messages, resources
from assistant.answering import Means, Stage, answer_events
from assistant.composing.composer import Composer, Delta
from assistant.composing.extractive import NAME, ExtractiveComposer
from assistant.documents.metadata import catalogue_of
from assistant.documents.preparing import prepare
from assistant.errors import UsageError
from assistant.grounding.judge import EmbeddedJudge
from assistant.library import ingest as ingesting
from assistant.library import maintenance
from assistant.library.commit import heal, remove
from assistant.library.embedding import Encoder, Encoding, load_encoder
from assistant.library.file_reports import FileReport, IngestReport
from assistant.library.file_work import Manner
from assistant.library.maintenance import Purged, Rebuilt, Vacuumed
from assistant.library.restoring import rebuild_from_originals
from assistant.library.standing import Standing
from assistant.library.store import Store
from assistant.library.verifying import Verification, verify
from assistant.records import Answer, Document, Evidence, Passage, Status, Version
from assistant.retrieval import reranking, thesaurus
from assistant.retrieval.explain import explain
from assistant.retrieval.hybrid import HybridRetriever, Ranker, searched
from assistant.retrieval.query import Query, understand
from assistant.retrieval.strength import keep_measured
from assistant.settings import Settings, load
from assistant.text.repair import Switches
from assistant.text.tokens import TokenCounter, counter_for

if TYPE_CHECKING:
    from assistant.drafting.records import Plan

SAMPLE_COLLECTION = "sample"
DEFAULT_COLLECTION = "default"

_FOR_REVIEW = ("title_over_other_body", "starts_mid_sentence")
"""Warnings of reading that a person should settle."""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One row of the library's list."""

    id: str
    title: str
    path: str
    collection: str
    genre: str
    version: Version
    status: Status
    """On today's date."""
    passages: int
    characters: int
    warnings: tuple[str, ...]
    """In the user's language."""
    member: str = ""
    """Which part of its file it is; empty where it is the whole file."""
    secrecy: str | None = None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something about documents of the library that a person should decide; nothing was derived from it."""

    kind: str
    """As under `[review]` of the message files."""
    documents: tuple[DocumentSummary, ...]
    message: str
    """In the user's language."""


class Assistant:
    """A library with all that reads, answers and drafts over it.

    >>> with Assistant.open() as assistant:  # doctest: +SKIP
    ...     assistant.ask("整改期限是多久？").text
    """

    def __init__(self, settings: Settings) -> None:
        """Open the library that the settings name. Raises UsageError or LibraryUnavailable."""
        if settings.language is not None:
            messages.use(settings.language)
        self.settings = settings
        self.counter: TokenCounter = counter_for(settings.model.name)
        encoder = _encoder(settings)
        self.store = Store(settings.home, encoder)
        heal(self.store)
        self._switches = Switches(**settings.repair.model_dump())
        self._ranker = _ranker(settings)
        self._judge = EmbeddedJudge()
        self._extractive = ExtractiveComposer(self.store.word_weights)

    @classmethod
    def open(cls, settings: Settings | None = None) -> Self:
        """Open with the given settings, or with those of the environment and the settings files."""
        return cls(settings or load())

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- answers

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        collection: str | None = None,
        documents: frozenset[str] | None = None,
        genres: Collection[str] = (),
        levels: Collection[str] = (),
        history: Sequence[str] = (),
        k: int | None = None,
    ) -> Answer:
        """One answer. `history` holds earlier questions, oldest first; `k` bounds the passages it may rest on."""
        events = self.ask_events(
            question,
            as_of=as_of,
            collection=collection,
            documents=documents,
            genres=genres,
            levels=levels,
            history=history,
            k=k,
        )
        *_, answer = events
        if not isinstance(answer, Answer):
            raise TypeError("the last event of an answer is the answer")
        return answer

    def ask_events(
        self,
        question: str,
        *,
        as_of: date | None = None,
        collection: str | None = None,
        documents: frozenset[str] | None = None,
        genres: Collection[str] = (),
        levels: Collection[str] = (),
        history: Sequence[str] = (),
        k: int | None = None,
    ) -> Generator[Stage | Delta | Answer]:
        """The answer as it comes about; the last item is the Answer. Raises UsageError for an empty question."""
        if not question.strip():
            raise UsageError("question_empty")
        query = understand(
            question,
            as_of=as_of or date.today(),
            history=history,
            collection=collection,
            documents=documents,
            genres=genres,
            levels=levels,
        )
        return answer_events(self._means(k or self.settings.evidence), query, history)

    def retrieve(
        self,
        query: str,
        *,
        k: int = 8,
        as_of: date | None = None,
        collection: str | None = None,
        documents: frozenset[str] | None = None,
        genres: Collection[str] = (),
        levels: Collection[str] = (),
        history: Sequence[str] = (),
    ) -> list[Evidence]:
        """The `k` best passages for a text, best first."""
        understood = understand(
            query,
            as_of=as_of or date.today(),
            history=history,
            collection=collection,
            documents=documents,
            genres=genres,
            levels=levels,
        )
        return self._retriever(k).evidence(understood)

    def explain(
        self,
        question: str,
        *,
        k: int | None = None,
        as_of: date | None = None,
        collection: str | None = None,
        genres: Collection[str] = (),
        levels: Collection[str] = (),
        history: Sequence[str] = (),
    ) -> dict[str, Any]:
        """What the search for a question looked for, and why each passage ranks where it does."""
        understood = understand(
            question,
            as_of=as_of or date.today(),
            history=history,
            collection=collection,
            genres=genres,
            levels=levels,
        )
        return explain(searched(self.store, understood, k or self.settings.evidence, self._ranker))

    def starter_questions(self) -> list[str]:
        """Questions that the sample corpus answers, where it is in the library; else none."""
        if all(entry.collection != SAMPLE_COLLECTION for entry in self.store.catalogue.entries()):
            return []
        said = catalogue_of(resources.corpus()).values()
        questions = [entry.get("questions") for entry in said]
        return [str(question) for listed in questions if isinstance(listed, list) for question in listed]

    # --- library

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        collection: str = DEFAULT_COLLECTION,
        retry_quarantined: bool = False,
        progress: Callable[[FileReport], None] | None = None,
        watch: Callable[[Standing], None] | None = None,
    ) -> IngestReport:
        """Read files and folders into the library, one report a file; `watch` hears how far it has come."""
        settings = self.settings
        manner = Manner(
            collection,
            settings.model.name,
            settings.passage_tokens,
            self._switches,
            retry_quarantined,
            settings.workers,
        )
        report = ingesting.ingest(self.store, paths, manner, progress, watch)
        keep_measured(self.store)
        return report

    def load_sample_corpus(self) -> IngestReport:
        """Read the corpus that ships with the program."""
        return self.ingest([resources.corpus()], collection=SAMPLE_COLLECTION)

    def documents(self) -> list[DocumentSummary]:
        """What the library holds, ordered by collection and path."""
        today = date.today()
        return [
            DocumentSummary(
                id=entry.id,
                title=entry.title,
                path=entry.path,
                collection=entry.collection,
                genre=entry.genre,
                version=entry.version,
                status=entry.version.status(today),
                passages=entry.passages,
                characters=entry.characters,
                warnings=tuple(messages.text(f"warnings.{key}") for key in entry.warnings),
                member=entry.member,
                secrecy=entry.secrecy,
            )
            for entry in self.store.catalogue.entries()
        ]

    def review(self) -> list[OpenQuestion]:
        """What a person should check: doubtful editions, titles over other bodies, texts without a beginning."""
        summaries = {summary.id: summary for summary in self.documents()}
        doubts = [
            (str(doubt["kind"]), doubt["facts"], [summaries[each] for each in doubt["documents"] if each in summaries])
            for doubt in self.store.catalogue.doubts()
        ]
        noticed = [
            (warning, {"title": entry.title}, [summaries[entry.id]])
            for entry in self.store.catalogue.entries()
            for warning in entry.warnings
            if warning in _FOR_REVIEW
        ]
        return [
            OpenQuestion(kind, tuple(documents), messages.text(f"review.{kind}", **facts))
            for kind, facts, documents in [*doubts, *noticed]
        ]

    def document(self, document_id: str) -> Document:
        """One document with its text. Raises NotInLibrary."""
        return self.store.catalogue.document(document_id)

    def passages(self, document_id: str) -> list[Passage]:
        """A document's passages in order."""
        return self.store.catalogue.passages(document_id)

    def remove(self, document_id: str) -> None:
        """Take a document out of the library. Raises NotInLibrary."""
        remove(self.store, document_id)

    def verify(self) -> Verification:
        """Whether the stores hold what they should, unchanged."""
        return verify(self.store)

    def rebuild(self) -> Rebuilt:
        """Write term index and vector index anew from the catalogue."""
        return maintenance.rebuild(self.store)

    def vacuum(self) -> Vacuumed:
        """Give back the space of removed documents, and leave nothing of them in any file."""
        return maintenance.vacuum(self.store)

    def purge(self, document_ids: Sequence[str]) -> Purged:
        """Remove documents so that nothing of them is left in any file, and search all files for them.

        Raises NotInLibrary.
        """
        return maintenance.purge(self.store, document_ids)

    @staticmethod
    def rebuild_from_originals(settings: Settings) -> Rebuilt:
        """Make a catalogue that is lost, damaged or of another embedder anew; the library need not open for that."""
        switches = Switches(**settings.repair.model_dump())
        manner = Manner(DEFAULT_COLLECTION, settings.model.name, settings.passage_tokens, switches)
        encoder = _encoder(settings)
        return rebuild_from_originals(settings.home, encoder, manner)

    def read(self, path: Path) -> Document:
        """Read one file without storing it. Raises RejectedFile."""
        return prepare(path, switches=self._switches)

    # --- drafts

    def draft_plan(self, feedback: Path, *, received: date | None = None, regime: str | None = None) -> Plan:
        """A rectification plan from a feedback document, each measure cited. Raises RejectedFile."""
        from assistant.drafting.plan import draft_plan  # noqa: PLC0415

        def retrieve(text: str, k: int) -> Sequence[Evidence]:
            return self.retrieve(text, k=k, as_of=received)

        return draft_plan(
            self.read(feedback), retrieve, received=received, regime=regime, document_of=self.store.catalogue.document
        )

    # --- wiring

    def _retriever(self, k: int) -> HybridRetriever:
        return HybridRetriever(store=self.store, k=k, ranker=self._ranker)

    def _means(self, k: int) -> Means:
        retriever = self._retriever(k)

        def retrieve(query: Query) -> list[Evidence]:
            return retriever.evidence(query)

        composer, model = self._composer()
        return Means(self.store, retrieve, composer, self._extractive, self._judge, model)

    def _composer(self) -> tuple[Composer, str]:
        model = self.settings.model
        if model.base_url is None and model.name is None:
            return self._extractive, NAME
        if model.base_url is None or model.name is None:
            raise UsageError("model_half_set", missing="model.name" if model.name is None else "model.base_url")
        from assistant.composing.chat_model import ChatModelComposer  # noqa: PLC0415
        from assistant.composing.endpoint import Endpoint  # noqa: PLC0415
        from assistant.composing.exchange import Limits  # noqa: PLC0415

        key = model.api_key.get_secret_value() if model.api_key else None
        composer = ChatModelComposer(
            Endpoint(model.base_url, model.name, key),
            count_tokens=self.counter.count,
            max_input_tokens=model.max_input_tokens,
            limits=Limits(first_text_s=model.timeout_s, total_s=model.timeout_s),
        )
        return composer, model.name


def _encoder(settings: Settings) -> Encoder:
    chosen = settings.embedding
    encoding = Encoding(
        base_url=chosen.base_url,
        api_key=chosen.api_key.get_secret_value() if chosen.api_key else None,
        query_prompt=chosen.query_prompt,
        document_prompt=chosen.document_prompt,
        batch_size=chosen.batch_size,
        device=chosen.device,
        dtype=chosen.dtype,
        timeout_s=chosen.timeout_s,
    )
    return load_encoder(settings.embedder, allow_downloads=settings.allow_downloads, encoding=encoding)


def _ranker(settings: Settings) -> Ranker:
    known = thesaurus.extended(settings.thesaurus) if settings.thesaurus else thesaurus.shipped()
    if settings.reranker is None:
        return Ranker(known, reranking.shipped())
    from assistant.retrieval.cross_encoder import load_cross_encoder  # noqa: PLC0415

    cross_encode = load_cross_encoder(settings.reranker, allow_downloads=settings.allow_downloads)
    return Ranker(known, reranking.shipped(), cross_encode)
