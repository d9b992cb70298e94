"""A feedback document with what a person reads in it; and what was read in it and planned from it.

Records only. The document itself stands in the case, so that everything can be scored again without the system.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from eval.records import Case, Product


@dataclass(frozen=True, slots=True)
class WantedFinding:
    """A finding as a person reads it."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    verbatim: str
    sub_points: tuple[str, ...] = ()
    heading: str = ""
    """A heading that may be read as its first words: 一、资金管理不规范 / 问题表现：…. Both readings count."""


@dataclass(frozen=True, slots=True)
class Feedback(Case):
    """A feedback document. Field for field a file of `cases/`; its `question` is written `label` there."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    text: str = ""
    file: str = ""
    """Of the corpus, in the place of `text`; it is read as every file is."""
    findings: tuple[WantedFinding, ...] | None = None
    """None where nobody has said what is to be read in it: then only the plan is scored."""
    suggestions: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()
    """Sentences that say by when to plan, rectify or report."""
    unit: str | None = None
    inspected_by: str | None = None
    kind: str | None = None
    feedback_on: date | None = None
    damaged: bool = False
    """The text is repaired before it is read, as that of every file is."""
    ignore_spaces: bool = False
    """Blanks of a damaged text count nothing when words are compared."""
    regime: str = "opinion-2022"
    """Of deadlines, that the plan is drafted under."""

    @property
    def is_compared(self) -> bool:
        """Whether what is read in it is compared with what a person reads."""
        return self.findings is not None


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that are said to stand in a document, and what it holds at the place named."""

    verbatim: str
    there: str


@dataclass(frozen=True, slots=True)
class ReadFinding:
    """A finding as it was read."""

    words: Quoted
    sub_points: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A measure of the plan; open fields hold slots 【待填：…】."""

    id: str
    answers: str
    """The words of the finding or the suggestion that it stands under."""
    text: str
    owners: tuple[str, ...]
    """Leader, lead unit, and units that help."""
    due: date | None
    has_due: bool
    """Whether it says by when at all, if only that this is open."""
    completion_mark: str
    evidence: tuple[str, ...]
    others: tuple[str, ...]
    """Stages, indicator, baseline and target."""

    @property
    def words(self) -> tuple[str, ...]:
        """All of its prose."""
        return (self.text, self.completion_mark, *self.evidence, *self.others)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan cites out of the library."""

    title: str
    heading: str
    quote: Quoted
    is_superseded: bool
    """On the day whose law counts."""


@dataclass(frozen=True, slots=True)
class Drafted(Product):
    """What was read in a feedback document, and the plan that was drafted from it."""

    source: str
    """The text as it was read, repaired where it was damaged."""
    unit: str | None
    inspected_by: str | None
    kind: str | None
    feedback_on: date | None
    findings: tuple[ReadFinding, ...]
    suggestions: tuple[Quoted, ...]
    deadlines: tuple[Quoted, ...]
    measures: tuple[PlannedMeasure, ...] = ()
    bases: tuple[Basis, ...] = ()
    limit: date | None = None
    """Last day of rectification, by the regime."""
    slots: tuple[str, ...] = ()
    """Labels of the slots that the plan lists as open."""
