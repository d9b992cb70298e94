"""An open library: what people put into it, say of it, look up in it, and have it do for its own upkeep.

The parts are made by `wiring`; below these two everything arrives as an argument, and nothing reads settings.
Nothing here answers or drafts.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Self

from assistant import messages, resources, wiring
from assistant.documents.preparing import prepare
from assistant.errors import NotInLibrary, UsageError
from assistant.library import ingest as ingesting
from assistant.library import maintenance, seen
from assistant.library.amending import Say, amend, saying_facts, saying_settled
from assistant.library.candidates import Sent
from assistant.library.commit import remove
from assistant.library.file_reports import FileReport, IngestReport
from assistant.library.maintenance import Purged, Rebuilt, Vacuumed
from assistant.library.overview import DocumentSummary, OpenQuestion, open_questions, summaries
from assistant.library.reach import WHOLE, Reach, check_collection
from assistant.library.recovery import heal
from assistant.library.restoring import rebuild_from_originals
from assistant.library.standing import Standing, SwitchStanding
from assistant.library.store import Store
from assistant.library.switching import Switched, switch
from assistant.library.verifying import Verification, verify
from assistant.records import Change, Document, Passage
from assistant.retrieval.strength import keep_measured, measured_facts
from assistant.settings import Settings, load

SAMPLE_COLLECTION = "sample"
DEFAULT_COLLECTION = "default"


class OpenLibrary:
    """A library, open for one person's reach."""

    def __init__(self, settings: Settings) -> None:
        """Open the library that the settings name. Raises UsageError or LibraryUnavailable."""
        if settings.language is not None:
            messages.use(settings.language)
        self.settings = settings
        source = wiring.embedder(settings)
        self.store = Store(settings.home, source.load(), source=source, server=wiring.server(settings))
        heal(self.store)
        self._whole, self._reach = self.store, WHOLE
        self._turn = threading.Lock()
        """Several people of one page write one after the other; another process is refused, see `library.lock`."""

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

    def __exit__(self, *_: object) -> None:
        self.close()

    def ingest(
        self,
        paths: Sequence[Path | Sent],
        *,
        collection: str = DEFAULT_COLLECTION,
        retry_quarantined: bool = False,
        ray: str | None = None,
        progress: Callable[[FileReport], None] | None = None,
        watch: Callable[[Standing], None] | None = None,
    ) -> IngestReport:
        """Read files and folders into the library, one report a file; `watch` hears how far it has come.

        A file whose bytes changed takes the place of what was read from it before: in a collection, a file is its path,
        and one that was `Sent` its name. `ray` is the address of a Ray cluster that does the reading, or `local`.
        Raises UsageError for a collection that is kept from whoever adds to it.
        """
        check_collection(collection)
        if collection in self._reach.closed:
            raise UsageError("collection_closed", name=collection)
        manner = replace(wiring.manner(self.settings, collection), retry_quarantined=retry_quarantined, ray=ray)
        with self._turn:
            report = ingesting.ingest(self._whole, paths, manner, progress, watch, self._reach)
            keep_measured(self._whole)
        return report

    def load_sample_corpus(self) -> IngestReport:
        """Read the corpus that ships with the program."""
        return self.ingest([resources.corpus()], collection=SAMPLE_COLLECTION)

    def documents(self) -> list[DocumentSummary]:
        """What the library holds, ordered by collection and path."""
        return summaries(self.store.catalogue, date.today())

    def review(self) -> list[OpenQuestion]:
        """What a person should check: doubtful editions, titles over other bodies, texts without a beginning."""
        return open_questions(self.store.catalogue, date.today())

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
        if collection is not None:
            check_collection(collection)
        if collection in self._reach.closed:
            raise UsageError("collection_closed", name=collection)
        return self._amend(document_id, saying_facts(facts), collection)

    def settle(
        self, document_id: str, accepted: Sequence[Change], declined: Sequence[Change] = (), *, by: str = ""
    ) -> None:
        """Accept or decline suggestions of a document's repair; the text is changed as a person's change, `by` name.

        The original stays as it is. Raises NotInLibrary.
        """
        self._amend(document_id, saying_settled(accepted, declined, by, date.today()), None)

    def remove(self, document_id: str) -> None:
        """Take a document out of the library. Raises NotInLibrary."""
        self._must_be_seen([document_id])
        with self._turn:
            remove(self._whole, document_id)

    def verify(self) -> Verification:
        """Whether the stores hold what they should, unchanged."""
        return verify(self._whole)

    def embedders(self) -> tuple[str, str]:
        """The embedder that the library is in, and the one that the settings name."""
        return self._whole.in_use.names

    def rebuild(self) -> Rebuilt:
        """Write term index and vector index anew from the catalogue."""
        with self._turn:
            return maintenance.rebuild(self._whole)

    def vacuum(self) -> Vacuumed:
        """Give back the space of removed documents, and leave nothing of them in any file."""
        with self._turn:
            return maintenance.vacuum(self._whole)

    def purge(self, document_ids: Sequence[str]) -> Purged:
        """Remove documents so that nothing of them is left in any file, and search all files for them.

        Raises NotInLibrary.
        """
        self._must_be_seen(document_ids)
        with self._turn:
            return maintenance.purge(self._whole, document_ids)

    def own_words(self, document_ids: Sequence[str]) -> frozenset[str]:
        """Pieces by which words of these documents, and of no other, are known elsewhere. Raises NotInLibrary."""
        self._must_be_seen(document_ids)
        return maintenance.own_words(self._whole, document_ids)

    @staticmethod
    def rebuild_from_originals(settings: Settings) -> Rebuilt:
        """Make a catalogue that is lost, damaged or of another embedder anew; the library need not open for that."""
        manner = wiring.manner(settings, DEFAULT_COLLECTION)
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
        return prepare(path, switches=wiring.switches(self.settings))

    def _amend(self, document_id: str, say: Say, collection: str | None) -> str:
        self._must_be_seen([document_id])
        there = self.store.catalogue.document(document_id).collection
        with self._turn:
            return amend(self._whole, document_id, say, wiring.manner(self.settings, collection or there))

    def _must_be_seen(self, document_ids: Iterable[str]) -> None:
        """Raises NotInLibrary for an id that is hidden or missing."""
        known = self.store.catalogue.descriptions().documents
        for identity in document_ids:
            if identity not in known:
                raise NotInLibrary("no_such_document", id=identity)
