"""A feedback document, and plans drafted from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from assistant.drafting.plan import draft_plan
from assistant.drafting.records import Plan
from assistant.records import Document, Evidence
from tests.assistant.drafting.feedback_samples import LETTER, LIBRARY, document, search


@pytest.fixture
def letter() -> Document:
    return document(LETTER)


@pytest.fixture
def draft(letter: Document) -> Callable[..., Plan]:
    """`draft(library=…, received=…, regime=…)` drafts from the letter."""

    def drafted(library: Sequence[Evidence] = LIBRARY, received: date | None = None, regime: str | None = None) -> Plan:
        return draft_plan(letter, search(library), received=received, regime=regime, on=date(2024, 6, 20))

    return drafted
