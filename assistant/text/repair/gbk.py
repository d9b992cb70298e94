"""The two-byte codes of GBK as web decoders see them: code ↔ character, and the codes that vanish.

A code outside the standard is decoded to the private-use area, which pages then drop; `vanishing` lists such codes,
because text that was cut in the middle of a character loses them in pairs. Knows nothing of text.
"""

from __future__ import annotations

from functools import cache

LEADS = range(0x81, 0xFF)
TRAILS = tuple(trail for trail in range(0x40, 0xFF) if trail != 0x7F)
EURO = 0x80

# The standard leaves the choice between look-alikes open, and decoders differ: — and ― are both A1AA.
_ALIASES = {
    "―": b"\xa1\xaa",
    "・": b"\xa1\xa4",
    "〜": b"\xa1\xab",
    "∥": b"\xa1\xac",
    "￠": b"\xa1\xe9",
    "￡": b"\xa1\xea",
}


def is_private(character: str) -> bool:
    """Whether it lies in the private-use area, where decoders put codes outside the standard."""
    return "\ue000" <= character <= "\uf8ff"


@cache
def characters() -> dict[tuple[int, int], str]:
    """Every code with the character it stands for, private-use ones included."""
    table: dict[tuple[int, int], str] = {}
    for lead in LEADS:
        for trail in TRAILS:
            try:
                table[lead, trail] = bytes((lead, trail)).decode("gb18030")
            except UnicodeDecodeError:
                continue
    return table


@cache
def codes() -> dict[str, tuple[int, int]]:
    """Every character that two bytes stand for, with them."""
    table = {character: code for code, character in characters().items()}
    return table | {character: (code[0], code[1]) for character, code in _ALIASES.items()}


@cache
def vanishing() -> dict[int, frozenset[int]]:
    """For each byte that may begin a vanishing pair, the bytes that may end it."""
    table = characters()
    return {
        first: frozenset(
            second for second in TRAILS if (first, second) not in table or is_private(table[first, second])
        )
        for first in LEADS
        if any((first, second) not in table or is_private(table[first, second]) for second in TRAILS)
    }


@cache
def everyday() -> frozenset[str]:
    """GB 2312 level 1, the 3,755 ideographs of ordinary text."""
    return frozenset(
        characters()[lead, trail]
        for lead in range(0xB0, 0xD8)
        for trail in range(0xA1, 0xFF)
        if (lead, trail) in characters() and not is_private(characters()[lead, trail])
    )
