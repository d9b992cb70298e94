"""Nouns that cross stages. They hold facts and answer questions about themselves; they fetch, format and save nothing.

Every `start, end` counts characters of a document's *repaired* text, half-open; `original_start, original_end` count
characters of its text as read. `document.text[start:end] == citation.quote`, always.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol


class Status(StrEnum):
    """Whether a rule was in force on a date. Derived for that date, never stored."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """How far a question was answered."""

    ANSWERED = "answered"
    PARTLY = "partly"
    NOT_IN_LIBRARY = "not_in_library"


class Verdict(StrEnum):
    """What the judge says of a sentence against the spans it cites."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"


class Offsets(Protocol):
    """What a document needs of a map from its repaired text to its text as read."""

    def span_to_original(self, start: int, end: int) -> tuple[int, int]: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where the text as read stands in its file, from `original_text[start]` up to the next place of the same kind."""

    start: int
    kind: str
    """page, paragraph (of the file, headings and table rows counted), row (of a sheet), note or sheet."""
    number: int
    """Counted from 1, as people count them."""
    name: str = ""
    """What the file calls it, such as the name of a sheet."""


@dataclass(frozen=True, slots=True)
class StyledHeading:
    """`text[start:end]` is marked as a heading by the file itself: by its style, by h1 to h6."""

    start: int
    end: int
    level: int
    """0 for the title of the document, 1 for the highest heading below it, up to 9."""


@dataclass(frozen=True, slots=True)
class Version:
    """Which edition of which rule a document is. Every field may be unknown (None)."""

    issuer: str | None = None
    document_number: str | None = None
    level: str | None = None
    """central, provincial, municipal, county or unit."""
    issued_on: date | None = None
    effective_from: date | None = None
    superseded_on: date | None = None
    supersedes: str | None = None
    """Title or document number of the edition that this one replaced."""

    def status(self, as_of: date) -> Status:
        """Status on a date: superseded from `superseded_on` on; unknown before the rule began or without any date."""
        begins = self.effective_from or self.issued_on
        if self.superseded_on is not None and as_of >= self.superseded_on:
            return Status.SUPERSEDED
        if begins is None or as_of < begins:
            return Status.UNKNOWN
        return Status.CURRENT


SURE = 0.95
"""Confidence from which a repair counts as certain; below it, the original is shown beside it wherever it is quoted."""

CORRECTION = "correction"
"""Kind of a change that a person made, not the repair."""


@dataclass(frozen=True, slots=True)
class Change:
    """`original_text[original_start:original_end]`, `before`, was made `text[start:end]`, `after`; or might be."""

    kind: str
    """entity, recode, shift, gloss, script, glyph, invisible, layout, space, punctuation, typo, or correction."""
    start: int
    end: int
    original_start: int
    original_end: int
    before: str
    after: str
    confidence: float
    """Share of changes so marked that are expected to be right."""

    @property
    def is_guess(self) -> bool:
        return self.confidence < SURE


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something wrong with `text[start:end]` that no rule can put right."""

    kind: str
    start: int
    end: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class RepairLog:
    """What was done to a document's text as read."""

    repairs: tuple[Change, ...] = ()
    suggestions: tuple[Change, ...] = ()
    """Likely typing errors of the source, never applied: `before` is what the repaired text says."""
    doubts: tuple[Doubt, ...] = ()

    def guesses_within(self, start: int, end: int) -> tuple[Change, ...]:
        """The guesses that touch `text[start:end]`: a quotation of it needs their mark."""
        return tuple(repair for repair in self.repairs if repair.is_guess and repair.start < end and start < repair.end)


@dataclass(frozen=True, slots=True)
class Document:
    """One document as the library holds it."""

    id: str
    """Digest of the bytes with the collection that owns them."""
    title: str
    path: str
    """Where it was read from, as the user named it."""
    collection: str
    genre: str
    """speech, regulation, notice, feedback, plan, report, or other."""
    version: Version
    text: str
    """Repaired text."""
    original_text: str
    """Text as read, before any repair."""
    offsets: Offsets
    """From `text` to `original_text`."""
    warnings: tuple[str, ...] = ()
    """What was noticed while reading, as message keys."""
    repair: RepairLog = RepairLog()
    headings: tuple[StyledHeading, ...] = ()
    """What the file itself marks as headings, in places of `text`."""
    places: tuple[Place, ...] = ()
    """Where stretches of the text as read stand in the file; their `start` counts characters of `original_text`."""
    member: str = ""
    """Which part of its file the document is, where the file holds several; empty where it is the whole file."""
    secrecy: str | None = None
    """密级 as the document states it, such as 秘密."""
    shown: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Facts of the title page → the span of `text` that shows each: title, document_number, issued_on, …"""

    def page_of(self, original: int) -> int | None:
        """The page that a character of the text as read stands on, for formats that have pages."""
        pages = [place.number for place in self.places if place.kind == "page" and place.start <= original]
        return pages[-1] if pages else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is searched as one: an article, a section, a few paragraphs."""

    id: str
    document_id: str
    start: int
    end: int
    original_start: int
    original_end: int
    text: str
    """`document.text[start:end]`."""
    heading: str
    """Headings above it, outermost first, joined by " › "; empty where there are none."""
    article: str | None = None
    """第X条, where the passage is an article or a part of one."""
    address: str | None = None
    """《title》第X条, or 《title》第X条第Y款 where a long article is cut; None outside rules."""
    references: tuple[str, ...] = ()
    """The addresses that the passage refers to, those of its own rule with its title."""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that was found for a question, with what a citation of it must say."""

    passage: Passage
    title: str
    path: str
    status: Status
    score: float
    """Higher is better; comparable within one answer only."""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """The span that carries a sentence. `n` is unique within one answer and the same everywhere it is shown."""

    n: int
    document_id: str
    title: str
    path: str
    status: Status
    heading: str
    quote: str
    start: int
    end: int
    original_start: int
    original_end: int
    score: float
    guesses: tuple[Change, ...] = ()
    """Repairs inside the quote that may be wrong, with what stood there."""
    address: str | None = None
    """《title》第X条第Y款第Z项 of the quote; None outside rules."""
    page: int | None = None
    """Where the file has pages."""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """`text`, at [start, end) of its sentence, has to stand in what the sentence cites; `is_checked`: it does."""

    kind: str
    """quotation, figure, date, document_number or article."""
    text: str
    start: int
    end: int
    is_checked: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer or draft, the numbers of its citations, and the judge's verdict on it."""

    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    uncertain: bool = False
    """True where a person should look: a redacted figure, a guessed character, a status that is not known."""
    basis: str = ""
    """Instrument, article and date of the rule that says it, in the user's language; empty where no rule does."""
    checks: tuple[Check, ...] = ()
    """Its quotations, figures, dates, document and article numbers, each compared with what the sentence cites."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """Material close to a question that did not answer it."""

    document_id: str
    title: str
    heading: str
    quote: str
    start: int
    end: int
    guesses: tuple[Change, ...] = ()
    """As in a citation."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What an answer looked through: shown when it abstains."""

    documents: int
    passages: int
    terms: tuple[str, ...] = ()
    nearest: tuple[Nearest, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What chat, command line and evaluation all see."""

    question: str
    as_of: date
    abstained: bool
    reason: str | None
    """Why it abstained, or what is missing from an answer; in the user's language."""
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    searched: Searched
    model: str
    conflicts: tuple[Mapping[str, object], ...] = ()
    degraded: tuple[str, ...] = ()
    """What did not work as configured, in the user's language, such as a model that could not be reached."""
    usage: Mapping[str, int] = field(default_factory=dict)
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    rewritten: str | None = None
    """The question made whole, where it leaned on the one before it."""
    missing: tuple[str, ...] = ()
    """Parts of the question that the material leaves open."""
    confidence: float | None = None
    """Probability that the material answers the question, where the composer can tell."""

    @property
    def outcome(self) -> Outcome:
        """How far the question was answered."""
        if self.abstained:
            return Outcome.NOT_IN_LIBRARY
        return Outcome.PARTLY if self.missing else Outcome.ANSWERED

    def citation(self, n: int) -> Citation | None:
        """The citation numbered `n`, if there is one."""
        return next((citation for citation in self.citations if citation.n == n), None)

    @property
    def text(self) -> str:
        """The sentences with their numbers, as plain text."""
        return "".join(f"{sentence.text}{''.join(f'[{n}]' for n in sentence.citations)}" for sentence in self.sentences)
