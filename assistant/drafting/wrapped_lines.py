"""A page whose lines were broken at a fixed width, or set in spaced letters → its sentences whole, and the way back.

Text in, text and offsets out. Where the repair of a file could not be sure enough to join lines, names and sentences
can be read across them all the same, and still be quoted as they stand. It knows nothing of what the sentences say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from unicodedata import east_asian_width

from assistant.text.offsets import OffsetMap, Replacement, replace

_LINE = re.compile(r"[^\n]+")
_STOPS = "。！？!?；;：:”）)】》|"
_SLACK = 12
"""Columns by which a full line may fall short of the width: punctuation is not put at the start of a line, and figures
are not cut."""
_WIDEST = 120
"""Columns: longer lines are paragraphs."""
_NARROWEST = 36
_DEEPEST_INDENT = 8
"""Columns: what is set further in stands to the right, as a signature does, and fills no line."""
_FEWEST_FULL = 3
"""Full lines without a stop that make a page one of fixed width."""


def joined_lines(text: str, label_starts: Collection[int]) -> tuple[str, OffsetMap]:
    """The text without the line ends inside sentences and the indents behind them, and where its characters come from.

    Lines set in spaced letters are closed up; line ends of a text whose lines have no fixed width stay. `label_starts`
    are the places where items begin; no line is joined to one.
    """
    edges = [edge for line, width in _full_lines(text) if (edge := _edge(text, line, width, label_starts)) is not None]
    return replace(text, sorted([*edges, *_gaps_between_letters(text)]))


def _full_lines(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """The lines that break off because they are full, with the width of the page; none where it has none."""
    # a paragraph that the repair has joined ends with a stop: how wide the page was, only the lines without one tell
    broken = [line for line in _LINE.finditer(text) if _breaks_off(line[0]) and not _LETTER_SPACED.fullmatch(line[0])]
    width = max((columns for line in broken if (columns := _columns(line[0])) <= _WIDEST), default=0)
    full = [line for line in broken if width - _SLACK <= _columns(line[0]) <= width]
    if width >= _NARROWEST and len(full) >= _FEWEST_FULL:
        yield from ((line, width) for line in full)


def _gaps_between_letters(text: str) -> Iterator[Replacement]:
    """The spaces of lines set in spaced letters: 关 于 巡 察 的 反 馈 意 见."""
    for line in _LINE.finditer(text):
        if _LETTER_SPACED.fullmatch(line[0]):
            yield from (Replacement(*gap.span(), "") for gap in _GAP.finditer(text, *line.span()))


_LETTER_SPACED = re.compile(r"\s*(?:[^\s|][ \u3000]{1,2}){3,}[^\s|]{1,2}\s*")
_GAP = re.compile(r"(?<=[^\s])[ \u3000]+(?=[^\s])")


def _edge(text: str, line: re.Match[str], width: int, label_starts: Collection[int]) -> Replacement | None:
    """The line end behind a full line with the white space around it; None where the next line begins anew."""
    following = _LINE.match(text, line.end() + 1)
    if following is None or not following[0].strip() or following.start() in label_starts:
        return None
    words = following[0].rstrip()
    is_title = _columns(words) < width - _SLACK and words[-1] not in _STOPS
    if is_title or _BEGINS_ANEW.match(words):
        return None
    start = line.start() + len(line[0].rstrip())
    return Replacement(start, following.start() + len(words) - len(words.lstrip()), "")


_BEGINS_ANEW = re.compile(
    r"[ \t\u3000]*(?:[\u4e00-\u9fff]{2,8}[：:](?=.)|[\u4e00-\u9fff、]{2,30}党(?:委|组|工委|总支|支部)[：:]$)"
)
"""整改建议：… of a form, and who is written to."""


def _breaks_off(line: str) -> bool:
    """Whether a line ends without a stop; cells and headings do, too, and do not break off."""
    words = line.strip()
    is_row = "|" in words or "\t" in words
    return bool(words) and words[-1] not in _STOPS and not is_row and not _HEADS.fullmatch(words)


_HEADS = re.compile(r"[^。；;，,：:]*(?:方面|领域|情况|问题|建议|意见|要求)")


def _columns(line: str) -> int:
    """How wide a line is: two columns for a Chinese character, one for a letter or a digit."""
    words = line.strip()
    indent = min(len(line) - len(line.lstrip()), _DEEPEST_INDENT)
    return indent + sum(2 if east_asian_width(character) in "WF" else 1 for character in words)
