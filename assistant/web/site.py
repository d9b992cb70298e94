"""What every tab of the page is given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.application import Assistant


@dataclass(frozen=True, slots=True)
class Site:
    """The assistant that a page speaks for, and what holds for the whole page."""

    assistant: Assistant
    files: Path
    """Folder of uploads and downloads; emptied at every start."""
    language: str | None
    """zh or en for every reader; None follows each browser."""
