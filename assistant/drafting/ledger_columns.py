"""Which columns of a ledger (整改台账) who may change, and in which order a ledger of ours has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from assistant.drafting.ledger_records import LedgerRow
from assistant.drafting.ledger_table import BESIDE, COLUMNS

PLANNED = ("problem", "goal", "measures", "leader", "lead_unit", "co_units", "due", "completion_mark", "evidence")
"""What the plan says: both the plan and the people who keep the ledger may change it."""

KEPT = ("status", "progress", "obtained", "reason", "next_due", "escalation")
"""What only the ledger says."""

TITLES: Mapping[str, str] = MappingProxyType(
    {name: (COLUMNS | BESIDE)[name] for name in ("number", "origin", *PLANNED, *KEPT, "id")}
)
"""Field of a LedgerRow → name of its column, in order."""


def with_cells(row: LedgerRow, cells: Mapping[str, str]) -> LedgerRow:
    """The row with other words in some of its cells, by field."""
    changes: dict[str, Any] = dict(cells)
    return replace(row, **changes)
