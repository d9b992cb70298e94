"""Files, folders, globs and files that were sent → the files to be read, each with what the library knows it by.

With each comes what a catalogue or a sidecar says of it; nothing that lies beside a file that was sent speaks of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.documents.catalogues import catalogue_of, sidecar_of

_CATALOGUE = "catalogue.yaml"
_SIDECAR_SUFFIX = ".yaml"
"""Behind the whole name of the file that it speaks of: 办法.docx.yaml."""


_CatalogueOf = Callable[[Path], Mapping[Path, Mapping[str, object]]]


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that somebody sent, by the page or the interface for programs, where it lies for the moment."""

    path: Path
    """Its name is the one that it was sent under; the folder means nothing."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a document."""

    path: Path
    stated: Mapping[str, object] | None
    """What a catalogue says of it, and above that a sidecar."""
    is_named: bool
    """The user named the file itself, not a folder above it."""
    is_sent: bool = False

    @property
    def source(self) -> str:
        """What the library knows the file by: its path as it was given, of a file that was sent its name."""
        return self.path.name if self.is_sent else str(self.path)


def candidates(paths: Sequence[Path | Sent]) -> Iterator[Candidate]:
    """The files behind paths, each folder in order of name; catalogues and sidecars are read, not ingested.

    What a catalogue marks `ignore: true`, a file or a folder, is passed over unless it is named itself.

    Raises UsageError for a catalogue and RejectedFile for a sidecar that cannot be understood.
    """
    catalogue = cache(catalogue_of)
    for path in paths:
        if isinstance(path, Sent):
            yield Candidate(path.path, None, is_named=True, is_sent=True)
        elif path.is_dir():
            yield from _in_folder(path, catalogue)
        elif not path.exists() and any(mark in path.name for mark in "*?["):
            matches = sorted(path.parent.glob(path.name))
            yield from (Candidate(match, _stated(match, catalogue), is_named=False) for match in matches)
        else:
            yield Candidate(path, _stated(path, catalogue), is_named=True)


def _in_folder(folder: Path, catalogue: _CatalogueOf) -> Iterator[Candidate]:
    said = {**catalogue(folder.parent), **catalogue(folder)}
    ignored = frozenset(path for path, entry in said.items() if entry.get("ignore"))
    for path in _files_below(folder):
        is_ignored = not ignored.isdisjoint((path.resolve(), *path.resolve().parents))
        if path.name != _CATALOGUE and not _is_sidecar(path) and not is_ignored:
            yield Candidate(path, _with_sidecar(path, said.get(path.resolve())), is_named=False)


def _files_below(folder: Path) -> Iterable[Path]:
    """Every file below a folder but hidden ones, in order of path; links to folders are not followed."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))


def _is_sidecar(path: Path) -> bool:
    return path.name.endswith(_SIDECAR_SUFFIX) and path.with_name(path.name.removesuffix(_SIDECAR_SUFFIX)).is_file()


def _stated(path: Path, catalogue: _CatalogueOf) -> Mapping[str, object] | None:
    """What a catalogue in the file's own folder or the one above says of it, and its sidecar."""
    said = (catalogue(folder).get(path.resolve()) for folder in (path.parent, path.parent.parent))
    return _with_sidecar(path, next((entry for entry in said if entry is not None), None))


def _with_sidecar(path: Path, stated: Mapping[str, object] | None) -> Mapping[str, object] | None:
    beside = sidecar_of(path)
    return stated if beside is None else {**(stated or {}), **beside}
