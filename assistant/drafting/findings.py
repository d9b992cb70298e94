"""A feedback document (反馈意见) → Findings: problems verbatim and in order, sub-points, advice, deadline, doubts.

What stands in tables and named fields is taken first; the rest is read by its headings and items. Whatever states a
problem and ended up in no finding is listed as a doubt, never dropped. It knows nothing of plans.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import islice
from typing import Any, TypeVar, cast

from assistant.drafting.advice import advice_in
from assistant.drafting.defects import states_problem
from assistant.drafting.endings import ends_the_matter, states_deadline
from assistant.drafting.feedback_records import Doubt, Excerpt, Finding, Findings, Group, Inspection, Suggestion
from assistant.drafting.found import found_in, found_in_cell
from assistant.drafting.found_in_prose import Found
from assistant.drafting.genre import is_feedback, looks_like, may_be_feedback
from assistant.drafting.inspection import (
    deadline_sentences,
    feedback_day_without_year,
    inspected_unit,
    inspection,
)
from assistant.drafting.items import trimmed
from assistant.drafting.numbering import labels
from assistant.drafting.regions import Region, gaps, regions
from assistant.drafting.roles import Role
from assistant.drafting.set_apart import SetApart, set_apart
from assistant.drafting.wrapped_lines import joined_lines
from assistant.records import Document
from assistant.text.facts import redactions
from assistant.text.offsets import OffsetMap
from assistant.text.sentences import Span, sentences


def read_findings(document: Document) -> Findings:
    """What a feedback document says. One that is none has no groups; `looks_like` then says what it seems to be."""
    text = document.text
    starts = {label.start for label in labels(text, 0, len(text)) if label.begins_line}
    unbroken, offsets = joined_lines(text, starts)
    read = _read(replace(document, text=unbroken))
    return replace(_as_it_stands(read, text, offsets), document=document)


def _read(document: Document) -> Findings:
    """What a document says whose sentences are whole."""
    text = document.text
    apart = set_apart(text)
    parts = regions(apart.rest, only_announced=bool(apart.problems))
    found = _found(text, apart, parts)
    stating = [one for one in found if states_problem(one.span.of(text))] or found
    is_sure = is_feedback(text, [one.span.end - one.span.start for one in stating])
    if not (is_sure or (may_be_feedback(text) and _lists_problems(parts, found))):
        return _no_feedback(document)
    opening_end = min(one.span.start for one in found)
    return Findings(
        document=document,
        inspected_unit=inspected_unit(text),
        inspection=inspection(text, opening_end),
        groups=_grouped(text, apart.rest, found),
        suggestions=tuple(_suggestions(text, apart, parts)),
        deadlines=tuple(deadline_sentences(text, apart.rest, [(one.span.start, one.span.end) for one in found])),
        redactions=_redactions(text),
        doubts=(*_genre_in_doubt(text, is_sure=is_sure), *_in_order(_doubts(text, apart.rest, parts, found))),
    )


def _lists_problems(parts: Sequence[Region], found: Sequence[Found]) -> bool:
    """Whether several problems stand where the document says that problems follow."""
    announced = [region for region in parts if region.role is Role.PROBLEMS and region.announced_at >= 0]
    return sum(any(region.start <= one.span.start < region.end for region in announced) for one in found) > 1


def _genre_in_doubt(text: str, *, is_sure: bool) -> tuple[Doubt, ...]:
    """That a document does not call itself feedback, by its first line."""
    lines = (match for match in re.finditer(r"[^\n]+", text) if match[0].strip())
    return () if is_sure else tuple(Doubt("unclear_genre", Excerpt.of(text, *line.span())) for line in islice(lines, 1))


_Record = TypeVar("_Record")


def _as_it_stands(record: _Record, text: str, offsets: OffsetMap) -> _Record:
    """A record of what was read, its excerpts as they stand in the document, broken lines and all."""
    moved: Any = record
    if isinstance(record, Excerpt):
        start, end = offsets.span_to_original(record.start, record.end)
        whole = text.find(record.verbatim) if end - start > record.end - record.start else start
        # a name that a line end cuts here may stand whole elsewhere
        moved = Excerpt.of(text, start, end) if whole < 0 else Excerpt.of(text, whole, whole + len(record.verbatim))
    elif isinstance(record, tuple):
        moved = tuple(_as_it_stands(one, text, offsets) for one in record)
    elif isinstance(record, (Findings, Group, Finding, Suggestion, Inspection, Doubt)):
        values = {field.name: getattr(record, field.name) for field in fields(record)}
        moved = replace(record, **{name: _as_it_stands(value, text, offsets) for name, value in values.items()})
    return cast("_Record", moved)


def _found(text: str, apart: SetApart, parts: Sequence[Region]) -> list[Found]:
    """The findings of tables and of regions of problems, as they follow one another."""
    of_cells = [found_in_cell(text, cell.span, cell.path) for cell in apart.problems]
    of_regions = [one for region in parts if region.role is Role.PROBLEMS for one in found_in(apart.rest, region)]
    return sorted([*of_cells, *of_regions], key=lambda one: one.span)


def _no_feedback(document: Document) -> Findings:
    return Findings(
        document=document,
        inspected_unit=None,
        inspection=Inspection(),
        groups=(),
        suggestions=(),
        deadlines=(),
        redactions=_redactions(document.text),
        doubts=(),
        looks_like=looks_like(document.text),
    )


def _redactions(text: str) -> tuple[Excerpt, ...]:
    return tuple(Excerpt.of(text, redaction.start, redaction.end) for redaction in redactions(text))


def _grouped(text: str, rest: str, found: Sequence[Found]) -> tuple[Group, ...]:
    """Number the findings and put neighbours under the same headings into one group."""
    groups: list[Group] = []
    paths: list[tuple[str, ...]] = []
    for number, one in enumerate(found, start=1):
        finding = _finding(text, rest, number, one)
        if paths and paths[-1] == one.path:
            groups[-1] = replace(groups[-1], findings=(*groups[-1].findings, finding))
        else:
            groups.append(Group(" › ".join(one.path), (finding,)))
            paths.append(one.path)
    return tuple(groups)


def _finding(text: str, rest: str, number: int, one: Found) -> Finding:
    whole = one.span.of(rest)
    first = next(iter(sentences(whole if whole.strip() else one.span.of(text))))
    headline = trimmed(text, one.span.start, one.span.start + first.end)
    return Finding(
        id=f"F{number}",
        excerpt=Excerpt.of(text, *one.span),
        headline=Excerpt.of(text, *(headline if headline.end > headline.start else one.span)),
        sub_points=tuple(Excerpt.of(text, *point) for point in one.sub_points),
    )


def _suggestions(text: str, apart: SetApart, parts: Sequence[Region]) -> Iterator[Suggestion]:
    spans = [span for region in parts if region.role is Role.SUGGESTIONS for span in advice_in(apart.rest, region)]
    for number, span in enumerate(sorted([*apart.advice, *spans]), start=1):
        yield Suggestion(f"A{number}", Excerpt.of(text, *span))


def _doubts(text: str, rest: str, parts: Sequence[Region], found: Sequence[Found]) -> Iterator[Doubt]:
    """What a person should look at. Before the first finding, sections that say nothing we know are an opening."""
    first = min(one.span.start for one in found)
    for region in parts:
        kind = _UNREAD.get(region.role)
        span = trimmed(rest, region.start, region.end)
        if kind and region.start > first and not all(map(states_deadline, _sentences_of(span.of(text)))):
            yield Doubt(kind, Excerpt.of(text, *span))
    yield from _left_over(rest, parts, found, first)
    without_year = feedback_day_without_year(text, first)
    if without_year is not None:
        yield Doubt("year_of_context", without_year[1])
    for one in found:
        if not states_problem(one.span.of(text)):
            yield Doubt("states_no_problem", Excerpt.of(text, *one.span))


def _in_order(doubts: Iterable[Doubt]) -> list[Doubt]:
    return sorted(doubts, key=lambda doubt: doubt.excerpt.start)


def _sentences_of(text: str) -> list[str]:
    return [sentence.of(text) for sentence in sentences(text)]


_UNREAD = {Role.UNCLEAR: "unclear_section", Role.REQUIREMENTS: "requirements_apart"}
"""Regions of which nothing goes into a plan, with the doubt that says so."""


def _left_over(text: str, parts: Sequence[Region], found: Sequence[Found], first: int) -> Iterator[Doubt]:
    """Sentences of the regions of problems, and those between regions that state one, that stand in no finding."""
    spans = [Span(region.start, region.end) for region in parts if region.role is Role.PROBLEMS]
    for stretch in spans:
        for span in _outside(text, stretch, found):
            if states_problem(span.of(text)):
                yield Doubt("uncovered", Excerpt.of(text, *span))
            elif span.of(text).endswith(_STOPS):
                yield Doubt("left_out", Excerpt.of(text, *span))
    for stretch in gaps(text, parts):
        for span in _outside(text, stretch, found):
            if span.start > first and states_problem(span.of(text)) and not ends_the_matter(span.of(text)):
                yield Doubt("uncovered", Excerpt.of(text, *span))


_STOPS = ("。", "！", "？", "；", "”", "）")
"""How a sentence ends; a heading, a signature and what leads in to an announcement do not."""


def _outside(text: str, stretch: Span, found: Sequence[Found]) -> Iterator[Span]:
    """The sentences of a stretch that stand in no finding and hold no heading of one."""
    headings = {title for one in found for title in one.path if title}
    starts = [one.span.start for one in found]
    for sentence in sentences(stretch.of(text)):
        span = trimmed(text, stretch.start + sentence.start, stretch.start + sentence.end)
        before = bisect_left(starts, span.end) - 1
        is_inside = before >= 0 and span.start < found[before].span.end
        if not is_inside and span.end - span.start > 2 and not any(title in span.of(text) for title in headings):
            yield span
