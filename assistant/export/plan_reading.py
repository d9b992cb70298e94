"""The JSON of a plan → Plan: what was drafted, then filled in by people or from a ledger, comes back to be exported.

Slots and checks are not believed but made anew. Of the feedback document the JSON holds only what the plan quotes: the
text of the Plan's source is made of these stretches at their places, and of blanks between them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.drafting.checks import check
from assistant.drafting.feedback_records import Doubt, Excerpt, Findings, Group, Inspection, Suggestion
from assistant.drafting.records import (
    Deadline,
    Plan,
    PlannedFinding,
    PlannedGroup,
    PlannedSuggestion,
    Section,
)
from assistant.drafting.slots import register
from assistant.errors import RejectedFile
from assistant.export.files import check_is_file
from assistant.export.plan_schema import FeedbackJson, PlanJson
from assistant.export.word.embedded import Edit, read_back
from assistant.records import Document, Version
from assistant.text.offsets import OffsetMap

_LARGEST_BYTES = 64 << 20


SUFFIXES = (".json", ".docx")
"""Of the files that a plan is read back from; Markdown holds no record of one."""


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A plan that was read from a file, and the edits by hand that it does not hold."""

    plan: Plan
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadValues:
    """The values of a plan as a file holds them, not looked at yet, and the edits by hand that they do not hold."""

    values: Any
    edits: tuple[Edit, ...] = ()


def read_plan(path: Path) -> ReadPlan:
    """The plan in a .json file or in a .docx of ours. Raises RejectedFile."""
    read = read_values(path)
    return ReadPlan(plan_from_json(read.values, path), read.edits)


def read_values(path: Path) -> ReadValues:
    """The values of a plan in a .json file or in a .docx of ours.

    Raises RejectedFile: missing, too large, another format, no JSON, or a .docx that holds no plan of ours.
    """
    check_is_file(path)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise RejectedFile("file_unknown_format", path=path, suffix=suffix or "-", known=" ".join(SUFFIXES))
    if suffix == ".docx":
        read = read_back(path)
        if read is None or read.record.kind != "plan":
            raise RejectedFile("export.no_record", path=path)
        return ReadValues(read.record.value, read.edits)
    return ReadValues(_json(path))


def _json(path: Path) -> Any:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise RejectedFile("export.docx_too_large", path=path, part=path.name)
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise RejectedFile("file_unreadable", path=path, why=error.strerror or error) from error
    except (ValueError, RecursionError) as error:
        raise RejectedFile("export.not_json", path=path, line=getattr(error, "lineno", 1)) from error


def plan_from_json(value: Any, path: Path) -> Plan:
    """The plan that a JSON value states; `path` is where it came from.

    Raises RejectedFile, naming the first place that is not as it should be.
    """
    try:
        read = PlanJson.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "—"
        raise RejectedFile("export.no_plan_json", path=path, place=place) from error
    plan = _plan(read)
    plan = replace(plan, slots=register(plan))
    return replace(plan, checks=tuple(check(plan)))


def _plan(read: PlanJson) -> Plan:
    groups = tuple(
        PlannedGroup(
            group.title,
            tuple(
                PlannedFinding(
                    item.record,
                    tuple(measure.record for measure in item.measures),
                    tuple(example.record for example in item.examples),
                    item.goal,
                    tuple(item.nearest),
                )
                for item in group.findings
            ),
        )
        for group in read.groups
    )
    suggestions = tuple(
        PlannedSuggestion(Suggestion(item.id, item.excerpt), tuple(measure.record for measure in item.measures))
        for item in read.suggestions
    )
    citations = tuple(citation.record for citation in read.citations)
    source = _source(read, groups, suggestions)
    stated = read.deadline.stated
    return Plan(
        source=source,
        drafted_on=read.drafted_on,
        received_on=read.received_on,
        deadline=Deadline(stated, read.deadline.regime, read.deadline.limit),
        groups=groups,
        suggestions=suggestions,
        citations=citations,
        outline=tuple(Section(section.title, tuple(section.paragraphs)) for section in read.outline),
        model=read.model,
        calls=tuple(call.record for call in read.calls),
        fallbacks=tuple(fallback.record for fallback in read.degraded),
    )


def _source(read: PlanJson, groups: Iterable[PlannedGroup], suggestions: Iterable[PlannedSuggestion]) -> Findings:
    """What the feedback document says, as far as the plan quotes it."""
    groups, suggestions = tuple(groups), tuple(suggestions)
    stated = read.deadline.stated
    doubts = tuple(Doubt(doubt.kind, doubt.excerpt) for doubt in read.doubts)
    cited = [
        Excerpt(citation.quote, citation.start, citation.end)
        for citation in read.citations
        if citation.document_id == read.feedback.document_id
    ]
    quoted = [
        *(
            excerpt
            for group in groups
            for item in group.findings
            for excerpt in (item.finding.excerpt, item.finding.headline, *item.finding.points)
        ),
        *(item.suggestion.excerpt for item in suggestions),
        *(doubt.excerpt for doubt in doubts),
        *([stated] if stated else []),
        *cited,
    ]
    text = _text_of(quoted)
    said = read.inspection
    # What is quoted without a place comes behind the rest, a line each.
    placed: dict[str, Excerpt] = {}
    for words in filter(None, (read.inspected_unit, said.inspected_by, said.round, said.kind)):
        placed[words] = Excerpt(words, len(text) + 1, len(text) + 1 + len(words))
        text = f"{text}\n{words}"
    return Findings(
        document=_document(read.feedback, text),
        inspected_unit=placed.get(read.inspected_unit or ""),
        inspection=Inspection(
            placed.get(said.inspected_by or ""),
            placed.get(said.round or ""),
            placed.get(said.kind or ""),
            said.feedback_on,
            read.received_on,
        ),
        groups=tuple(Group(group.title, tuple(item.finding for item in group.findings)) for group in groups),
        suggestions=tuple(item.suggestion for item in suggestions),
        deadlines=(stated,) if stated else (),
        redactions=(),
        doubts=doubts,
    )


def _text_of(quoted: Iterable[Excerpt]) -> str:
    """A text in which each stretch stands at its place."""
    stretches = list(quoted)
    text = [" "] * max((excerpt.end for excerpt in stretches), default=0)
    for excerpt in stretches:
        text[excerpt.start : excerpt.end] = excerpt.verbatim
    return "".join(text)


def _document(feedback: FeedbackJson, text: str) -> Document:
    return Document(
        id=feedback.document_id,
        title=feedback.title,
        path=feedback.path,
        collection="",
        genre="feedback",
        version=Version(),
        text=text,
        original_text=text,
        offsets=OffsetMap.identity(len(text)),
        secrecy=feedback.secrecy,
    )
