"""A ledger as JSON or as the workbook of a plan, and what a merge brought up in words. Records in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant import messages
from assistant.drafting.dues import due_of
from assistant.drafting.ledger import rows_of_plan, title_of
from assistant.drafting.ledger_columns import TITLES
from assistant.drafting.ledger_merge import Difference, Merged
from assistant.drafting.ledger_records import LedgerRow
from assistant.drafting.records import Plan
from assistant.drafting.shortening import shortened
from assistant.drafting.states import next_step, state_of
from assistant.export.plans import plan_to_json
from assistant.export.spreadsheet import ledger_to_xlsx

_LONGEST_FACT = 40
"""Characters of a cell that are shown in a message."""


def plan_to_xlsx(plan: Plan) -> bytes:
    """The ledger of a plan as a workbook. Raises UsageError where a text is longer than a cell holds."""
    values = plan_to_json(plan)
    return ledger_to_xlsx(rows_of_plan(values, plan.source.document.path), title_of(values))


def merged_to_json(merged: Merged, on: date, *, language: str | None = None) -> dict[str, Any]:
    """Rows, conflicts that somebody has to decide, and what was taken over as it is; steps are those due on a day."""
    return {
        "rows": rows_to_json(merged.rows, on),
        "conflicts": [_difference(found, language) for found in merged.differences if found.needs_decision],
        "notes": [_difference(found, language) for found in merged.differences if not found.needs_decision],
    }


def rows_to_json(rows: Sequence[LedgerRow], on: date) -> list[dict[str, Any]]:
    return [_row(row, on) for row in rows]


def difference_text(found: Difference, language: str | None = None) -> str:
    """What a merge brought up, for people; the JSON has the words in full length."""
    facts = {name: shortened(str(fact), _LONGEST_FACT) for name, fact in found.facts.items()}
    return messages.text(f"ledger.difference.{found.kind}", language=language, **facts)


def differences_to_rows(merged: Merged, language: str | None = None) -> list[tuple[str, str]]:
    """Place and words of everything that a merge brought up, what needs a decision first."""
    in_order = sorted(merged.differences, key=lambda found: not found.needs_decision)
    signs = (messages.text("ledger.note", language=language), messages.text("ledger.conflict", language=language))
    return [(f"{signs[found.needs_decision]} {found.where}", difference_text(found, language)) for found in in_order]


def _row(row: LedgerRow, on: date) -> dict[str, Any]:
    state, due = state_of(row.status), due_of(row.due)
    return {
        **{name: getattr(row, name) for name in TITLES},
        "others": dict(row.others),
        "state": state,
        "due_on": due.date.isoformat() if due.date else None,
        "next_step": next_step(row, due.date, on),
    }


def _difference(found: Difference, language: str | None) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "where": found.where,
        "message": difference_text(found, language),
        **{name: str(fact) for name, fact in found.facts.items()},
    }
