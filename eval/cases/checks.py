"""A draft with the rule that must or must not speak of it; and what the checks said. Records only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from eval.records import Case, Product

Side = Literal["found", "silent", "clean"]


@dataclass(frozen=True, slots=True)
class CheckedDraft(Case):
    """A draft: one that is in order, with the changes of a case."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    of: Literal["rows", "texts", "plans"]
    """A ledger, a text, or a plan as the program keeps it."""
    side: Side
    """The rule must speak, must be silent, or there is nothing wrong at all."""
    rule: str = ""
    """None where nothing is wrong at all."""
    said: Mapping[str, Any] = field(default_factory=dict)
    """What the case changes in the draft that is in order."""


@dataclass(frozen=True, slots=True)
class SpokenRule:
    """A rule that spoke, and how gravely."""

    rule: str
    severity: str


@dataclass(frozen=True, slots=True)
class CheckReport(Product):
    """What the checks said of a draft, gravest first."""

    issues: tuple[SpokenRule, ...]
