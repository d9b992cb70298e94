"""Rows of tables: what is one, its cells, and the sentences in the cells of a row that holds sentences.

Spans count characters of the document's repaired text. It knows no question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.records import Evidence
from assistant.text.sentences import Span, sentences


def is_row(text: str) -> bool:
    """Whether a line is a row of a table."""
    return text.count("|") >= 2 or text.count(" | ") >= 1


def cells(row: str) -> list[str]:
    """The cells of a row.

    >>> cells("| 市统计局 | 11 | 好 |")
    ['市统计局', '11', '好']
    """
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


@dataclass(frozen=True, slots=True)
class LongRow:
    """A row of a table whose cells hold sentences."""

    start: int
    end: int
    told: tuple[Span, ...]
    """Its sentences, and cells that are none and yet tell something."""


_ROW_LINE = re.compile(r"^.*\|.*\|.*$", re.MULTILINE)
_CELL = re.compile(r"[^|\n]+")
_TELLS = 10
"""Characters from which a cell that is no sentence may tell something."""


def long_rows(item: Evidence) -> list[LongRow]:
    """The rows of a passage's tables that hold sentences, in its document."""
    text, begin = item.passage.text, item.passage.start
    rows = []
    for line in _ROW_LINE.finditer(text):
        if "。" in line[0]:
            inside = (Span(*cell.span()) for cell in _CELL.finditer(text, line.start(), line.end()))
            told = (
                Span(begin + cell.start + span.start, begin + cell.start + span.end)
                for cell in inside
                for span in sentences(cell.of(text))
                if "。" in cell.of(text) or len(cell.of(text).strip()) >= _TELLS
            )
            rows.append(LongRow(begin + line.start(), begin + line.end(), tuple(told)))
    return rows
