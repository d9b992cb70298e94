"""A file → what the rules find in it: the file's name tells how it is read, its reading what kind of draft it is.

Reading itself is done by what is handed in; nothing is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.drafting.checks import check_draft
from assistant.drafting.checks.draft import Draft, Kind
from assistant.drafting.checks.reading import Terms, draft_of_document, draft_of_table, draft_of_values
from assistant.drafting.issue_records import Issue
from assistant.drafting.ledger_reading import Sheet, kept_ledger
from assistant.errors import RejectedFile, UsageError
from assistant.records import Document

PLANS = (".json",)
LEDGERS = (".xlsx", ".xlsm", ".csv", ".xls", ".et", ".ods")
TEXTS = (".docx", ".docm", ".doc", ".wps", ".md", ".markdown", ".txt", ".pdf", ".html", ".htm", ".ofd", ".odt", ".rtf")

_LARGEST_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with everything that was found in it, gravest first."""

    draft: Draft
    issues: tuple[Issue, ...]


def checked(
    path: Path,
    terms: Terms,
    read: Callable[[Path], Document],
    read_sheets: Callable[[Path], Sequence[Sheet]],
    values: Mapping[str, Any] | None = None,
) -> Checked:
    """What the rules find in a file; `values` are the JSON of the plan that it was made from, where they are known.

    Raises RejectedFile where the file cannot be read; UsageError for a file that is no draft, or whose kind nobody said
    and it does not show.
    """
    draft = _draft(path, terms, read, read_sheets) if values is None else draft_of_values(values, str(path), terms)
    return Checked(draft, tuple(check_draft(draft)))


def _draft(
    path: Path, terms: Terms, read: Callable[[Path], Document], read_sheets: Callable[[Path], Sequence[Sheet]]
) -> Draft:
    suffix = path.suffix.lower()
    if suffix not in (*PLANS, *LEDGERS, *TEXTS):
        plans, ledgers, texts = (" ".join(known) for known in ((*PLANS, ".docx", ".md"), LEDGERS, TEXTS))
        raise UsageError("drafting.check_suffix", path=path, plans=plans, ledgers=ledgers, texts=texts)
    if suffix in TEXTS:
        return draft_of_document(read(path), terms)
    if terms.kind not in (None, Kind.PLAN, Kind.LEDGER):
        raise UsageError("drafting.check_kind_suffix", path=path)
    if suffix in LEDGERS:
        return draft_of_table(kept_ledger(read_sheets(path), str(path)).table, terms)
    return draft_of_values(_json(path), str(path), terms)


def _json(path: Path) -> dict[str, object]:
    """The object in a JSON file. Raises RejectedFile."""
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            size, limit = path.stat().st_size >> 20, _LARGEST_BYTES >> 20
            raise RejectedFile("file_too_large", path=path, size=size, limit=limit)
        values = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise RejectedFile("file_missing", path=path) from error
    except OSError as error:
        raise RejectedFile("file_unreadable", path=path, why=error.strerror or error) from error
    except (ValueError, RecursionError) as error:
        raise RejectedFile("drafting.no_plan", path=path) from error
    if not isinstance(values, dict):
        raise RejectedFile("drafting.no_plan", path=path)
    return values
