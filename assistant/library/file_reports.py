"""What became of files, for people and programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import messages
from assistant.library.file_work import Prepared


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
    replaced_ids: tuple[str, ...] = ()
    """The documents whose place they took."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of each file, in the order they were met."""

    files: tuple[FileReport, ...]

    def count(self, outcome: str) -> int:
        """Files that this became of; see `FileReport.outcome`."""
        return sum(report.outcome == outcome for report in self.files)

    @property
    def failed(self) -> bool:
        return any(report.outcome == "rejected" for report in self.files)


def report_of(path: str, outcome: str, contents: Sequence[Prepared], replaced: tuple[str, ...]) -> FileReport:
    """The report of a file that the library took, with what was repaired and noticed."""
    documents = [each.document for each in contents]
    pieces = sum(len(each.passages) for each in contents)
    repairs = sum(len(document.repair.repairs) for document in documents)
    titles = "》《".join(document.title for document in documents)
    text = messages.text(f"ingest.{outcome}", path=path, passages=pieces, title=titles)
    if repairs:
        text += messages.text("ingest.repaired", count=repairs)
    warnings = dict.fromkeys(warning for document in documents for warning in document.warnings)
    text += "".join(messages.text("ingest.warned", warning=messages.text(f"warnings.{key}")) for key in warnings)
    return FileReport(path, outcome, tuple(document.id for document in documents), text, replaced)
