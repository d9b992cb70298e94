"""The cases of the suite `checks`, and the drafts that are made of them; and where the cases of tests alone lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.case_files import yaml_items
from eval.kinds.checked_drafts import BASE as BASE_FILE
from eval.kinds.checked_drafts import base, document, draft, sheet, terms

__all__ = ["BASE", "CASES", "Case", "cases", "document", "draft", "sheet", "terms"]

CASES = Path(__file__).parents[3] / "cases" / "checks"
BASE: dict[str, Any] = base()


@dataclass(frozen=True)
class Case:
    """One case of one rule."""

    rule: str
    is_found: bool
    name: str
    said: Mapping[str, Any]


def cases(name: str) -> Iterator[Case]:
    """The cases of one file."""
    numbers: dict[tuple[str, str], int] = {}
    for (rule, side), _, said in yaml_items(BASE_FILE.with_name(f"{name}.yaml")):
        number = numbers[rule, side] = numbers.get((rule, side), 0) + 1
        yield Case(rule, side == "found", f"{rule}-{side}-{number}", said)
