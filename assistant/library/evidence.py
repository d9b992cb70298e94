"""What citations rest on, as far as another machine can check it: passages in their words, digests of texts and files.

Citations in, records out. It packs nothing and prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from assistant.library.store import Store
from assistant.records import Citation, Document


@dataclass(frozen=True, slots=True)
class PassageProof:
    """A stretch of a document that holds what is cited: `text` is `document.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class SourceProof:
    """A cited document: which bytes it was read from, which text came of them, and the passages that are cited."""

    document_id: str
    title: str
    name: str
    """Name of its file, without the folder."""
    file_sha256: str
    """Of the file's bytes; empty where the original is lost."""
    text_sha256: str
    characters: int
    passages: tuple[PassageProof, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that a draft or answer rests on."""

    sources: tuple[SourceProof, ...]
    fingerprints: Mapping[str, Any]
    """Of the index, the embedder, the model and the settings that were used."""


def sources_of(store: Store, citations: Sequence[Citation]) -> tuple[SourceProof, ...]:
    """The documents of the library that citations point at, in the order of their first citation."""
    originals = {entry.id: entry.original for entry in store.catalogue.entries()}
    cited = [
        identity for identity in dict.fromkeys(citation.document_id for citation in citations) if identity in originals
    ]
    return tuple(_of_library(store, identity, originals[identity], citations) for identity in cited)


def source_of_file(document: Document, path: Path, citations: Sequence[Citation]) -> SourceProof:
    """A document that was read from a file and is in no library: its passages are whole lines."""
    spans = [_lines_around(document.text, citation) for citation in citations if citation.document_id == document.id]
    return _source(document, path.name, sha256(path.read_bytes()).hexdigest(), spans)


def index_fingerprint(store: Store) -> dict[str, Any]:
    """What was searched: how much, which documents, in which embedder."""
    documents, passages = store.catalogue.counts()
    ids = "\n".join(sorted(entry.id for entry in store.catalogue.entries()))
    return {
        "documents": documents,
        "passages": passages,
        "documents_sha256": sha256(ids.encode()).hexdigest(),
        "embedder": store.encoder.name,
        "embedder_fingerprint": store.encoder.fingerprint,
    }


def _of_library(store: Store, identity: str, original: str, citations: Sequence[Citation]) -> SourceProof:
    document = store.catalogue.document(identity)
    passages = [(passage.start, passage.end) for passage in store.catalogue.passages(identity)]
    spans = [_passages_around(passages, citation) for citation in citations if citation.document_id == identity]
    return _source(document, Path(document.path).name, _digest(store.originals / original), spans)


def _source(document: Document, name: str, file_sha256: str, spans: Iterable[tuple[int, int]]) -> SourceProof:
    text = document.text
    return SourceProof(
        document.id,
        document.title,
        name,
        file_sha256,
        sha256(text.encode()).hexdigest(),
        len(text),
        tuple(PassageProof(start, end, text[start:end]) for start, end in sorted(set(spans))),
    )


def _passages_around(passages: Sequence[tuple[int, int]], citation: Citation) -> tuple[int, int]:
    """From the start of the passage in which a citation begins to the end of that in which it ends."""
    starts = [start for start, _ in passages if start <= citation.start]
    ends = [end for _, end in passages if end >= citation.end]
    return max(starts, default=citation.start), min(ends, default=citation.end)


def _lines_around(text: str, citation: Citation) -> tuple[int, int]:
    start = text.rfind("\n", 0, citation.start) + 1
    end = text.find("\n", citation.end)
    return start, len(text) if end < 0 else end


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
