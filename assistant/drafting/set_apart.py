"""What a feedback document sets apart by its form: cells of tables, and 原因：… 建议：… under each problem.

Text in; out come the problems of tables, the advice of tables and fields, and the text with all of it blanked,
character for character, so that headings and items of the rest are read as if it were not there. It does not know what
a problem is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.drafting.columns_of_feedback import NAMES, Holds, holds
from assistant.drafting.defects import states_problem
from assistant.drafting.inspecting import INSPECTION
from assistant.drafting.items import trimmed
from assistant.drafting.problem_tables import problem_tables
from assistant.text.sentences import Span


@dataclass(frozen=True, slots=True)
class Cell:
    """The span of a problem in a table, with the category and the headline of its row."""

    span: Span
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetApart:
    """`rest` is the text with what was set apart blanked: as long as the text, so that every span holds in both."""

    rest: str
    problems: tuple[Cell, ...]
    advice: tuple[Span, ...]
    unused: tuple[Span, ...] = ()
    """Of each field that is neither problem nor advice the first: 原因：…, 责任：…, 涉及金额：…."""


_NAMES_OF = dict(NAMES)
_PAGE_NUMBER = re.compile(
    r"[ \t\u3000]*(?:[-—–－·~]+[ \t\u3000]*\d{1,3}[ \t\u3000]*[-—–－·~]+|"
    r"第[ \u3000]*\d{1,3}[ \u3000]*页[^\n。]{0,12}|\d{1,3}[ ]*/[ ]*\d{1,3})"
    r"[ \t\u3000]*",
)
"""— 1 —, 第 2 页 共 5 页, 3/5 on a line of its own: a page ends there, no sentence does."""
_RULED = re.compile(r"^[ \t]*(?:[-—_=~*＊][ \t]*){3,}$", re.MULTILINE)
"""A line drawn across the page."""
_LINE = re.compile(r"[^\n]+")
_FIELD = re.compile(
    rf"(?:^[ \t\u3000]*(?:[-*•][ \t]+|——|[（(])?(?:\*\*)?|(?<=[。；;])(?:(?:针对[^，,。\n]{{2,8}}|对此|为此)[，,])?)【?"
    rf"(?:(?P<cause>{_NAMES_OF[Holds.CAUSE]})|(?P<advice>{_NAMES_OF[Holds.ADVICE]})|"
    rf"(?P<rule>{_NAMES_OF[Holds.RULE]}|{_NAMES_OF[Holds.RESPONSIBILITY]}|责任))(?:(?:\*\*)?[：:](?:\*\*)?|】)",
    re.MULTILINE,
)
_MARK_OF_PROBLEM = re.compile(rf"【(?:{_NAMES_OF[Holds.PROBLEM]})】(?=[ \t\u3000]*\S)")
"""【问题】 before what it says; what 【建议】 says is advice."""
_NAME_OF_PROBLEMS = re.compile(
    r"^[ \t\u3000]*(?P<problems>(?:主要|突出)?(?:存在|发现)的?(?:主要|突出)?问题)[：:](?=[^\n])", re.MULTILINE
)
"""存在问题：1、…2、…: below each of several headings it heads nothing of its own."""
_LINE_OF_FORM = re.compile(
    r"^[ \t\u3000]*(?P<name>[\u4e00-\u9fff]{2,8})[：:][ \t]*(?P<said>[^\s。][^\n。]{0,39})$", re.MULTILINE
)
_ADVICE_BETWEEN = re.compile(
    r"^[ \t\u3000]*(?:(?:为此|对此|据此|因此)[，,]|针对[^，。\n]{0,12}[，,])?"
    rf"(?:我们|我组|{INSPECTION}组)?建议(?![：:]|[^。，,；\n]{{0,16}}[：:])[^\n]+",
    re.MULTILINE,
)
"""A paragraph 建议… without a name of its own."""
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
    problems = tuple(
        Cell(row.cells[Holds.PROBLEM], tuple(filter(None, (row.category, row.headline))))
        for row in rows
        if Holds.PROBLEM in row.cells
    )
    advised = [row.cells[Holds.ADVICE] for row in rows if Holds.ADVICE in row.cells]
    advised += [words for what, _, _, words in fields if what is Holds.ADVICE and words.end > words.start]
    between = list(_advice_between(text))
    data = list(_data_of_form(text))
    unused = [(name, whole) for what, name, whole, _ in fields if what is not Holds.ADVICE]
    unused += [(line["name"], Span(*line.span())) for line in data]
    advised += [trimmed(text, *span) for span in between]
    blank = [*(Span(table.start, table.end) for table in tables), *(whole for _, _, whole, _ in fields), *between]
    names = (*_MARK_OF_PROBLEM.finditer(text), *_repeated(_NAME_OF_PROBLEMS, text))
    blank += [Span(*match.span()) for match in (*names, *data, *_RULED.finditer(text))]
    blank += _edges_of_pages(text)
    return SetApart(_blanked(text, blank), problems, tuple(sorted(dict.fromkeys(advised))), _firsts(unused))


def _firsts(named: Sequence[tuple[str, Span]]) -> tuple[Span, ...]:
    return tuple(dict(reversed(named)).values())


def _fields(text: str) -> Iterator[tuple[Holds, str, Span, Span]]:
    """Causes and advice with a name of their own: what it is, how it is called, all of it, and its words."""
    found = list(_repeated(_FIELD, text))
    for index, field in enumerate(found):
        line_end = text.find("\n", field.end())
        line_end = len(text) if line_end < 0 else line_end
        end = min(line_end, found[index + 1].start() if index + 1 < len(found) else line_end)
        words = text[field.end() : end]
        start = field.end() + len(words) - len(words.lstrip())
        yield (
            Holds.CAUSE if field["cause"] else Holds.RULE if field["rule"] else Holds.ADVICE,
            _name(field),
            Span(field.start(), end),
            Span(start, max(start, field.end() + len(words.rstrip(" \t\u3000；;")))),
        )


def _data_of_form(text: str) -> Iterator[re.Match[str]]:
    """Lines that name and say something again and again, of which none is a problem or advice."""
    by_name: dict[str, list[re.Match[str]]] = {}
    for field in _LINE_OF_FORM.finditer(text):
        by_name.setdefault(field["name"], []).append(field)
    for name, lines in by_name.items():
        is_data = holds(name) in (None, Holds.NUMBER, Holds.CATEGORY)
        if is_data and len(lines) >= _FEWEST_FIELDS and not any(states_problem(line["said"]) for line in lines):
            yield from lines


def _repeated(name: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The names of fields that stand in a text more than once."""
    found = list(name.finditer(text))
    times = Counter(map(_name, found))
    yield from (one for one in found if times[_name(one)] >= _FEWEST_FIELDS)


def _edges_of_pages(text: str) -> Iterator[Span]:
    """Page numbers, and the running heads beside them: lines that stand in the text more than once."""
    lines = [match for match in _LINE.finditer(text) if match[0].strip()]
    times = Counter(line[0].strip() for line in lines)
    numbers = {at for at, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(line[0])}
    for at, line in enumerate(lines):
        if at in numbers or ({at - 1, at + 1} & numbers and times[line[0].strip()] > 1):
            yield Span(*line.span())


def _name(field: re.Match[str]) -> str:
    return str(field[field.lastgroup or 0])


def _advice_between(text: str) -> Iterator[Span]:
    """Paragraphs of advice each behind its problem, that is with other paragraphs between them; else none."""
    found = [Span(*match.span()) for match in _ADVICE_BETWEEN.finditer(text)]
    parted = [text[one.end : other.start].strip() for one, other in pairwise(found)]
    if parted and all(parted):
        yield from found


def _blanked(text: str, spans: Sequence[Span]) -> str:
    """The text with spaces for every character of the spans but line ends."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = [mark if mark == "\n" else " " for mark in text[start:end]]
    return "".join(characters)
