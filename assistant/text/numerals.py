"""Chinese and Arabic numerals → numbers: 二十三 → 23, ２３ → 23, 二〇二四 → 2024, 百分之五 is left to `facts`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DIGITS = {**{mark: value for value, mark in enumerate("〇一二三四五六七八九")}, "零": 0, "两": 2, "○": 0}
"""Digits as written in official prose; ○ (a circle) is a common slip for 〇."""

UNITS = {"十": 10, "百": 100, "千": 1000}
BIG_UNITS = {"万": 10**4, "亿": 10**8}

NUMERAL = "[〇一二三四五六七八九零两○十百千万亿]"
"""One character of a Chinese numeral, as a regular expression."""

_LONGEST = 30
"""Characters: a longer run of digits is no number that a document states."""

_ARABIC = re.compile(r"\d+")


@lru_cache(maxsize=4096)
def to_int(numeral: str) -> int | None:
    """The value of a whole-number numeral; None where it is none.

    >>> to_int("二十三"), to_int("一百零五"), to_int("二〇二四"), to_int("１２"), to_int("某")
    (23, 105, 2024, 12, None)
    """
    if len(numeral) > _LONGEST:
        return None
    folded = unicodedata.normalize("NFKC", numeral)
    if _ARABIC.fullmatch(folded):
        return int(folded)
    if numeral and all(mark in DIGITS for mark in numeral):
        return int("".join(str(DIGITS[mark]) for mark in numeral))
    return _by_place_value(numeral) if numeral else None


def to_chinese(number: int) -> str:
    """A number from 1 to 999 as headings are counted. Raises ValueError for any other.

    >>> [to_chinese(number) for number in (3, 10, 15, 40, 99, 105, 110)]
    ['三', '十', '十五', '四十', '九十九', '一百〇五', '一百一十']
    """
    if not 1 <= number <= 999:
        raise ValueError(f"no heading is counted {number}")
    digits = "〇一二三四五六七八九"
    hundreds, below = divmod(number, 100)
    tens, ones = divmod(below, 10)
    if number < 20:
        return f"{'十' if tens else ''}{digits[ones] if ones else ''}"
    head = f"{digits[hundreds]}百" if hundreds else ""
    middle = f"{digits[tens]}十" if tens else "〇" if ones else ""
    return f"{head}{middle}{digits[ones] if ones else ''}"


def _by_place_value(numeral: str) -> int | None:
    """三万二千五百 → 32500: sums below 万 and 亿, each multiplied when its big unit comes."""
    total, below_big, digit = 0, 0, 0
    for mark in numeral:
        if mark in DIGITS:
            digit = DIGITS[mark]
        elif mark in UNITS:
            below_big += (digit or 1) * UNITS[mark]
            digit = 0
        elif mark in BIG_UNITS:
            total = (total + below_big + digit) * BIG_UNITS[mark]
            below_big, digit = 0, 0
        else:
            return None
    return total + below_big + digit
