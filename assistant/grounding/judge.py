"""Does a source say what a sentence claims? A deterministic judge with reasons, and the protocol others follow.

The embedded judge looks at two things: whether the figures, dates, periods and article numbers of the sentence stand
in the source, and how much of the sentence's wording does. What it cannot see is paraphrase in other words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.records import Verdict
from assistant.text.facts import facts
from assistant.text.terms import fold, index_terms

SUPPORTED_SHARE = 0.75
"""Share of a sentence's bigrams that its sources must hold: what is left is connecting words."""

_STARTS_TO_MATCH = 0.45
"""Below this share the source speaks of something else, so a differing figure contradicts nothing."""

_IGNORED = re.compile(r"[\s\W_]+")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with what decided it."""

    verdict: Verdict
    probability: float
    """That the sources support the claim, in [0, 1]."""
    checks: tuple[str, ...] = ()
    """verbatim, wording:<share>, missing:<fact>."""


class Judge(Protocol):
    """Says whether sources support a claim."""

    name: str

    def judge(self, claim: str, sources: Sequence[str]) -> Judgement: ...


class EmbeddedJudge:
    """The judge that ships with the program; the same claim and sources always get the same judgement."""

    name = "embedded-1"

    def judge(self, claim: str, sources: Sequence[str]) -> Judgement:
        """Judge one sentence against the texts it cites."""
        if not sources or not _bare(claim):
            return Judgement(Verdict.NOT_FOUND, 0.0, ("no source",) if not sources else ("no claim",))
        if any(_bare(claim) in _bare(source) for source in sources):
            return Judgement(Verdict.SUPPORTED, 1.0, ("verbatim",))
        share = _share(claim, sources)
        missing = _missing_facts(claim, sources)
        checks = (f"wording:{share:.2f}", *(f"missing:{value}" for value in missing))
        if missing:
            contradicted = share >= _STARTS_TO_MATCH and _has_rival(missing, claim, sources)
            return Judgement(
                Verdict.CONTRADICTED if contradicted else Verdict.NOT_FOUND, round(0.15 * share, 4), checks
            )
        verdict = Verdict.SUPPORTED if share >= SUPPORTED_SHARE else Verdict.NOT_FOUND
        return Judgement(verdict, round(share, 4), checks)


def _bare(text: str) -> str:
    """Letters, digits and Han characters alone, folded: what a quotation may not change."""
    return _IGNORED.sub("", fold(text))


def _share(claim: str, sources: Sequence[str]) -> float:
    wanted = _bigrams(claim)
    held = frozenset().union(*(_bigrams(source) for source in sources))
    return len(wanted & held) / len(wanted) if wanted else 1.0


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(term for term in index_terms(text) if len(term) > 1)


def _missing_facts(claim: str, sources: Sequence[str]) -> list[str]:
    held = {fact.value for source in sources for fact in facts(source)}
    return [fact.value for fact in facts(claim) if fact.value not in held]


def _has_rival(missing: Sequence[str], claim: str, sources: Sequence[str]) -> bool:
    """Whether a source states another value of the same kind and unit: then it says otherwise, not just nothing."""
    kinds = {(fact.kind, _unit(fact.value)) for fact in facts(claim) if fact.value in missing}
    return any((fact.kind, _unit(fact.value)) in kinds for source in sources for fact in facts(source))


def _unit(value: str) -> str:
    return re.sub(r"[\d.]+", "", value)
