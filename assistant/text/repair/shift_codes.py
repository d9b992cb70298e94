"""Which codes of GBK two bytes may be, and the most probable ones by the language model.

A lead byte may be known, unknown, or one that vanishes behind another. It knows nothing of the text they stand in.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.text.characters import is_han
from assistant.text.repair import gbk
from assistant.text.repair.canonical import DIGIT, LETTER, canonical
from assistant.text.repair.twins import is_simplified_only, is_traditional_only

CHOICES = 10  # characters tried for one unknown byte
ODD_COST = 1.5  # log10, for a full-width letter or digit, which office text hardly uses
ALIEN_COST = 2.5  # log10, for a form of the other script

ANY_LEAD = 0
"""A pending byte that may be any lead byte. Else it is that byte, or -u for any byte that vanishes behind u."""

_GUESSABLE_MARKS = frozenset("，。、；：“”（）《》！？")
_VANISHING_FIRST = np.array(sorted(gbk.vanishing()), dtype=np.int64)
_LONE_TRAILS = np.array([trail for trail in gbk.TRAILS if trail >= gbk.LEADS[0]], dtype=np.int64)


class Choice(NamedTuple):
    """A code with its log10 probability, less what it costs."""

    code: tuple[int, int]
    gain: float
    is_guess: bool


class Codes(NamedTuple):
    """For each code: the model's id (-1 where no text uses it), whether it may be guessed, and what it costs."""

    ids: NDArray[np.int32]
    guessable: NDArray[np.bool_]
    costs: NDArray[np.float32]

    def of(self, pending: int, trail: int, probabilities: NDArray[np.float32]) -> list[Choice]:
        """The most probable characters of a pending lead byte and a trail byte.

        `probabilities` are the language model's, by id, for what may stand here.
        """
        leads = _leads(pending)
        return self._best(probabilities, leads, np.full(len(leads), trail), is_guess=len(leads) > 1)

    def vanished(self, pending: int, probabilities: NDArray[np.float32]) -> list[Choice]:
        """Those of a pending lead byte and any trail byte that began a pair which vanished."""
        return self._of_any(pending, _VANISHING_FIRST, probabilities)

    def lone(self, pending: int, probabilities: NDArray[np.float32]) -> list[Choice]:
        """Those of a pending lead byte and any trail byte that found no partner."""
        return [] if pending == ANY_LEAD else self._of_any(pending, _LONE_TRAILS, probabilities)

    def _of_any(self, pending: int, trails: NDArray[np.int64], probabilities: NDArray[np.float32]) -> list[Choice]:
        leads = _leads(pending)
        return self._best(probabilities, np.repeat(leads, len(trails)), np.tile(trails, len(leads)), is_guess=True)

    def _best(
        self,
        probabilities: NDArray[np.float32],
        leads: NDArray[np.int64],
        trails: NDArray[np.int64],
        *,
        is_guess: bool,
    ) -> list[Choice]:
        allowed = self.guessable[leads, trails] if is_guess else (self.ids[leads, trails] >= 0)
        places = np.flatnonzero(allowed)
        if not len(places):
            return []
        leads, trails = leads[places], trails[places]
        gains = np.log10(probabilities[self.ids[leads, trails]]) - self.costs[leads, trails]
        order = np.argpartition(-gains, CHOICES)[:CHOICES] if len(places) > CHOICES else np.arange(len(places))
        order = order[np.lexsort((places[order], -gains[order]))]
        return [Choice((int(leads[at]), int(trails[at])), float(gains[at]), is_guess) for at in order]


@lru_cache(maxsize=4)
def codes(vocabulary: str, is_traditional: bool) -> Codes:
    """The codes of GBK as a model with this vocabulary, and a text in this script, knows them."""
    ids = np.full((256, 256), -1, dtype=np.int32)
    guessable = np.zeros((256, 256), dtype=np.bool_)
    costs = np.zeros((256, 256), dtype=np.float32)
    known = {character: at for at, character in enumerate(vocabulary, start=1)}
    is_alien = is_simplified_only if is_traditional else is_traditional_only
    for code, character in gbk.characters().items():
        if gbk.is_private(character):
            continue
        plain = canonical(character)
        ids[code] = known.get(plain, 0)
        guessable[code] = character in _GUESSABLE_MARKS or (is_han(character) and plain in known)
        if plain in (DIGIT, LETTER) or not (is_han(character) or character in _GUESSABLE_MARKS):
            costs[code] = ODD_COST
        if is_alien(character):
            costs[code] = ALIEN_COST
    return Codes(ids, guessable, costs)


@lru_cache(maxsize=256)
def _leads(pending: int) -> NDArray[np.int64]:
    if pending == ANY_LEAD:
        return np.array(gbk.LEADS, dtype=np.int64)
    if pending > 0:
        return np.array([pending], dtype=np.int64)
    return np.array(sorted(lead for lead in gbk.vanishing()[-pending] if lead in gbk.LEADS), dtype=np.int64)
