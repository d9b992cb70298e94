"""Feedback documents: read, and a plan drafted from them over the library of the suite's corpus.

`cases/` holds a YAML file a document.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assistant.composing.extractive import NAME
from assistant.drafting.feedback_records import Excerpt, Findings
from assistant.drafting.records import Measure, Plan
from assistant.records import Citation, Document, Status, Version
from assistant.text.offsets import OffsetMap
from assistant.text.repair import repair
from eval.case_files import Place, Row, yaml_files
from eval.cases.drafts import Basis, Drafted, Feedback, PlannedMeasure, Quoted, ReadFinding
from eval.kinds.kind import Kind, Line, ShelfOf
from eval.records import Case
from eval.subject import OverLibrary


class DraftingSubject(OverLibrary):
    """The drafting of an Assistant over one corpus."""

    def answer(self, case: Case) -> Drafted:
        """Read the document and draft. Raises RejectedFile where it is taken for no feedback at all."""
        assert isinstance(case, Feedback)  # noqa: S101 - the kind of the suite says so
        begun = time.perf_counter()
        document = self._assistant.read(self._shelf.corpus / case.file) if case.file else _document(case)
        plan = self._assistant.draft_plan(document, received=case.as_of, regime=case.regime)
        elapsed_ms = round((time.perf_counter() - begun) * 1000, 1)
        bases = tuple(self._basis(one, plan) for one in plan.citations if not plan.is_feedback(one))
        read = _read(plan.source, plan.model or NAME, elapsed_ms)
        measures = tuple(_measures(plan))
        slots = tuple(slot.label for slot in plan.slots)
        return replace(read, measures=measures, bases=bases, limit=plan.deadline.limit, slots=slots)

    def _basis(self, citation: Citation, plan: Plan) -> Basis:
        document = self._assistant.document(citation.document_id)
        there = document.text[citation.start : citation.end]
        is_superseded = document.version.status(plan.drafted_on) is Status.SUPERSEDED
        return Basis(citation.title, citation.heading, Quoted(citation.quote, there), is_superseded)


def _document(case: Feedback) -> Document:
    text = repair(case.text).text if case.damaged else case.text
    title, mapping = text.split("\n", 1)[0], OffsetMap.identity(len(text))
    return Document(case.id, title, f"{case.id}.txt", "", "feedback", Version(), text, text, mapping)


def _read(found: Findings, model: str, elapsed_ms: float) -> Drafted:
    text = found.document.text

    def quoted(excerpt: Excerpt) -> Quoted:
        return Quoted(excerpt.verbatim, text[excerpt.start : excerpt.end])

    inspection = found.inspection
    return Drafted(
        source=text,
        unit=_words(found.inspected_unit),
        inspected_by=_words(inspection.inspected_by),
        kind=_words(inspection.kind),
        feedback_on=inspection.feedback_on,
        findings=tuple(ReadFinding(quoted(one.excerpt), tuple(map(quoted, one.sub_points))) for one in found.findings),
        suggestions=tuple(quoted(one.excerpt) for one in found.suggestions),
        deadlines=tuple(map(quoted, found.deadlines)),
        model=model,
        elapsed_ms=elapsed_ms,
    )


def _words(excerpt: Excerpt | None) -> str | None:
    return None if excerpt is None else excerpt.verbatim


def _measures(plan: Plan) -> Iterator[PlannedMeasure]:
    for planned in plan.findings:
        yield from (_measure(one, planned.finding.verbatim) for one in planned.measures)
    for advised in plan.suggestions:
        yield from (_measure(one, advised.suggestion.excerpt.verbatim) for one in advised.measures)


def _measure(measure: Measure, answers: str) -> PlannedMeasure:
    due, metric = measure.due, measure.metric
    return PlannedMeasure(
        id=measure.id,
        answers=answers,
        text=measure.text,
        owners=(measure.leader, measure.lead_unit, *measure.co_units),
        due=due.date,
        has_due=bool(due.immediate or due.date or due.continuing or due.open_slot),
        completion_mark=measure.completion_mark,
        evidence=measure.evidence_required,
        others=(*due.stages, due.open_slot, metric.indicator, metric.baseline, metric.target),
    )


def _rows(folder: Path) -> list[Row]:
    return [replace(row, text=_labelled(row.text)) for row in yaml_files(folder / "cases")]


def _labelled(text: str) -> str:
    """A file says of itself what it is under `label`."""
    values = json.loads(text)
    if isinstance(values, dict) and "label" in values:
        values["question"] = values.pop("label")
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _faults(place: Place, case: Feedback, corpus: Path) -> Iterator[str]:
    if bool(case.text.strip()) == bool(case.file):
        yield place.problem("text", "one_of_two", other="file")
    if case.file and not (corpus / case.file).is_file():
        yield place.problem("file", "no_such_document", path=case.file)
    if case.damaged or case.file:
        return  # what is to be read stands in the text alone that is read or repaired
    for at, finding in enumerate(case.findings or ()):
        if not all(words in case.text for words in finding.verbatim.split("\n")):
            yield place.problem(f"findings.{at}", "not_in_text")


def _open(shelf_of: ShelfOf, corpus: Path) -> DraftingSubject:
    return DraftingSubject(shelf_of(corpus))


def _came(drafted: Drafted) -> list[Line]:
    read = [Line(one.words.verbatim) for one in drafted.findings]
    advice = [Line(one.verbatim) for one in drafted.suggestions]
    return [*read, *advice, *(Line(f"{measure.id} {measure.text}") for measure in drafted.measures)]


def _wanted(case: Feedback, drafted: Drafted | None) -> list[Line]:
    read = set() if drafted is None else {one.words.verbatim for one in drafted.findings}
    advice = set() if drafted is None else {one.verbatim for one in drafted.suggestions}
    findings = [Line(one.verbatim, "", one.verbatim in read) for one in case.findings or ()]
    return [*findings, *(Line(one, "", one in advice) for one in case.suggestions)]


DRAFT = Kind("draft", Feedback, Drafted, _rows, _faults, _open, _came, _wanted)
