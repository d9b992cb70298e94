"""How many tries it takes to guess a password, for somebody who knows whose it is and how people choose them.

The count is zxcvbn's (Wheeler, USENIX Security 2016), which ships tens of thousands of leaked passwords, words and
names, and knows dates, keyboard runs and repeats. It knows no Chinese: whole names in pinyin, names of offices, and
years between marks are found here and handed to it as words that everybody tries first. No other machine is asked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator
from functools import cache

from assistant.text.actors import actors
from assistant.text.repair.readings import syllables

FEWEST = 10**9
"""Tries below which a password is refused: ten letters and digits by chance, the shortest password, are 10**10."""
_LONGEST_LOOKED_AT = 40
"""Characters; what stands behind them only makes a password harder to guess. Of 72 that all stand for others, such as $
for s, zxcvbn takes five seconds to try what they may stand for."""
_LONGEST_NAME = 4
"""Syllables of a surname and a given name, at most; more of them are a sentence of one's own."""
_LETTERS = re.compile(r"[a-z]+")
_YEAR = re.compile(r"[\W_]*(?:19|20)\d\d[\W_]*")
"""A year with the marks that forms ask for around it; zxcvbn takes the marks for chance."""
_DIGITS = re.compile(r"[\d\W_]+")


def tries(password: str, known: Collection[str] = ()) -> int:
    """How many tries it takes; `known` are words that go with the account: its name, its groups.

    >>> tries("zhangxiaoming123456") < FEWEST < tries("整改 台账 逐项销号 2026")
    True
    """
    from zxcvbn import zxcvbn  # noqa: PLC0415

    looked_at = password.casefold()[:_LONGEST_LOOKED_AT]
    if _DIGITS.fullmatch(looked_at):
        return 1  # days, telephone and identity numbers: whoever knows the person knows them, or counts through them
    parts = zxcvbn(password[:_LONGEST_LOOKED_AT], user_inputs=[*known, *_words(looked_at)])["sequence"]
    # Without the ten thousand tries that zxcvbn adds for each further part: the habits here have three parts and more.
    return int(math.prod(part["guesses"] for part in parts)) * math.factorial(len(parts))


def _words(password: str) -> Iterator[str]:
    """Names in pinyin, names of offices, and years that a password holds."""
    yield from (found[0] for found in _LETTERS.finditer(password) if _names().fullmatch(found[0]))
    yield from (span.of(password) for span in actors(password))
    yield from (found[0] for found in _YEAR.finditer(password))


@cache
def _names() -> re.Pattern[str]:
    spelled = "|".join(sorted(syllables(), key=len, reverse=True))
    return re.compile(f"(?:{spelled}){{1,{_LONGEST_NAME}}}")
