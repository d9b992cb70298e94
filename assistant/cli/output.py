"""What commands print: lines and JSON on stdout, messages on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import typer

from assistant.errors import RejectedFile, UsageError
from assistant.messages import text

_VISIBLE = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"} | dict.fromkeys(
    range(0x7F, 0xA0), 0xFFFD
)
"""Control characters, with which a file's name or text could give orders to the terminal → signs that show them."""


class NobodyReadsError(Exception):
    """Whoever read standard output has had enough, as `head` does: the end of a command, and no failure of it."""


def shown(line: str) -> None:
    """One line of data. Raises UsageError where it cannot be written, NobodyReadsError where that is so."""
    _write(line.translate(_VISIBLE))


def flush() -> None:
    """Write what waits to be written. Raises as `shown` does."""
    with _told():
        sys.stdout.flush()


def _write(line: str) -> None:
    with _told():
        sys.stdout.write(f"{line}\n")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise NobodyReadsError from error
    except OSError as error:
        raise UsageError("drafting.not_writable", path=text("errors.standard_output"), why=error) from error


def said(line: str) -> None:
    """One line for the person at the terminal."""
    sys.stderr.write(f"{line.translate(_VISIBLE)}\n")


def as_json(value: object, *, indent: int | None = 2) -> None:
    """One JSON value, Chinese unescaped where standard output can hold every character."""
    escaped = not (sys.stdout.encoding or "utf-8").lower().startswith("utf")
    _write(json.dumps(value, ensure_ascii=escaped, indent=indent, default=str))


def flags_of(context: typer.Context) -> dict[str, object]:
    """What was given before the command's name."""
    return dict(context.find_root().obj or {})


def to_date(value: str | None) -> date | None:
    """An option's date. Raises UsageError."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError("date_wrong", value=value) from error


def text_in(path: Path) -> str:
    """The text of a file that an option names, in any encoding that Chinese offices use.

    Raises UsageError, and RejectedFile where it holds no text.
    """
    from assistant.documents.readers.plain import decoded_text  # noqa: PLC0415

    try:
        return decoded_text(path.read_bytes()).text
    except RejectedFile as error:
        raise RejectedFile(error.key, **error.facts, path=path) from error
    except FileNotFoundError as error:
        raise UsageError("file_missing", path=path) from error
    except OSError as error:
        raise UsageError("file_unreadable", path=path, why=error) from error
