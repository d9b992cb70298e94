"""What the JSON of a plan must look like to be read back; the shape that `plans.py` writes.

Values in, checked models out, each with the record it stands for. Keys that are not known are left alone: a later
release, or a ledger, may say more.
"""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assistant import messages
from assistant.drafting.feedback_records import Excerpt, Finding
from assistant.drafting.records import Due, Fallback, Measure, Metric, ModelCall
from assistant.records import Change, Citation, Status

_M = TypeVar("_M", bound="_Model")

LONGEST_TEXT = 5_000_000
"""Characters of a feedback document: places beyond are those of no document."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class QuotedJson(_Model):
    verbatim: str
    start: int = Field(ge=0, le=LONGEST_TEXT)
    end: int = Field(ge=0, le=LONGEST_TEXT)

    @model_validator(mode="after")
    def _is_as_long_as_its_place(self) -> Self:
        return _checked(self, self.verbatim, self.start, self.end)

    @property
    def excerpt(self) -> Excerpt:
        return Excerpt(self.verbatim, self.start, self.end)


class DueJson(_Model):
    immediate: bool
    date: str | None
    continuing: bool
    stages: list[str]

    @property
    def record(self) -> Due:
        """A date that is none, such as an open slot or 近期, stands as it was written."""
        day = _day(self.date)
        words = "" if day or not self.date else self.date
        return Due(self.immediate, day, self.continuing, tuple(self.stages), words)


class MetricJson(_Model):
    indicator: str
    baseline: str
    target: str


class MeasureJson(_Model):
    id: str
    text: str
    leader: str
    lead_unit: str
    co_units: list[str]
    due: DueJson
    metric: MetricJson
    completion_mark: str
    evidence_required: list[str]
    citations: list[int]

    @property
    def record(self) -> Measure:
        return Measure(
            self.id,
            self.text,
            self.leader,
            self.lead_unit,
            tuple(self.co_units),
            self.due.record,
            Metric(self.metric.indicator, self.metric.baseline, self.metric.target),
            self.completion_mark,
            tuple(self.evidence_required),
            tuple(self.citations),
        )


class ChangeJson(_Model):
    kind: str
    start: int
    end: int
    original_start: int
    original_end: int
    before: str
    after: str
    confidence: float


class CitationJson(_Model):
    n: int
    document_id: str
    title: str
    path: str
    status: Status
    heading: str
    quote: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    original_start: int
    original_end: int
    score: float
    guesses: list[ChangeJson] = []
    address: str | None = None
    page: int | None = None
    issued_on: date | None = None

    @model_validator(mode="after")
    def _is_as_long_as_its_place(self) -> Self:
        return _checked(self, self.quote, self.start, self.end)

    @property
    def record(self) -> Citation:
        guesses = tuple(Change(**guess.model_dump()) for guess in self.guesses)
        return Citation(**{**self.model_dump(), "guesses": guesses})


class FindingJson(QuotedJson):
    id: str
    headline: QuotedJson | None = None
    sub_points: list[QuotedJson]
    measures: list[MeasureJson]
    examples: list[CitationJson] = []
    goal: str = ""
    nearest: list[str] = []

    @property
    def record(self) -> Finding:
        headline = self.headline.excerpt if self.headline else self.excerpt
        return Finding(self.id, self.excerpt, headline, tuple(point.excerpt for point in self.sub_points))


class GroupJson(_Model):
    title: str
    findings: list[FindingJson]


class SuggestionJson(QuotedJson):
    id: str
    measures: list[MeasureJson]


class InspectionJson(_Model):
    inspected_by: str | None
    round: str | None
    kind: str | None
    feedback_on: date | None


class DeadlineJson(_Model):
    verbatim: str | None
    start: int | None
    end: int | None
    regime: str | None
    limit: date | None

    @model_validator(mode="after")
    def _is_as_long_as_its_place(self) -> Self:
        return self if self.verbatim is None else _checked(self, self.verbatim, self.start or 0, self.end or 0)

    @property
    def stated(self) -> Excerpt | None:
        return None if self.verbatim is None else Excerpt(self.verbatim, self.start or 0, self.end or 0)


class SectionJson(_Model):
    title: str
    paragraphs: list[str]


class DoubtJson(QuotedJson):
    kind: str


class FeedbackJson(_Model):
    document_id: str = ""
    title: str = ""
    path: str = ""
    secrecy: str | None = None


class CallJson(_Model):
    finding: str
    model: str
    usage: dict[str, int]
    timings_ms: dict[str, float]

    @property
    def record(self) -> ModelCall:
        return ModelCall(self.finding, self.model, self.usage, self.timings_ms)


class FallbackJson(_Model):
    where: str
    reason: str
    words: str = ""

    @field_validator("reason")
    @classmethod
    def _is_known(cls, reason: str) -> str:
        if f"drafting.fallback_{reason}" not in messages.catalogue("en"):
            raise ValueError("reason")
        return reason

    @property
    def record(self) -> Fallback:
        return Fallback(self.where, self.reason, self.words)


class PlanJson(_Model):
    inspected_unit: str | None
    inspection: InspectionJson
    drafted_on: date
    received_on: date | None
    deadline: DeadlineJson
    groups: list[GroupJson]
    suggestions: list[SuggestionJson]
    citations: list[CitationJson]
    outline: list[SectionJson] = []
    doubts: list[DoubtJson] = []
    feedback: FeedbackJson = FeedbackJson()
    model: str = ""
    calls: list[CallJson] = []
    degraded: list[FallbackJson] = []


def _checked(model: _M, verbatim: str, start: int, end: int) -> _M:
    """The model, where a quotation is as long as the place it is said to stand at."""
    if end - start != len(verbatim) or end > LONGEST_TEXT:
        raise ValueError("start, end")
    return model


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None
