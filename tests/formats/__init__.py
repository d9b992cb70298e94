"""One document as a list of blocks, and a writer a format beside this file: what is written must be read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Block:
    """A title, a heading, a paragraph or a table of the document to be written."""

    kind: Literal["title", "heading", "paragraph", "table"]
    text: str = ""
    """Of all but a table."""
    level: int = 0
    """Of a heading: 1 for the highest."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table, the header row first."""
