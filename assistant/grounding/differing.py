"""The noun of a difference between a claim and its evidence, and the small questions that all who look for them ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.text.wording import Kind, Token


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of some kind; `degree` below 1 where it may mean nothing."""

    kind: str
    claimed: tuple[Token, ...] = ()
    held: tuple[Token, ...] = ()
    degree: float = 1.0


def of_kind(kind: Kind, found: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(token for token in found if token.kind == kind)


def keys_of(found: Sequence[Token]) -> set[str]:
    return {token.key for token in found}
