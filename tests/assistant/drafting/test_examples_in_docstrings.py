"""The examples in the docstrings of drafting and of its exports."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import assistant.drafting
from assistant.export import markdown

MODULES = [
    *(module.name for module in pkgutil.walk_packages(assistant.drafting.__path__, "assistant.drafting.")),
    markdown.__name__,
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_say(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
