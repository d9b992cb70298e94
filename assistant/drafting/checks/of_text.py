"""A plan as people write it, in prose or in tables → its problems with their rows.

A plan in prose says 问题1：… 整改措施：… 责任领导：… 完成时限：…, in one line or several; what is said once below a
problem holds for all its measures. Text in, problems out, with the place of each word; it knows no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.drafting.checks.draft import Problem, Row
from assistant.drafting.checks.labelled_lines import TRIM, LabelledLine, lines_in, trimmed
from assistant.drafting.checks.of_ledger import problems_of, row_of
from assistant.drafting.checks.of_tables import rows_in_tables
from assistant.drafting.defects import states_problem
from assistant.drafting.ledger_records import LedgerRow
from assistant.drafting.roles import Role
from assistant.drafting.titles import role_of_title
from assistant.text.headings import Rank, heading_of_line
from assistant.text.sentences import Span

_OF_MEASURE = frozenset(("due", "completion_mark", "evidence", "status", "progress", "reason"))
"""What is said of a measure where it stands behind one; all else is said of the problem."""
_OWNERS = frozenset(("leader", "lead_unit", "co_units"))
"""Behind a measure they are its own, and those of the problem's other measures where these name none."""
_TELLING = frozenset(("measures", "leader", "lead_unit", "due", "completion_mark"))
"""Labels that show that the heading above them is a problem."""

_PROBLEM = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?(?:反馈|存在的?|具体|主要)?(?:问题|意见建议)[ \u3000]*"
    r"(?P<number>[（(]?[A-Z]?[\d一二三四五六七八九十]{1,3}[)）]?)?"
    r"(?:[：:、.．]|\*\*|(?<=[\d一二三四五六七八九十)）])[ \u3000]+|$)[*_ \u3000]*"
)
_NUMBER_ALONE = re.compile(r"[ \t\u3000*_]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]?)?[ \t\u3000*_]*$")
"""In front of 问题描述： at most a number stands."""
_MEASURE = re.compile(r"^(?:\d{1,3}\.\d{1,2}(?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|\d{1,2}[.．、](?!\d)|[-·●]\s)[\s、.．]*")
_NAMED_MEASURE = re.compile(
    r"^(?:具体|整改)?措施[ \u3000]*(?=\d{1,3}\.\d{1,2}(?!\d)|\d{1,2}[ \u3000、]|[（(]\d{1,2}[)）])"
)
"""措施1.1 …: a numbered measure that also says that it is one."""
_DECIMAL = re.compile(r"\d{1,3}\.\d{1,2}(?![\d万亿元%])")


@dataclass
class _Measure:
    """A measure as it is read: the place of each of its fields."""

    spans: dict[str, Span] = field(default_factory=dict)


@dataclass
class _Block:
    """A problem as it is read, with what is said of all its measures."""

    problem: Span
    number: str = ""
    rank: Rank | None = None
    shared: dict[str, Span] = field(default_factory=dict)
    measures: list[_Measure] = field(default_factory=list)
    is_in_measures: bool = False


def problems_in(text: str, year: int | None) -> tuple[Problem, ...]:
    """The problems of a plan with their rows: those of its tables where it has any, else those of its prose."""
    found = list(rows_in_tables(text, year))
    if not found:
        found = [row for block in _Prose(text).blocks() for row in _rows_of(text, block, year)]
    return problems_of([row_numbered(row, at) for at, row in enumerate(found, start=1)])


def row_numbered(row: Row, number: int) -> Row:
    """The row with its number among all, for drafts whose rows have none."""
    if row.number is not None:
        return row
    return Row(row.id or f"措施{number}", row.cells, row.due, number, row.spans)


class _Prose:
    """Reads the lines of a plan from top to bottom; every line is a problem, a measure, labels, or ends the problem."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = list(lines_in(text))
        self._found: list[_Block] = []
        self._block: _Block | None = None

    def blocks(self) -> list[_Block]:
        """The problems that anything is said about; behind one, also those that only their number, an empty
        整改措施： or a heading of the same rank makes one.
        """
        for at, line in enumerate(self._lines):
            self._read(at, line)
        told = [at for at, block in enumerate(self._found) if block.measures]
        ranks = {self._found[at].rank for at in told} - {None}
        return [
            block
            for at, block in enumerate(self._found)
            if block.measures
            or block.shared
            or (told and (block.number or block.is_in_measures or (at > told[0] and block.rank in ranks)))
        ]

    def _read(self, at: int, line: LabelledLine) -> None:
        if line.measure:
            self._take_row(line)
            return
        start = self._problem_start(at, line)
        if start is not None:
            self._begin(line, start)
        elif self._block is None or self._ends(at, line):
            self._block = None
        elif line.labels and not line.head().of(self._text).strip(TRIM + "。；"):
            self._take_labels(self._block, line, of_measure=False)
        else:
            self._take_words(self._block, line)

    def _problem_start(self, at: int, line: LabelledLine) -> int | None:
        """Where the words of a problem begin in a line; None for a line that begins none."""
        words = line.span.of(self._text)
        named = _PROBLEM.match(words)
        if named is not None and line.span.start + named.end() < line.span.end:
            return line.span.start + named.end()
        if line.labels and line.labels[0][0] == "problem" and _NUMBER_ALONE.match(line.head().of(self._text)):
            return line.labels[0][1].end
        return self._heading_start(at, line)

    def _heading_start(self, at: int, line: LabelledLine) -> int | None:
        """（一）关于…的问题, or 1.…不到位。 with labels below it."""
        heading = heading_of_line(self._text, *line.span)
        if heading is None or line.labels or not (heading.rank >= Rank.HAN_BRACKETED or self._is_answered_below(at)):
            return None
        block = self._block
        if block is not None and (
            (block.is_in_measures and (block.rank is None or heading.rank > block.rank))
            or (heading.rank is Rank.ARABIC_BRACKETED and block.rank is not Rank.ARABIC_BRACKETED)
        ):
            return None
        body = Span(line.span.start + len(heading.label), line.span.end)
        words = body.of(self._text)
        is_stated = states_problem(words) or words.rstrip("。：:*").endswith("问题")
        is_stated = is_stated or ("。" in words and self._is_answered_below(at))
        is_next = block is not None and bool(block.measures) and heading.rank == block.rank and states_problem(words)
        if not is_stated or role_of_title(words) is Role.OTHER or not (is_next or self._is_told_about(at)):
            return None
        return self._text.find(heading.label, line.span.start) + len(heading.label)

    def _is_answered_below(self, at: int) -> bool:
        """Whether the next line says 整改措施：, so that a heading as high as a chapter is a problem and no chapter."""
        following = self._lines[at + 1].labels if at + 1 < len(self._lines) else ()
        return bool(following) and following[0][0] == "measures"

    def _is_told_about(self, at: int) -> bool:
        """Whether labels of a ledger stand below a line before the next heading that could be a problem."""
        for line in self._lines[at + 1 :]:
            if any(name in _TELLING for name, _, _ in line.labels):
                return True
            heading = heading_of_line(self._text, *line.span)
            if heading is not None and heading.rank <= Rank.HAN_BRACKETED:
                return False
        return False

    def _begin(self, line: LabelledLine, start: int) -> None:
        later = [label for label in line.labels if label[1].start > start]
        end = later[0][1].start if later else line.span.end
        bar = self._text.find("|", start, end) if self._text[line.span.start] == "|" else -1
        end = end if bar < 0 else bar
        heading = heading_of_line(self._text, *line.span)
        named = _PROBLEM.match(line.span.of(self._text))
        number = (named["number"] or "").strip("（()）") if named else ""
        self._block = _Block(trimmed(self._text, start, end), number, heading.rank if heading else None)
        self._found.append(self._block)
        if later:
            self._take_labels(self._block, LabelledLine(line.span, tuple(later)), of_measure=False)

    def _ends(self, at: int, line: LabelledLine) -> bool:
        """A heading as high as a chapter ends the problem above it, and so does the caption of the next problem."""
        heading = heading_of_line(self._text, *line.span)
        is_markdown = self._text.startswith("#", self._text.rfind("\n", 0, line.span.start) + 1)
        is_chapter = heading is not None and heading.rank <= Rank.HAN and not line.labels
        following = self._lines[at + 1].labels if at + 1 < len(self._lines) else ()
        return is_markdown or is_chapter or (not line.labels and bool(following) and following[0][0] == "problem")

    def _take_labels(self, block: _Block, line: LabelledLine, *, of_measure: bool) -> None:
        measure = block.measures[-1] if block.measures else None
        for name, label, end in line.labels:
            value = trimmed(self._text, label.end, end)
            if name == "measures":
                block.is_in_measures = True
                measure = self._measure(block, value) if value.end > value.start else measure
                of_measure = of_measure or value.end > value.start
            elif name in _OF_MEASURE and of_measure and measure is not None:
                measure.spans.setdefault(name, value)
            else:
                if name in _OWNERS and of_measure and measure is not None:
                    measure.spans.setdefault(name, value)
                block.shared.setdefault(name, value)
                block.is_in_measures = block.is_in_measures and name not in ("leader", "lead_unit")

    def _take_row(self, line: LabelledLine) -> None:
        """A table below the measures says who does each of them, by when: 1 | 责任领导：… 完成时限：… | 完成标志：…"""
        if self._block is not None and line.measure <= len(self._block.measures):
            measure = self._block.measures[line.measure - 1]
            for name, label, end in line.labels:
                measure.spans.setdefault(name, trimmed(self._text, label.end, end))

    def _take_words(self, block: _Block, line: LabelledLine) -> None:
        """A numbered line is a measure; any other goes on with the problem while no measure was read."""
        head = line.head()
        named = _NAMED_MEASURE.match(head.of(self._text))
        head = Span(head.start + (named.end() if named else 0), head.end)
        is_measure = _MEASURE.match(head.of(self._text)) is not None and (
            named or block.is_in_measures or block.measures or line.labels or self._is_decimal(head)
        )
        if is_measure:
            self._measure(block, trimmed(self._text, *head))
            self._take_labels(block, line, of_measure=True)
        elif line.labels:
            self._take_labels(block, line, of_measure=False)
        elif not block.measures and not block.shared:
            block.problem = Span(block.problem.start, trimmed(self._text, *line.span).end)
        elif block.is_in_measures and not block.measures:
            self._measure(block, trimmed(self._text, *head))

    def _is_decimal(self, head: Span) -> bool:
        return _DECIMAL.match(head.of(self._text)) is not None

    @staticmethod
    def _measure(block: _Block, value: Span) -> _Measure:
        measure = _Measure({"measures": value})
        block.measures.append(measure)
        return measure


def _rows_of(text: str, block: _Block, year: int | None) -> Iterator[Row]:
    """The measures of a problem, each with what is said of all; a problem without any is one row."""
    for measure in block.measures or [_Measure()]:
        places = {**block.shared, **measure.spans, "problem": block.problem}
        written = replace(LedgerRow(row=0, number=block.number), **_cells(text, places))
        own = _DECIMAL.match(written.measures)
        yield row_of(written, f"措施{own[0]}" if own else "", None, year, places)


def _cells(text: str, places: Mapping[str, Span]) -> dict[str, Any]:
    return {name: _value(text, name, span) for name, span in places.items()}


def _value(text: str, name: str, span: Span) -> str:
    words = span.of(text).strip()
    return words if name in ("problem", "measures") else words.rstrip("。；;，, ")
