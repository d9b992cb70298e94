"""Tokens → how much of what a sentence says hangs on each of them, and which of them name something."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from assistant.text.wording import Token

Pair = tuple[str, str]

_WEIGHTS = {
    "character": 1.0,
    "word": 2.0,
    "number": 2.5,
    "unit": 0.7,
    "modality": 0.5,
    "bound": 0.7,
    "negation": 1.0,
    "exception": 0.5,
    "scope": 0.3,
    "link": 0.15,
    "reference": 1.5,
}
_PLAIN = frozenset("后有进行以中上下个一时说")
"""Characters that say little, whatever their kind."""


def weight(token: Token) -> float:
    """How much of what a sentence says hangs on a token."""
    return 0.3 if token.key in _PLAIN else _WEIGHTS[token.kind]


def total(found: Sequence[Token]) -> float:
    return sum(weight(token) for token in found)


def content(found: Sequence[Token]) -> list[Token]:
    """The tokens that name something."""
    return [token for token in found if token.kind in ("character", "word") and token.key not in _PLAIN]


def pairs(keys: Sequence[str]) -> set[Pair]:
    return set(itertools.pairwise(keys))
