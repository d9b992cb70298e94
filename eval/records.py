"""Nouns of the harness: what is put to a system, what came back, what a scorer says of it, what a metric makes of that.

They hold facts and answer questions about themselves; they read, run and save nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Literal

from assistant import messages
from eval.judge_records import Corrected, JudgeReport

Split = Literal["dev", "test"]


@dataclass(frozen=True, slots=True)
class Gold:
    """A stretch of the corpus that carries the answer."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    path: str
    """Of the document, relative to the corpus, with forward slashes."""
    quote: str
    """Its words; line breaks and blanks do not count."""


@dataclass(frozen=True, slots=True)
class Case:
    """What the cases of all suites have, whatever is put to which part of the system."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    id: str
    question: str
    """What is put to the system; where it is no question, what it is in a line."""
    as_of: date | None = field(default=None, kw_only=True)
    """The day it is asked for; without one the suite's."""
    tags: tuple[str, ...] = field(default=(), kw_only=True)
    split: Split = field(default="test", kw_only=True)
    must_pass: bool = field(default=False, kw_only=True)
    """One failure here fails the gate, whatever the averages say."""


@dataclass(frozen=True, slots=True)
class Sample(Case):
    """A question to a library. Field for field a row of `cases.jsonl`."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    answerable: bool
    """Whether the corpus holds the answer; where it does not, the right answer is to abstain."""
    documents: tuple[str, ...] = ()
    """Paths of the only documents that may be searched; none for all."""
    history: tuple[str, ...] = ()
    """Earlier questions of the conversation, oldest first."""
    expected_facts: tuple[str, ...] = ()
    """Words or figures that a right answer contains."""
    gold: tuple[Gold, ...] = ()
    """Where the answer stands. Together the quotes hold every expected fact; where each alone does, any one will do."""
    forbidden: tuple[str, ...] = ()
    """Words that no answer may contain."""
    forbidden_digits: bool = False
    """The figure asked for is hidden in the source: to say so and to abstain are both right, to show one is not."""


@dataclass(frozen=True, slots=True)
class Suite:
    """A set of cases with a purpose, an owner, and the values below which it fails."""

    name: str
    purpose: str
    owner: str
    corpus: Path
    """Folder of the documents that the questions are about."""
    language: str
    thresholds: Mapping[str, float]
    """Metric → worst value accepted."""
    samples: tuple[Case, ...]
    digest: str
    """Of its files: two runs compare only where it is the same."""
    kind: str = "ask"
    """What is put to the system: a name of `eval.kinds`."""
    held: str = ""
    """Why no build runs it; empty for the others."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end`, half-open, of a document's text as the library holds it."""

    path: str
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether both share at least half of the shorter one: a common full stop is no overlap."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        shorter = min(self.end - self.start, other.end - other.start)
        return self.path == other.path and shared > 0 and 2 * shared >= shorter


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as the answer gave it, and what the document itself holds there."""

    n: int
    span: Span
    quote: str
    source: str | None
    """The document's text at `span`, read afresh; None where there is no such document or span."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of an answer and the numbers of its citations."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What a system made of a case, with everything that scoring needs: it can be scored again without the system."""

    model: str
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class Response(Product):
    """The answer to a sample's question."""

    abstained: bool
    sentences: tuple[Said, ...]
    citations: tuple[Cited, ...]
    retrieved: tuple[Span, ...] | None
    """What was found for the question, best first; None where the system does not tell."""
    gold: tuple[tuple[Span, ...], ...]
    """For each gold quote of the sample every place where the library holds it; none where it lost it."""
    other_editions: tuple[str, ...] = ()
    """Paths of the documents that are other editions of one that holds gold."""
    confidence: float | None = None
    """Of the system itself that the material holds the answer, where it says."""

    @property
    def text(self) -> str:
        """The sentences without citation marks, a line each."""
        return "\n".join(sentence.text for sentence in self.sentences)

    @property
    def quotes(self) -> dict[int, str]:
        """Citation number → quote."""
        return {citation.n: citation.quote for citation in self.citations}


@dataclass(frozen=True, slots=True)
class Score:
    """What one scorer says of one response. Without a value the case stays out of the metric: it is neither 0 nor 1."""

    value: float | None
    """From 0 to 1, or None: there was nothing to score."""
    reason: str
    """Why, as a key under `evaluation.why` of the message files, filled with `facts`."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    weight: float = 1.0
    """How much the case counts in the metric's mean."""
    has_failed: bool = False
    """There is no value because scoring itself failed, such as a judge that did not answer; counted as an error."""

    @property
    def is_scored(self) -> bool:
        return self.value is not None

    @property
    def explanation(self) -> str:
        """The reason in the user's language."""
        return messages.text(f"evaluation.why.{self.reason}", **self.facts)


def unscored(reason: str, **facts: str | int) -> Score:
    """There is nothing to score, and why."""
    return Score(None, reason, facts)


def failed(reason: str, **facts: str | int) -> Score:
    """Scoring failed, and why."""
    return Score(None, reason, facts, has_failed=True)


@dataclass(frozen=True, slots=True)
class Scorer:
    """A named way to score one response."""

    name: str
    """Of the metric too, in thresholds, reports and documentation."""
    score: Callable[[Any, Any], Score]
    """(product, case) → score; both of the kind that the suite is of."""
    higher_is_better: bool = True
    case_needs: Literal["all", "some"] | None = None
    """A case passes only with full marks here, or only with some; None: whatever the value."""
    uses_judge: bool = False
    """Whether a judge's verdicts are in it, and with them the judge's errors."""
    kind: str = "ask"
    """What it scores: the kind of the suites that it is measured in."""

    def meets(self, value: float, threshold: float) -> bool:
        """Whether `value` is no worse than `threshold`."""
        return value >= threshold if self.higher_is_better else value <= threshold

    def lets_pass(self, score: Score) -> bool:
        """Whether a case can pass with this score. One without a value stops none."""
        if score.value is None or self.case_needs is None:
            return True
        best, worst = (1.0, 0.0) if self.higher_is_better else (0.0, 1.0)
        return score.value == best if self.case_needs == "all" else score.value != worst


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case, what came back, and the scores by metric; or the error that left nothing to score."""

    sample: Case
    response: Product | None
    scores: Mapping[str, Score]
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric over the cases of a run."""

    metric: str
    value: float | None
    """None where no case was scored."""
    low: float | None
    high: float | None
    """Ends of the 95 % interval; None below two scored cases."""
    n: int
    """Scored cases."""
    unscored: int
    """Cases with nothing to score."""
    errors: int
    """Cases that brought no response, or whose scoring failed."""


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier run, as the history keeps it."""

    __pydantic_config__: ClassVar[Any] = {"extra": "ignore"}

    suite: str
    digest: str
    subject: str
    outcome: str
    at: str
    """When, in UTC, as ISO 8601."""
    metrics: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class EvalRun:
    """A suite that was run, or the selected part of it."""

    suite: Suite
    subject: str
    """What was tested: name and version, model, embedder."""
    seed: int
    results: tuple[CaseResult, ...]
    """In the order of their ids."""
    metrics: Mapping[str, Measured]
    notes: tuple[str, ...] = ()
    """What the system reported while it took in the corpus."""
    judge: JudgeReport | None = None
    """How often the judge errs, where one was asked."""
    corrected: Mapping[str, Corrected] = field(default_factory=dict)
    """Metric → what it would be if the judge did not err, where that can be estimated."""
    past: tuple[Past, ...] = ()
    """Earlier runs of the suite, oldest first, where a history is kept."""

    @property
    def errors(self) -> int:
        """Cases that brought no response."""
        return sum(result.error is not None for result in self.results)
