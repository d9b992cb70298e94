"""Does an evidence pack hold: files unchanged, every quotation at its place, the draft citing what the pack proves.

A pack that agrees with itself may still be forged as a whole. Against that, and only against that, help the originals:
given a folder of them, every file's digest and every quotation in its text is checked there too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from assistant.errors import AssistantError
from assistant.export.pack_reading import Pack, PackedCitation, PackedPassage
from assistant.records import Document

_PLAN = "drafts/plan.json"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold. `kind` is a key under `[packs]` of the messages, after fault_."""

    kind: str
    subject: str
    """The file, or the citation as [n]."""


@dataclass(frozen=True, slots=True)
class PackCheck:
    """What was checked and what does not hold."""

    citations: int
    files: int
    faults: tuple[Fault, ...]
    originals: int | None
    """Cited documents whose original was found and checked; None where none were looked for."""
    documents: int

    @property
    def holds(self) -> bool:
        return not self.faults


def check_pack(pack: Pack, originals: Path | None = None, read: Callable[[Path], Document] | None = None) -> PackCheck:
    """Check a pack, and its sources where `originals` names their folder; `read` makes a document of a file."""
    faults = [*_files(pack), *_citations(pack), *_draft(pack)]
    found: int | None = None
    if originals is not None and read is not None:
        paths = _by_digest(originals)
        found = sum(document.file_sha256 in paths for document in pack.manifest.documents)
        faults += _originals(pack, paths, read)
    manifest = pack.manifest
    return PackCheck(len(manifest.citations), len(pack.files), tuple(faults), found, len(manifest.documents))


def _files(pack: Pack) -> Iterator[Fault]:
    """Each file is listed, and there, with the digest that the manifest says."""
    for name, digest in pack.manifest.files.items():
        if name not in pack.files:
            yield Fault("file_missing", name)
        elif sha256(pack.files[name]).hexdigest() != digest:
            yield Fault("file_changed", name)
    for name in sorted(pack.files.keys() - pack.manifest.files.keys()):
        yield Fault("file_unlisted", name)


def _citations(pack: Pack) -> Iterator[Fault]:
    """Each citation stands in a passage of its document, word for word."""
    passages: dict[str, list[PackedPassage]] = {}
    for passage in pack.manifest.passages:
        passages.setdefault(passage.document_id, []).append(passage)
    documents = {document.id for document in pack.manifest.documents}
    for citation in pack.manifest.citations:
        around = [
            passage
            for passage in passages.get(citation.document_id, ())
            if passage.start <= citation.start and citation.end <= passage.end
        ]
        if citation.document_id not in documents or not around:
            yield Fault("passage_missing", f"[{citation.n}]")
        elif not any(_stands_in(citation, passage, pack) for passage in around):
            yield Fault("quote_changed", f"[{citation.n}]")


def _stands_in(citation: PackedCitation, passage: PackedPassage, pack: Pack) -> bool:
    text = pack.files.get(passage.file, b"").decode("utf-8", "replace")
    is_whole = len(text) == passage.end - passage.start
    return is_whole and text[citation.start - passage.start : citation.end - passage.start] == citation.quote


def _draft(pack: Pack) -> Iterator[Fault]:
    """The draft cites what the pack proves, and nothing else."""
    try:
        said = json.loads(pack.files[_PLAN])["citations"]
        drafted = [PackedCitation.model_validate(citation) for citation in said]
    except (KeyError, TypeError, ValueError, RecursionError):
        yield Fault("draft_unreadable", _PLAN)
        return
    proved = {citation.n: citation for citation in pack.manifest.citations}
    for citation in drafted:
        if proved.pop(citation.n, None) != citation:
            yield Fault("not_proved", f"[{citation.n}]")
    for n in proved:
        yield Fault("not_drafted", f"[{n}]")


def _originals(pack: Pack, paths: Mapping[str, Path], read: Callable[[Path], Document]) -> Iterator[Fault]:
    """Each cited document's file is there, and what is cited stands in its text where the citation says."""
    for document in pack.manifest.documents:
        path = paths.get(document.file_sha256)
        if path is None:
            yield Fault("original_missing", document.name)
            continue
        try:
            text = read(path).text
        except AssistantError:
            yield Fault("original_unreadable", document.name)
            continue
        for citation in pack.manifest.citations:
            if citation.document_id == document.id and text[citation.start : citation.end] != citation.quote:
                yield Fault("not_in_original", f"[{citation.n}]")


def _by_digest(folder: Path) -> dict[str, Path]:
    """Every file below a folder by the digest of its bytes."""
    return {sha256(path.read_bytes()).hexdigest(): path for path in sorted(folder.rglob("*")) if path.is_file()}
