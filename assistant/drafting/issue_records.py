"""Nouns of what a check finds in a draft: how much it weighs, where it stands, and the facts its text is told with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much an issue weighs: an error bars the final version, a warning wants a look, info is for completeness."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the file that was checked something stands, as far as that can be said."""

    row: int | None = None
    """Of a table, as people count its rows from 1; of a plan in prose, the number of the measure."""
    column: str | None = None
    """Name of the column, as 责任领导."""
    start: int | None = None
    end: int | None = None
    """Characters of the text as it was read."""


NOWHERE = Spot()
"""No place that could be pointed at."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What a check found. The text is under `checks.<rule>` of the messages, with `_` for `-`, filled with `facts`.

    What to do about it is under `advice.<rule>`.
    """

    rule: str
    severity: Severity
    where: str
    facts: Mapping[str, object] = field(default_factory=dict)
    spot: Spot = NOWHERE
