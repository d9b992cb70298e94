"""A text, damaged or not, with what it should be; and what repair made of it. Records only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from eval.records import Case, Product


@dataclass(frozen=True, slots=True)
class DamagedText(Case):
    """A text to be repaired. Where nothing is wrong with it, `fixed` is what it is already."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    original: str
    fixed: str
    note: str = ""
    """What is odd about it."""

    @property
    def is_damaged(self) -> bool:
        return self.original != self.fixed


@dataclass(frozen=True, slots=True)
class RepairedText(Product):
    """What repair made of it."""

    text: str
    replayed: str
    """What its recorded steps, applied to the original, give."""
    again: str
    """What a second repair of the result gives."""
