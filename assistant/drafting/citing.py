"""The sources of one plan, numbered once: stretches of the feedback document and sentences of rules.

A number is given to a span, and the same span keeps it. It knows neither what cites nor why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from assistant.drafting.bases import Basis
from assistant.drafting.feedback_records import Excerpt
from assistant.drafting.records import Measure
from assistant.grounding.citations import cite
from assistant.records import Change, Citation, Document, Evidence, Offsets, Passage
from assistant.text.sentences import Span


@dataclass
class Sources:
    """Gives out citation numbers; `citations` is the list that goes with them."""

    document: Document
    """The feedback document."""
    on: date
    """The day for which a status is stated."""
    document_of: Callable[[str], Document] | None = None
    """Document id → the document of a basis; without it, the place in its original is that of its passage."""
    citations: list[Citation] = field(default_factory=list)
    _numbers: dict[tuple[str, int, int], int] = field(init=False, default_factory=dict)
    """Document, start and end of what has a number."""

    def __post_init__(self) -> None:
        for one in reversed(self.citations):
            self._numbers[one.document_id, one.start, one.end] = one.n

    def feedback(self, excerpt: Excerpt, heading: str) -> int:
        """The number of a stretch of the feedback document."""
        document, span = self.document, Span(excerpt.start, excerpt.end)
        original = document.offsets.span_to_original(*span)
        passage = Passage("", document.id, *span, *original, excerpt.verbatim, heading)
        status = document.version.status(self.on)
        evidence = Evidence(passage, document.title, document.path, status, 1.0)
        return self._number(evidence, span, document.offsets, document.repair.guesses_within(*span))

    def basis(self, basis: Basis) -> int:
        """The number of a sentence of a rule."""
        passage = basis.evidence.passage
        span = Span(passage.start + basis.span.start, passage.start + basis.span.end)
        if self.document_of is None:
            return self._number(basis.evidence, span, _OffsetsOfPassage(passage))
        document = self.document_of(passage.document_id)
        return self._number(basis.evidence, span, document.offsets, document.repair.guesses_within(*span))

    def rules_of(self, measures: Iterable[Measure]) -> list[Citation]:
        """The rules that measures cite, each once."""
        numbers = dict.fromkeys(n for measure in measures for n in measure.citations)
        cited = [self.citations[n - 1] for n in numbers]
        return [citation for citation in cited if citation.document_id != self.document.id]

    def example(self, basis: Basis) -> Citation:
        """A sentence of an earlier plan; it gets no number among the sources, for nothing rests on it."""
        evidence, offsets = basis.evidence, self._offsets(basis)
        span = Span(evidence.passage.start + basis.span.start, evidence.passage.start + basis.span.end)
        return cite(1, evidence, span, offsets)

    def _offsets(self, basis: Basis) -> Offsets:
        passage = basis.evidence.passage
        return _OffsetsOfPassage(passage) if self.document_of is None else self.document_of(passage.document_id).offsets

    def _number(self, evidence: Evidence, span: Span, offsets: Offsets, guesses: tuple[Change, ...] = ()) -> int:
        place = (evidence.passage.document_id, span.start, span.end)
        if place not in self._numbers:
            self.citations.append(cite(len(self.citations) + 1, evidence, span, offsets, guesses))
            self._numbers[place] = len(self.citations)
        return self._numbers[place]


@dataclass(frozen=True, slots=True)
class _OffsetsOfPassage:
    """Original offsets inside a passage: character by character where repair kept its length, else all of it."""

    passage: Passage

    def span_to_original(self, start: int, end: int) -> tuple[int, int]:
        passage = self.passage
        if passage.end - passage.start != passage.original_end - passage.original_start:
            return passage.original_start, passage.original_end
        shift = passage.original_start - passage.start
        return start + shift, end + shift
