"""What a person can do with the assistant, each as one method.

The parts are made by `wiring`; below these two everything arrives as an argument, and nothing reads settings.
"""

from __future__ import annotations

import copy
import json
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypedDict, Unpack

from assistant import messages, resources, wiring
from assistant.answering import Means, Stage, answer_events
from assistant.composing.composer import Delta
from assistant.composing.extractive import NAME, ExtractiveComposer
from assistant.documents.by_hand import ByHand, Settled
from assistant.documents.formats import format_of
from assistant.documents.metadata import catalogue_of
from assistant.documents.preparing import prepare
from assistant.documents.tables import read_sheets
from assistant.errors import NotInLibrary, RejectedFile, UsageError
from assistant.gathering import Retrieved
from assistant.grounding.judge import EmbeddedJudge
from assistant.library import evidence, maintenance, seen
from assistant.library import ingest as ingesting
from assistant.library.amending import Say, amend
from assistant.library.commit import remove
from assistant.library.file_reports import FileReport, IngestReport
from assistant.library.file_work import Manner
from assistant.library.maintenance import Purged, Rebuilt, Vacuumed
from assistant.library.reach import Reach, Secrecy
from assistant.library.recovery import heal
from assistant.library.restoring import rebuild_from_originals
from assistant.library.standing import Standing, SwitchStanding
from assistant.library.store import Store
from assistant.library.switching import Switched, switch
from assistant.library.verifying import Verification, verify
from assistant.records import Answer, Change, Document, Evidence, Passage, Status, Version
from assistant.retrieval.explain import explain
from assistant.retrieval.hybrid import Search, search, searched_anyhow
from assistant.retrieval.query import Query, understand
from assistant.retrieval.strength import keep_measured, measured_facts
from assistant.settings import Settings, load
from assistant.text.offsets import OffsetMap
from assistant.text.repair import Switches
from assistant.text.tokens import TokenCounter, counter_for
from assistant.withholding import without_orders

if TYPE_CHECKING:
    from assistant.drafting.checks.checked import Checked
    from assistant.drafting.checks.draft import Kind
    from assistant.drafting.forms import Form, Genre
    from assistant.drafting.progress import Progress
    from assistant.drafting.records import Findings, Plan, PlannedFinding
    from assistant.drafting.remarks import Remarks
    from assistant.library.evidence import Proof
    from assistant.records import Citation

SAMPLE_COLLECTION = "sample"
DEFAULT_COLLECTION = "default"

_SETTINGS_OF_DRAFTS = {"passage_tokens", "evidence", "repair"}
"""The settings that a draft depends on, besides the embedder; none is a secret or names this machine."""

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
        source = wiring.embedder(settings)
        self.store = Store(settings.home, source.load(), source=source, server=wiring.server(settings))
        heal(self.store)
        self._whole, self._reach = self.store, Reach(Secrecy.TOP_SECRET)
        self._switches = Switches(**settings.repair.model_dump())
        self._ranker = wiring.ranker(settings)
        self._judge = EmbeddedJudge()
        self._extractive = ExtractiveComposer(self.store.word_weights, self._ranker.thesaurus.alternatives_in)

    @classmethod
    def open(cls, settings: Settings | None = None) -> Self:
        """Open with the given settings, or with those of the environment and the settings files."""
        return cls(settings or load())

    def within(self, reach: Reach) -> Self:
        """The same library as somebody sees it whose reach may not cover all: what is hidden does not exist for him.

        It is closed with this one.
        """
        seen_by = copy.copy(self)
        seen_by.store, seen_by._reach = seen.within(self._whole, reach), reach
        return seen_by

    def close(self) -> None:
        if self.store is self._whole:
            self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- answers

    def ask(self, question: str, *, k: int | None = None, **asked: Unpack[Asked]) -> Answer:
        """One answer; `k` bounds the passages it may rest on. Raises UsageError for an empty question."""
        *_, answer = self.ask_events(question, k=k, **asked)
        if not isinstance(answer, Answer):
            raise TypeError("the last event of an answer is the answer")
        return answer

    def ask_events(
        self, question: str, *, k: int | None = None, **asked: Unpack[Asked]
    ) -> Generator[Stage | Delta | Answer]:
        """The answer as it comes about; the last item is the Answer. Raises UsageError for an empty question."""
        if not question.strip():
            raise UsageError("question_empty")
        query = _understood(question, asked)
        return answer_events(self._means(k or self.settings.evidence), query, asked.get("history", ()))

    def warm_up(self) -> None:
        """Load what the first question would wait for, by answering one. No chat model is asked.

        What fails here fails again, and is said, where somebody asks.
        """
        titles = (described.title for described in self.store.catalogue.descriptions().documents.values())
        if title := next(filter(None, titles), None):
            means = replace(self._means(self.settings.evidence), composer=self._extractive, model=NAME)
            deque(answer_events(means, _understood(title, {}), ()), maxlen=0)

    def retrieve(self, query: str, *, k: int = 8, **asked: Unpack[Asked]) -> list[Evidence]:
        """The `k` best passages for a text, best first; what in them speaks to machines is blank."""
        return list(without_orders(search(self.store, _understood(query, asked), k, self._ranker)).evidence)

    def explain(self, question: str, *, k: int | None = None, **asked: Unpack[Asked]) -> dict[str, Any]:
        """What the search for a question looked for, and why each passage ranks where it does."""
        query = _understood(question, asked)
        return explain(searched_anyhow(self.store, query, k or self.settings.evidence, self._ranker))

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
        ray: str | None = None,
        progress: Callable[[FileReport], None] | None = None,
        watch: Callable[[Standing], None] | None = None,
    ) -> IngestReport:
        """Read files and folders into the library, one report a file; `watch` hears how far it has come.

        `ray` is the address of a Ray cluster that does the reading, or `local`. Raises UsageError for a collection that
        is kept from whoever adds to it.
        """
        if collection in self._reach.closed:
            raise UsageError("collection_closed", name=collection)
        settings = self.settings
        manner = Manner(
            collection,
            settings.model.name,
            settings.passage_tokens,
            self._switches,
            retry_quarantined,
            settings.workers,
            ray,
        )
        report = ingesting.ingest(self._whole, paths, manner, progress, watch)
        keep_measured(self._whole)
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

    def describe(
        self, document_id: str, facts: Mapping[str, str | date | None], *, collection: str | None = None
    ) -> str:
        """Say by hand what a document is; its id then, which is another one in another collection.

        `facts` are named and shaped as those of a catalogue; what is not named stays. The original stays as it is, and
        the other documents of its file move with it. Raises NotInLibrary, and UsageError for a fact of the wrong shape
        and a collection that is kept from whoever says it.
        """
        if collection in self._reach.closed:
            raise UsageError("collection_closed", name=collection)
        return self._amend(document_id, lambda said: replace(said, facts={**said.facts, **facts}), collection)

    def settle(
        self, document_id: str, accepted: Sequence[Change], declined: Sequence[Change] = (), *, by: str = ""
    ) -> None:
        """Accept or decline suggestions of a document's repair; the text is changed as a person's change, `by` name.

        The original stays as it is. Raises NotInLibrary.
        """
        today = date.today().isoformat()

        def say(said: ByHand) -> ByHand:
            corrected = (*said.corrected, *(Settled.of(each, by, today) for each in accepted))
            return replace(
                said,
                corrected=tuple(dict.fromkeys(corrected)),
                declined=(*said.declined, *(Settled.of(each, by, today) for each in declined)),
            )

        self._amend(document_id, say, None)

    def remove(self, document_id: str) -> None:
        """Take a document out of the library. Raises NotInLibrary."""
        self._must_be_seen([document_id])
        remove(self._whole, document_id)

    def verify(self) -> Verification:
        """Whether the stores hold what they should, unchanged."""
        return verify(self._whole)

    def embedders(self) -> tuple[str, str]:
        """The embedder that the library is in, and the one that the settings name."""
        return self._whole.in_use.names

    def rebuild(self) -> Rebuilt:
        """Write term index and vector index anew from the catalogue."""
        return maintenance.rebuild(self._whole)

    def vacuum(self) -> Vacuumed:
        """Give back the space of removed documents, and leave nothing of them in any file."""
        return maintenance.vacuum(self._whole)

    def purge(self, document_ids: Sequence[str]) -> Purged:
        """Remove documents so that nothing of them is left in any file, and search all files for them.

        Raises NotInLibrary.
        """
        self._must_be_seen(document_ids)
        return maintenance.purge(self._whole, document_ids)

    def own_words(self, document_ids: Sequence[str]) -> frozenset[str]:
        """Pieces by which words of these documents, and of no other, are known elsewhere. Raises NotInLibrary."""
        self._must_be_seen(document_ids)
        return maintenance.own_words(self._whole, document_ids)

    @staticmethod
    def rebuild_from_originals(settings: Settings) -> Rebuilt:
        """Make a catalogue that is lost, damaged or of another embedder anew; the library need not open for that."""
        switches = Switches(**settings.repair.model_dump())
        manner = Manner(DEFAULT_COLLECTION, settings.model.name, settings.passage_tokens, switches)
        return rebuild_from_originals(settings.home, wiring.embedder(settings), manner, wiring.server(settings))

    @staticmethod
    def switch_embedder(settings: Settings, watch: Callable[[SwitchStanding], None] | None = None) -> Switched:
        """Put the library into the embedder that the settings name; whoever asks meanwhile is answered with the other.

        `watch` hears how far it has come. What was encoded when it is interrupted need not be encoded again.
        """
        return switch(settings.home, wiring.embedder(settings), measured_facts, watch, wiring.server(settings))

    def switch_to(self, embedder: str, watch: Callable[[SwitchStanding], None] | None = None) -> Switched:
        """The same with another embedder than the settings name; they are to name it before the next start."""
        return self.switch_embedder(self.settings.model_copy(update={"embedder": embedder}), watch)

    def read(self, path: Path) -> Document:
        """Read one file without storing it. Raises RejectedFile."""
        return prepare(path, switches=self._switches)

    # --- drafts

    def findings(self, feedback: Path | Document) -> Findings:
        """What a feedback document says, for a person to confirm before anything is drafted. Raises RejectedFile."""
        from assistant.drafting.findings import read_findings  # noqa: PLC0415

        found = read_findings(self._read(feedback))
        if not found.findings:
            raise RejectedFile(f"drafting.looks_like_{found.looks_like or 'other'}", path=found.document.path)
        return found

    def draft_plan(
        self,
        feedback: Path | Document,
        *,
        received: date | None = None,
        regime: str | None = None,
        on: date | None = None,
        by_rule: bool = False,
        findings: Findings | None = None,
    ) -> Plan:
        """A rectification plan from a feedback document, each measure cited; `on` is the day of drafting, else today.

        `findings` are those of the document as a person confirmed them; without them all that are read there. Where
        the settings name a chat model it words the measures, unless `by_rule`. Raises RejectedFile, UsageError.
        """
        from assistant.drafting.plan import draft_plan  # noqa: PLC0415

        day = on or date.today()

        def retrieve(text: str, k: int) -> Sequence[Evidence]:
            return self.retrieve(text, k=k, as_of=day)

        return draft_plan(
            self._read(feedback),
            retrieve,
            received=received,
            regime=regime,
            on=day,
            document_of=self.store.catalogue.document,
            model=None if by_rule else wiring.drafting_model(self.settings, self.counter),
            findings=findings,
        )

    def redraft(self, plan: Plan, finding_id: str) -> tuple[PlannedFinding, tuple[Citation, ...]]:
        """A finding of a plan drafted anew, and the citations that it and the plan are numbered by. Raises KeyError."""
        from assistant.drafting.plan import redraft  # noqa: PLC0415

        def retrieve(text: str, k: int) -> Sequence[Evidence]:
            return self.retrieve(text, k=k, as_of=plan.drafted_on)

        return redraft(
            plan,
            finding_id,
            retrieve,
            document_of=self.store.catalogue.document,
            model=wiring.drafting_model(self.settings, self.counter),
        )

    def report_progress(self, ledger: Path, form: Form, *, on: date | None = None) -> Progress:
        """The report on a ledger that people keep, as of a day. Raises RejectedFile."""
        from assistant.drafting.ledger_reading import kept_ledger  # noqa: PLC0415
        from assistant.drafting.progress import report_progress  # noqa: PLC0415

        return report_progress(kept_ledger(read_sheets(ledger), str(ledger)).table, form, on=on)

    def draft_remarks(
        self, genre: Genre, about: str | Document, *, minutes: float | None = None, agenda: Sequence[str] = ()
    ) -> Remarks:
        """What is said at a meeting about a document, the file of that name, or a topic in words.

        Raises RejectedFile, UsageError.
        """
        from assistant.drafting.remarks import write_remarks  # noqa: PLC0415

        return write_remarks(
            genre,
            about if isinstance(about, Document) else self._about(about),
            lambda text, k: self.retrieve(text, k=k),
            minutes=minutes,
            agenda=agenda,
            document_of=self.store.catalogue.document,
        )

    @staticmethod
    def topic(words: str) -> Document:
        """A topic as a document of its own words; never taken for the name of a file. Raises UsageError."""
        if not words.strip():
            raise UsageError("drafting.about_empty")
        title = words.strip().splitlines()[0]
        return Document("about", title, "", "", "other", Version(), words, words, OffsetMap.identity(len(words)))

    def _about(self, about: str) -> Document:
        """A file as a document, or a topic. Raises RejectedFile for a missing file."""
        if "\n" not in about and format_of(about) is not None:
            return self.read(Path(about))
        return self.topic(about)

    def _read(self, feedback: Path | Document) -> Document:
        return feedback if isinstance(feedback, Document) else self.read(feedback)

    def evidence_of(self, citations: Sequence[Citation], feedback: Path | None, *, model: str | None = None) -> Proof:
        """What the citations of a draft rest on, with digests: the feedback document's and those of the library.

        Without a file the feedback document is one of the library. `model` is the chat model that worded the draft.
        """
        values = self.settings.model_dump(mode="json", include=_SETTINGS_OF_DRAFTS)
        of_file = () if feedback is None else (evidence.source_of_file(self.read(feedback), feedback, citations),)
        sources = (*of_file, *evidence.sources_of(self.store, citations))
        digest = sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
        fingerprints: dict[str, Any] = {
            "program": version("inspection-assistant"),
            "index": evidence.index_fingerprint(self.store),
            "model": model or NAME,
            "settings": {"values": values, "sha256": digest},
        }
        return evidence.Proof(sources, fingerprints)

    def check(
        self,
        path: Path,
        *,
        against: Path | None = None,
        kind: Kind | None = None,
        as_of: date | None = None,
        regime: str | None = None,
        is_final: bool = False,
        values: Mapping[str, Any] | None = None,
    ) -> Checked:
        """What the rules find in a plan, ledger, report or speech. Raises RejectedFile, UsageError.

        `values` are the JSON of the plan that a file was made from, where they are known.
        """
        from assistant.drafting.checks.checked import checked  # noqa: PLC0415
        from assistant.drafting.checks.draft import Edition  # noqa: PLC0415
        from assistant.drafting.checks.reading import Terms  # noqa: PLC0415

        feedback = self.read(against) if against is not None else None
        editions = tuple(Edition(entry.title, entry.version) for entry in self.store.catalogue.entries())
        terms = Terms(kind, as_of, regime, feedback, editions, is_final)
        return checked(path, terms, self.read, read_sheets, values)

    # --- wiring

    def _amend(self, document_id: str, say: Say, collection: str | None) -> str:
        self._must_be_seen([document_id])
        settings = self.settings
        there = self.store.catalogue.document(document_id).collection
        manner = Manner(collection or there, settings.model.name, settings.passage_tokens, self._switches)
        return amend(self._whole, document_id, say, manner)

    def _must_be_seen(self, document_ids: Iterable[str]) -> None:
        """Raises NotInLibrary for an id that is hidden or missing."""
        known = self.store.catalogue.descriptions().documents
        for identity in document_ids:
            if identity not in known:
                raise NotInLibrary("no_such_document", id=identity)

    def _means(self, k: int) -> Means:
        def retrieve(query: Query) -> Retrieved:
            found = searched_anyhow(self.store, query, k, self._ranker)
            return Retrieved(found.evidence(query.as_of), tuple(self._search_degraded(found)))

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
