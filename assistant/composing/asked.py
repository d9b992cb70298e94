"""What a question asks for, with its words weighed, and how far a text holds them. Knows no sentence and no library.

A word of the question counts by its rarity in the library; what stands for it in documents, 主要负责人 for 一把手,
counts a little less than the word itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.composing.kinds import Asks
from assistant.composing.measured import amount_of
from assistant.composing.predicates import conditions, done, implied, in_short
from assistant.composing.questions import Question
from assistant.composing.subjects import is_short_for
from assistant.text.terms import fold, index_terms

FIGURES = frozenset((Asks.HOW_MANY, Asks.HOW_LONG, Asks.WHEN))
"""Kinds of questions that only a figure or a date answers."""

OF_A_DEED = (*FIGURES, Asks.WHO)
"""Kinds of questions that ask for the measure, the day or the doer of something."""

_DOING = (*OF_A_DEED, Asks.WHERE, Asks.HOW_TO)
"""Kinds of questions that say what is done: 向哪里申请复核, 怎么申诉."""

_ALTERNATIVE = 0.85
"""What another word for the same counts beside the word itself."""

_IN_PART = 0.5
"""What the share of a word's pairs of characters counts where the whole word does not stand in a text."""

_FOLLOW_UP = 2.0
"""How much more the words of a follow-up itself count than those of the question it follows."""

_OTHER_PART = 0.4
"""What a word counts for one part of a question that stands in another part only."""

_CLASS = 0.4
"""What 材料 in 哪些材料 counts: the answer lists them and seldom calls them so."""

_QUOTED = 1.5
"""What an expression in quotation marks counts."""

_UNHEARD = 0.5
"""What a verb, an adverb or an adjective counts that no document of the library has."""

_SHORT_VERB = 0.7
"""What a verb counts that stands in its short form."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its words weighed."""

    question: Question
    weights: Mapping[str, float]
    """Word → how much it says; 1 for one that the library does not know."""
    forms: Mapping[str, tuple[tuple[str, float], ...]]
    """Word → itself and what documents call it, with what each counts."""
    pairs: frozenset[str]
    """Its pairs of characters."""
    concepts: Mapping[str, Sequence[str]]
    """What the thesaurus knows of it, with what documents have for that."""
    done: tuple[str, ...] = ()
    """What is done in the time, by the one, on the day that is asked for."""
    conditions: frozenset[str] = frozenset()
    """The special cases that it names."""


def asked(question: Question, weights: Mapping[str, float], alternatives: Mapping[str, Sequence[str]]) -> Asked:
    """A question ready to be compared; `alternatives`: parts of it → what documents have for them."""
    weighed = {
        word: weight * _counts(word, question) * _known(word, weight, question) for word, weight in weights.items()
    }
    weighed |= {fold(term): _QUOTED for term in question.quoted}
    is_done = done(question.text) if question.asks in _DOING else ()
    named = dict.fromkeys((*weighed, *is_done))
    forms = {word: ((word, 1.0), *_others(word, question, alternatives)) for word in named}
    pairs = frozenset(term for word in question.words for term in index_terms(word) if len(term) > 1)
    concepts = {said: others for said, others in alternatives.items() if any(_is_of(said, word) for word in weighed)}
    known = (other for others in concepts.values() for other in others)
    special = implied(conditions("\n".join((question.text, *known))))
    return Asked(question, weighed, forms, pairs, concepts, is_done, special)


def _known(word: str, weight: float, question: Question) -> float:
    """A noun that the library never uses is a thing that it does not know; a verb is a way of speaking."""
    return _UNHEARD if weight >= 1 and question.stress.get(word, 1.0) < 1 else 1.0


def of_part(asked: Asked, part: Question) -> Mapping[str, float]:
    """The weights of a question's words for one part of it; what only the other parts ask counts less."""
    return {word: weight * _for_part(word, part) for word, weight in asked.weights.items()}


def _for_part(word: str, part: Question) -> float:
    if word in part.own_words:
        return _FOLLOW_UP
    return _OTHER_PART if word in part.others_words else 1.0


def _counts(word: str, question: Question) -> float:
    stress = question.stress.get(word, 1.0)
    if word in question.own_words:
        return _FOLLOW_UP * stress
    return _CLASS if any(word in noun for noun in question.classes) else stress


def _is_of(said: str, word: str) -> bool:
    """Whether an expression that the thesaurus knows is part of a word, or the other way round; 交 is none of 交通."""
    return word in said or (said in word and len(said) > 1)


def _others(word: str, question: Question, alternatives: Mapping[str, Sequence[str]]) -> tuple[tuple[str, float], ...]:
    """What documents have for a word, or for the longer expression of the question that it is a part of."""
    found = dict.fromkeys(other for said, others in alternatives.items() if _is_of(said, word) for other in others)
    amount = {amount_of(word): None} if amount_of(word) != word else {}
    return tuple((other, _ALTERNATIVE) for other in amount | found)


def held(asked: Asked, word: str, text: str) -> float:
    """How far a folded text holds a word of the question."""
    for form, counts in asked.forms[word]:  # the word itself comes first and counts most; a loop, as this is asked
        if form in text:  # tens of thousands of times for one question
            return counts
    if len(word) < 2:
        return 0.0
    if word in asked.done and in_short(word, text):
        return _SHORT_VERB
    if asked.weights.get(word, 0.0) >= 1 and is_short_for(word, text):
        return _ALTERNATIVE
    pairs = _pairs_of(word)
    return _IN_PART * sum([pair in text for pair in pairs]) / len(pairs) if len(pairs) > 1 else 0.0


def share(asked: Asked, text: str) -> float:
    """Weighted share of the question's words that a folded text holds."""
    total = sum(asked.weights.values())
    return sum([weight * held(asked, word, text) for word, weight in asked.weights.items()]) / total if total else 0.0


@lru_cache(maxsize=1024)
def _pairs_of(word: str) -> tuple[str, ...]:
    return tuple(word[at : at + 2] for at in range(len(word) - 1))
