"""Texts in English, so that tests can look for words in them."""

from collections.abc import Iterator

import pytest

from assistant import messages


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    messages.use("en")
    yield
    messages.use(None)
