"""What a finding says, with what it is about and the unit it is said of, taken apart once for every rule beside it.

Words in; telling pairs of characters, as a whole and fact by fact, out. It knows nothing of rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.drafting.defects import problem_clauses
from assistant.drafting.likeness import telling_pairs
from assistant.drafting.matters import matter
from assistant.text.sentences import Span, sentences
from assistant.text.terms import fold

FEWEST_OF_FACT = 3
"""Telling pairs of a fact that say what it is about: fewer stand in rules on anything."""

_COUNTED_THING = re.compile(r"[\d.,]+(?:[万亿]?元|[个项件名人次笔户家处起份批])?|存在|发现|涉及|等?问题")
"""What a fact says of how many there are, and that there are any."""

_IS_ENTERPRISE = re.compile(r"集团|公司|国资")


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

    @cached_property
    def subject(self) -> str:
        """Its first sentence, which says what it is about."""
        return fold(next(iter(sentences(self.text)), Span(0, len(self.text))).of(self.text))

    @cached_property
    def objects(self) -> tuple[frozenset[str], ...]:
        """The telling pairs of what went wrong, first as a whole, then fact by fact.

        公务接待审批手续 of 公务接待审批手续不全; 拆分规避公开招标 of 发现11个项目存在拆分规避公开招标问题.
        """
        whole = telling_pairs(matter(self.subject).object) or telling_pairs(self.subject)
        behind = [span.of(self.folded) for span in sentences(self.folded)][1:]
        stated = [clause.of(words) for words in behind for clause in problem_clauses(words, 0, len(words))]
        facts = (telling_pairs(_COUNTED_THING.sub(" ", matter(fact).object)) for fact in stated)
        return whole, *(fact for fact in facts if len(fact) >= FEWEST_OF_FACT)

    @cached_property
    def unit_pairs(self) -> frozenset[str]:
        """The telling pairs of the unit, with the kind that it is of: 某某集团 is an enterprise."""
        kind = "企业" if _IS_ENTERPRISE.search(self.unit) else ""
        return telling_pairs(f"{self.unit} {kind}")
