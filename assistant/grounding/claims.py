"""Text of an answer or a draft → its claims with their citation marks, and what in a claim can be checked.

A claim is what one sentence states, or one side of a ；. Marks such as [1] belong to the claim they follow, whether
they stand before its full stop or behind it. What can be checked is found by its form; whether it is true is not known
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.text.actors import actors
from assistant.text.facts import facts
from assistant.text.sentences import Span, statements
from assistant.text.terms import fold
from assistant.text.wording import tokens

_NUMBERS = r"\d{1,3}(?:\s*[,，、\-–—~～至]\s*\d{1,3})*"
_MARK = re.compile(rf"\s*(?:\[\s*({_NUMBERS})\s*\]|［\s*({_NUMBERS})\s*］|【\s*({_NUMBERS})\s*】)")
_RANGE = re.compile(r"(\d{1,3})\s*[\-–—~～至]\s*(\d{1,3})")
_MOST_IN_RANGE = 50

_CHECKED_WORDS = ("modality", "bound", "negation", "exception", "scope")
_TITLE = re.compile(r"《(?:[^《》\n]|《[^《》\n]*》){1,80}》")


@dataclass(frozen=True, slots=True)
class Stated:
    """`text[start:end]` is a claim with its marks."""

    start: int
    end: int
    words: str
    """Without marks."""
    marks: tuple[int, ...]
    """Numbers of the citations, in order, none twice."""


@dataclass(frozen=True, slots=True)
class Element:
    """`claim[start:end]` can be checked."""

    kind: str
    """date, percent, period, frequency, figure, article, document_number (as `facts` has them), modality, bound,
    negation, exception, scope, actor, title."""
    start: int
    end: int
    value: str
    """The same for every way of writing the same."""


def split(text: str) -> list[Stated]:
    """The claims of a text in order; together they hold every character that is not white space.

    >>> [(one.words, one.marks) for one in split("限期三个月。[1]由书记负责[2][3]。")]
    [('限期三个月。', (1,)), ('由书记负责。', (2, 3))]
    """
    spans: list[Span] = []
    for span in statements(text):
        start = _past_marks(text, span) if spans and "\n" not in text[spans[-1].end : span.start] else span.start
        if start > span.start:
            spans[-1] = Span(spans[-1].start, start)
        rest = _trimmed(text, start, span.end)
        if rest is not None:
            spans.append(rest)
    return [_stated(text, span) for span in spans]


def elements(claim: str) -> list[Element]:
    """What can be checked in a claim, in order of place.

    >>> [(one.kind, one.value) for one in elements("被巡察党组织应当在三十日内报送。")]
    [('actor', '被巡察党组织'), ('modality', 'must'), ('period', '30日'), ('bound', 'at most')]
    """
    found = [Element(fact.kind, fact.start, fact.end, fact.value) for fact in facts(claim)]
    found += [
        Element(token.kind, token.start, token.end, token.key)
        for token in tokens(claim)
        if token.kind in _CHECKED_WORDS
    ]
    found += [Element("actor", *span, span.of(claim)) for span in actors(fold(claim))]
    found += [Element("title", *title.span(), fold(title[0][1:-1])) for title in _TITLE.finditer(claim)]
    return sorted(found, key=lambda element: (element.start, element.end, element.kind))


def _past_marks(text: str, span: Span) -> int:
    """Where the marks end that a span begins with."""
    position = span.start
    while mark := _MARK.match(text, position, span.end):
        position = mark.end()
    return position


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end) if start < end else None


def _stated(text: str, span: Span) -> Stated:
    words = span.of(text)
    marks = dict.fromkeys(number for mark in _MARK.finditer(words) for number in _numbers(mark))
    return Stated(*span, _MARK.sub("", words), tuple(marks))


def _numbers(mark: re.Match[str]) -> Iterator[int]:
    """[1], [1,2], [1-3]."""
    inside = mark[1] or mark[2] or mark[3]
    for part in re.split("[,，、]", inside):
        found = _RANGE.fullmatch(part.strip())
        first, last = (int(found[1]), int(found[2])) if found else (int(part), int(part))
        yield from range(first, min(last, first + _MOST_IN_RANGE) + 1)
