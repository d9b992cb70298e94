"""The bytes of an evidence pack → its files and its manifest, both checked.

A pack comes from anywhere: nothing of it is unpacked to disk, and what is larger or stranger than a pack can be is
refused.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zipfile import BadZipFile, ZipFile

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import RejectedFile
from assistant.export.evidence_pack import MANIFEST, VERSION
from assistant.export.files import check_is_file

_MOST_FILES = 20_000
_LARGEST_FILE = 64 << 20
_LARGEST_PACK = 256 << 20
"""Bytes, unpacked: the pack of a plan of 300 findings has a twentieth of that."""
_UNREADABLE = (OSError, BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError)
"""What a damaged, encrypted or foreign zip raises."""

_OFFSET = Field(ge=0)


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class PackedDocument(_Model):
    """A source with the digests of its file and of its text."""

    id: str
    title: str
    name: str
    file_sha256: str
    text_sha256: str
    characters: int = _OFFSET


class PackedPassage(_Model):
    """A stretch of a source, in a file of the pack."""

    file: str
    document_id: str
    start: int = _OFFSET
    end: int = _OFFSET


class PackedCitation(_Model):
    """A citation, as far as it is checked."""

    n: int
    document_id: str
    title: str
    quote: str
    start: int = _OFFSET
    end: int = _OFFSET


class Manifest(_Model):
    """What a pack says it holds."""

    format: Literal["inspection-assistant-evidence"]
    version: int
    documents: tuple[PackedDocument, ...]
    passages: tuple[PackedPassage, ...]
    citations: tuple[PackedCitation, ...]
    files: dict[str, str]
    """Name → SHA-256."""
    fingerprints: dict[str, object] = {}


@dataclass(frozen=True, slots=True)
class Pack:
    """An evidence pack, read."""

    manifest: Manifest
    files: dict[str, bytes]
    """All but the manifest."""


def read_pack(path: Path) -> Pack:
    """Read a pack. Raises RejectedFile where it is none, is damaged, or is larger than a pack can be."""
    check_is_file(path)
    try:
        with ZipFile(path) as archive:
            files = _files(archive, path)
    except _UNREADABLE as error:
        raise RejectedFile("export.no_pack", path=path, place="ZIP") from error
    return Pack(_manifest(files.pop(MANIFEST, b""), path), files)


def _files(archive: ZipFile, path: Path) -> dict[str, bytes]:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(names) != len(entries):
        # Which of two files of one name is meant, every program decides for itself.
        raise RejectedFile("export.no_pack", path=path, place="ZIP")
    if len(entries) > _MOST_FILES:
        raise RejectedFile("export.pack_too_large", path=path)
    files, left = {}, _LARGEST_PACK
    for entry in entries:
        with archive.open(entry) as stream:
            content = stream.read(min(_LARGEST_FILE, left) + 1)
        if len(content) > min(_LARGEST_FILE, left):
            raise RejectedFile("export.pack_too_large", path=path)
        left -= len(content)
        files[entry.filename] = content
    return files


def _manifest(said: bytes, path: Path) -> Manifest:
    try:
        manifest = Manifest.model_validate(json.loads(said))
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise RejectedFile("export.no_pack", path=path, place=f"{MANIFEST}: {place}") from error
    except (ValueError, RecursionError) as error:
        raise RejectedFile("export.no_pack", path=path, place=MANIFEST) from error
    if manifest.version != VERSION:
        raise RejectedFile("export.pack_of_other_release", path=path, version=manifest.version)
    return manifest
