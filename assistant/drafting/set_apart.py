"""What a feedback document sets apart by its form: cells of tables, and 原因：… 建议：… under each problem.

Text in; out come the problems of tables, the advice of tables and fields, and the text with all of it blanked,
character for character, so that headings and items of the rest are read as if it were not there. It does not know what
a problem is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.columns_of_feedback import NAMES, Holds
from assistant.drafting.problem_tables import problem_tables
from assistant.text.sentences import Span


@dataclass(frozen=True, slots=True)
class Cell:
    """The span of a problem in a table, with the category of its row."""

    span: Span
    category: str


@dataclass(frozen=True, slots=True)
class SetApart:
    """`rest` is the text with what was set apart blanked: as long as the text, so that every span holds in both."""

    rest: str
    problems: tuple[Cell, ...]
    advice: tuple[Span, ...]


_NAMES_OF = dict(NAMES)
_FIELD = re.compile(
    rf"(?:^[ \t\u3000]*(?:[-*•][ \t]+)?(?:\*\*)?|(?<=[。；;]))"
    rf"(?:(?P<cause>{_NAMES_OF[Holds.CAUSE]})|(?P<advice>{_NAMES_OF[Holds.ADVICE]}))(?:\*\*)?[：:](?:\*\*)?",
    re.MULTILINE,
)
_FEWEST_FIELDS = 2
"""One 建议： announces the advice of the whole document; from the second on, they belong to their problems."""


def set_apart(text: str) -> SetApart:
    r"""What a text sets apart by form, and the rest of it.

    >>> set_apart("（一）账目混乱。\n建议：清理。\n（二）车辆混乱。\n建议：整治。").rest.split()
    ['（一）账目混乱。', '（二）车辆混乱。']
    """
    tables = problem_tables(text)
    fields = list(_fields(text))
    rows = [row for table in tables for row in table.rows]
    problems = tuple(Cell(row.cells[Holds.PROBLEM], row.category) for row in rows if Holds.PROBLEM in row.cells)
    advised = [row.cells[Holds.ADVICE] for row in rows if Holds.ADVICE in row.cells]
    advised += [words for what, _, words in fields if what is Holds.ADVICE and words.end > words.start]
    blank = [*(Span(table.start, table.end) for table in tables), *(whole for _, whole, _ in fields)]
    return SetApart(_blanked(text, blank), problems, tuple(sorted(dict.fromkeys(advised))))


def _fields(text: str) -> Iterator[tuple[Holds, Span, Span]]:
    """Causes and advice with a name of their own: what it is, all of it, and its words."""
    found = list(_FIELD.finditer(text))
    if max((sum(1 for one in found if one[name]) for name in ("cause", "advice")), default=0) < _FEWEST_FIELDS:
        return
    for index, field in enumerate(found):
        line_end = text.find("\n", field.end())
        line_end = len(text) if line_end < 0 else line_end
        end = min(line_end, found[index + 1].start() if index + 1 < len(found) else line_end)
        words = text[field.end() : end]
        start = field.end() + len(words) - len(words.lstrip())
        yield (
            Holds.CAUSE if field["cause"] else Holds.ADVICE,
            Span(field.start(), end),
            Span(start, max(start, field.end() + len(words.rstrip(" \t\u3000；;")))),
        )


def _blanked(text: str, spans: Sequence[Span]) -> str:
    """The text with spaces for every character of the spans but line ends."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = [mark if mark == "\n" else " " for mark in text[start:end]]
    return "".join(characters)
