"""A file → every document in it, as text: the one entry to the readers.

Readers run in a child process with bounds (`confinement`); files inside files are read the same way, one level after
another. What cannot be read faithfully is refused with an error that names the file, the cause and what to do; no
document comes out empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Self

from assistant.documents import legacy_office
from assistant.documents.confinement import FATAL, ORDINARY, RECOGNITION, Confinement
from assistant.documents.formats import check_signature, format_of, known_suffixes, suffix_of
from assistant.documents.readers import scanned
from assistant.documents.readers.items import Enclosed, Item, Pages, Reading
from assistant.errors import RejectedFile

LARGEST_FILE_BYTES = 50 * 2**20
"""Bytes a file may have. Larger ones are refused before they are read."""

DEEPEST = 3
"""How many files may lie inside one another; a mail in an archive in an archive is three."""

MOST_ENCLOSED = 2000
MOST_ENCLOSED_BYTES = 200 * 2**20
"""Files inside one file, at all depths together, and their bytes."""

KILLS_BEFORE_QUARANTINE = 2
"""A file that took its reader down this often is not tried again."""


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a file."""

    name: str
    """Its path inside the file; empty for a file that is the document itself."""
    reading: Reading


@dataclass(frozen=True, slots=True)
class FileContents:
    """Everything that was found in a file."""

    data: bytes
    digest: str
    """SHA-256 of the bytes."""
    members: tuple[Member, ...]
    refused: tuple[RejectedFile, ...] = ()
    """Why files inside this one could not be read, each with the path that leads to it."""
    skipped: tuple[str, ...] = ()
    """Files inside this one that are no documents, by the path that leads to them."""


def is_document(name: str) -> bool:
    """Whether a file's name says that it is a document we can read here.

    Lock files of office programs are none; pictures are only where characters can be recognised.
    """
    known = format_of(name)
    return known is not None and not name.startswith("~$") and (not known.is_image or scanned.is_available())


def read_file(path: Path) -> FileContents:
    """The documents of one file. Raises RejectedFile: see `FileReader.read`."""
    with FileReader() as reader:
        return reader.read(path)


def read_text(path: Path) -> str:
    """The text of a file that holds one document, as read. Raises RejectedFile, also where it holds several."""
    members = read_file(path).members
    if len(members) > 1:
        raise RejectedFile("file_several_documents", path=path, count=len(members))
    return members[0].reading.text


def bytes_of(path: Path) -> bytes:
    """The bytes of a file. Raises RejectedFile: missing, a folder, empty, too large, of unknown format."""
    _check_size(path)
    if format_of(path.name) is None:
        suffix = suffix_of(path.name) or "-"
        raise RejectedFile("file_unknown_format", path=path, suffix=suffix, known=known_suffixes())
    return bytes_of_any(path)


def bytes_of_any(path: Path) -> bytes:
    """The bytes of a file whose format the caller knows. Raises RejectedFile: missing, a folder, empty, too large."""
    _check_size(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise RejectedFile("file_unreadable", path=path, why=error.strerror or error) from error


class FileReader:
    """Reads files in child processes. Close it, or use it in a `with` block, to end them."""

    def __init__(self, kills: Mapping[str, int] | None = None) -> None:
        """`kills` tells how often the bytes of a digest took a reader down before; `self.kills` goes on counting."""
        self.kills: Counter[str] = Counter(kills or {})
        self._ordinary = Confinement(ORDINARY)
        self._recognition = Confinement(RECOGNITION)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._ordinary.close()
        self._recognition.close()

    def read(self, path: Path) -> FileContents:
        """Every document in a file.

        Raises RejectedFile: missing, a folder, empty, too large, of unknown format, not what its name says, damaged,
        protected, without text, too slow, or dangerous to its reader.
        """
        return self.read_bytes(bytes_of(path), path)

    def read_bytes(self, data: bytes, path: Path) -> FileContents:
        """The same for bytes already read; `path` names the file and tells its format."""
        opened = _Opened(self, path)
        opened.take(path.name, data)
        if not opened.members:
            raise opened.refused[0] if opened.refused else RejectedFile("file_no_text", path=path)
        return FileContents(
            data, sha256(data).hexdigest(), tuple(opened.members), tuple(opened.refused), tuple(opened.skipped)
        )

    def items(self, name: str, data: bytes) -> Iterator[Item]:
        """What is in one file, without going into the files inside it. Raises RejectedFile without `path`."""
        known = format_of(name)
        if known is None:
            raise RejectedFile("file_unknown_format", suffix=suffix_of(name) or "-", known=known_suffixes())
        check_signature(name, data)
        if known.is_image:
            yield from self._recognised(name, data)
            return
        if known.by_office:
            data = legacy_office.convert(data, suffix_of(name))
        try:
            for item in self._confined(self._ordinary, known.reader, name, data):
                yield _converted(item) if known.by_office else item
        except RejectedFile as error:
            if error.key != "file_no_text_layer":
                raise
            yield from self._recognised(name, data)

    def _recognised(self, name: str, data: bytes) -> Iterator[Item]:
        if not scanned.is_available():
            raise RejectedFile("file_no_text_layer")
        yield from self._confined(self._recognition, "scanned", name, data)

    def _confined(self, confinement: Confinement, reader: str, name: str, data: bytes) -> Iterator[Item]:
        digest = sha256(data).hexdigest()
        if self.kills[digest] >= KILLS_BEFORE_QUARANTINE:
            raise RejectedFile("file_quarantined", times=self.kills[digest])
        try:
            yield from confinement.read(reader, name, data)
        except RejectedFile as error:
            if error.key in FATAL:
                self.kills[digest] += 1
            raise


class _Opened:
    """One file with all that lies inside it, as far as it has been read."""

    def __init__(self, reader: FileReader, path: Path) -> None:
        self.members: list[Member] = []
        self.refused: list[RejectedFile] = []
        self.skipped: list[str] = []
        self._reader = reader
        self._path = path
        self._enclosed = 0
        self._enclosed_bytes = 0

    def take(self, name: str, data: bytes, inside: tuple[str, ...] = ()) -> None:
        """Read a file and then those inside it; `inside` holds the names that lead to it from the outermost file."""
        found: list[Enclosed] = []
        try:
            if not data:
                raise RejectedFile("file_empty")
            for item in self._reader.items(name, data):
                if isinstance(item, Enclosed):
                    self._count(item)
                    found.append(item)
                elif not isinstance(item, Pages):
                    self._keep(item, inside)
        except RejectedFile as error:
            self.refused.append(_at(error, self._path, inside))
        for enclosed in found:
            self._enter(enclosed, inside)

    def _enter(self, enclosed: Enclosed, inside: tuple[str, ...]) -> None:
        path = (*inside, enclosed.name)
        if not is_document(PurePosixPath(enclosed.name).name):
            self.skipped.append("!".join(path))
        elif len(path) > DEEPEST:
            self.refused.append(_at(RejectedFile("file_too_deep", limit=DEEPEST), self._path, path))
        else:
            self.take(enclosed.name, enclosed.data, path)

    def _keep(self, reading: Reading, inside: tuple[str, ...]) -> None:
        if not reading.text.strip():
            raise RejectedFile("file_no_text")
        self.members.append(Member("!".join(inside), reading))

    def _count(self, enclosed: Enclosed) -> None:
        self._enclosed += 1
        self._enclosed_bytes += len(enclosed.data)
        if self._enclosed > MOST_ENCLOSED:
            raise RejectedFile("file_too_many_parts", count=self._enclosed, limit=MOST_ENCLOSED)
        if self._enclosed_bytes > MOST_ENCLOSED_BYTES:
            size, limit = self._enclosed_bytes // 2**20, MOST_ENCLOSED_BYTES // 2**20
            raise RejectedFile("file_inflates", size=size, limit=limit)


def _converted(item: Item) -> Item:
    return replace(item, warnings=(*item.warnings, "converted_by_office")) if isinstance(item, Reading) else item


def _at(error: RejectedFile, path: Path, inside: tuple[str, ...]) -> RejectedFile:
    """The same error, with the path that leads to the file it speaks of."""
    return RejectedFile(error.key, **{**error.facts, "path": "!".join((str(path), *inside))})


def _check_size(path: Path) -> None:
    try:
        if path.is_dir():
            raise RejectedFile("file_is_folder", path=path)
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise RejectedFile("file_missing", path=path) from error
    except OSError as error:
        raise RejectedFile("file_unreadable", path=path, why=error.strerror or error) from error
    if size > LARGEST_FILE_BYTES:
        raise RejectedFile("file_too_large", path=path, size=size // 2**20, limit=LARGEST_FILE_BYTES // 2**20)
    if size == 0:
        raise RejectedFile("file_empty", path=path)
