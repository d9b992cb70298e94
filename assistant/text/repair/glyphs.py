"""Stage: characters that look right and are not: radicals of PDF fonts, compatibility forms, private-use bullets."""

from __future__ import annotations

import re

from assistant.text.characters import FONT_BULLETS, GB18030_MOVED, HAN, UNIFIED
from assistant.text.repair.records import Edit, Page

_PLAIN = {**UNIFIED, **FONT_BULLETS, **GB18030_MOVED}
_STRANGE = frozenset(_PLAIN)
_HAN = re.compile(f"[{HAN}]")


def find(page: Page) -> list[Edit]:
    """An edit for each stretch of look-alikes."""
    present = page.alphabet & _STRANGE
    if not present:
        return []
    # Korean text uses compatibility ideographs of its own, and a lone radical may be the subject of a sentence about
    # radicals: without any ordinary ideograph in the text nothing says which.
    if not any(_HAN.match(character) for character in page.alphabet - _STRANGE):
        return []
    pattern = re.compile(f"[{''.join(sorted(present))}]+")
    return [
        Edit(match.start(), match.end(), "".join(_PLAIN[character] for character in match[0]), 0.99)
        for match in pattern.finditer(page.text)
    ]
