"""What a catalogue is asked: documents, passages with their vectors, and what is known of them all.

Every answer is of one moment but for the texts of long documents, which never change, and a query is told of `ready`
documents only. Nothing here writes, but that opening
brings the file of an earlier release up to date.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.documents.by_hand import names_stated
from assistant.errors import LibraryUnavailable, NotInLibrary
from assistant.library.database import Database
from assistant.library.descriptions import Description, Descriptions
from assistant.library.entries import Entry, Found, Kept, Origin, Pending, Sketched
from assistant.library.rows import (
    DOCUMENT_COLUMNS,
    PASSAGE_COLUMNS,
    PASSAGE_WIDTH,
    STORED_DOCUMENT,
    STORED_PASSAGE,
    VERSION,
    Row,
    checksum,
    document_from,
    passage_from,
    version_from_json,
)
from assistant.library.texts import texts_in
from assistant.records import Document, Passage

Vectors = NDArray[np.float32]
"""A row a passage, of shape (passages, dimension)."""


_FOUND = f"""SELECT {PASSAGE_COLUMNS}, p.number FROM passages p JOIN documents d ON d.id = p.document_id
    WHERE d.state = 'ready'"""  # noqa: S608 - constants
"""Passages are numbered in the order in which they stand in their document."""


class OtherEmbedderError(Exception):
    """The vectors are no longer those of the embedder that was asked for: some process has switched."""


class CatalogueReading:
    """The SQLite file of a library, to be asked. Safe to use from many threads; each has its own connection."""

    kind = "in_use"
    _vector = "p.vector"
    _vectors_from = "passages p"
    _embedder = "(SELECT value FROM facts WHERE name = 'fingerprint')"
    """Where the vectors are that this catalogue speaks of, and of which embedder; see `coming` for others."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open or create the file and bring it up to date. Raises LibraryUnavailable where that cannot be."""
        self.path = path
        self._database = Database(path, read_only=read_only)
        self._descriptions = Descriptions((0, -1), {})

    def close(self) -> None:
        """Close this thread's connection."""
        self._database.close()

    def kills(self) -> dict[str, int]:
        """How often the bytes of a digest took their reader down."""
        return dict(self._all("SELECT digest, times FROM kills"))

    def doubts(self) -> list[dict[str, Any]]:
        """What a person should look at, as it was stored."""
        return self._database.records(lambda row: json.loads(row[0]), "SELECT doubt FROM doubts ORDER BY number")

    def sketches(self) -> list[Sketched]:
        """All ready documents, ordered by id."""
        query = """SELECT id, title, genre, version, stated, sketch, member FROM documents WHERE state = 'ready'
            ORDER BY id"""
        return self._database.records(_sketched, query)

    def fact(self, name: str) -> str | None:
        """What is noted under a name: which embedder, which base, which work is unfinished."""
        row = self._one("SELECT value FROM facts WHERE name = ?", name)
        return None if row is None else str(row[0])

    def facts_of(self, kind: str) -> dict[str, str]:
        """All facts that are named `kind:…`, by what follows the colon."""
        rows = self._all("SELECT substr(name, ?), value FROM facts WHERE name GLOB ?", len(kind) + 2, f"{kind}:*")
        return {row[0]: row[1] for row in rows}

    def pending(self) -> list[str]:
        """Documents whose writing was cut short."""
        return [row[0] for row in self._all("SELECT id FROM documents WHERE state = 'pending' ORDER BY id")]

    def unsettled(self) -> list[str]:
        """Documents, here or gone, after whose change the other stores may not have been brought up to date."""
        return [row[0] for row in self._all("SELECT document_id FROM unsettled ORDER BY document_id")]

    def revision(self) -> tuple[int, int]:
        """Another pair of numbers after every change of what queries see: passages, and when they were in force."""
        return self._database.identity, int(self.fact("revision") or 0)

    def originals(self) -> frozenset[str]:
        """Names of all originals that some document was read from."""
        return frozenset(row[0] for row in self._all("SELECT DISTINCT original FROM documents"))

    def origins(self, originals: Sequence[str] | None = None) -> list[Origin]:
        """Where the documents of these originals came from, or of all, ordered by original and collection."""
        chosen = "" if originals is None else f"AND original IN ({','.join('?' * len(originals))})"
        query = f"""SELECT original, collection, path, stated, json_group_array(id) FROM (SELECT original, collection,
            path, stated, id FROM documents WHERE state = 'ready' {chosen} ORDER BY rowid)
            GROUP BY original, collection ORDER BY original, collection"""  # noqa: S608 - question marks
        return self._database.records(
            lambda row: Origin(row[0], row[1], row[2], row[3], tuple(json.loads(row[4]))), query, *(originals or ())
        )

    def originals_of(self, document_ids: Sequence[str]) -> list[str]:
        """The originals that these ready documents were read from."""
        marks = ",".join("?" * len(document_ids))
        query = f"SELECT DISTINCT original FROM documents WHERE state = 'ready' AND id IN ({marks}) ORDER BY original"  # noqa: S608
        return [row[0] for row in self._all(query, *document_ids)]

    def pending_of(self, document_id: str) -> Pending:
        """A ready document as it was once handed over to be written. Raises NotInLibrary."""
        document = self.document(document_id)
        query = "SELECT original, parts, stated, sketch, version FROM documents WHERE id = ?"
        (row,) = self._database.records(lambda row: (*row[:4], version_from_json(row[4])), query, document_id)
        return Pending(replace(document, version=row[4]), row[0], row[1], row[2], row[3] or b"")

    def said_by(self, document_id: str) -> list[str]:
        """All words that are stored of a document and come from itself or a catalogue, as they are stored."""
        rows = self._all(
            "SELECT title, text, original_text, path, version, repair, stated, CAST(sketch AS TEXT) FROM documents"
            " WHERE id = ?",
            document_id,
        ) + self._all(
            "SELECT DISTINCT heading, address, article, refers_to FROM passages WHERE document_id = ?", document_id
        )
        return [value for row in rows for value in row if value]

    def damage(self) -> list[str]:
        """What SQLite finds wrong with its file, and rows that are not as they were written, by their ids."""
        found = [row[0] for row in self._all("PRAGMA integrity_check(20)") if row[0] != "ok"]
        columns = ", ".join(f'"{name}"' for name in STORED_DOCUMENT)
        for query in (
            f"SELECT id, checksum, {columns} FROM documents WHERE checksum IS NOT NULL",  # noqa: S608 - our names
            f"SELECT id, checksum, {STORED_PASSAGE} FROM passages WHERE checksum IS NOT NULL",  # noqa: S608
        ):
            found += [row[0] for row in self._database.each(query) if checksum(row[2:]) != row[1]]
        return found

    def kept(self, original: str, collection: str) -> Kept | None:
        """What is there of the bytes kept under a name; None for bytes that are new to a collection."""
        rows = self._all(
            "SELECT id, parts, path, stated FROM documents WHERE original = ? AND collection = ? AND state = 'ready'"
            " ORDER BY rowid",
            original,
            collection,
        )
        if not rows:
            return None
        _, parts, path, stated = rows[0]
        return Kept(tuple(row[0] for row in rows), len(rows) == parts, path, stated)

    def at_path(self, path: str, collection: str) -> list[str]:
        """Ids of ready documents that were read from a path."""
        query = "SELECT id FROM documents WHERE path = ? AND collection = ? AND state = 'ready' ORDER BY id"
        return [row[0] for row in self._all(query, path, collection)]

    def entries(self) -> list[Entry]:
        """All ready documents, ordered by collection, path and place in their file."""
        query = f"""SELECT d.id, title, path, collection, genre, {VERSION}, warnings, original, length(text),
            (SELECT count(*) FROM passages p WHERE p.document_id = d.id), member, secrecy
            FROM documents d WHERE state = 'ready' ORDER BY collection, path, d.rowid"""  # noqa: S608 - constants
        return self._database.records(_entry, query)

    def document(self, document_id: str) -> Document:
        """One ready document with its text. Raises NotInLibrary."""
        query = f"SELECT {DOCUMENT_COLUMNS} FROM documents d WHERE d.id = ? AND d.state = 'ready'"  # noqa: S608
        found = self._database.records(document_from, query, document_id)
        if not found:
            raise NotInLibrary("no_such_document", id=document_id)
        return found[0]

    def passages(self, document_id: str, most: int = -1) -> list[Passage]:
        """A ready document's passages in order, the first `most` of them; -1 for all."""
        query = f"{_FOUND} AND p.document_id = ? ORDER BY p.number LIMIT ?"
        return [passage for passage, _ in self._numbered(query, document_id, most)]

    def beside(self, passage: Passage, reach: int) -> list[Passage]:
        """A passage with those up to `reach` places before and after it in its document, in order."""
        number = "(SELECT number FROM passages WHERE id = ?)"
        query = f"{_FOUND} AND p.document_id = ? AND p.number BETWEEN {number} - ? AND {number} + ? ORDER BY p.number"
        found = self._numbered(query, passage.document_id, passage.id, reach, passage.id, reach)
        return [one for one, _ in found]

    def find(self, passage_ids: Sequence[str]) -> dict[str, Found]:
        """Passages by id; those that no ready document holds are left out."""
        marks = ",".join("?" * len(passage_ids))
        descriptions = self.descriptions().documents
        rows = self._numbered(f"{_FOUND} AND p.id IN ({marks})", *passage_ids)
        return {passage.id: found for passage, _ in rows if (found := _found(passage, descriptions)) is not None}

    def descriptions(self) -> Descriptions:
        """What is known of all ready documents but their texts; read anew after every change, whoever made it."""
        revision = self.revision()
        if self._descriptions.revision != revision:
            query = f"""SELECT id, title, path, collection, genre, {VERSION}, twins, secrecy,
                (SELECT count(*) FROM passages p WHERE p.document_id = d.id) FROM documents d WHERE state = 'ready'"""  # noqa: S608 - constants
            self._descriptions = Descriptions(revision, dict(self._database.records(_described, query)))
        return self._descriptions

    def counts(self, within: Collection[str] | None = None) -> tuple[int, int]:
        """Ready documents, of those with these ids or of all, and their passages."""
        known = self.descriptions().documents
        counted = [one.passages for identity, one in known.items() if within is None or identity in within]
        return len(counted), sum(counted)

    def last_number(self) -> int:
        """The highest number of a passage. Numbers are never given twice, so a newer passage has a higher one."""
        row = self._one("SELECT max(number) FROM passages")
        return 0 if row is None or row[0] is None else int(row[0])

    def count_up_to(self, number: int) -> int:
        """Ready passages with a number of at most `number`."""
        row = self._one(
            """SELECT count(*) FROM passages p JOIN documents d ON d.id = p.document_id
            WHERE d.state = 'ready' AND p.number <= ?""",
            number,
        )
        return 0 if row is None else int(row[0])

    def vectors(
        self, *, after: int = 0, until: int = 2**62, batch: int = 4096, of: str | None = None
    ) -> Iterator[tuple[list[str], list[str], Vectors, int]]:
        """Ready passages with a number above `after` and up to `until`, in batches: passage ids, document ids, vectors
        (n, dimension), and the last number of the batch.

        `of` is the fingerprint of an embedder; OtherEmbedderError is raised where they are another one's, also where
        they become so between two batches.
        """
        query = f"""SELECT p.id, p.document_id, {self._vector}, p.number, {self._embedder} FROM {self._vectors_from}
            JOIN documents d ON d.id = p.document_id WHERE d.state = 'ready' AND p.number > ? AND p.number <= ?
            ORDER BY p.number LIMIT ?"""  # noqa: S608 - constants
        while rows := self._all(query, after, until, batch):
            if of is not None and rows[0][4] not in (None, of):
                raise OtherEmbedderError
            after = rows[-1][3]
            yield [row[0] for row in rows], [row[1] for row in rows], self._matrix(rows), after

    def vectors_of(self, document_ids: Sequence[str]) -> NDArray[np.float16]:
        """All vectors of documents, as they are stored."""
        marks = ",".join("?" * len(document_ids))
        query = f"SELECT {self._vector} FROM {self._vectors_from} WHERE p.document_id IN ({marks})"  # noqa: S608
        rows = self._all(query, *document_ids)
        return np.frombuffer(b"".join(row[0] for row in rows), dtype=np.float16).reshape(max(1, len(rows)), -1)

    def texts(self, *, batch: int = 1024) -> Iterator[list[Found]]:
        """Every ready passage with its text, in batches, for rebuilding what can be rebuilt."""
        after = 0
        query = f"{_FOUND} AND p.number > ? ORDER BY p.number LIMIT ?"
        while rows := self._numbered(query, after, batch):
            after = rows[-1][1]
            descriptions = self.descriptions().documents
            yield [found for passage, _ in rows if (found := _found(passage, descriptions)) is not None]

    def _numbered(self, query: str, *values: object) -> list[tuple[Passage, int]]:
        """The passages of a query that begins with `_FOUND`, each with its number."""
        text_of = texts_in(self._database)
        return self._database.records(lambda row: (passage_from(row, text_of), row[PASSAGE_WIDTH]), query, *values)

    def _matrix(self, rows: Sequence[Row]) -> Vectors:
        try:
            flat = np.frombuffer(b"".join(row[2] for row in rows), dtype=np.float16)
            return flat.reshape(len(rows), -1).astype(np.float32)
        except (ValueError, TypeError) as error:
            raise LibraryUnavailable("library_damaged", path=self.path.parent, why=type(error).__name__) from error

    def _all(self, query: str, *values: object) -> list[Row]:
        return self._database.all(query, *values)

    def _one(self, query: str, *values: object) -> Row | None:
        return self._database.one(query, *values)


def _sketched(row: Row) -> Sketched:
    stated = names_stated(json.loads(row[4]), row[6])
    return Sketched(row[0], row[1], row[2], version_from_json(row[3]), stated, row[5])


def _entry(row: Row) -> Entry:
    return Entry(
        row[0], row[1], row[2], row[3], row[4], version_from_json(row[5]), row[9], row[8], tuple(json.loads(row[6])),
        row[7], row[10], row[11],
    )  # fmt: skip


def _described(row: Row) -> tuple[str, Description]:
    return row[0], Description(row[1], row[2], row[3], row[4], version_from_json(row[5]), *row[6:9])


def _found(passage: Passage, descriptions: Mapping[str, Description]) -> Found | None:
    """None for a passage of a document that came a moment after the descriptions were read."""
    about = descriptions.get(passage.document_id)
    return None if about is None else Found(passage, about.title, about.path, about.version, about.twins)
