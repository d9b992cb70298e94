"""Stage: paragraphs. Sentences that were wrapped at a fixed width are joined; headings that ran into the line before
them get their line back.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from assistant.text.characters import HAN
from assistant.text.repair.records import Edit, Page

_HEADING = (
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\([一二三四五六七八九十]{1,3}\)"
    r"|第[一二三四五六七八九十百]{1,5}[章节条][ \u3000]|(?:同志们|各位代表|各位同志)[，,！!：:])"
)
_RUN_ON_HEADING = re.compile(rf"(?<=[。！？!?”]) +(?={_HEADING})")
# What begins a line of its own whatever the width: a heading, a list item, a table row, a quotation, an indent.
_OWN_LINE = re.compile(rf"\s|{_HEADING}|[-*•●■◆>|#+=~`【（(\[]|\d{{1,3}}[.、．)）]|附[件表]|第.{{1,6}}[章节条款]")
_ENDS_PARAGRAPH = re.compile(r"[。！？：；!?:;”」』）)》>|.]\s*$")
_HAN = re.compile(f"[{HAN}]")

MIN_WRAPPED_LINES = 5


def find(page: Page) -> list[Edit]:
    """Edits that join wrapped lines and set run-on headings free."""
    edits = _join_wrapped(page.text) if "\n" in page.text and not page.markup else []
    if page.glossed and " " in page.alphabet:
        edits += [Edit(match.start(), match.end(), "\n", 0.9) for match in _RUN_ON_HEADING.finditer(page.text)]
    return sorted(edits)


def _join_wrapped(text: str) -> list[Edit]:
    """Only where the text shows its width: most breaks inside a sentence come at the same column."""
    lines = text.split("\n")
    widths = [_width(line) if len(line) <= 60 else 0 for line in lines]
    broken = [at for at, line in enumerate(lines[:-1]) if _breaks_inside_sentence(line, lines[at + 1], widths[at])]
    if len(broken) < MIN_WRAPPED_LINES:
        return []
    full = sorted(widths[at] for at in broken)[len(broken) // 2]
    at_full = [at for at in broken if abs(widths[at] - full) <= 3]
    filled = [line for line in lines if line.strip()]
    if len(at_full) < 0.8 * len(broken) or len(broken) < 0.5 * (len(filled) - 1) or max(widths) > full + 3:
        return []
    if any(len(line) > 60 for line in lines):
        return []
    starts = _line_starts(lines)
    return [Edit(starts[at + 1] - 1, starts[at + 1], "", 0.9) for at in at_full]


def _breaks_inside_sentence(line: str, following: str, width: int) -> bool:
    return (
        width >= 30
        and bool(following.strip())
        and not _ENDS_PARAGRAPH.search(line)
        and not _OWN_LINE.match(following)
        and bool(_HAN.search(line[-2:]) and _HAN.search(following[:2]))
    )


def _width(line: str) -> int:
    """Columns that the line takes: two for a full-width character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)


def _line_starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line, _ in pairwise([*lines, ""]):
        starts.append(starts[-1] + len(line) + 1)
    return starts
