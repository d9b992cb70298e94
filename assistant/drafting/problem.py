"""What a finding says and the unit it is said of, folded and taken apart once for every rule beside it.

Words in, telling pairs of characters out. It knows nothing of rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assistant.drafting.likeness import telling_pairs
from assistant.text.terms import fold


@dataclass(frozen=True)
class Problem:
    """What a finding says, without who answers for it, and the unit that was inspected where it is known."""

    text: str
    unit: str = ""

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def pairs(self) -> frozenset[str]:
        return telling_pairs(self.text)
