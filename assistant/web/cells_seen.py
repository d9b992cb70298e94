"""What stood in a cell of a table when somebody began to write over it, as the browser noticed it.

Another page's change may come into the cell while he writes. What he wrote over is then the older text, and whoever
made that change must not lose it unseen.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from assistant.drafting.editing import Edit

SEEN = "(opened, table) => [opened, table, JSON.stringify(window.cellSeen)]"
"""Sends along what `assets/cells_seen.js` has noticed, as the third input of an event."""


def place_of(row: str, column: int, columns: Sequence[str]) -> str:
    """The place of a cell in a draft: `row.column`, or `row` in the only column, which has no name.

    Column 0 holds the names of the rows. Raises LookupError for a column that there is not.
    """
    if column < 1:
        raise LookupError(column)
    return ".".join(filter(None, (row, columns[column - 1])))


def as_seen(edits: Sequence[Edit], columns: Sequence[str], seen: str) -> list[Edit]:
    """The changes, that of the cell written over as made on what its writer saw there."""
    try:
        cell = json.loads(seen)
        where, text = place_of(str(cell["row"]), int(cell["column"]), columns), str(cell["text"])
    except (ValueError, TypeError, LookupError):
        return [*edits]
    return [
        replace(edit, before=text) if edit.where == where and _differ(edit.before, text) else edit for edit in edits
    ]


def _differ(one: str, other: str) -> bool:
    """Whether two texts say something else; the page may show spaces and line ends differently."""
    return "".join(one.split()) != "".join(other.split())
