"""Text files of the command line, read and written whole; every fault names the file."""

from __future__ import annotations

from contextlib import suppress
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO

from assistant.errors import UsageError


def read_text(path: Path) -> str:
    """Raises UsageError where it cannot be read or is no UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("evaluation.file_unreadable", path=path, why=error) from error


def write_text(path: Path, text: str) -> None:
    """Write aside, then put in place: a file is whole or as it was. Raises UsageError where that fails."""
    aside = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text, encoding="utf-8", newline="\n")
        aside.replace(path)
    except OSError as error:
        raise UsageError("evaluation.file_unwritable", path=path, why=error.strerror) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def append_line(path: Path, line: str) -> None:
    """Add a line; one that a kill left torn before it is ended first. Raises UsageError where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            is_torn = file.tell() > 0 and _last_byte(file) != b"\n"
            file.write(b"\n" * is_torn + line.encode() + b"\n")
    except OSError as error:
        raise UsageError("evaluation.file_unwritable", path=path, why=error.strerror) from error


def _last_byte(file: BinaryIO) -> bytes:
    file.seek(-1, SEEK_END)
    return file.read(1)
