"""A page whose lines were broken at a fixed width → the same page with its sentences whole.

Text in, text out, a space for each line end that was only the edge of the page, so that every place stays. Where the
repair of a file could not be sure enough to join lines, sentences can be read across them all the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_LINE = re.compile(r"[^\n]+")
_STOPS = "。！？!?；;：:”）)】》|"
_SLACK = 4
"""Characters by which a full line may fall short of the width: punctuation is not put at the start of a line."""
_WIDEST = 60
"""Characters: longer lines are paragraphs."""
_NARROWEST = 24
_FEWEST_FULL = 3
"""Full lines without a stop that make a page one of fixed width."""


def joined_lines(text: str, label_starts: Collection[int]) -> str:
    """The text with the line ends inside sentences blanked; as it is where its lines have no fixed width.

    `label_starts` are the places where items begin; no line is joined to one.
    """
    lines = [match for match in _LINE.finditer(text) if match[0].strip()]
    width = max((len(line[0].rstrip()) for line in lines), default=0)
    full = [line for line in lines if len(line[0].rstrip()) >= width - _SLACK and line[0].rstrip()[-1] not in _STOPS]
    if not _NARROWEST <= width <= _WIDEST or len(full) < _FEWEST_FULL:
        return text
    characters = list(text)
    for line in full:
        following = line.end() + 1
        next_line = text[following : text.find("\n", following) if "\n" in text[following:] else len(text)].rstrip()
        is_title = 0 < len(next_line) < _NARROWEST and next_line[-1] not in _STOPS
        if next_line and not is_title and following not in label_starts:
            characters[line.end()] = " "
    return "".join(characters)
