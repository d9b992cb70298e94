"""A question and the passages found for it → what the re-ranking weighs: a row of numbers a passage.

Everything is counted in the passages themselves, so that a passage that only one leg found is judged like the others.
Knows neither the legs nor the coefficients.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.library.entries import Found
from assistant.records import Passage
from assistant.retrieval.thesaurus import Concept
from assistant.text.terms import fold, query_terms
from assistant.text.words import content_words

_SENTENCE_END = re.compile(r"[。；;！？!?\n]")
_ASKS_FIGURE = re.compile(r"多少|几|多久|多长|多大|何时|什么时候|哪[天年日]|最[晚迟多少]|比例|标准|期限|时限")
_FIGURE = re.compile(r"[0-9]|[一二三四五六七八九十百两]+(?:个|日|天|年|月|人|次|元|万|项|份)|百分之")
_USUAL_LENGTH = 300
"""Characters of a passage that is neither short nor long."""

NAMES = (
    "terms",
    "alternatives",
    "in_text",
    "in_heading",
    "in_title",
    "anywhere",
    "words",
    "best_sentence",
    "longest_run",
    "concepts",
    "concepts_in_sentence",
    "figure_in_sentence",
    "length",
    "opening",
    "kin",
)
"""Columns of a row, as the file of coefficients names them."""

FROM_THESAURUS = ("alternatives", "concepts", "concepts_in_sentence")
"""What the words of the thesaurus contribute."""

WeightsOf = Callable[[Sequence[str]], Mapping[str, float]]
"""Words or terms → how much each says, by its rarity in the library."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for in a passage."""

    text: str
    """Folded."""
    terms: Mapping[str, float]
    """Pairs of characters and whole words of other scripts → weight; together 1."""
    words: Mapping[str, float]
    """Words that say what the question is about → weight; together 1."""
    concepts: tuple[Mapping[str, float], ...]
    """For each word that has alternatives: each of them, and itself, → weight; the best of each together 1."""
    asks_figure: bool


def asked(question: str, concepts: Sequence[Concept], rarity: WeightsOf, weights: WeightsOf) -> Asked:
    """What a question looks for. `rarity` weighs index terms, `weights` words."""
    text = fold(question)
    terms = [term for term in query_terms(text) if len(term) > 1]
    words = content_words(text)
    named = sorted({one for concept in concepts for one in (concept.word, *concept.alternatives)})
    weighed = weights([*words, *named])
    return Asked(
        text,
        _shared_out(rarity(terms)),
        _shared_out({word: weighed[word] for word in words}),
        _best_together_one([{one: weighed[one] for one in (c.word, *c.alternatives)} for c in concepts]),
        _ASKS_FIGURE.search(text) is not None,
    )


def known(sought: Asked, concepts: Sequence[Concept]) -> float:
    """Weighted share of a question's words that are, or are part of, words of the thesaurus."""
    return sum(
        weight
        for word, weight in sought.words.items()
        if any(word in concept.word or concept.word in word for concept in concepts)
    )


@dataclass(frozen=True, slots=True)
class Scores:
    """What the legs gave a passage, scaled by the best of each."""

    terms: float
    alternatives: float
    kin: float
    """What the other passages of its document got from the terms."""


def rows(sought: Asked, found: Sequence[tuple[Found, Scores]]) -> list[tuple[float, ...]]:
    """The features of each passage, in the order of `NAMES`."""
    around: dict[tuple[str, str], _Around] = {}
    for one, _ in found:
        place = one.title, one.passage.heading
        if place not in around:
            around[place] = _Around.of(sought, *place)
    return [_row(sought, one.passage, around[one.title, one.passage.heading], scores) for one, scores in found]


def _row(sought: Asked, passage: Passage, around: _Around, scores: Scores) -> tuple[float, ...]:
    text = fold(passage.text)
    in_text = _held(sought.terms, text)
    sentence = _Sentence.best_of(in_text, [_held(one, text) for one in sought.concepts], text)
    return (
        scores.terms,
        scores.alternatives,
        sum(in_text.values()),
        around.in_heading,
        around.in_title,
        sum((in_text | around.terms).values()),
        sum([weight for word, weight in sought.words.items() if word in text or word in around.text]),
        sentence.terms,
        _longest_run(sought.text, text) / max(1, len(sought.text)),
        _concept_share(sought.concepts, f"{around.text}\n{text}"),
        sentence.concepts,
        float(sought.asks_figure and _FIGURE.search(sentence.text) is not None),
        math.log((len(text) + 30) / _USUAL_LENGTH),
        float(passage.start == 0),
        scores.kin,
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands above a passage, which many have in common."""

    text: str
    """Title and headings, folded."""
    terms: dict[str, float]
    in_title: float
    in_heading: float

    @classmethod
    def of(cls, sought: Asked, title: str, heading: str) -> _Around:
        title, heading = fold(title), fold(heading)
        text = f"{title}\n{heading}"
        return cls(text, _held(sought.terms, text), _share(sought.terms, title), _share(sought.terms, heading))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The sentence of a passage that says most of what is looked for: a passage is found by it and shown whole."""

    text: str
    terms: float
    concepts: float

    @classmethod
    def best_of(cls, terms: Mapping[str, float], concepts: Sequence[Mapping[str, float]], text: str) -> _Sentence:
        """`terms`, `concepts`: what of them stands in the text at all."""
        best = cls("", 0.0, 0.0)
        for sentence in _SENTENCE_END.split(text) if terms or any(concepts) else ():
            of_terms = _share(terms, sentence)
            of_concepts = _concept_share(concepts, sentence)
            if of_terms + of_concepts > best.terms + best.concepts:
                best = cls(sentence, of_terms, of_concepts)
        return best


def _held(weights: Mapping[str, float], text: str) -> dict[str, float]:
    return {term: weight for term, weight in weights.items() if term in text}


def _share(weights: Mapping[str, float], text: str) -> float:
    # A list, not a generator, which takes half as long again; a question's passages are looked at thousands of times.
    return sum([weight for term, weight in weights.items() if term in text]) if text else 0.0


def _concept_share(concepts: Sequence[Mapping[str, float]], text: str) -> float:
    """Weighted share of the concepts of which any word stands in a text."""
    if not concepts:
        return 0.0
    return sum(max((weight for word, weight in one.items() if word in text), default=0.0) for one in concepts)


def _longest_run(question: str, text: str) -> int:
    """Characters of the longest stretch of a question that stands in a text."""
    longest, start = 0, 0
    for end in range(1, len(question) + 1):
        while end - start > longest and question[start:end] not in text:
            start += 1
        longest = max(longest, end - start)
    return longest


def _shared_out(weights: Mapping[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    return {term: weight / total for term, weight in weights.items()} if total else {}


def _best_together_one(concepts: Sequence[Mapping[str, float]]) -> tuple[Mapping[str, float], ...]:
    total = sum(max(one.values()) for one in concepts)
    return tuple({word: weight / total for word, weight in one.items()} for one in concepts) if total else ()
