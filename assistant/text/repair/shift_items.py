"""Observed characters → the bytes that each may stand for, where GBK was read one byte off.

Glosses of a reading (hàn 汉) belong to their character. It knows nothing of what the bytes become.
"""

from __future__ import annotations

from typing import NamedTuple

from assistant.text.repair import gbk
from assistant.text.repair.glosses import BRACKET
from assistant.text.repair.readings import is_reading

MAX_ITEMS = 400

_CUT_MARKS = "?\ufffd"


class Item(NamedTuple):
    """One observed character, the bytes it may stand for, and where the next item begins.

    `pair`: two bytes. `single`: a trail byte after which reading is aligned again. `cut`: the mark of a lost byte.
    """

    start: int
    end: int
    pair: tuple[int, int] | None = None
    single: int | None = None
    is_cut: bool = False


def items(text: str, start: int, *, is_folded: bool) -> list[Item]:
    """The observed characters from `start` to the end of the line as bytes; it ends early at what has none."""
    found: list[Item] = []
    position = start
    while position < len(text) and len(found) < MAX_ITEMS:
        item = _item(text, position, is_folded)
        if item is None:
            break
        found.append(item)
        position = item.end
    return found


def _item(text: str, position: int, is_folded: bool) -> Item | None:
    character = text[position]
    end = position + 1
    if character in _CUT_MARKS:
        return Item(position, end, pair=(0xA3, 0xBF) if is_folded and character == "?" else None, is_cut=True)
    if character == "€":
        return Item(position, end, single=gbk.EURO)
    if "!" <= character <= "~":
        folded = (0xA3, ord(character) + 0x80) if is_folded else None
        single = ord(character) if character >= "@" else None
        return None if folded is None and single is None else Item(position, end, pair=folded, single=single)
    pair = gbk.codes().get(character)
    if pair is None:
        return None
    gloss = BRACKET.match(text, end)
    if gloss and is_reading(character, gloss[1]):
        end = gloss.end()
    return Item(position, end, pair=pair)
