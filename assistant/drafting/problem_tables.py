"""The tables of a feedback document: which cells state a problem, which give advice, and under which category.

Text in, tables out. A table is a run of lines of cells parted by | (Markdown, and as our readers give the tables of a
word processor, a page or a PDF) or by tabs; its header must name a column of problems or of advice. A sheet comes as
lines of named values (序号：1；反馈问题：…). Of what a cell says it knows only whether that is a mere subject.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.columns_of_feedback import NAMES, Holds, holds, is_former, is_of_facts
from assistant.drafting.titles import is_subject_heading
from assistant.text.sentences import Span


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the spans of its cells that matter, white space apart; category is empty where the table has none.

    `headline` is what a column 主要问题 says beside the facts of a column 具体表现.
    """

    cells: Mapping[Holds, Span]
    category: str
    headline: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`text[start:end]` is a table, header included."""

    start: int
    end: int
    rows: tuple[Row, ...]


_LINE = re.compile(r"[^\n]+")
_RULE_BELOW_HEADER = re.compile(r"[\s|:：\-—+]+")
_FIELD = re.compile(rf"(?:(?<=[；;。！？\n])|\A)[ \t\u3000]*(?P<name>{'|'.join(names for _, names in NAMES)})[：:]")


def problem_tables(text: str) -> list[Table]:
    r"""The tables of a text that hold problems or advice, in order.

    >>> text = "序号 | 反馈问题 | 责任\n1 | 会议费管理不严 | 办公室"
    >>> [row.cells[Holds.PROBLEM].of(text) for row in problem_tables(text)[0].rows]
    ['会议费管理不严']
    """
    lines = [Span(*match.span()) for match in _LINE.finditer(text) if match[0].strip()]
    found: list[Table] = []
    index = 0
    while index < len(lines):
        table, index = _table_at(text, lines, index)
        if table is not None:
            found.append(table)
    return sorted([*found, *_records(text, lines), *_cards(text, lines)], key=lambda table: table.start)


def _table_at(text: str, lines: Sequence[Span], index: int) -> tuple[Table | None, int]:
    """The table whose header is a line, and the line after it; no table where the line is no header of ours."""
    has_border = lines[index].of(text).lstrip().startswith("|")
    header = _cells(text, lines[index], has_border=has_border)
    columns = _columns(text, header)
    if len(header) < 2 or not {Holds.PROBLEM, Holds.ADVICE} & set(columns):
        return None, index + 1
    following = index + 1
    rows: list[Row] = []
    category = ""
    while following < len(lines) and len(cells := _cells(text, lines[following], has_border=has_border)) >= 2:
        if not _RULE_BELOW_HEADER.fullmatch(lines[following].of(text)):
            heading = _category_row(text, cells)
            row = _row(text, columns, cells, category)
            category = heading or row.category
            rows += [] if heading else [row]
        following += 1
    if not rows:
        return None, index + 1
    return Table(lines[index].start, lines[following - 1].end, tuple(rows)), following


def _category_row(text: str, cells: Sequence[Span]) -> str:
    """The subject that a row names which says nothing else: | 二 | 廉政建设方面 | |."""
    said = [cell.of(text) for cell in cells if cell.of(text).strip() and not _NUMBER.fullmatch(cell.of(text))]
    return said[0] if len(set(said)) == 1 and is_subject_heading(said[0]) else ""


_NUMBER = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)、.．]?")


def _columns(text: str, header: Sequence[Span]) -> list[Holds | None]:
    """What the columns hold; of several columns of problems those of earlier inspections hold none of this one, and
    those beside a column of facts hold headlines.
    """
    columns = [holds(cell.of(text)) for cell in header]
    facts = [held is Holds.PROBLEM and is_of_facts(cell.of(text)) for held, cell in zip(columns, header, strict=True)]
    if any(facts):
        columns = [
            Holds.HEADLINE if held is Holds.PROBLEM and not has_facts and sum(facts) < columns.count(held) else held
            for held, has_facts in zip(columns, facts, strict=True)
        ]
    former = [held is Holds.PROBLEM and is_former(cell.of(text)) for held, cell in zip(columns, header, strict=True)]
    if columns.count(Holds.PROBLEM) <= sum(former):
        return columns
    return [None if was else held for held, was in zip(columns, former, strict=True)]


def _row(text: str, columns: Sequence[Holds | None], cells: Sequence[Span], category: str) -> Row:
    """A row by the columns of its table; an empty category is that of the row above, as merged cells come."""
    named: dict[Holds, Span] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column is not None and cell.end > cell.start and column not in named:
            named[column] = cell
    own = named[Holds.CATEGORY].of(text) if Holds.CATEGORY in named else category
    if Holds.HEADLINE in named and Holds.PROBLEM not in named:
        named[Holds.PROBLEM] = named.pop(Holds.HEADLINE)
    return Row(named, own, named[Holds.HEADLINE].of(text) if Holds.HEADLINE in named else "")


def _cells(text: str, line: Span, *, has_border: bool) -> list[Span]:
    """The cells of a line, trimmed; outer borders, where the table has any, hold none."""
    words = line.of(text)
    mark = "|" if "|" in words else "\t"
    start, end = line
    if mark == "|" and has_border and words.strip().startswith("|"):
        start += words.index("|") + 1
        end = line.start + words.rindex("|") if words.rstrip().endswith("|") and words.count("|") > 1 else end
    cells: list[Span] = []
    for cell in re.split(r"(?<!\\)\|" if mark == "|" else "\t", text[start:end]):
        left = len(cell) - len(cell.lstrip())
        cells.append(Span(start + left, start + max(left, len(cell.rstrip()))))
        start += len(cell) + 1
    return cells


def _records(text: str, lines: Sequence[Span]) -> Iterator[Table]:
    """Lines of named values as tables of one row; a problem must stand beside another value."""
    category = ""
    for line in lines:
        fields = list(_FIELD.finditer(line.of(text)))
        columns = [holds(field["name"]) for field in fields]
        if len(fields) < 2 or Holds.PROBLEM not in columns or columns[0] not in (Holds.NUMBER, Holds.CATEGORY):
            continue
        ends = [*(field.start() for field in fields[1:]), line.end - line.start]
        cells = [_value(text, line.start + at.end(), line.start + end) for at, end in zip(fields, ends, strict=True)]
        row = _row(text, columns, cells, category)
        category = row.category
        yield Table(*line, (row,))


@dataclass(frozen=True, slots=True)
class _Field:
    """A line 名称：值, `text[value:end]`; lines without a name that end with a stop go on with the value."""

    name: str
    start: int
    value: int
    end: int


def _cards(text: str, lines: Sequence[Span]) -> Iterator[Table]:
    """Cards, a problem each: named values on lines of their own, by the same names from card to card."""
    category = ""
    for card in _runs(text, lines):
        named = [(holds(field.name), _value(text, field.value, field.end)) for field in card]
        held = [what for what, _ in named]
        if held.count(Holds.PROBLEM) != 1 or not {Holds.NUMBER, Holds.CATEGORY} & set(held):
            continue
        row = _row(text, held, [value for _, value in named], category)
        category = row.category
        yield Table(card[0].start, card[-1].end, (row,))


def _runs(text: str, lines: Sequence[Span]) -> Iterator[list[_Field]]:
    """Runs of neighbouring lines whose names come again elsewhere; a name that its run has already begins another."""
    matches = [_FIELD_LINE.match(line.of(text)) for line in lines]
    times = Counter(match["name"] for match in matches if match)
    run: dict[str, _Field] = {}
    for line, match in zip(lines, matches, strict=True):
        name = match["name"] if match and times[match["name"]] >= _FEWEST_CARDS else ""
        if match is None and run and line.of(text).rstrip().endswith(("。", "；")):
            last, field = run.popitem()
            run[last] = replace(field, end=line.end)
            continue
        if run and (not name or name in run):
            yield list(run.values())
            run = {}
        if match is not None and name:
            run[name] = _Field(name, line.start, line.start + match.end(), line.end)
    if run:
        yield list(run.values())


_FIELD_LINE = re.compile(r"[ \t\u3000]*(?:[-*•][ \t]+)?(?:\*\*)?(?P<name>[\u4e00-\u9fff]{2,8})(?:\*\*)?[：:](?:\*\*)?")
_FEWEST_CARDS = 2


def _value(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return Span(start + left, start + max(left, len(words.rstrip(" \t\u3000；;"))))
