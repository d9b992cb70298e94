"""A text → its lines with the labels in them: 整改措施：… 责任领导：… 完成时限：…

Text in, spans out. It does not know which line is a problem and which is a measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.drafting.ledger_table import field_of
from assistant.text.sentences import Span

_LABEL = re.compile(
    r"(?:^|(?<=[。；;，,\s*（(|]))(?P<name>[\u4e00-\u9fff]{2,8}?)[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})?[）)]?[*_]*"
    r"[：:][*_ \u3000]*|"
    r"[【\[](?P<boxed>[\u4e00-\u9fff]{2,8}?)(?:\d{1,2}|[一二三四五六七八九十]{1,3})?[】\]][：: \u3000]*|"
    r"\|[ *]*(?P<cell>[\u4e00-\u9fff]{2,8})[ *]*\|"
)
"""整改措施：, 措施2：, 【整改措施】 and | 整改措施 |, in front of what it labels."""
_IN_ROWS = frozenset(
    "problem goal measures leader lead_unit co_units due completion_mark evidence status progress reason".split()
)
_NUMBERED_ROW = re.compile(r"[|\s]*(\d{1,2})\s*\|")
_BULLET = re.compile(r"[-+•·●○◆■▪][ \u3000]*[*_]*(?=[\u4e00-\u9fff]{2,8}[*_]*[：:])")
"""A mark of a list in front of a label: - 责任领导：…"""
_LONGEST_NAME = 8
TRIM = " \t\u3000*_"


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A line that says anything."""

    span: Span
    """Without Markdown's marks at its ends."""
    labels: tuple[tuple[str, Span, int], ...]
    """Field, the span of its label, and where its value ends."""
    measure: int = 0
    """For a row of a table in the prose: the number of the measure that its labels speak of."""

    def head(self) -> Span:
        """What stands before the first label."""
        return Span(self.span.start, self.labels[0][1].start if self.labels else self.span.end)


def lines_in(text: str) -> Iterator[LabelledLine]:
    """The lines that say anything. Rows of tables count only as cards, or where they number a measure with labels."""
    start = 0
    for line in text.split("\n"):
        lead = len(line) - len(line.lstrip(TRIM + "#>"))
        bullet = _BULLET.match(line, lead)
        lead = bullet.end() if bullet else lead
        span = Span(start + lead, start + len(line.rstrip(TRIM)))
        start += len(line) + 1
        if span.end <= span.start:
            continue
        numbered = _NUMBERED_ROW.match(line)
        labels = tuple(_labels(text, span))
        if "|" not in line or _is_card(line):
            yield LabelledLine(span, labels)
        elif numbered and labels:
            yield LabelledLine(span, labels, int(numbered[1]))


def _is_card(line: str) -> bool:
    """Whether a row of a table names fields and says them: | 责任领导 | 副局长 | 牵头单位 | 办公室 |"""
    cells = [cell.strip(TRIM) for cell in line.strip().strip("|").split("|")]
    are_names = [field_of(cell) in _IN_ROWS for cell in cells]
    return len(cells) % 2 == 0 and all(are_names[::2]) and not any(are_names[1::2])


def _labels(text: str, span: Span) -> Iterator[tuple[str, Span, int]]:
    found = [
        (name, Span(*match.span()))
        for match in _LABEL.finditer(text, *span)
        if (name := field_of(match["name"] or match["boxed"] or match["cell"])) in _IN_ROWS and name is not None
    ]
    if not found and span.end - span.start <= _LONGEST_NAME and field_of(span.of(text)) == "measures":
        found = [("measures", Span(span.end, span.end))]  # 整改措施 in a line of its own
    for at, (name, label) in enumerate(found):
        following = found[at + 1][1].start if at + 1 < len(found) else span.end
        bar = text.find("|", label.end, following)
        yield name, label, following if bar < 0 else bar


def trimmed(text: str, start: int, end: int) -> Span:
    """A stretch without white space and the marks of Markdown at its ends."""
    while start < end and text[start] in TRIM + "\n":
        start += 1
    while end > start and text[end - 1] in TRIM + "\n":
        end -= 1
    return Span(start, end)
