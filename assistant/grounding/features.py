"""A claim and its sources → numbers that the coefficients weigh, with the differences they were counted from.

A feature is about 1 where it says something and 0 where it says nothing. The length of a claim is none: in labelled
sets it tells supported from unsupported by accident.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.grounding.acting import acts_of_others
from assistant.grounding.answers import FIT, Answered, Fit, answered, fit
from assistant.grounding.attribution import Attribution, attribution, origin
from assistant.grounding.cases import other_cases, weakened_cases
from assistant.grounding.connectives import connectives
from assistant.grounding.counted import Counted, counted
from assistant.grounding.crossed import crossed
from assistant.grounding.differences import differences
from assistant.grounding.differing import Difference
from assistant.grounding.evidence import Compared, Source, compare
from assistant.grounding.extents import extents
from assistant.grounding.nearness import covered_around
from assistant.grounding.seams import missing_actors, seams
from assistant.grounding.swaps import swapped
from assistant.grounding.weighing import total
from assistant.text.rarity import rarity, tagged
from assistant.text.terms import fold
from assistant.text.wording import Token, tokens

Form = Literal["statement", "answer", "short"]
FORMS: tuple[Form, ...] = ("statement", "answer", "short")
"""What a claim is: a sentence, a question with its answer, a few words such as a name or a figure."""

COUNTED = (
    "number of no source",
    "negation dropped",
    "reference",
    "actor of no source",
    "rival head",
    "part for whole",
    "bound dropped",
    "figure of another",
    "bound of figure",
    "other start",
    "words elsewhere",
    "actor of another",
    "actor left out",
    "other case",
    "case left out",
    "case weakened",
    "other level",
    "other extent",
    "other connective",
    "opposite",
    "crossed",
    "scope over part",
    "derived",
)
"""Differences that count wherever they are."""

COUNTED_IN_PLACE = (
    "number",
    "unit",
    "modality",
    "bound",
    "negation",
    "scope",
    "words",
    "actor",
    "clauses glued",
)
"""Differences that count as far as the rest of the claim is in the evidence: then they stand in another's place."""

_COVERAGE = (
    "uncovered",
    "much uncovered",
    "tokens of no source",
    "mostly uncovered",
    "verbatim",
    "held whole",
    "joined",
    "has a number",
)
_WORDS = ("characters missing", "names missing")
_ORIGIN = ("title unknown", "article wrong", "article right")
_FIT = tuple(f"answer: {name.replace('_', ' ')}" for name in FIT)

NAMES = (
    *_COVERAGE,
    *COUNTED,
    *(f"{kind}, in place" for kind in COUNTED_IN_PLACE),
    "swapped",
    *_WORDS,
    *_ORIGIN,
    *_FIT,
)
"""Every feature, in the order of the rows."""

_SHORT = 8
"""Tokens up to which a claim is a few words rather than a sentence."""

_MOST = 1.0
_CLOSE_FROM, _CLOSE_AT = 0.5, 0.9
"""Covered share from which a claim and its evidence are two versions of one sentence, and at which they surely are."""

_OF_FIGURES = ("number", "number of no source", "unit", "bound", "bound dropped")
_WHOLE = 0.999


@dataclass(frozen=True, slots=True)
class Examined:
    """What was seen of a claim."""

    form: Form
    row: tuple[float, ...]
    """In the order of NAMES."""
    compared: Compared
    differences: tuple[Difference, ...]
    is_close: float

    def value(self, name: str) -> float:
        return self.row[NAMES.index(name)]


def examine(claim: str, sources: Sequence[Source]) -> Examined:
    """Look at one claim, which has at least one token, beside at least one source."""
    pair = answered(claim)
    said = None if pair else attribution(claim)
    text = _padded(claim, said) if said else claim
    compared = compare(pair.statement if pair else text, sources)
    found = _differences(compared, is_statement=pair is None)
    close = _scaled(compared.covered)
    values: dict[str, float] = {
        **_coverage(compared),
        **_counts(found, compared, close),
        "swapped": 0.0 if pair or _is_held_whole(compared) else swapped(compared),
        **_words(text, sources),
        **_origin(said, compared),
        **_fit(pair, sources),
    }
    return Examined(_form(pair, compared), tuple(values[name] for name in NAMES), compared, tuple(found), close)


def _differences(compared: Compared, *, is_statement: bool) -> list[Difference]:
    """All that differs; a figure that surely counts what it should differs in nothing, wherever the texts part."""
    figures = counted(compared) if is_statement else Counted((), frozenset(), frozenset())
    found = [*differences(compared), *seams(compared), *extents(compared), *connectives(compared)]
    if is_statement:
        found += [
            *missing_actors(compared),
            *acts_of_others(compared),
            *other_cases(compared),
            *weakened_cases(compared),
            *crossed(compared),
        ]
    told = {token for one in figures.differences for token in (*one.claimed, *one.held)} | figures.settled
    kept = [one for one in found if one.kind not in _OF_FIGURES or not told.issuperset(one.claimed or one.held)]
    kept = [one for one in kept if not _is_bound_alike(one, figures.alike)]
    return [*kept, *figures.differences]


def _is_bound_alike(found: Difference, alike: frozenset[Token]) -> bool:
    """Whether a bound stands on one side only since its figure, with the same bound, stands elsewhere on the other."""
    is_alone = not (found.claimed and found.held)
    return found.kind in ("bound", "bound dropped") and is_alone and alike.issuperset((*found.claimed, *found.held))


def _padded(claim: str, said: Attribution) -> str:
    """The claim without its attribution; white space keeps the places."""
    rest = " " * said.end + claim[said.end :]
    return rest if tokens(rest) else claim


def _form(pair: Answered | None, compared: Compared) -> Form:
    if pair:
        return "answer"
    return "short" if len(compared.claim) <= _SHORT else "statement"


def _coverage(compared: Compared) -> Mapping[str, float]:
    """How much of the claim the evidence has, and how much of it no source has."""
    claim, blocks = compared.claim, compared.blocks
    known = frozenset().union(*(source.known for source in compared.sources))
    held = {at for block in (*blocks, *compared.moved) for at in range(block.left, block.left_end)}
    uncovered = [token for at, token in enumerate(claim.tokens) if at not in held]
    return {
        "uncovered": 1 - compared.covered,
        "much uncovered": math.log1p(total(uncovered)),
        "tokens of no source": total(_without(claim.tokens, known)) / (total(claim.tokens) or 1.0),
        # A paraphrase leaves some of it uncovered; what leaves nearly all is said of something else.
        "mostly uncovered": (1 - compared.covered) ** 2,
        "verbatim": float(len(blocks) == 1 and compared.covered > _WHOLE),
        "held whole": float(_is_held_whole(compared)),
        "joined": float(compared.is_joined),
        "has a number": float(any(token.kind == "number" for token in claim.tokens)),
    }


def _without(found: Sequence[Token], known: frozenset[str]) -> list[Token]:
    return [token for token in found if token.key not in known]


def _is_held_whole(compared: Compared) -> bool:
    return any(_holds(source.keys, compared.claim.keys) for source in compared.sources)


def _holds(keys: Sequence[str], wanted: Sequence[str]) -> bool:
    own, size = tuple(wanted), len(wanted)
    return any(keys[at] == own[0] and tuple(keys[at : at + size]) == own for at in range(len(keys) - size + 1))


def _counts(found: Sequence[Difference], compared: Compared, close: float) -> Mapping[str, float]:
    counts = dict.fromkeys((*COUNTED, *(f"{kind}, in place" for kind in COUNTED_IN_PLACE)), 0.0)
    for difference in found:
        kind = difference.kind
        if kind in COUNTED:
            counts[kind] = min(_MOST, counts[kind] + difference.degree)
        if kind in COUNTED_IN_PLACE:
            placed = difference.degree * max(close, _scaled(covered_around(compared, difference)))
            counts[f"{kind}, in place"] = min(_MOST, counts[f"{kind}, in place"] + placed)
    return counts


def _scaled(covered: float) -> float:
    return min(1.0, max(0.0, (covered - _CLOSE_FROM) / (_CLOSE_AT - _CLOSE_FROM)))


def _words(claim: str, sources: Sequence[Source]) -> Mapping[str, float]:
    """Words of the claim that no source has, by how rare they are and how much of them is new."""
    everything = "\n".join(fold(source.text) for source in sources)
    missing = [word for word in tagged(claim) if word.has_content and word.text not in everything]
    unknown = (rarity(word.text) * _share(mark not in everything for mark in word.text) for word in missing)
    return {
        "characters missing": math.log1p(sum(unknown)),
        "names missing": min(_MOST, float(sum(word.is_name for word in missing))),
    }


def _share(marks: Iterator[bool]) -> float:
    found = list(marks)
    return sum(found) / len(found)


def _origin(said: Attribution | None, compared: Compared) -> Mapping[str, float]:
    if said is None:
        return dict.fromkeys(_ORIGIN, 0.0)
    shown = origin(said, compared)
    return {
        "title unknown": float(not shown.title_is_known),
        "article wrong": float(shown.article_is_right is False),
        "article right": float(shown.article_is_right is True),
    }


def _fit(pair: Answered | None, sources: Sequence[Source]) -> Mapping[str, float]:
    fitted = fit(pair, sources) if pair else Fit()
    return {name: float(getattr(fitted, field)) for name, field in zip(_FIT, FIT, strict=True)}
