"""Rows of tables: what is one, its cells, and the sentences in the cells of a row that holds sentences.

A row of a text stands between |; one of a workbook is a record that names its columns, 单位：市统计局；得分：11. Spans
count characters of the document's repaired text. It knows no question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.records import Evidence
from assistant.text.sentences import Span, sentences

_LABEL = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．是要]|第[一二三四五六七八九十]{1,3})"
_NAME = rf"(?!{_LABEL})[^：；。，、|\n]{{1,16}}"
_COLUMN = re.compile(rf"(?:^|(?<=[；。]))({_NAME})：")
_FEWEST_FIELDS = 3
"""Of a record: 时间：…；地点：… is a line of a form."""


def is_row(text: str) -> bool:
    """Whether a line is a row of a table."""
    return text.count("|") >= 2 or text.count(" | ") >= 1 or is_record(text)


def is_record(text: str) -> bool:
    """Whether a line is a row that names its columns itself.

    >>> is_record("单位：市统计局；得分：11；等次：好"), is_record("责任领导：张某；完成时限：8月底前")
    (True, False)
    """
    return text.count("：") >= _FEWEST_FIELDS and bool(fields(text))


def fields(record: str) -> list[tuple[str, str]]:
    """The columns of a record and what stands in them; empty where the line is none.

    >>> fields("单位：市统计局；得分：11；等次：好")
    [('单位', '市统计局'), ('得分', '11'), ('等次', '好')]
    """
    named = (record[span.start : span.end].rstrip("；").partition("：") for span in _field_spans(record))
    return [(name, value) for name, _, value in named]


def _field_spans(line: str) -> list[Span]:
    """Behind the full stop of a cell of sentences the next one begins without a mark of its own."""
    starts = [column.start() for column in _COLUMN.finditer(line)]
    after_semicolon = sum(line[start - 1] == "；" for start in starts if start)
    if starts[:1] != [0] or after_semicolon < _FEWEST_FIELDS - 1:
        return []
    return [Span(start, end) for start, end in pairwise([*starts, len(line)])]


def is_cut_record(line: str, behind: str) -> bool:
    """Whether a passage may begin in the middle of a row: no record of the text `behind` it begins with its column."""
    first = fields(line)[0][0]
    return not any(line.startswith(f"{first}：") and is_record(line) for line in behind.splitlines())


def cells(row: str) -> list[str]:
    """The cells of a row, those of a record with the names of their columns.

    >>> cells("| 市统计局 | 11 | 好 |")
    ['市统计局', '11', '好']
    """
    if is_record(row):
        return [f"{name}：{value}" for name, value in fields(row)]
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


_SHORT_CELL = 24
"""Characters of a cell that names something and tells nothing."""


def names_of(row: str) -> list[str]:
    """The cells of a row that name what it is about.

    >>> names_of("| 市统计局 | 报送材料数据不实，已经责令限期改正，并在全市范围内通报批评。 |")
    ['市统计局']
    """
    return [cell for cell in cells(row) if len(cell) <= _SHORT_CELL]


@dataclass(frozen=True, slots=True)
class LongRow:
    """A row of a table whose cells hold sentences."""

    start: int
    end: int
    told: tuple[Span, ...]
    """Its sentences, and cells that are none and yet tell something."""


_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(r"[^|]+")
_TELLS = 10
"""Characters from which a cell that is no sentence may tell something."""


def long_rows(item: Evidence) -> list[LongRow]:
    """The rows of a passage's tables that hold sentences, in its document."""
    text, begin = item.passage.text, item.passage.start
    rows = []
    for line in _LINE.finditer(text):
        inside = _cell_spans(line[0]) if "。" in line[0] else []
        if len(inside) > 1:
            at = begin + line.start()
            told = (
                Span(at + cell.start + span.start, at + cell.start + span.end)
                for cell in inside
                for span in sentences(cell.of(line[0]))
                if "。" in cell.of(line[0]) or len(cell.of(line[0]).strip()) >= _TELLS or is_record(line[0])
            )
            rows.append(LongRow(at, begin + line.end(), tuple(told)))
    return rows


def _cell_spans(line: str) -> list[Span]:
    return [Span(*cell.span()) for cell in _CELL.finditer(line)] if line.count("|") >= 2 else _field_spans(line)
