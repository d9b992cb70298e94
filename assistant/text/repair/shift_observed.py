"""The text as it stands, without blanks and glosses, and how probable the language model finds any stretch of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.text.repair.canonical import BREAK, canonical
from assistant.text.repair.glosses import BRACKET
from assistant.text.repair.trigrams import Trigrams


class Observed:
    """A stretch of a text. Positions are those of the text; probabilities are log10."""

    def __init__(self, text: str, start: int, end: int, before: tuple[int, int], model: Trigrams) -> None:
        """`before` are the model's ids of the two characters in front of it."""
        stretch = text[start:end]
        positions = _positions_without_glosses(stretch)
        characters = [canonical(stretch[at]) for at in positions]
        kept = [(at, character) for at, character in zip(positions, characters, strict=True) if character]
        if end >= len(text):
            kept.append((len(stretch), BREAK))  # a text ends as a line does
        self._model = model
        self._places: NDArray[np.int64] = np.array([start + at for at, _ in kept], dtype=np.int64)
        self._ids = [model.id(character) for _, character in kept]
        self._sums = np.array([0.0, *np.cumsum(self._each(*before, self._ids))])

    def __len__(self) -> int:
        return len(self._ids)

    def index(self, position: int) -> int:
        """How many characters stand in front of a position."""
        return int(np.searchsorted(self._places, position))

    def up_to(self, position: int) -> float:
        """The probability of all that stands in front of a position."""
        return float(self._sums[self.index(position)])

    def between(self, start: int, end: int) -> tuple[float, int]:
        """The probability of a stretch, and how many characters it has."""
        low, high = self.index(start), self.index(end)
        return float(self._sums[high] - self._sums[low]), high - low

    def behind(self, a: int, b: int, low: int, horizon: int) -> float:
        """The probability of the characters `low` to `horizon`, where `a` and `b` stand in front of them instead."""
        seam = min(low + 2, horizon)
        total = sum(self._each(a, b, self._ids[low:seam]), 0.0)
        return total + float(self._sums[max(seam, horizon)] - self._sums[seam])

    def _each(self, a: int, b: int, ids: Sequence[int]) -> list[float]:
        found: list[float] = []
        for following in ids:
            found.append(self._model.log10(a, b, following))
            a, b = b, following
        return found


def _positions_without_glosses(stretch: str) -> list[int]:
    positions: list[int] = []
    at = 0
    for gloss in BRACKET.finditer(stretch):
        positions += range(at, gloss.start())
        at = gloss.end()
    return [*positions, *range(at, len(stretch))]
