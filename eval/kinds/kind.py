"""What a suite may put to the system: a kind says how its cases are read, who answers them, and what reports show.

A suite names its kind; nothing else asks which suite it is. What is scored, and how, is said by the scorers of a kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.case_files import Place, Row
from eval.records import Case, Product
from eval.shelf import Shelf

if TYPE_CHECKING:
    from eval.runner import Subject

ShelfOf = Callable[[Path], Shelf]
"""Folder of a corpus → the library of its documents, made when it is first asked for."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something that was wanted or that came, for a person to read."""

    text: str
    where: str = ""
    """Which part of the case it belongs to."""
    is_met: bool = True
    """Of what was wanted: whether it came."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing put to the system."""

    name: str
    case: type[Case]
    product: type[Product]
    rows: Callable[[Path], list[Row]]
    """Folder of a suite → its cases, before they are validated."""
    faults: Callable[[Place, Any, Path], Iterator[str]]
    """(place, case, corpus) → what is well formed and still makes no sense."""
    open: Callable[[ShelfOf, Path], Subject]
    """What answers cases over a corpus."""
    came: Callable[[Any], list[Line]]
    """A product as a person reads it."""
    wanted: Callable[[Any, Any], list[Line]]
    """(case, product or None) → what the case wants."""


def no_faults(place: Place, case: Any, corpus: Path) -> Iterator[str]:
    """For kinds whose cases make sense whenever they are well formed."""
    return iter(())
