"""Base generations of the vector index as files: how one is built, and whether it is as it was built.

Chroma's files are written by a child process, which may be killed by damage, by a full disk or by its own library
without taking the program along.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zlib import crc32

from assistant.errors import LibraryUnavailable
from assistant.library.catalogue import Catalogue

if TYPE_CHECKING:
    from chromadb.api.client import Client

_TIMEOUT_S = 60.0
_TIMEOUT_A_ROW_S = 0.02
"""A row of 512 dimensions takes about a millisecond. What takes this long hangs."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A base generation as the catalogue names it."""

    folder: str
    """On a server, the name of its collection, of which `collection` is the id; see `served_vectors`."""
    collection: str
    last_number: int
    """Passages up to this number are in it; see `Catalogue.last_number`."""
    rows: int
    sizes: dict[str, int]
    """Bytes of its index files when it was closed: they never change afterwards."""
    sums: dict[str, int]
    """Checksums of these files, and of the rows that Chroma keeps in SQLite."""


def build(catalogue: Catalogue, folder: Path, name: str, collection: str) -> Generation | None:
    """Write every ready passage's vector into a new folder, in a child process that then asks for some of them.

    None where there are no passages. Raises LibraryUnavailable where the disk is full or the probe fails.
    """
    passages = catalogue.counts()[1]
    if not passages:
        return None
    folder.mkdir(parents=True)
    limit_s = _TIMEOUT_S + _TIMEOUT_A_ROW_S * passages
    said = in_child("build", catalogue.path, folder, collection, str(passages), catalogue.kind, timeout_s=limit_s)
    return Generation(name, collection, said["last_number"], said["rows"], sizes_of(folder), sums_of(folder))


def in_child(*arguments: str | Path, timeout_s: float) -> dict[str, Any]:
    """What the child says. Raises LibraryUnavailable where it fails, or dies, or hangs."""
    watched, held = os.pipe()  # closes when this process ends, however it does; the child ends then too
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "assistant.library.probe", *map(str, arguments)],
            stdin=watched,
            # Chroma's temporary files: where there is room for the index there is room for them.
            env={**os.environ, "TMPDIR": str(arguments[2])},
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LibraryUnavailable("vectors_probe_failed", path=arguments[2], why=f"{timeout_s:.0f} s") from error
    finally:
        os.close(watched)
        os.close(held)
    if child.returncode == DISK_FULL:
        raise LibraryUnavailable("disk_full", path=arguments[2])
    if child.returncode != 0:
        raise LibraryUnavailable("vectors_probe_failed", path=arguments[2], why=child.returncode)
    said: dict[str, Any] = json.loads(child.stdout)
    return said


DISK_FULL = 28
"""Exit code of a child for which there was no space."""


def client_of(folder: Path) -> Client:
    """Chroma over a folder, in this process."""
    import chromadb  # noqa: PLC0415
    from chromadb.api.client import Client  # noqa: PLC0415
    from chromadb.config import Settings  # noqa: PLC0415

    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    if not isinstance(client, Client):
        raise TypeError(f"a local Chroma gives a Client that can be closed, not {type(client).__name__}")
    return client


def sizes_of(folder: Path) -> dict[str, int]:
    """Sizes of the index files proper; SQLite's file is touched by every opening and left out.

    Nothing for a folder that is gone, also where the writer deletes it while we look.
    """
    try:
        return {path.relative_to(folder).as_posix(): path.stat().st_size for path in _index_files(folder)}
    except OSError:
        return {}


def sums_of(folder: Path) -> dict[str, int]:
    """Checksums of the index files, and of the ids and documents in SQLite, whose file changes by being opened."""
    try:
        sums = {path.relative_to(folder).as_posix(): crc32(path.read_bytes()) for path in _index_files(folder)}
    except OSError:
        return {}
    return {**sums, "rows": _sum_of_rows(folder / "chroma.sqlite3")}


def make_durable(folder: Path) -> None:
    """Have the system write files and folders to the disk before anything refers to them."""
    for path in (*folder.rglob("*"), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def copied_aside(folder: Path) -> Iterator[Path]:
    """A base as a copy of its own for a while. Raises LibraryUnavailable where there is no room for it."""
    with TemporaryDirectory() as aside:
        copy = Path(aside, folder.name)
        try:
            copy.mkdir()
            for path in sorted(folder.rglob("*")):
                to = copy / path.relative_to(folder)
                to.mkdir() if path.is_dir() else shutil.copyfile(path, to)
        except OSError as error:
            raise LibraryUnavailable("base_not_copied", path=aside, why=error.strerror or error) from error
        yield copy


def _index_files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*/*")) if path.is_file()]


def _sum_of_rows(path: Path) -> int:
    """-1 for a file that SQLite cannot read to the end."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return -1
            total = 0
            for query in (
                "SELECT id, segment_id, embedding_id FROM embeddings ORDER BY id",
                "SELECT id, key, string_value FROM embedding_metadata ORDER BY id, key",
                "SELECT name FROM collections",
            ):
                for row in connection.execute(query):
                    total = crc32(repr(row).encode("utf-8", "surrogatepass"), total)
            return total
        finally:
            connection.close()
    except sqlite3.Error:
        return -1
