"""The only writer: files and folders → read, repaired, cut → written, with a report a file.

How the stores are written is in `commit`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from assistant import messages
from assistant.documents.chunking import CountTokens, passages
from assistant.documents.preparing import EVERY_STAGE, documents_in
from assistant.documents.reading import FileReader, bytes_of, is_document
from assistant.errors import RejectedFile
from assistant.library.candidates import Candidate, candidates
from assistant.library.catalogue import Kept, Pending
from assistant.library.commit import Cut, ReadFile, bring_up_to_date, recover, write
from assistant.library.kin import find_kin, sketch_of
from assistant.library.lock import writing
from assistant.library.rows import stated_to_json
from assistant.library.store import Store
from assistant.records import Document, Passage
from assistant.text.repair import Switches

BATCH_PASSAGES = 2000
"""Passages a commit: large enough for speed, small enough that Ctrl-C loses little."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file, or of a file inside one."""

    path: str
    outcome: str
    """added, unchanged, replaced, rejected, or skipped (in a folder or an archive, but no document)."""
    document_ids: tuple[str, ...]
    """The documents in it, in order."""
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


Progress = Callable[[FileReport], None]


@dataclass(frozen=True, slots=True)
class Manner:
    """How files are read into a library."""

    collection: str
    count_tokens: CountTokens
    passage_tokens: int
    switches: Switches = EVERY_STAGE
    retry_quarantined: bool = False
    """Try files again that took their reader down before."""


def ingest(store: Store, paths: Sequence[Path], manner: Manner, progress: Progress | None = None) -> IngestReport:
    """Read files and folders into a library. One bad file never stops the others.

    Raises LibraryUnavailable where the library cannot be written: nothing is half-written then.
    """
    with writing(store.home):
        recover(store)
        kills = {} if manner.retry_quarantined else store.catalogue.kills()
        with FileReader(kills) as reader:
            run = _Run(store, manner, reader, progress)
            for candidate in candidates(paths):
                run.take(candidate)
            run.commit()
        if reader.kills != kills:
            store.catalogue.count_kills(reader.kills)
        if run.has_changed:
            find_kin(store.catalogue)
        bring_up_to_date(store)
    return run.report()


@dataclass(frozen=True, slots=True)
class _Queued:
    """A file that waits for the next commit."""

    file: ReadFile
    report: FileReport
    met: int
    """Which file of the call it was."""


class _Run:
    """One call of `ingest`: what has been taken in and not yet committed."""

    def __init__(self, store: Store, manner: Manner, reader: FileReader, progress: Progress | None) -> None:
        self.has_changed = False
        self._reports: dict[int, list[FileReport]] = {}
        self._met = 0
        self._store = store
        self._manner = manner
        self._reader = reader
        self._progress = progress
        self._waiting: list[_Queued] = []

    def take(self, candidate: Candidate) -> None:
        """Read one file and queue it for the next commit; report it at once where there is nothing to commit."""
        path = candidate.path
        self._met += 1
        if not candidate.is_named and not is_document(path.name):
            self._report(str(path), "skipped")
            return
        try:
            data = bytes_of(path)
            original = f"{sha256(data).hexdigest()[:32]}{path.suffix.lower()}"
            kept = self._store.catalogue.kept(original, self._manner.collection)
            known = self._known(candidate, original, kept)
            if known is not None:
                self._report(str(path), "unchanged", known)
            else:
                self._queue(candidate, data, original, kept)
        except RejectedFile as error:
            self._report(str(path), "rejected", message=str(error))

    def report(self) -> IngestReport:
        """What became of each file, in the order they were met."""
        return IngestReport(tuple(report for met in sorted(self._reports) for report in self._reports[met]))

    def commit(self) -> None:
        """Make everything queued ready, in one step."""
        if not self._waiting:
            return
        write(self._store, [queued.file for queued in self._waiting])
        for queued in self._waiting:
            self._tell(queued.met, queued.report)
        self._waiting.clear()
        self.has_changed = True

    def _known(self, candidate: Candidate, original: str, kept: Kept | None) -> tuple[str, ...] | None:
        """The documents of a file where there is nothing to do: the same bytes are here or on their way, and nothing
        else is said of them.
        """
        for queued in self._waiting:
            if queued.file.original == original:
                return queued.report.document_ids
        if kept is None or not kept.is_whole:
            return None
        says_the_same = kept.path != str(candidate.path) or kept.stated == stated_to_json(candidate.stated)
        return kept.documents if says_the_same else None

    def _queue(self, candidate: Candidate, data: bytes, original: str, kept: Kept | None) -> None:
        path, manner = candidate.path, self._manner
        contents = self._reader.read_bytes(data, path)
        documents = documents_in(
            contents, path, collection=manner.collection, stated=candidate.stated, switches=manner.switches
        )
        for refused in contents.refused:
            self._report(str(refused.facts["path"]), "rejected", message=str(refused))
        for member in contents.skipped:
            self._report(f"{path}!{member}", "skipped")
        stated = stated_to_json(candidate.stated)
        parts = len(documents) + len(contents.refused)
        cut = [
            (Pending(document, original, parts, stated, sketch_of(document)), tuple(self._cut(document)))
            for document in documents
        ]
        there = frozenset(kept.documents) if kept else frozenset()
        fresh = tuple(item for item in cut if item[0].document.id not in there)
        restated = tuple(item for item in cut if item[0].document.id in there) if kept and kept.stated != stated else ()
        if not fresh and not restated:
            self._report(str(path), "unchanged", tuple(document.id for document in documents))
            return
        earlier = self._store.catalogue.at_path(str(path), manner.collection)
        replaced = tuple(identity for identity in earlier if identity not in there)
        report = _report_of(path, "replaced" if replaced or restated else "added", documents, [*fresh, *restated])
        self._waiting.append(_Queued(ReadFile(fresh, restated, replaced, data, original), report, self._met))
        if sum(queued.file.passages for queued in self._waiting) >= BATCH_PASSAGES:
            self.commit()

    def _cut(self, document: Document) -> list[Passage]:
        return passages(document, self._manner.count_tokens, self._manner.passage_tokens)

    def _report(self, path: str, outcome: str, documents: tuple[str, ...] = (), message: str | None = None) -> None:
        text = message or messages.text(f"ingest.{outcome}", path=path)
        self._tell(self._met, FileReport(path, outcome, documents, text))

    def _tell(self, met: int, report: FileReport) -> None:
        self._reports.setdefault(met, []).append(report)
        if self._progress is not None:
            self._progress(report)


def _report_of(path: Path, outcome: str, documents: Sequence[Document], written: Sequence[Cut]) -> FileReport:
    pieces = sum(len(passages) for _, passages in written)
    repairs = sum(len(document.repair.repairs) for document in documents)
    titles = "》《".join(document.title for document in documents)
    text = messages.text(f"ingest.{outcome}", path=path, passages=pieces, title=titles)
    if repairs:
        text += messages.text("ingest.repaired", count=repairs)
    warnings = dict.fromkeys(warning for document in documents for warning in document.warnings)
    text += "".join(messages.text("ingest.warned", warning=messages.text(f"warnings.{key}")) for key in warnings)
    return FileReport(str(path), outcome, tuple(document.id for document in documents), text)
