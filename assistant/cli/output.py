"""What commands print: lines and JSON on stdout, messages on stderr."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import typer

from assistant.errors import UsageError


def shown(line: str) -> None:
    """One line of data."""
    sys.stdout.write(f"{line}\n")


def said(line: str) -> None:
    """One line for the person at the terminal."""
    sys.stderr.write(f"{line}\n")


def as_json(value: object, *, indent: int | None = 2) -> None:
    """One JSON value, Chinese unescaped."""
    shown(json.dumps(value, ensure_ascii=False, indent=indent, default=str))


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


def existing(path: Path) -> str:
    """A file's text, for options that name one. Raises UsageError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("settings_file_unreadable", path=path, why=error) from error
