"""How often a restored shift of this kind is right to the letter.

Comes in: the ranked hypotheses of one search; goes out: a probability. A logistic curve over six figures; its weights
were fitted on statutes and reports that the language model had not seen, cut at random (`benchmarks/repair_calibration`
measures it on others and fits it anew).
"""

from __future__ import annotations

from math import exp, log, log10
from typing import NamedTuple

from assistant.text.repair.canonical import canonical
from assistant.text.repair.shift_search import Restored

FAR = 6.0  # log10: a rival so far behind, or none
LONG_TAIL = 60  # rivals that are counted


class Figures(NamedTuple):
    """What the confidence is read from. `doubt` is log10 of the probability that belongs to the rivals."""

    characters: int
    guesses: int
    mean: float
    doubt: float
    lead: float

    def columns(self) -> tuple[float, ...]:
        """The figures as they are weighed, in the order of WEIGHTS."""
        share = self.guesses / self.characters
        return 1.0, log(self.characters), self.guesses, share, max(-6.0, self.mean), self.doubt, min(FAR, self.lead)


WEIGHTS = (4.31, -1.23, -0.064, -1.02, 0.996, -1.32, -0.284)


def figures(hypotheses: list[Restored]) -> Figures:
    """The figures of the best hypothesis among its rivals."""
    best = hypotheses[0]
    characters = max(1, sum(bool(canonical(character)) for character in best.text))
    rivals = [other.total for other in hypotheses[1:LONG_TAIL] if other.text != best.text]
    mass = sum(10 ** (other.total - best.total) for other in hypotheses[:LONG_TAIL])
    doubt = log10(max(1e-3, 1 - 1 / mass) + 1e-3)
    lead = best.total - max(rivals) if rivals else FAR
    return Figures(characters, best.guesses, best.score / characters, doubt, lead)


def confidence(seen: Figures) -> float:
    """The probability that the best hypothesis is exact."""
    logit = sum(weight * column for weight, column in zip(WEIGHTS, seen.columns(), strict=True))
    return round(1 / (1 + exp(-logit)), 3)
