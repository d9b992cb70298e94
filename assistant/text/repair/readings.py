"""Which syllables a Chinese character is read as. Comes in: a character and a syllable; goes out: yes or no.

The table is `readings.tsv` beside this file (all of GBK), read on first use. It knows nothing of text around them.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from assistant.text.repair.twins import simplified_character, traditional_character

# Latin letters that occur in syllables of pinyin, toned or not; ɡ and ɑ are what textbooks print for g and a.
SYLLABLE = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿêếềɡɑ"
_PLAIN_LETTERS = str.maketrans({"ɡ": "g", "ɑ": "a", "v": "ü"})
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))


def without_tone(syllable: str) -> str:
    """The syllable without its tone.

    >>> without_tone("lǜ")
    'lü'
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", syllable).translate(_TONES))


def is_reading(character: str, syllable: str) -> bool:
    """Whether the character, or its simplified or traditional twin, is read so; without a tone any tone will do.

    >>> is_reading("現", "xiàn"), is_reading("现", "xian"), is_reading("现", "xiān")
    (True, True, False)
    """
    syllable = syllable.translate(_PLAIN_LETTERS)
    known = {syllable, syllable.replace("u", "ü")} if syllable in {"lu", "nu", "lue", "nue"} else {syllable}
    twins = {character, simplified_character(character), traditional_character(character)}
    table = _toned() if without_tone(syllable) != syllable else _toneless()
    return any(twin in table.get(form, "") for twin in twins for form in known)


def syllables() -> frozenset[str]:
    """Every syllable as keyboards write it: without tones, v or u for ü.

    >>> {"zhang", "lv", "lu"} <= syllables()
    True
    """
    spelled = {form for plain in _toneless() for form in (plain.replace("ü", "v"), plain.replace("ü", "u"))}
    return frozenset(each for each in spelled if each.isascii() and each.isalpha())


@cache
def _toned() -> dict[str, frozenset[str]]:
    lines = Path(__file__).with_name("readings.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {syllable: frozenset(characters) for syllable, characters in rows}


@cache
def _toneless() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for syllable, characters in _toned().items():
        plain = without_tone(syllable)
        table[plain] = table.get(plain, frozenset()) | characters
    return table
