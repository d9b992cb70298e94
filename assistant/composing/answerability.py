"""Does the evidence answer the question at all? The best sentence and what stands around it in, a probability out.

The coefficients ship in `models/answerability.json`, which names the command that fits them and what on. Knows neither
what the sentence says nor how it was found.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from assistant import resources
from assistant.composing.asked import Asked, held, share
from assistant.composing.figures import apart
from assistant.composing.kinds import Asks
from assistant.composing.measured import amount_of
from assistant.composing.parts import asking_parts
from assistant.composing.signals import NAMES, Weighed
from assistant.text.terms import fold

FILE = "answerability.json"

SIGNALS = (
    "not_near",
    "clause",
    "rank",
    "other_one",
    "other_day",
    "missing_nearby",
    "stranger",
    "margin",
    "words",
    "wants_name",
    "not_negated",
    "undone",
    "apart",
    "compound_missing",
    "piece",
    "counts_other",
    "rate_other",
    "unplaced",
    "asking",
)
"""What `signals` gives, in order."""

_HELD = 0.45
"""Share from which a word counts as there."""


@dataclass(frozen=True, slots=True)
class Coefficients:
    """How sentences are ranked, and what tells an answer from a sentence nearby."""

    ranking: Mapping[str, float]
    answerability: Mapping[str, float]
    intercept: float
    least: float
    """Probability from which an answer is given."""

    def score(self, row: Sequence[float]) -> float:
        """How well a sentence answers; comparable within one question."""
        return sum(self.ranking[name] * value for name, value in zip(NAMES, row, strict=True))

    def probability(self, signals: Sequence[float]) -> float:
        """That the question is answered, in [0, 1]."""
        total = self.intercept + sum(
            self.answerability[name] * value for name, value in zip(SIGNALS, signals, strict=True)
        )
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def shipped() -> Coefficients:
    """The coefficients that ship with the program."""
    table = json.loads((resources.models() / FILE).read_text(encoding="utf-8"))
    return from_table(table)


def from_table(table: Mapping[str, Any]) -> Coefficients:
    """Coefficients as the file holds them."""
    return Coefficients(table["ranking"], table["answerability"], table["intercept"], table["least"])


def signals(asked: Asked, best: Weighed, others: Sequence[tuple[float, Weighed]], score: float) -> tuple[float, ...]:
    """The signals of the best sentence in the order of SIGNALS; `others`: the rest with their scores, best first."""
    row = dict(zip(NAMES, best.row, strict=True))
    unit = best.unit
    local = fold(f"{unit.text}\n{unit.lead_text}\n{unit.before}\n{unit.block}\n")
    rival = next((other for other, one in others if one.source.key != best.source.key), 0.0)
    told = row | {
        "missing_nearby": _rarest_missing(asked, local + unit.head),
        "margin": max(0.0, min(1.0, score - rival)),
        "words": min(1.0, len(asked.weights) / 12),
        "wants_name": float(asked.question.asks is Asks.NAME),
        "apart": apart(asked, unit),
        "compound_missing": _compounds_missing(asked, best.source.around),
        "asking": _of_asking(asked, local),
    }
    return tuple(told[name] for name in SIGNALS)


def _rarest_missing(asked: Asked, text: str) -> float:
    """How much the rarest of the question's words says that a folded text lacks."""
    missing = (weight for word, weight in asked.weights.items() if held(asked, word, text) < _HELD)
    return min(1.0, max(missing, default=0.0))


def _of_asking(asked: Asked, text: str) -> float:
    """Share of the words of the clauses that ask which a folded text holds: the clauses before them tell what is known
    already, and a sentence that repeats those answers nothing. All words count where those clauses have none.
    """
    asking = fold("\n".join(asking_parts(asked.question.text)))
    own = {word: weight for word, weight in asked.weights.items() if word in asking} or asked.weights
    return share(replace(asked, weights=own), text)


def _compounds_missing(asked: Asked, text: str) -> float:
    """Share of the question's 培训费, 完成率, 公示期 that a text does not have, in these or in other words."""
    named = asked.question.compounds
    return sum(not any(form in text for form in _forms(asked, one)) for one in named) / len(named) if named else 0.0


def _forms(asked: Asked, compound: str) -> list[str]:
    others = [form for said, known in asked.concepts.items() if said in compound or compound in said for form in known]
    return [amount_of(compound), *others]
