"""The embedded composer: answers with the sources' own sentences, chosen by what the question asks.

Sentences are ranked by how much of the question they cover, words weighted by how rare they are in the library. Where
the best one covers too little it says nothing, which the answer shows as an abstention.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.composing.candidates import Candidate, hides_what_is_asked, may_be_told, ranked
from assistant.composing.composer import ComposedSentence, Delta, Finished, Quote, Request
from assistant.composing.questions import Asks, Question, analyse
from assistant.composing.whole_lists import announces, whole_article, whole_list
from assistant.records import Evidence
from assistant.text.terms import index_terms
from assistant.text.words import content_words

NAME = "extractive"

_ALSO = 0.88
"""A further sentence must score this share of the best one's score to be told too."""

_SAME_WORDS = 0.7
"""Share of bigrams in common above which two sentences say the same."""

_MOST_SENTENCES = 3
_FEW_WORDS = 4

WeightsOf = Callable[[Sequence[str]], Mapping[str, float]]
"""Words → how much each says, by its rarity in the library, in (0, 1]; an unseen word has 1."""


class ExtractiveComposer:
    """Composes answers from sentences of the evidence, word for word."""

    def __init__(self, weights_of: WeightsOf) -> None:
        self._weights_of = weights_of

    def compose(self, request: Request) -> Iterator[Delta | ComposedSentence | Finished]:
        """The fewest sentences that answer, best first; none where nothing covers the question."""
        question = analyse(_with_history(request))
        for candidate in self._answer(question, request.evidence):
            yield Delta(candidate.text)
            quote = Quote(candidate.key, candidate.span.start, candidate.span.end)
            hidden = hides_what_is_asked(question, candidate.text)
            yield ComposedSentence(candidate.text, (candidate.key,), (quote,), redacted=hidden)
        yield Finished(NAME)

    def _answer(self, question: Question, evidence: Sequence[Evidence]) -> list[Candidate]:
        if question.asks is Asks.ARTICLE_TEXT:
            return whole_article(question, evidence)
        weights = self._weights_of(question.words)
        told = [found for found in ranked(question, weights, evidence) if may_be_told(question, weights, found)]
        if not told:
            return []
        best = told[0]
        listed = whole_list(best, evidence[best.key - 1]) if question.asks is Asks.LIST or announces(best) else []
        return listed or _with_others(best, told)


def _with_history(request: Request) -> str:
    """A question that leans on the one before it carries its words; the search decided the same way."""
    few_words = len(content_words(request.question)) < _FEW_WORDS
    return f"{request.history[-1]}{request.question}" if request.history and few_words else request.question


def _with_others(best: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence and those nearly as good that say something else."""
    chosen = [best]
    for candidate in candidates[1:]:
        if len(chosen) == _MOST_SENTENCES or candidate.score < _ALSO * best.score:
            break
        if all(_overlap(candidate.text, other.text) < _SAME_WORDS for other in chosen):
            chosen.append(candidate)
    return chosen


def _overlap(one: str, other: str) -> float:
    left, right = frozenset(index_terms(one)), frozenset(index_terms(other))
    return len(left & right) / max(1, min(len(left), len(right)))
