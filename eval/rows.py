"""Lines of text files → records, faults named by file, line and field."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant.errors import UsageError
from assistant.messages import current_language
from assistant.misfits import misfit

Row = TypeVar("Row")


def read_rows(file: Path, kind: type[Row]) -> list[Row]:
    """The rows of a JSONL file as records of `kind`; fields that `kind` lacks are left aside.

    Raises UsageError for a file that cannot be read, and for the first row that is no such record.
    """
    adapter = TypeAdapter(kind)
    rows: list[Row] = []
    for number, line in read_lines(file):
        try:
            rows.append(adapter.validate_json(line))
        except ValidationError as error:
            fault = error.errors()[0]
            field, why = ".".join(map(str, fault["loc"])) or "-", misfit(fault, current_language())
            raise UsageError("evaluation.bad_row", path=file, line=number, field=field, why=why) from error
    return rows


def read_lines(file: Path) -> list[tuple[int, str]]:
    """The lines that are not blank, with their numbers from 1. Raises UsageError for a file that cannot be read."""
    try:
        content = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("evaluation.file_unreadable", path=file, why=error) from error
    # Not splitlines(): a JSON string may hold U+2028 and other marks that it takes for line breaks.
    return [(number, line) for number, line in enumerate(content.split("\n"), start=1) if line.strip()]
