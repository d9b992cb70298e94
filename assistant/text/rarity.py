"""Words of a text with their class, and how rare a word is in Chinese prose, by the segmenter's own dictionary."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.text.terms import fold

if TYPE_CHECKING:
    import rjieba

_COMMON = 70_000
"""How often the dictionary has counted words such as 发展; what is more frequent is not more common."""

_NAMES = ("nr", "ns", "nt", "nz", "nrt", "nrfg", "eng")
_WITHOUT_CONTENT = ("x", "uj", "ul", "ud", "uz", "p", "c", "u", "y", "e", "o", "m")
"""Punctuation, particles, prepositions, conjunctions, numerals."""

_NOMINAL = "njlvb"


class Word(NamedTuple):
    """`fold(text)[start:end]`."""

    text: str
    start: int
    end: int
    tag: str

    @property
    def is_name(self) -> bool:
        """Of a person, a place, an organisation."""
        return self.tag in _NAMES

    @property
    def has_content(self) -> bool:
        return self.tag not in _WITHOUT_CONTENT and bool(self.text.strip())

    @property
    def is_nominal(self) -> bool:
        """Whether it can name someone or something; verbs are among them, since officialese makes nouns of them."""
        return self.tag[:1] in _NOMINAL


@lru_cache(maxsize=512)
def tagged(text: str) -> tuple[Word, ...]:
    """The words of a text in order, punctuation among them."""
    found: list[Word] = []
    start = 0
    for word, tag in _tagger().tag(fold(text)):
        found.append(Word(word, start, start + len(word), tag))
        start += len(word)
    return tuple(found)


@lru_cache(maxsize=65_536)
def rarity(word: str) -> float:
    """0 for the most common words, 1 for one that the dictionary does not know.

    >>> rarity("发展") < rarity("巡察") < rarity("弗拉德里希")
    True
    """
    count = _tagger().suggest_freq(word) if is_known(word) else 1
    return min(1.0, max(0.0, 1 - math.log(max(1, count)) / math.log(_COMMON)))


def is_known(word: str) -> bool:
    """Whether the dictionary has a word."""
    return bool(_tagger().has_word(word))


@cache
def _tagger() -> rjieba.Jieba:
    import rjieba  # noqa: PLC0415

    return rjieba.Jieba()
