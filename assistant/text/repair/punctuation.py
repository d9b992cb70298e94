"""Stage: Chinese marks that a width fold turned into ASCII, `,` → `，`.

Half-width marks are also a house style (chats, typing exercises, code), so a page must show that its marks were
folded: half-width commas beside ideographs crowd out the full-width ones; on a glossed page it is enough that they
are more.
"""

from __future__ import annotations

import re

from assistant.text.characters import FULLWIDTH_OF, HAN
from assistant.text.repair.records import Edit, Page

_BESIDE = f"{HAN}“”‘’《》「」『』【】（）、。，；：！？…"
_MARK = re.compile(rf"[,;:!?](?=[{_BESIDE}])|(?<=[{_BESIDE}])[,;:!?]")
_BRACKETS = re.compile(r"\(([^()\n]{0,200})\)")
_OPEN_ENDED = re.compile(rf"[()](?=[{HAN}])|(?<=[{HAN}])[()]")
_HAN = re.compile(f"[{HAN}]")
# Where an ASCII mark is itself part of the thing: addresses, times, ratios, file names.
_PROTECTED = re.compile(
    r"(?:https?|ftp)://[^\s\u2e80-\uffef]+|www\.[^\s\u2e80-\uffef]+|[\w.+-]+@[\w.-]+|\d+[:,]\d+(?:[:,]\d+)*"
)
_HALF_COMMA = re.compile(rf"(?<=[{HAN}”》]),|,(?=[{HAN}“《])")


def find(page: Page) -> list[Edit]:
    """An edit for each folded mark."""
    if page.alphabet.isdisjoint(FULLWIDTH_OF):
        return []
    if not is_folded(page.text, least=1 if page.glossed else 5, times=1 if page.glossed else 4):
        return []
    text = page.text
    protected = {at for match in _PROTECTED.finditer(text) for at in range(*match.span())}
    places = {match.start() for match in _MARK.finditer(text)} | _brackets(text)
    return [Edit(at, at + 1, FULLWIDTH_OF[text[at]], 0.98) for at in sorted(places - protected)]


def is_folded(text: str, *, least: int, times: int) -> bool:
    """Whether there are `least` half-width commas beside ideographs, `times` as many as full-width ones."""
    half = len(_HALF_COMMA.findall(text))
    return half >= least and half > times * text.count("，") and 2 * len(_HAN.findall(text)) >= len(text)


def _brackets(text: str) -> set[int]:
    """Pairs that hold or touch an ideograph, and lone brackets beside one."""
    places: set[int] = set()
    paired: set[int] = set()
    for match in _BRACKETS.finditer(text):
        paired |= {match.start(), match.end() - 1}
        around = text[max(0, match.start() - 1) : match.start()] + match[1] + text[match.end() : match.end() + 1]
        if _HAN.search(around) and (not match[1].isascii() or not match[1].isalpha()):
            places |= {match.start(), match.end() - 1}
    return places | {match.start() for match in _OPEN_ENDED.finditer(text) if match.start() not in paired}
