"""The Composer protocol: question and evidence in, a stream of text and finished sentences out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from assistant.records import Evidence


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be answered. Evidence is numbered from 1 in the order given, best first."""

    question: str
    evidence: tuple[Evidence, ...]
    as_of: date
    history: Sequence[str] = ()
    """Earlier questions of the conversation, oldest first."""
    follow_up: str = ""
    """What was typed, where `question` carries words of the question before it."""
    editions: tuple[tuple[int, ...], ...] = ()
    """Where editions or other things are compared, the evidence numbers of each, oldest edition first."""
    sides: tuple[str, ...] = ()
    """Where two things are compared, the question about each, in the order of `editions`."""
    mastheads: Mapping[str, str] = field(default_factory=dict)
    """Document id → the lines at its beginning that say whose paper it is, where its title may not."""


@dataclass(frozen=True, slots=True)
class Delta:
    """Text as it is written, for a reader who watches. Sentences follow when they are complete."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """`evidence[key - 1]`'s document, characters `start` to `end` of its repaired text."""

    key: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ComposedSentence:
    """One finished sentence, without citation marks.

    `keys` are the evidence numbers it names, in range or not: the answer drops and reports those that do not exist.
    `quotes` are exact spans, where the composer knows them (the extractive one always does).
    """

    text: str
    keys: tuple[int, ...]
    quotes: tuple[Quote, ...] = ()
    redacted: bool = False
    """The figure asked for is hidden in the source (X, ××, 某)."""
    context: tuple[str, ...] = ()
    """What the quotes say together, spelled out, such as a row of a table under the names of its columns."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The last item of every stream that ended as it should."""

    model: str
    usage: Mapping[str, int] = field(default_factory=dict)
    """input_tokens and output_tokens, where the model says."""
    confidence: float | None = None
    """Probability that the evidence answers, where the composer can tell."""
    missing: tuple[str, ...] = ()
    """Parts of the question that the evidence leaves open."""
    rivals: tuple[ComposedSentence, ...] = ()
    """Sentences of other documents that answer the same with another value; not told, shown beside."""
    timings_ms: Mapping[str, float] = field(default_factory=dict, compare=False)
    """How long calls of a model took."""


class Composer(Protocol):
    """Writes an answer from evidence. No sentences at all means: the evidence holds no answer."""

    def compose(self, request: Request) -> Iterator[Delta | ComposedSentence | Finished]:
        """Yield text and sentences in order, then `Finished`. Raises EndpointError where a server fails."""
        ...
