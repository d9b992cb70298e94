"""One file's bytes → its documents, repaired, cut into passages and sketched: all the work that needs no store.

The same function works in this process and in worker processes (`workers`), so it takes and gives only what can be
sent from one to the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.documents.chunking import passages
from assistant.documents.preparing import EVERY_STAGE, documents_in
from assistant.documents.reading import FileReader
from assistant.errors import AssistantError, RejectedFile
from assistant.library.kin import sketch_of
from assistant.records import Document, Passage
from assistant.text.repair import Switches
from assistant.text.tokens import counter_for

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Manner:
    """How files are read into a library."""

    collection: str
    model: str | None
    """Name of the model whose tokens are counted; without one they are estimated."""
    passage_tokens: int
    switches: Switches = EVERY_STAGE
    retry_quarantined: bool = False
    """Try files again that took their reader down before."""
    workers: int | None = None
    """Processes that read, beside the one that writes; one for each processor where it is None."""
    ray: str | None = None
    """Address of a Ray cluster whose machines read; `local` for one that is started on this machine alone."""

    def count_tokens(self, text: str) -> int:
        return _counter(self.model).count(text)


@dataclass(frozen=True, slots=True)
class Task:
    """One file to be read."""

    path: Path
    data: bytes
    stated: Mapping[str, object] | None = None
    """What a catalogue says of it."""
    kills: Mapping[str, int] = field(default_factory=dict)
    """How often the bytes of a digest took their reader down before."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with all that is stored of it but its vectors and terms."""

    document: Document
    passages: tuple[Passage, ...]
    sketch: bytes


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors of documents that were embedded where they were read."""

    fingerprint: str
    """Of the embedder."""
    vectors: Mapping[str, Vectors]
    """By document id; a row a passage, of shape (passages, dimension)."""


@dataclass(frozen=True, slots=True)
class FileWork:
    """What came of one file."""

    documents: tuple[Prepared, ...] = ()
    refused: tuple[RejectedFile, ...] = ()
    """Why files inside this one could not be read."""
    skipped: tuple[str, ...] = ()
    error: AssistantError | None = None
    """Why nothing came of it at all."""
    kills: Mapping[str, int] = field(default_factory=dict)
    """How often the bytes of a digest took their reader down, as far as that changed."""
    embedded: Embedded | None = None
    """None where the one that writes embeds, too."""


def work_on(task: Task, reader: FileReader, manner: Manner) -> FileWork:
    """Read, repair and cut one file. What the user can act on is in the result, not raised."""
    reader.kills = Counter(task.kills)
    try:
        contents = reader.read_bytes(task.data, task.path)
        documents = documents_in(
            contents, task.path, collection=manner.collection, stated=task.stated, switches=manner.switches
        )
        prepared = tuple(_prepared(document, manner) for document in documents)
        work = FileWork(prepared, contents.refused, contents.skipped)
    except AssistantError as error:
        work = FileWork(error=error)
    risen = {digest: times for digest, times in reader.kills.items() if times != task.kills.get(digest, 0)}
    return FileWork(work.documents, work.refused, work.skipped, work.error, risen)


def _prepared(document: Document, manner: Manner) -> Prepared:
    pieces = passages(document, manner.count_tokens, manner.passage_tokens)
    return Prepared(document, tuple(pieces), sketch_of(document))


_counter = cache(counter_for)
