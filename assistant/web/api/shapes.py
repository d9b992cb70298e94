"""What the HTTP interface takes and gives, as pydantic models: its OpenAPI description is made of them.

The answers are those of `export.answers`, with the names of files in place of where they lie on this machine.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

LONGEST_QUESTION = 4_000
"""Characters."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def _printable(text: str) -> str:
    if _CONTROL.search(text) or not text.strip():
        raise PydanticCustomError("not_printable", "empty, or with characters that nobody can type")
    return text


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise PydanticCustomError("not_printable", "with characters that nobody can type")
    return _printable(text)


Words = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION), AfterValidator(_printable)]
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_printable)]
Collection = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_one_line)]
Characters = Annotated[int, Field(ge=0, description="A place in the text, in characters (Unicode code points).")]
Genre = Literal["speech", "regulation", "notice", "feedback", "plan", "report", "other"]
Level = Literal["central", "provincial", "municipal", "county", "unit"]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Question(_Shape):
    """A question, and where and as of when it is looked up."""

    question: Words
    as_of: date | None = Field(None, description="The day whose law counts; today where none is given.")
    collection: Name | None = None
    documents: list[Name] | None = Field(None, max_length=1000, description="Ids that the search is limited to.")
    genres: list[Genre] = Field(default_factory=list, max_length=7)
    levels: list[Level] = Field(default_factory=list, max_length=5)
    history: list[Words] = Field(default_factory=list, max_length=50, description="Earlier questions, oldest first.")


class PlanWanted(_Shape):
    """A rectification plan (整改方案) from a feedback document (反馈意见) of the library."""

    kind: Literal["plan"]
    document_id: Name
    received: date | None = Field(None, description="The day the feedback came; deadlines are counted from it.")
    regime: Name | None = Field(
        None, description="The rule that sets the deadline, as `assistant draft plan` names it."
    )


class RemarksWanted(_Shape):
    """What is said at a meeting, about a document of the library or about a topic."""

    kind: Literal["remarks"]
    genre: Literal["pledge", "opening", "deployment", "host", "self_review"] = Field(
        description="表态发言, 动员讲话, 部署讲话, 主持词, 对照检查"
    )
    document_id: Name | None = None
    topic: Words | None = None
    minutes: float | None = Field(None, ge=1, le=180)
    agenda: list[Words] = Field(default_factory=list, max_length=50)

    @model_validator(mode="after")
    def _is_about_one_thing(self) -> RemarksWanted:
        if (self.document_id is None) == (self.topic is None):
            raise PydanticCustomError("one_thing", "either document_id or topic")
        return self


class DraftRow(_Shape):
    """A draft of yours as the server keeps it."""

    id: str
    kind: Literal["plan", "progress", "remarks"]
    title: str
    source: str = Field(description="What it was drafted from: the id of a document, or the name of a file.")
    version: int
    saved_at: datetime


class DraftRows(_Shape):
    """Your drafts, the one saved last first."""

    drafts: list[DraftRow]


class Drafted(DraftRow):
    """A draft: what `assistant draft plan --json` or `assistant draft remarks --json` prints, as it reads now."""

    draft: dict[str, object]


class Change(_Shape):
    """A repair: `before` of the text as read became `after`."""

    kind: str
    start: Characters
    end: Characters
    original_start: Characters
    original_end: Characters
    before: str
    after: str
    confidence: float


class Check(_Shape):
    """A quotation, figure, date or number of a sentence, compared with what the sentence cites."""

    kind: str
    text: str
    start: Characters
    end: Characters
    checked: bool


class Sentence(_Shape):
    """A sentence of an answer with the numbers of its citations and the judge's verdict."""

    text: str
    citations: list[int]
    verdict: Literal["supported", "contradicted", "not_found"]
    uncertain: bool
    basis: str
    checks: list[Check]


class Citation(_Shape):
    """`text[start:end]` of a document is `quote`, and `original_text[original_start:original_end]` as it was read."""

    n: int
    document_id: str
    title: str
    path: str = Field(description="Name of the file.")
    status: Literal["current", "superseded", "unknown"]
    heading: str
    address: str | None
    page: int | None
    issued_on: date | None
    quote: str
    start: Characters
    end: Characters
    original_start: Characters
    original_end: Characters
    score: float
    guesses: list[Change]


class Nearest(_Shape):
    """Material close to a question that did not answer it."""

    document_id: str
    title: str
    heading: str
    quote: str
    start: Characters
    end: Characters
    guesses: list[Change]


class Searched(_Shape):
    """What an answer looked through."""

    documents: int
    passages: int
    terms: list[str]
    nearest: list[Nearest]


class Answer(_Shape):
    """An answer; the same values as `assistant ask --json` prints."""

    question: str
    rewritten: str | None = Field(description="The question made whole, where it leaned on an earlier one.")
    as_of: date
    abstained: bool
    outcome: Literal["answered", "partly", "not_in_library"]
    missing: list[str]
    confidence: float | None
    reason: str | None
    sentences: list[Sentence]
    citations: list[Citation]
    conflicts: list[dict[str, object]]
    searched: Searched
    degraded: list[str] = Field(description="What was not as the settings have it, in words.")
    model: str
    usage: dict[str, int]
    timings_ms: dict[str, float]


class _Version(_Shape):
    issuer: str | None
    document_number: str | None
    level: str | None
    supersedes: str | None
    issued_on: date | None
    effective_from: date | None
    superseded_on: date | None


class Row(_Version):
    """A document as the list of the library shows it."""

    id: str
    title: str
    path: str = Field(description="Name of the file.")
    member: str
    collection: str
    genre: str
    status: Literal["current", "superseded", "unknown"]
    secrecy: str | None
    passages: int
    characters: int
    warnings: list[str]


class Rows(_Shape):
    """The documents that may be seen."""

    documents: list[Row]


class Document(_Version):
    """A document with its text and passages."""

    id: str
    title: str
    path: str = Field(description="Name of the file.")
    member: str
    collection: str
    genre: str
    secrecy: str | None
    shown: dict[str, list[int]]
    warnings: list[str]
    text: str
    original_text: str
    repairs: list[Change]
    suggestions: list[Change]
    doubts: list[dict[str, object]]
    passages: list[dict[str, object]]


class Taken(_Shape):
    """What became of a file that was sent."""

    outcome: str = Field(description="added, unchanged, replaced, rejected or skipped.")
    message: str
    document_ids: list[str]
    replaced_ids: list[str] = Field(description="Documents whose place they took; these are gone.")


class Failure(_Shape):
    """Why there is no result."""

    error: str = Field(description="The name of the error; it does not depend on the language.")
    message: str = Field(description="What is wrong and what to do, in the language that was asked for.")


def with_names(value: Any) -> Any:
    """The same values with the name of a file wherever a path stood: where files lie is nobody's business."""
    if isinstance(value, dict):
        return {
            name: Path(each).name if name == "path" and isinstance(each, str) else with_names(each)
            for name, each in value.items()
        }
    return [with_names(each) for each in value] if isinstance(value, list) else value
