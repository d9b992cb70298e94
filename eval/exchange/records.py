"""What other harnesses say of a case, in one shape; and the JSON files they say it in."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """A case with what came back. What a harness does not say is empty."""

    question: str
    response: str | None = None
    """None: nothing has been answered yet."""
    retrieved: tuple[str, ...] = ()
    reference: str = ""
    """The right answer, in its author's words."""
    reference_contexts: tuple[str, ...] = ()
    """The texts that hold the right answer."""
    scores: Mapping[str, float | None] = field(default_factory=dict)
    """Of the other harness; None where it had none, such as NaN."""


def objects(content: str, *lists: str) -> list[dict[str, Any]]:
    """The objects of a JSON array, of one of the named `lists` of a JSON object, or of JSON lines.

    Raises ValueError where it is none of these.
    """
    if not content.strip():
        raise ValueError("empty")
    found = _whole(content)
    if isinstance(found, dict):
        found = next((found[name] for name in lists if isinstance(found.get(name), list)), [found])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ValueError("no list of objects")
    return found


def _whole(content: str) -> Any:
    try:
        return json.loads(content)
    except json.JSONDecodeError:
        return [json.loads(line) for line in content.split("\n") if line.strip()]


def first(row: Mapping[str, Any], *names: str) -> Any:
    """The value of the first of these fields that is there and not null."""
    return next((row[name] for name in names if row.get(name) is not None), None)


def words(value: Any) -> str:
    """A text as it is; nothing for nothing. Raises ValueError for anything else."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{value!r:.40} is no text")
    return value


def texts(value: Any) -> tuple[str, ...]:
    """The texts of a list, blank ones left out. Raises ValueError for anything else."""
    listed = value if isinstance(value, list) else [value]
    return tuple(text for one in listed if (text := words(one)).strip())


def share(value: Any) -> float | None:
    """A score as a number, None for NaN and for nothing."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and math.isfinite(value) else None
