"""The only writer: files → read → repaired → cut → embedded → committed. A crash leaves a document ready or absent.

Order of writing: pending row, original, term index, then one transaction that stores passages and vectors and makes
the documents ready. What a crash left pending is taken back by the next writer.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import messages
from assistant.documents.chunking import CountTokens, passages
from assistant.documents.metadata import catalogue_of
from assistant.documents.preparing import EVERY_STAGE, document_id, from_raw
from assistant.documents.reading import RawText, is_document, read_file
from assistant.errors import RejectedFile
from assistant.library.catalogue import Vectors
from assistant.library.lock import writing
from assistant.library.store import Store
from assistant.library.terms_index import TermEntry
from assistant.records import Document, Passage
from assistant.text.repair import Switches

BATCH_PASSAGES = 2000
"""Passages a commit: large enough for speed, small enough that Ctrl-C loses little."""

Progress = Callable[["FileReport"], None]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file."""

    path: str
    outcome: str
    """added, unchanged, replaced, rejected, or skipped (in a folder, but no document)."""
    document_id: str | None
    message: str
    """One line for people."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of each file, in the order they were met."""

    files: tuple[FileReport, ...]

    def count(self, outcome: str) -> int:
        return sum(report.outcome == outcome for report in self.files)

    @property
    def failed(self) -> bool:
        return any(report.outcome == "rejected" for report in self.files)


@dataclass(frozen=True, slots=True)
class _Candidate:
    path: Path
    stated: Mapping[str, object] | None
    named: bool
    """The user named the file itself, not a folder above it."""


def ingest(
    store: Store,
    paths: Sequence[Path],
    *,
    collection: str,
    count_tokens: CountTokens,
    passage_tokens: int,
    switches: Switches = EVERY_STAGE,
    progress: Progress | None = None,
) -> IngestReport:
    """Read files and folders into a library. One bad file never stops the others.

    Raises LibraryUnavailable where the library cannot be written: nothing is half-written then.
    """
    with writing(store.home):
        recover(store)
        run = _Run(store, collection, count_tokens, passage_tokens, switches, progress)
        for candidate in _candidates(paths):
            run.take(candidate)
        run.commit()
        bring_up_to_date(store)
    return run.report()


def recover(store: Store) -> None:
    """Take back what a crash left half-written. Call it under the writer's lock."""
    pending = store.catalogue.pending()
    if pending and store.terms.exists():
        store.terms.write((), [document for document, _ in pending])
    kept = {entry.original for entry in store.catalogue.entries()} if pending else set()
    for document, original in pending:
        store.catalogue.remove(document)
        if original not in kept:
            (store.originals / original).unlink(missing_ok=True)
    if not store.terms.exists() and store.catalogue.counts()[1]:
        store.rebuild_terms()


def bring_up_to_date(store: Store) -> None:
    """Build a new base of vectors where too much lies beside the old one. Call it under the writer's lock."""
    if store.vectors.needs_base():
        store.vectors.build_base()


def remove(store: Store, document_id: str) -> None:
    """Forget a document: catalogue first, so that no query sees it, then the caches. Raises NotInLibrary."""
    with writing(store.home):
        store.catalogue.document(document_id)
        original = next(entry.original for entry in store.catalogue.entries() if entry.id == document_id)
        store.catalogue.remove(document_id)
        store.terms.write((), [document_id])
        if all(entry.original != original for entry in store.catalogue.entries()):
            (store.originals / original).unlink(missing_ok=True)
        bring_up_to_date(store)


@dataclass(frozen=True, slots=True)
class _Queued:
    """A document that was read and waits for the next commit."""

    document: Document
    passages: tuple[Passage, ...]
    data: bytes
    original: str
    """The name that its bytes are kept under."""
    report: FileReport
    met: int
    """Which file of the call it was."""


class _Run:
    """One call of `ingest`: what has been taken in and not yet committed."""

    def __init__(
        self,
        store: Store,
        collection: str,
        count_tokens: CountTokens,
        passage_tokens: int,
        switches: Switches,
        progress: Progress | None,
    ) -> None:
        self._reports: dict[int, FileReport] = {}
        self._met = 0
        self._store = store
        self._collection = collection
        self._count_tokens = count_tokens
        self._passage_tokens = passage_tokens
        self._switches = switches
        self._progress = progress
        self._waiting: list[_Queued] = []
        self._replaced: list[str] = []

    def take(self, candidate: _Candidate) -> None:
        """Read one file and queue it for the next commit; report it at once where there is nothing to commit."""
        path = candidate.path
        self._met += 1
        if not candidate.named and not is_document(path):
            self._report(path, "skipped")
            return
        try:
            raw = read_file(path)
        except RejectedFile as error:
            self._report(path, "rejected", message=str(error))
            return
        identity = document_id(raw.digest, self._collection)
        if self._store.catalogue.is_ready(identity) or any(queued.document.id == identity for queued in self._waiting):
            self._report(path, "unchanged", identity)
            return
        self._queue(candidate, raw)

    def report(self) -> IngestReport:
        """What became of each file, in the order they were met."""
        return IngestReport(tuple(self._reports[met] for met in sorted(self._reports)))

    def commit(self) -> None:
        """Make everything queued ready, in one step."""
        if not self._waiting:
            return
        store = self._store
        store.catalogue.add_pending((queued.document, queued.original) for queued in self._waiting)
        self._keep_originals()
        store.terms.write(self._term_entries(), self._replaced)
        store.catalogue.set_fact("fingerprint", store.encoder.fingerprint)
        store.catalogue.set_fact("embedder", store.encoder.name)
        store.catalogue.make_ready(self._with_vectors(), replaced=self._replaced)
        for queued in self._waiting:
            self._tell(queued.met, queued.report)
        self._waiting.clear()
        self._replaced.clear()

    def _queue(self, candidate: _Candidate, raw: RawText) -> None:
        document = from_raw(
            raw, candidate.path, collection=self._collection, stated=candidate.stated, switches=self._switches
        )
        pieces = passages(document, self._count_tokens, self._passage_tokens)
        replaced = self._store.catalogue.at_path(document.path, self._collection)
        self._replaced += replaced
        outcome = "replaced" if replaced else "added"
        text = messages.text(f"ingest.{outcome}", path=candidate.path, passages=len(pieces), title=document.title)
        if document.repair.repairs:
            text += messages.text("ingest.repaired", count=len(document.repair.repairs))
        report = FileReport(document.path, outcome, document.id, text)
        original = f"{raw.digest[:32]}{candidate.path.suffix.lower()}"
        self._waiting.append(_Queued(document, tuple(pieces), raw.data, original, report, self._met))
        if sum(len(queued.passages) for queued in self._waiting) >= BATCH_PASSAGES:
            self.commit()

    def _keep_originals(self) -> None:
        """Write the bytes aside, make them durable, then give them their names."""
        folder = self._store.originals
        folder.mkdir(exist_ok=True)
        new = {queued.original: queued.data for queued in self._waiting if not (folder / queued.original).exists()}
        for name, data in new.items():
            (folder / f"{name}.part").write_bytes(data)
        for name in new:
            with (folder / f"{name}.part").open("rb") as written:
                os.fsync(written.fileno())
            (folder / f"{name}.part").rename(folder / name)

    def _with_vectors(self) -> list[tuple[str, tuple[Passage, ...], Vectors]]:
        texts = [_embedded(queued.document, piece) for queued in self._waiting for piece in queued.passages]
        vectors = self._store.encoder.encode_documents(texts)
        rows, start = [], 0
        for queued in self._waiting:
            end = start + len(queued.passages)
            rows.append((queued.document.id, queued.passages, vectors[start:end]))
            start = end
        return rows

    def _term_entries(self) -> Iterator[TermEntry]:
        for queued in self._waiting:
            for piece in queued.passages:
                yield TermEntry(piece.id, queued.document.id, piece.text, queued.document.title, piece.heading)

    def _report(self, path: Path, outcome: str, identity: str | None = None, message: str | None = None) -> None:
        text = message or messages.text(f"ingest.{outcome}", path=path)
        self._tell(self._met, FileReport(str(path), outcome, identity, text))

    def _tell(self, met: int, report: FileReport) -> None:
        self._reports[met] = report
        if self._progress is not None:
            self._progress(report)


def _embedded(document: Document, passage: Passage) -> str:
    """What is embedded of a passage: with the title and headings, which say what its words are about."""
    return "\n".join(part for part in (document.title, passage.heading, passage.text) if part)


def _candidates(paths: Sequence[Path]) -> Iterator[_Candidate]:
    """The files behind files, folders and globs, each folder in order of name; catalogues are read, not ingested."""
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path)
        elif not path.exists() and any(mark in path.name for mark in "*?["):
            yield from (_Candidate(match, _stated(match), named=False) for match in sorted(path.parent.glob(path.name)))
        else:
            yield _Candidate(path, _stated(path), named=True)


def _in_folder(folder: Path) -> Iterator[_Candidate]:
    stated = catalogue_of(folder)
    for path in _files_below(folder):
        if path.name != "catalogue.yaml":
            yield _Candidate(path, stated.get(path.resolve()), named=False)


def _files_below(folder: Path) -> Iterable[Path]:
    """Every file below a folder but hidden ones, in order of path; links to folders are not followed."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))


def _stated(path: Path) -> Mapping[str, object] | None:
    """What a catalogue in the file's own folder or the one above says of it."""
    for folder in (path.parent, path.parent.parent):
        said = catalogue_of(folder).get(path.resolve())
        if said is not None:
            return said
    return None
