"""Stage: pinyin in brackets that a web converter put behind characters, 現(xiàn) → 現.

Dictionaries, textbooks and name lists carry such brackets on purpose, so a page must first prove by its glosses as a
whole that a converter wrote them (`is_glossed`); one or two are never removed.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from assistant.text.characters import HAN
from assistant.text.repair.readings import SYLLABLE, is_reading, without_tone
from assistant.text.repair.records import Edit, Page
from assistant.text.repair.twins import is_traditional_only

BRACKET = re.compile(rf"[(（]([{SYLLABLE}]{{1,6}})[)）]")
GLOSSED = re.compile(rf"([{HAN}])((?:[(（][{SYLLABLE}]{{1,6}}[)）])+)")
_HAN = re.compile(f"[{HAN}]")


class Gloss(NamedTuple):
    """One or more brackets behind a character; `verified` if each holds a reading of it."""

    character: str
    start: int
    end: int
    syllables: tuple[str, ...]
    verified: bool
    is_followed_by_han: bool


def find(page: Page) -> list[Edit]:
    """An edit that removes each verified gloss of a glossed page."""
    if not page.glossed:
        return []
    return [Edit(gloss.start, gloss.end, "", 0.99) for gloss in glosses(page.text) if gloss.verified]


def glosses(text: str) -> list[Gloss]:
    """Everything in the text that has the shape of a gloss."""
    if "(" not in text and "（" not in text:
        return []
    found: list[Gloss] = []
    for match in GLOSSED.finditer(text):
        syllables = tuple(BRACKET.findall(match[2]))
        verified = all(is_reading(match[1], syllable) for syllable in syllables)
        following = text[match.end() : match.end() + 1]
        found.append(Gloss(match[1], match.start(2), match.end(), syllables, verified, bool(_HAN.match(following))))
    return found


def is_glossed(text: str) -> bool:
    """Whether a converter glossed this text: most brackets verify, and they run through sentences as no author's do."""
    shaped = glosses(text)
    verified = [gloss for gloss in shaped if gloss.verified]
    if len(verified) < 3 or len(verified) < 0.8 * len(shaped):
        return False
    if sum(gloss.is_followed_by_han for gloss in verified) < 0.4 * len(verified):
        return False
    share = len(verified) / max(1, len(_HAN.findall(text)))
    return _is_script_converter(verified, share) or _is_careless_annotator(text, verified, share)


def _is_script_converter(verified: list[Gloss], share: float) -> bool:
    traditional = sum(is_traditional_only(gloss.character) for gloss in verified)
    kinds = {gloss.character for gloss in verified}
    return share < 0.5 and len(kinds) >= 2 and traditional >= 0.7 * len(verified)


def _is_careless_annotator(text: str, verified: list[Gloss], share: float) -> bool:
    """Readings without tones on random characters, some twice: no textbook looks so."""
    toneless = sum(without_tone(syllable) == syllable for gloss in verified for syllable in gloss.syllables)
    syllables = sum(len(gloss.syllables) for gloss in verified)
    doubled = sum(_is_doubled(gloss) for gloss in verified)
    return (
        len(verified) >= 8
        and share < 0.6
        and toneless >= 0.2 * syllables
        and (doubled >= 2 or len(verified) >= 25)
        and not _is_textbook(text)
    )


def _is_doubled(gloss: Gloss) -> bool:
    return any(left == right for left, right in pairwise(gloss.syllables))


def _is_textbook(text: str) -> bool:
    """Whether at least half of the lines that carry glosses gloss at least four characters in five."""
    shares = [
        len(GLOSSED.findall(line)) / max(1, len(_HAN.findall(line)))
        for line in text.splitlines()
        if BRACKET.search(line)
    ]
    return sum(share >= 0.8 for share in shares) >= 0.5 * len(shares)
