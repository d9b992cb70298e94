"""The coverage matrix of a plan for people and programs: names of its columns, counts in words, JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.drafting.coverage import COLUMNS, Covered, CoveredFinding, total

TITLES = dict(zip(COLUMNS, ("措施", "责任人", "时限", "完成标志", "依据", "佐证材料"), strict=True))
"""Column → what it is called in a plan."""


def count_of(cell: Covered) -> str:
    """How many of how many are there; what waits and what is missing in words.

    >>> count_of(Covered(held=1, open=2, missing=0))
    '1/3 待填2'
    """
    said = [f"{cell.held}/{cell.held + cell.open + cell.missing}"]
    said += [f"待填{cell.open}"] if cell.open else []
    said += [f"缺{cell.missing}"] if cell.missing else []
    return " ".join(said)


def told_rows(rows: Sequence[CoveredFinding]) -> Iterator[tuple[str, ...]]:
    """The matrix as rows of words: of how many measures each thing is there; in the last row, for how many findings."""
    for row in rows:
        yield (row.id, *(count_of(row.cells[name]) for name in COLUMNS))
    yield ("合计", *(count_of(total(rows, name)) for name in COLUMNS))


def coverage_to_json(rows: Sequence[CoveredFinding]) -> dict[str, Any]:
    """The coverage matrix: a row a finding, and how many findings hold, await or miss each column."""
    return {
        "columns": list(COLUMNS),
        "rows": [{"id": row.id, **{name: _covered(row.cells[name]) for name in COLUMNS}} for row in rows],
        "totals": {name: _counts(total(rows, name)) for name in COLUMNS},
    }


def _covered(cell: Covered) -> dict[str, Any]:
    return {"state": cell.state.value, **_counts(cell)}


def _counts(cell: Covered) -> dict[str, int]:
    return {"held": cell.held, "open": cell.open, "missing": cell.missing}
