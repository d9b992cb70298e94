"""Composed sentences + evidence → sentences with verdicts, and one list of citations, numbered once.

A number is given to a span, not to a document, and the same span keeps its number. Keys that name no evidence are
dropped and counted; no citation is ever guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.grounding.judge import Judge
from assistant.records import Change, Citation, Document, Evidence, Offsets, Passage, Sentence, Verdict
from assistant.text.articles import address_of, articles
from assistant.text.heading_paths import heading_paths
from assistant.text.sentences import Span, sentences
from assistant.text.structure import outline
from assistant.text.terms import index_terms

_LEAST_IN_COMMON = 0.2
"""Share of a sentence's bigrams that a source sentence must hold to be quoted for it."""

_MOST_QUOTED = 2
"""Source sentences quoted for one key."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence to be grounded: its text, the evidence numbers it names, exact spans where they are known."""

    text: str
    keys: tuple[int, ...]
    spans: tuple[tuple[int, Span], ...] = ()
    """Pairs of evidence number and span in that document's repaired text."""
    uncertain: bool = False
    context: tuple[str, ...] = ()
    """What the sources say of themselves elsewhere, such as their title, where the text names it."""


@dataclass
class Grounder:
    """Grounds the sentences of one answer as they come."""

    evidence: Sequence[Evidence]
    judge: Judge
    document: Callable[[str], Document]
    """Document id → the document, for the way back to its original and what was guessed in it."""
    citations: list[Citation] = field(default_factory=list)
    unknown_keys: int = 0
    """How many citation marks named evidence that does not exist."""

    def ground(self, claim: Claim) -> Sentence:
        """Find the spans a sentence rests on, number them, and judge the sentence against them."""
        spans = claim.spans or tuple(span for key in claim.keys for span in self._quoted(key, claim.text))
        numbers = tuple(dict.fromkeys(self._number(key, span) for key, span in spans))
        quotes = [citation.quote for citation in self.citations if citation.n in numbers]
        quotes += claim.context if quotes else ()
        judgement = self.judge.judge(claim.text, quotes)
        if judgement.verdict is not Verdict.SUPPORTED and spans and not claim.spans:
            judgement = self.judge.judge(claim.text, self._passages(claim.keys))
        guessed = any(citation.guesses for citation in self.citations if citation.n in numbers)
        return Sentence(claim.text, numbers, judgement.verdict, claim.uncertain or guessed)

    def _passages(self, keys: Sequence[int]) -> list[str]:
        return [self.evidence[key - 1].passage.text for key in keys if 1 <= key <= len(self.evidence)]

    def _quoted(self, key: int, text: str) -> list[tuple[int, Span]]:
        """The sentences of a passage that a claim most likely rests on."""
        if not 1 <= key <= len(self.evidence):
            self.unknown_keys += 1
            return []
        passage = self.evidence[key - 1].passage
        wanted = _bigrams(text)
        shares = [
            (len(wanted & _bigrams(span.of(passage.text))) / max(1, len(wanted)), span)
            for span in sentences(passage.text)
        ]
        shares.sort(key=lambda pair: (-pair[0], pair[1].start))
        near = [span for share, span in shares[:_MOST_QUOTED] if share >= _LEAST_IN_COMMON]
        return [(key, Span(passage.start + span.start, passage.start + span.end)) for span in sorted(near)]

    def _number(self, key: int, span: Span) -> int:
        item = self.evidence[key - 1]
        passage = item.passage
        for citation in self.citations:
            if (citation.document_id, citation.start, citation.end) == (passage.document_id, *span):
                return citation.n
        document = self.document(passage.document_id)
        guesses = document.repair.guesses_within(*span)
        citation = cite(len(self.citations) + 1, item, span, document.offsets, guesses)
        self.citations.append(citation)
        return citation.n


def cite(n: int, item: Evidence, span: Span, offsets: Offsets, guesses: tuple[Change, ...] = ()) -> Citation:
    """The citation of a span inside a passage; `offsets` leads from its document's repaired text to the original."""
    passage = item.passage
    original_start, original_end = offsets.span_to_original(*span)
    return Citation(
        n=n,
        document_id=passage.document_id,
        title=item.title,
        path=item.path,
        status=item.status,
        heading=_heading(passage, span),
        quote=passage.text[span.start - passage.start : span.end - passage.start],
        start=span.start,
        end=span.end,
        original_start=original_start,
        original_end=original_end,
        score=item.score,
        guesses=guesses,
        address=_address(passage, span),
        page=passage.page,
        issued_on=item.issued_on,
    )


def _heading(passage: Passage, span: Span) -> str:
    """The headings above a span, and its article, which stands alone in its passage."""
    if passage.article is not None:
        return " ".join(part for part in (passage.heading, passage.article) if part)
    return heading_paths(passage.heading, passage.text).at(span.start - passage.start)


def _address(passage: Passage, span: Span) -> str | None:
    """The article, 款 and 项 of a span; of a part of a long article no more than the passage knows."""
    if passage.address is None:
        return None
    within = articles(passage.text, outline(passage.text))
    narrow = address_of(within, span.start - passage.start, span.end - passage.start)
    rule = passage.address[: passage.address.rindex("》") + 1]
    return passage.address if narrow is None else f"{rule}{narrow}"


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(term for term in index_terms(text) if len(term) > 1)
