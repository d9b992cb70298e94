"""A report or speech as the bytes of a file, by the file's suffix."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from assistant.drafting.manuscript import Manuscript
from assistant.errors import UsageError
from assistant.export.files import check_place
from assistant.export.manuscripts import manuscript_to_document, manuscript_to_markdown

SUFFIXES = (".docx", ".md", ".json")


def check_output(path: Path, *inputs: Path) -> None:
    """Raise UsageError for a file that cannot be written or is an input, before anything is done."""
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError("drafting.suffix_unknown", path=path, known=" ".join(SUFFIXES))
    check_place(path, *inputs)


def manuscript_bytes(manuscript: Manuscript, values: Mapping[str, Any], path: Path, on: date) -> bytes:
    """The file; `values` is what its JSON holds, `on` the day on which a .docx says it was made."""
    suffix = path.suffix.lower()
    if suffix == ".docx":
        from assistant.export.gbt9704 import to_docx  # noqa: PLC0415

        return to_docx(manuscript_to_document(manuscript), on=on)
    if suffix == ".json":
        return f"{json.dumps(values, ensure_ascii=False, indent=2)}\n".encode()
    return manuscript_to_markdown(manuscript).encode()
