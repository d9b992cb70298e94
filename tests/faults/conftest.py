"""What several tests of faults need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.killing import Zygote, zygote


@pytest.fixture(scope="module")
def forks() -> Iterator[Zygote]:
    """Processes that are forked from one in which everything is loaded."""
    with zygote() as started:
        yield started
