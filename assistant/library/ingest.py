"""The only writer: files and folders → read, repaired, cut → written, with a report a file.

How the stores are written is in `commit`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from assistant import messages
from assistant.documents.reading import bytes_of, is_document
from assistant.errors import RejectedFile
from assistant.library.candidates import Candidate, Sent, candidates
from assistant.library.commit import ReadFile, bring_up_to_date, write
from assistant.library.file_reports import FileReport, IngestReport, report_of
from assistant.library.file_work import FileWork, Manner, Task
from assistant.library.interruption import Interruption, interruptible
from assistant.library.kin import find_kin
from assistant.library.known_files import KnownFiles
from assistant.library.lock import writing
from assistant.library.reach import WHOLE, Reach
from assistant.library.recovery import recover
from assistant.library.standing import Course, Watch
from assistant.library.store import Store
from assistant.library.workers import Crew, Promise, Workforce, processors

BATCH_PASSAGES = 5000
"""Passages a commit: large enough for speed, small enough that Ctrl-C loses no more than a few seconds of work."""

_FILES_AHEAD = 64
_BYTES_AHEAD = 16 * 2**20
"""How far reading may be ahead of writing: enough for all workers during a commit, little enough for memory."""

_PATIENCE_S = 0.2
"""How long Ctrl-C may go unnoticed while a worker reads."""

Progress = Callable[[FileReport], None]


def ingest(
    store: Store,
    paths: Sequence[Path | Sent],
    manner: Manner,
    progress: Progress | None = None,
    watch: Watch | None = None,
    reach: Reach = WHOLE,
) -> IngestReport:
    """Read files and folders into a library. One bad file never stops the others.

    A file that changed takes the place of what was read from it before, as far as the `reach` of whoever adds it covers
    that. `progress` hears what became of each file, `watch` how far it has come. What was committed stays when it is
    interrupted, and nothing else does. Raises LibraryUnavailable where the library cannot be written.
    """
    with writing(store.home), interruptible() as interruption:
        recover(store)
        run = _Run(store, manner, list(candidates(paths)), progress, watch, interruption, reach)
        try:
            run.read()
        except KeyboardInterrupt:
            recover(store)
            raise
        finally:
            run.settle()
        run.index()
    return run.report()


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file that is being read."""

    met: int
    """Which file of the call it is."""
    candidate: Candidate
    data: bytes
    original: str
    promise: Promise | None
    """None for the same bytes as of a file before it: whether they are to be read is seen when that one is through."""

    @property
    def is_ready(self) -> bool:
        return self.promise is None or self.promise.is_there()


@dataclass(frozen=True, slots=True)
class _Queued:
    """A file that waits for the next commit."""

    file: ReadFile
    report: FileReport
    met: int


class _Run:
    """One call of `ingest`: which files are being read, and what has been read and not yet committed."""

    def __init__(
        self,
        store: Store,
        manner: Manner,
        files: Sequence[Candidate],
        progress: Progress | None,
        watch: Watch | None,
        interruption: Interruption,
        reach: Reach,
    ) -> None:
        self._store = store
        self._manner = manner
        self._files = files
        self._known = KnownFiles(store.catalogue, manner.collection, reach)
        self._sizes = [_size_of(candidate.path) for candidate in files]
        self._workforce = _crew(store, manner)
        self._progress = progress
        self._interruption = interruption
        self._bytes_to_come = sum(self._sizes)
        self._met: dict[str, str] = {}
        """What the files that were begun are known by, and the names that their bytes are kept under."""
        self._course = Course(len(files), self._bytes_to_come, watch)
        self._reports: dict[int, list[FileReport]] = {}
        self._begun: deque[_Begun] = deque()
        self._waiting: list[_Queued] = []
        self._known_kills = {} if manner.retry_quarantined else store.catalogue.kills()
        self._kills = dict(self._known_kills)
        self._has_changed = False

    def read(self) -> None:
        """Read all files, several at once where that pays, and write them in their order."""
        with self._workforce:
            for met, candidate in enumerate(self._files):
                self._interruption.check()
                self._bytes_to_come -= self._sizes[met]
                self._meet(met, candidate)
                while self._begun and (self._is_far_ahead() or self._begun[0].is_ready):
                    self._take_in()
            while self._begun:
                self._take_in()
            self._commit()

    def settle(self) -> None:
        """What must follow whatever was committed, also where reading was cut short."""
        if self._kills != self._known_kills:
            self._store.catalogue.count_kills(self._kills)
        if self._has_changed:
            self._course.enter("comparing")
            find_kin(self._store.catalogue)

    def index(self) -> None:
        """Give the vectors their index, where too many lie outside it."""
        self._course.enter("indexing")
        bring_up_to_date(self._store)

    def report(self) -> IngestReport:
        """What became of each file, in the order they were met."""
        return IngestReport(tuple(report for met in sorted(self._reports) for report in self._reports[met]))

    def _meet(self, met: int, candidate: Candidate) -> None:
        """Begin to read a file; report it at once where there is nothing to read."""
        path, source = candidate.path, candidate.source
        if not candidate.is_named and not is_document(path.name):
            self._pass_over(met, source, "skipped")
            return
        try:
            data = bytes_of(path)
            original = f"{sha256(data).hexdigest()[:32]}{path.suffix.lower()}"
            if self._met.setdefault(source, original) != original:
                raise RejectedFile("file_same_name")
        except RejectedFile as error:
            self._pass_over(
                met, source, "rejected", message=str(RejectedFile(error.key, **error.facts | {"path": source}))
            )
            return
        candidate = replace(candidate, stated=self._known.stated(candidate, original))
        promise = None
        if all(begun.original != original for begun in self._begun):
            if self._report_known(met, candidate, original):
                return
            promise = self._begin(candidate, data)
        self._begun.append(_Begun(met, candidate, data, original, promise))

    def _begin(self, candidate: Candidate, data: bytes) -> Promise:
        task = Task(Path(candidate.source), data, candidate.stated, dict(self._kills))
        return self._workforce.begin(task, self._bytes_to_come)

    def _is_far_ahead(self) -> bool:
        return len(self._begun) > _FILES_AHEAD or sum(len(begun.data) for begun in self._begun) > _BYTES_AHEAD

    def _take_in(self) -> None:
        """Wait for the first file that is being read, and queue what came of it for the next commit."""
        begun = self._begun.popleft()
        promise = begun.promise
        if promise is None:
            if self._report_known(begun.met, begun.candidate, begun.original):
                return
            promise = self._begin(begun.candidate, begun.data)
        while not promise.is_there(_PATIENCE_S):
            self._interruption.check()
        work = promise.result()
        self._interruption.check()  # it may have ended a reader, which says nothing about its file
        self._kills.update(work.kills)
        self._course.advance(self._sizes[begun.met], sum(len(each.document.text) for each in work.documents))
        if work.error is None:
            self._queue(begun, work)
        elif isinstance(work.error, RejectedFile):
            self._report(begun.met, begun.candidate.source, "rejected", message=str(work.error))
        else:
            raise work.error

    def _report_known(self, met: int, candidate: Candidate, original: str) -> bool:
        """Report a file where there is nothing to do: the same bytes are here or on their way, and nothing else is
        said of them. Whether it was so.
        """
        known = self._known_or_queued(candidate, original)
        if known is not None:
            self._pass_over(met, candidate.source, "unchanged", known)
        return known is not None

    def _known_or_queued(self, candidate: Candidate, original: str) -> tuple[str, ...] | None:
        for queued in self._waiting:
            if queued.file.original == original:
                return queued.report.document_ids
        return self._known.unchanged(candidate, original)

    def _queue(self, begun: _Begun, work: FileWork) -> None:
        path, met = begun.candidate.source, begun.met
        for refused in work.refused:
            self._report(met, str(refused.facts["path"]), "rejected", message=str(refused))
        for member in work.skipped:
            self._report(met, f"{path}!{member}", "skipped")
        read = self._known.to_be_written(begun.candidate, begun.data, begun.original, work)
        if not read.fresh and not read.restated and not read.replaced:
            self._report(met, path, "unchanged", tuple(each.document.id for each in work.documents))
            return
        outcome = "replaced" if read.replaced or read.restated else "added"
        report = report_of(path, outcome, work.documents, read.replaced)
        self._waiting.append(_Queued(read, report, met))
        if sum(queued.file.passages for queued in self._waiting) >= BATCH_PASSAGES:
            self._commit()

    def _commit(self) -> None:
        """Make everything queued ready, in one step."""
        if not self._waiting:
            return
        write(self._store, [queued.file for queued in self._waiting])
        self._has_changed = True
        for queued in self._waiting:
            self._tell(queued.met, queued.report)
        self._waiting.clear()

    def _pass_over(
        self, met: int, path: str, outcome: str, documents: tuple[str, ...] = (), message: str | None = None
    ) -> None:
        """Report a file that is not read."""
        self._course.advance(self._sizes[met])
        self._report(met, path, outcome, documents, message)

    def _report(
        self, met: int, path: str, outcome: str, documents: tuple[str, ...] = (), message: str | None = None
    ) -> None:
        text = message or messages.text(f"ingest.{outcome}", path=path)
        self._tell(met, FileReport(path, outcome, documents, text))

    def _tell(self, met: int, report: FileReport) -> None:
        self._reports.setdefault(met, []).append(report)
        if self._progress is not None:
            self._progress(report)


def _crew(store: Store, manner: Manner) -> Crew:
    """Raises UsageError where a Ray cluster is wanted and cannot be used."""
    if manner.ray is None:
        return Workforce(manner, processors() if manner.workers is None else manner.workers)
    from assistant.library.ray_workers import RayWorkforce  # noqa: PLC0415

    return RayWorkforce(manner.ray, manner, store.in_use.described, store.encoder.fingerprint)


def _size_of(path: Path) -> int:
    """0 for what cannot be read: it is reported when its turn comes."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
