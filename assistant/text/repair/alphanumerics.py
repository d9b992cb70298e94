"""Stage, off unless asked for: full-width letters and digits → ASCII, ２０２５年 → 2025年. A house style, no damage."""

from __future__ import annotations

import re

from assistant.text.repair.records import Edit, Page

_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]+")


def find(page: Page) -> list[Edit]:
    """An edit for each full-width word or number."""
    return [
        Edit(match.start(), match.end(), "".join(chr(ord(character) - 0xFEE0) for character in match[0]), 1.0)
        for match in _FULL_WIDTH.finditer(page.text)
    ]
