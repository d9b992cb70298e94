"""A feedback document (反馈意见) → Findings: problems verbatim and in order, sub-points, advice, deadline, doubts.

What stands in tables and named fields is taken first; the rest is read by its headings and items, and what went nowhere
is listed by `doubts`. It knows nothing of plans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import islice
from typing import Any, TypeVar, cast

from assistant.drafting.advice import advice_in
from assistant.drafting.deadline_sentences import deadline_sentences
from assistant.drafting.defects import states_problem
from assistant.drafting.doubts import doubts_of
from assistant.drafting.feedback_records import Doubt, Excerpt, Finding, Findings, Group, Inspection, Suggestion
from assistant.drafting.found import found_in, found_in_cell
from assistant.drafting.found_in_prose import Found
from assistant.drafting.genre import is_feedback, looks_like, may_be_feedback
from assistant.drafting.inspected_unit import inspected_unit
from assistant.drafting.inspection import inspection
from assistant.drafting.items import trimmed
from assistant.drafting.numbering import labels
from assistant.drafting.regions import Region, regions
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
    advice = _advice(apart, parts)
    return Findings(
        document=document,
        inspected_unit=inspected_unit(text),
        inspection=inspection(text, opening_end),
        groups=_grouped(text, apart.rest, found),
        suggestions=tuple(Suggestion(f"A{at}", Excerpt.of(text, *span)) for at, span in enumerate(advice, start=1)),
        deadlines=tuple(deadline_sentences(text, apart.rest, [(one.span.start, one.span.end) for one in found])),
        redactions=_redactions(text),
        doubts=(*_genre_in_doubt(text, is_sure=is_sure), *doubts_of(text, apart, parts, found, advice)),
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


def _advice(apart: SetApart, parts: Sequence[Region]) -> list[Span]:
    """The advice of tables, fields and regions of advice, in order."""
    spans = [span for region in parts if region.role is Role.SUGGESTIONS for span in advice_in(apart.rest, region)]
    return sorted([*apart.advice, *spans])
