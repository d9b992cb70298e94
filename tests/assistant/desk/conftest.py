"""A desk of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.desk.desk import Desk


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    opened = Desk(home)
    yield opened
    opened.close()


@pytest.fixture
def another_page(home: Path) -> Iterator[Desk]:
    """The same desk, as another process has it open."""
    opened = Desk(home)
    yield opened
    opened.close()
