"""Nouns of drafting: the plan that answers a feedback document, finding by finding.

`Plan` holds what the document says (`feedback_records.py`) beside the measures, so that a check can compare both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.drafting.feedback_records import Excerpt, Finding, Findings, Suggestion
from assistant.drafting.issue_records import Issue
from assistant.errors import EndpointError
from assistant.records import Citation


class SlotKind(StrEnum):
    """What an open slot waits for."""

    PERSON = "person"
    UNIT = "unit"
    DATE = "date"
    PERIOD = "period"
    COUNT = "count"
    PERCENT = "percent"
    AMOUNT = "amount"
    PLACE = "place"
    DOCUMENT = "document"
    OTHER = "other"
    """A label that a person made up."""


@dataclass(frozen=True, slots=True)
class Due:
    """By when: a set, because “立行立改，长期坚持” is one deadline in practice."""

    immediate: bool = False
    date: date | None = None
    continuing: bool = False
    stages: tuple[str, ...] = ()
    open_slot: str = ""
    """The slot that stands for the date while nobody has said it."""


@dataclass(frozen=True, slots=True)
class Metric:
    """What shows that a measure worked. Baseline and target are figures of the source or open slots."""

    indicator: str
    baseline: str
    target: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure (整改措施) with everything a ledger row asks for."""

    id: str
    """F1-M1, A2-M1, …"""
    text: str
    leader: str
    lead_unit: str
    co_units: tuple[str, ...]
    due: Due
    metric: Metric
    completion_mark: str
    evidence_required: tuple[str, ...]
    citations: tuple[int, ...]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to say who answers for it."""
        return not (self.leader and self.lead_unit)


@dataclass(frozen=True, slots=True)
class PlannedFinding:
    """A finding with its measures."""

    finding: Finding
    measures: tuple[Measure, ...]
    examples: tuple[Citation, ...] = ()
    """Measures that earlier plans took against a like problem: to look at, no part of this plan."""
    goal: str = ""
    """What is to be reached, in a sentence, where a chat model worded one."""
    nearest: tuple[str, ...] = ()
    """Where no provision surely bears on it, those that come nearest, 《采购管理办法》第六条: a person decides."""


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """A group of the feedback document with its findings planned."""

    title: str
    findings: tuple[PlannedFinding, ...]


@dataclass(frozen=True, slots=True)
class PlannedSuggestion:
    """A suggestion with its measures."""

    suggestion: Suggestion
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """An open slot 【待填：…】: no source says what belongs there."""

    id: str
    kind: SlotKind
    label: str
    where: str
    """Measure and field, as in F1-M1.leader."""
    others: tuple[str, ...] = ()
    """Further places that the same answer fills."""

    @property
    def places(self) -> tuple[str, ...]:
        return (self.where, *self.others)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The limit of the whole rectification, with what it rests on."""

    stated: Excerpt | None
    """The sentence of the feedback document."""
    regime: str | None
    """Name of the chosen regime; None while nobody has chosen."""
    limit: date | None
    """Last day of concentrated rectification; None without a received date or a regime."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a document that no finding asks for, such as 组织领导: its title and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelCall:
    """What it took to have a chat model word the measures of one finding."""

    finding: str
    model: str
    """The name under which the server answered."""
    usage: Mapping[str, int]
    """input_tokens and output_tokens, where the server says; attempts, where there were several."""
    timings_ms: Mapping[str, float] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Fallback:
    """What a chat model was to word and is worded by rule. The text is under `[drafting]`, after fallback_."""

    where: str
    """F3 for the whole finding, F3-M2 for a measure, F3.goal for the goal, which is then left out."""
    reason: str
    words: str = ""
    """The words that would not do, where the reason is in some."""
    error: EndpointError | None = None
    """What became of the call, where it failed."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A rectification plan (整改方案)."""

    source: Findings
    drafted_on: date
    received_on: date | None
    deadline: Deadline
    groups: tuple[PlannedGroup, ...]
    suggestions: tuple[PlannedSuggestion, ...]
    citations: tuple[Citation, ...]
    slots: tuple[Slot, ...] = ()
    checks: tuple[Issue, ...] = ()
    outline: tuple[Section, ...] = ()
    """The sections around the tasks, as far as they are prose."""
    model: str = ""
    """The chat model that was to word the measures; empty where none was."""
    calls: tuple[ModelCall, ...] = ()
    """In the order of the findings, as far as calls came to their end."""
    fallbacks: tuple[Fallback, ...] = ()

    @property
    def worded(self) -> tuple[Measure, ...]:
        """The measures in a chat model's words."""
        by_rule = {fallback.where for fallback in self.fallbacks}
        return tuple(
            measure
            for planned in (self.findings if self.model else ())
            for measure in planned.measures
            if not by_rule & {planned.finding.id, measure.id}
        )

    @property
    def findings(self) -> tuple[PlannedFinding, ...]:
        """All planned findings, in the order of the feedback document."""
        return tuple(planned for group in self.groups for planned in group.findings)

    def measures(self) -> Iterator[Measure]:
        """Every measure, those of findings first."""
        for planned in self.findings:
            yield from planned.measures
        for advised in self.suggestions:
            yield from advised.measures

    def citation(self, n: int) -> Citation | None:
        """The citation numbered `n`, if there is one."""
        return next((citation for citation in self.citations if citation.n == n), None)

    def is_feedback(self, citation: Citation) -> bool:
        """Whether a citation points at the feedback document rather than at a basis in the library."""
        return citation.document_id == self.source.document.id
