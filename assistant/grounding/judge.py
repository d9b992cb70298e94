"""Does a source say what a sentence claims? A deterministic judge with reasons, and the protocol others follow.

The embedded judge lays the claim beside the sentences that speak of the same and looks at what differs: figures, units,
modality, bounds, negation, who acts, what was put together. What it cannot see is paraphrase in wholly other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.grounding import coefficients
from assistant.grounding.answers import answered
from assistant.grounding.coefficients import Coefficients
from assistant.grounding.differing import Difference
from assistant.grounding.evidence import Source, Window, source, stands_whole
from assistant.grounding.features import Examined, examine
from assistant.records import Verdict
from assistant.text.phrasing import phrased
from assistant.text.sentences import statements
from assistant.text.wording import Token, tokens

SUPPORTED_FROM = 0.5
"""Probability: the coefficients are fitted where half the claims are supported."""

_LONGEST = 400
"""Tokens of a claim that are looked at together; a longer sentence is judged in parts."""

_CONTRADICTING = frozenset(
    (
        *(
            "number",
            "figure of another",
            "unit",
            "modality",
            "bound",
            "bound of figure",
            "bound dropped",
            "other start",
        ),
        *("negation", "negation dropped", "reference", "actor of another"),
        *("other level", "other extent", "other connective", "part for whole", "opposite", "crossed"),
    )
)
"""Differences by which a source says otherwise, where it speaks of the same; all others mean that it says less."""

_SPEAKS_OF_IT = 0.25
"""Closeness from which evidence speaks of what is claimed: six tenths of the claim are in it."""

_MOST_CHECKS = 8


@dataclass(frozen=True, slots=True)
class Check:
    """What decided: the words of the claim, and those of the source where it has others in their place."""

    kind: str
    claimed: str = ""
    held: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """The evidence: `quote` is `source[start:end]` of one of the sources."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with what decided it."""

    verdict: Verdict
    probability: float
    """That the sources support the claim, in [0, 1]."""
    checks: tuple[Check, ...] = ()
    evidence: tuple[Ground, ...] = ()


class Judge(Protocol):
    """Says whether sources support a claim."""

    name: str

    def judge(self, claim: str, sources: Sequence[str]) -> Judgement: ...


class EmbeddedJudge:
    """The judge that ships with the program; the same claim and sources always get the same judgement."""

    name = "embedded-6"

    def __init__(self, weights: Coefficients | None = None) -> None:
        """`weights` are those that ship with the program unless others are given."""
        self._weights = weights

    def judge(self, claim: str, sources: Sequence[str]) -> Judgement:
        """Judge a claim against the texts it cites; of several statements, the one that is supported least decides.

        A claim without words or figures is not found, and so is any claim without a source.
        """
        read = [source(text) for text in sources if tokens(text)]
        if not read:
            return Judgement(Verdict.NOT_FOUND, 0.0, (Check("no source"),))
        judged = [self._judge(part, read) for part in _parts(claim)]
        return min(
            judged, key=lambda one: one.probability, default=Judgement(Verdict.NOT_FOUND, 0.0, (Check("no claim"),))
        )

    def _judge(self, claim: str, sources: Sequence[Source]) -> Judgement:
        whole = stands_whole(phrased(claim), sources)
        if whole is not None:
            return Judgement(Verdict.SUPPORTED, 1.0, (Check("verbatim"),), (_ground(whole),))
        examined = examine(claim, sources)
        probability = round((self._weights or coefficients.shipped()).probability(examined), 4)
        checks = tuple(_checks(examined))[:_MOST_CHECKS]
        return Judgement(
            _verdict(probability, examined), probability, checks, tuple(map(_ground, examined.compared.windows))
        )


def _parts(claim: str) -> Iterator[str]:
    """What a claim states, one thing after the other, very long ones in parts; a question with its answer is one."""
    spans = [(0, len(claim))] if answered(claim) else [tuple(span) for span in statements(claim)]
    for start, end in spans:
        found = tokens(claim[start:end])
        for first in range(0, len(found), _LONGEST):
            last = found[min(first + _LONGEST, len(found)) - 1]
            whole = len(found) <= _LONGEST
            yield claim[start:end] if whole else claim[start + found[first].start : start + last.end]


def _verdict(probability: float, examined: Examined) -> Verdict:
    if probability > SUPPORTED_FROM:
        return Verdict.SUPPORTED
    differs = any(_says_otherwise(one) for one in examined.differences)
    differs = differs or examined.value("swapped") == 1.0 or examined.value("article wrong") == 1.0
    return Verdict.CONTRADICTED if differs and examined.is_close >= _SPEAKS_OF_IT else Verdict.NOT_FOUND


def _says_otherwise(found: Difference) -> bool:
    """Whether a difference is sure, or sets words in the place of others."""
    return found.kind in _CONTRADICTING and (found.degree == 1.0 or bool(found.claimed and found.held))


def _checks(examined: Examined) -> Iterator[Check]:
    """What speaks against the claim."""
    for name in ("article wrong", "title unknown", "swapped", "answer: wrong kind"):
        if examined.value(name):
            yield Check(name)
    text = examined.compared.claim_text
    for one in examined.differences:
        yield Check(one.kind, _words(text, one.claimed), _held(examined, one))


def _words(text: str, found: Sequence[Token]) -> str:
    return text[found[0].start : found[-1].end] if found else ""


def _held(examined: Examined, difference: Difference) -> str:
    """The source's own words for a difference, out of the window that has them."""
    for window in examined.compared.windows:
        own = set(window.phrased.tokens)
        if difference.held and own.issuperset(difference.held):
            return _words(window.source.text, difference.held)
    return ""


def _ground(window: Window) -> Ground:
    found = window.phrased.tokens
    start, end = min(token.start for token in found), max(token.end for token in found)
    return Ground(window.source.text[start:end], start, end)
