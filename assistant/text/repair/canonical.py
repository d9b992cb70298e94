"""Text as the language model sees it: simplified, marks in full width, digits → 0, letters → A, no blanks.

Comes in: text; goes out: one canonical character for each character, or "" for a blank. Damage of script and width
must not make a good guess look bad, so both sides of every comparison pass through here.
"""

from __future__ import annotations

from functools import cache

from assistant.text.characters import FULLWIDTH_OF
from assistant.text.repair import gbk
from assistant.text.repair.twins import simplified_character

DIGIT = "0"
LETTER = "A"
BREAK = "\n"


def canonical(text: str) -> str:
    """The text as the model sees it.

    >>> canonical("處置 線索 25 件,")
    '处置线索00件，'
    """
    return text.translate(_table())


@cache
def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(blank): None for blank in " \t\r\u3000\xa0\u200b\ufeff"}
    table |= dict.fromkeys(map(ord, "0123456789０１２３４５６７８９"), DIGIT)
    table |= dict.fromkeys([*range(65, 91), *range(97, 123), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)], LETTER)
    table |= {ord(half): full for half, full in FULLWIDTH_OF.items()}
    for character in gbk.codes():
        if simplified_character(character) != character:
            table[ord(character)] = simplified_character(character)
    # One letter for both: which of them is meant the script stage decides by the word.
    table[ord("著")] = "着"
    return table
