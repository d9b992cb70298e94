"""Stage: characters that show nothing: zero-width blanks and soft hyphens, control characters, variation selectors."""

from __future__ import annotations

import re

from assistant.text.characters import CJK, HAN, INVISIBLE
from assistant.text.repair.records import Edit, Page

_HIDDEN = "".join(sorted(INVISIBLE))
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Joiners and marks of direction mean something in Arabic, in Indian scripts and between emoji: they go only where a
# Chinese character, ASCII or the edge of a line stands on each side.
_NEIGHBOUR = rf"[{CJK}\x09-\x7e\u3000]"
_ZERO_WIDTH = re.compile(rf"(?:(?<=^)|(?<={_NEIGHBOUR}))[{_HIDDEN}]+(?={_NEIGHBOUR}|\Z)", re.MULTILINE)
_SELECTOR = re.compile(rf"(?<=[{HAN}])[{_SELECTORS}]+")
# Word ends each table cell with U+0007; the others are leftovers of fields and footnotes.
_CONTROL = re.compile("[\x00-\x06\x0e-\x1f\x7f]+")
_CELL_MARK = re.compile("\x07+")
# Vertical tab is Word's soft line break; form feed is a page's end; U+2028 is what editors on phones make of either.
_LINE_BREAK = re.compile("[\x0b\x0c\x85\u2028\u2029]+\n?")

_TRIGGERS = INVISIBLE | {chr(code) for code in (*range(9), *range(11, 13), *range(14, 32), 0x7F, 0x85, 0x2028, 0x2029)}
_SELECTOR_CODES = {chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}


def find(page: Page) -> list[Edit]:
    """An edit for each stretch of invisible characters."""
    if page.alphabet.isdisjoint(_TRIGGERS) and page.alphabet.isdisjoint(_SELECTOR_CODES):
        return []
    patterns = ((_ZERO_WIDTH, ""), (_SELECTOR, ""), (_CONTROL, ""), (_CELL_MARK, "\t"), (_LINE_BREAK, "\n"))
    return sorted(
        Edit(match.start(), match.end(), new, 0.99)
        for pattern, new in patterns
        for match in pattern.finditer(page.text)
        if match[0] != new
    )
