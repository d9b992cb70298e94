"""Bytes → a file that is there whole or not at all; what can be seen of a path before it is read or written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from assistant.errors import RejectedFile, UsageError


def check_is_file(path: Path) -> None:
    """Raise RejectedFile where nothing is there, or a folder is."""
    if path.is_dir():
        raise RejectedFile("file_is_folder", path=path)
    if not path.exists():
        raise RejectedFile("file_missing", path=path)


def check_place(path: Path, *inputs: Path) -> None:
    """Raise UsageError, before anything is done, where no file can be written, or where it would replace an input."""
    if path.resolve() in {each.resolve() for each in inputs}:
        raise UsageError("drafting.output_is_source", path=path)
    refusal = _refusal(path)
    if refusal is not None:
        raise UsageError("drafting.not_writable", path=path, why=os.strerror(refusal))


def _refusal(path: Path) -> int | None:
    """The errno of what writing there would run into, as far as it can be seen beforehand."""
    try:
        if path.is_dir():
            return errno.EISDIR
        if path.exists() and not path.is_file():
            return errno.EPERM  # a device: renaming a file onto it would take its place
        if not path.parent.is_dir():
            return errno.ENOTDIR if path.parent.exists() else errno.ENOENT
    except OSError as error:
        return error.errno
    return None if os.access(path.parent, os.W_OK) else errno.EACCES


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it: whoever looks sees the old one or all of the new one.

    Raises UsageError where it cannot be written; what was there before is unchanged then.
    """
    check_place(path)
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise UsageError("drafting.not_writable", path=path, why=error.strerror or error) from error
    finally:
        aside.unlink(missing_ok=True)
