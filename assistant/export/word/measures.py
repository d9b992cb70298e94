"""The measures of GB/T 9704-2012 in the units of Word: twips (1/20 pt) for lengths, half points for sizes of type."""

from __future__ import annotations

from math import floor

LINES = 22
CHARACTERS = 28
"""A full page holds 22 lines of 28 characters (5.2.3)."""


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def points(size: float) -> int:
    """Points as half points, which sizes of type are given in."""
    return round(size * 2)


PAGE_WIDTH, PAGE_HEIGHT = twips(210), twips(297)
TOP, LEFT = twips(37), twips(28)
"""天头 37 mm, 订口 28 mm (5.2.1)."""
TEXT_WIDTH, TEXT_HEIGHT = twips(156), twips(225)
"""版心 156 mm × 225 mm (5.2.1); the other two margins follow from it."""
BOTTOM, RIGHT = PAGE_HEIGHT - TOP - TEXT_HEIGHT, PAGE_WIDTH - LEFT - TEXT_WIDTH

SIZE_2, SIZE_3, SIZE_4, SIZE_5, SIZE_SMALL_5 = points(22), points(16), points(14), points(10.5), points(9)
"""二号, 三号, 四号, 五号, 小五."""

LINE = TEXT_HEIGHT // LINES
"""Pitch of a line. The standard gives none in points: it follows from 22 lines in 225 mm, 28.95 pt."""
CHARACTER = TEXT_WIDTH / CHARACTERS
"""Pitch of a character, in twips: a little under the 16 pt that 三号 is wide."""
CHARACTER_SPACE = floor((CHARACTER / 20 - 16) * 4096)
"""What the grid takes from each character, in 1/4096 pt; rounded so that the 28th still fits."""
CHARACTER_SPACING = floor(CHARACTER - 16 * 20) - 1
"""The same for text that sets its own pitch, in whole twips; one to spare, since LibreOffice rounds to 1/100 mm."""

FOOTER = twips(25)
"""Foot of the page to the foot of the line of the page number, whose middle then stands 7 mm below the text (7.5)."""
FOOTER_LINE = 340
