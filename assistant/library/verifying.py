"""Do the stores of a library hold what they should, unchanged? Finds and tells; changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from assistant.errors import LibraryUnavailable
from assistant.library import origins
from assistant.library.probe import FOUND_SHARE
from assistant.library.served_record import read_served
from assistant.library.store import Store
from assistant.records import Document


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be."""

    kind: str
    """As under `[maintenance.found]` of the message files."""
    subject: str
    """Which document, passage or file; or how many."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, and what was found wrong with it."""

    documents: int
    passages: int
    originals: int
    terms: int
    """Passages in the term index."""
    base_rows: int
    """Passages in the base generation; the newer ones are searched straight from the catalogue."""
    base_found: int
    """How many of them are found by their own vector; HNSW misses about two in a hundred undamaged."""
    findings: tuple[Finding, ...]


def verify(store: Store) -> Verification:
    """Compare everything with everything. Raises LibraryUnavailable where the catalogue cannot be read at all."""
    catalogue = store.catalogue
    findings = [Finding("row_changed", each) for each in catalogue.damage()]
    findings += [Finding("pending", each) for each in (*catalogue.pending(), *catalogue.unsettled())]
    for entry in catalogue.entries():
        findings += _of_document(store, entry.id)
    findings += _of_originals(store)
    findings += _of_terms(store)
    base, of_base = _of_base(store)
    documents, passages = catalogue.counts()
    rows = store.terms.count() if store.terms.is_sound() else 0
    return Verification(
        documents, passages, len(catalogue.originals()), rows, base["asked"], base["found"], (*findings, *of_base)
    )


def _of_document(store: Store, document_id: str) -> Iterator[Finding]:
    """Every passage lies in its document, and its place in the text as read follows from the document's offsets."""
    try:
        document = store.catalogue.document(document_id)
        pieces = store.catalogue.passages(document_id)
    except LibraryUnavailable:
        yield Finding("document_unreadable", document_id)
        return
    if not _offsets_fit(document):
        yield Finding("offsets_wrong", document_id)
        return
    for piece in pieces:
        place = document.offsets.span_to_original(piece.start, piece.end)
        is_quote = piece.text and document.text[piece.start : piece.end] == piece.text
        if not is_quote or place != (piece.original_start, piece.original_end):
            yield Finding("span_wrong", piece.id)


def _offsets_fit(document: Document) -> bool:
    try:
        start, end = document.offsets.span_to_original(0, len(document.text))
    except (ValueError, IndexError):
        return False
    return 0 <= start <= end <= len(document.original_text)


def _of_originals(store: Store) -> Iterator[Finding]:
    named = store.catalogue.originals()
    written = {origin.original for origin in origins.read(store.home)}
    for name in sorted(named):
        path = store.originals / name
        if not path.is_file():
            yield Finding("original_missing", name)
        elif sha256(path.read_bytes()).hexdigest()[:32] != Path(name).stem:
            yield Finding("original_changed", name)
        if name not in written:
            yield Finding("origin_missing", name)
    for path in sorted(store.originals.glob("*")):
        if path.name not in named:
            yield Finding("left_over", path.relative_to(store.home).as_posix())
    for folder in store.vectors.stale():
        yield Finding("left_over", folder.relative_to(store.home).as_posix())
    for url, name in read_served(store.catalogue).stale():
        yield Finding("left_on_server", f"{url} {name}")


def _of_terms(store: Store) -> Iterator[Finding]:
    if not store.terms.is_sound():
        if store.terms.exists() or store.catalogue.counts()[1]:
            yield Finding("terms_damaged", str(store.terms.folder))
        return
    held = Counter(store.terms.ids())
    wanted = Counter(found.passage.id for batch in store.catalogue.texts() for found in batch)
    yield from (Finding("terms_missing", each) for each in sorted((wanted - held).elements()))
    yield from (Finding("terms_surplus", each) for each in sorted((held - wanted).elements()))


def _of_base(store: Store) -> tuple[dict[str, int], list[Finding]]:
    nothing = {"asked": 0, "found": 0}
    generation = store.vectors.generation()
    if generation is None or not store.vectors.is_whole(generation):
        return nothing, [Finding("base_damaged", str(store.vectors.folder))] if store.vectors.has_base() else []
    try:
        said = store.vectors.compare(generation)
    except LibraryUnavailable as error:
        if error.key == "chroma_unreachable":
            return nothing, [Finding("server_silent", str(error.facts["url"]))]
        if error.key == "base_not_copied":
            raise
        return nothing, [Finding("base_damaged", generation.folder)]
    findings = [Finding("base_missing", each) for each in said["missing"]]
    findings += [Finding("base_changed", each) for each in said["changed"]]
    if said["found"] < FOUND_SHARE * said["asked"]:
        findings.append(Finding("base_not_found", f"{said['asked'] - said['found']}/{said['asked']}"))
    return said, findings
