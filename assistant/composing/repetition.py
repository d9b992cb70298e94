"""Does a text that is still being written go on for ever? Characters in, a yes or no out."""

from __future__ import annotations

_LONGEST_ANSWER = 20_000
"""Characters; a model that writes more is repeating itself."""

_LONGEST_ROUND = 120
"""Characters that may lie between one round and the next."""

_LEAST_ROUNDS = 5
_LEAST_CHARACTERS = 200
"""A model that has said the same five times over, and at this length, does not stop by itself. Rows of a table repeat
too, but not word for word."""

_LOOKED_BACK = _LONGEST_ROUND * _LEAST_ROUNDS
_LOOK_EVERY = 100


class Watch:
    """Takes the pieces of one text in order."""

    def __init__(self) -> None:
        self.characters = 0
        self.is_endless = False
        """Whether it is too long, or goes round in circles."""
        self._tail = ""
        self._look_at = _LEAST_CHARACTERS

    def feed(self, piece: str) -> None:
        self.characters += len(piece)
        self._tail = (self._tail + piece)[-_LOOKED_BACK:]
        if self.characters > _LONGEST_ANSWER:
            self.is_endless = True
        elif self.characters >= self._look_at:
            self._look_at = self.characters + _LOOK_EVERY
            self.is_endless = self.is_endless or is_going_round(self._tail)


def is_going_round(text: str) -> bool:
    """Whether the end of the text is one stretch said over and over.

    >>> is_going_round("整改到位。" * 40), is_going_round("第一条整改到位。第二条整改到位。" * 3)
    (True, False)
    """
    for length in range(1, _LONGEST_ROUND + 1):
        needed = max(_LEAST_CHARACTERS, length * _LEAST_ROUNDS)
        if len(text) >= needed and text[-length:] == text[-2 * length : -length]:
            end = text[-needed:]
            if end[length:] == end[:-length] and any(mark.isalnum() for mark in end[:length]):
                return True
    return False
