"""The embedded composer: answers with the sources' own sentences, chosen by what the question asks.

Every sentence of the evidence is ranked by trained signals; a second model says whether the best one answers at all.
Where it does not, nothing is said, which the answer shows as an abstention.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.composing import answerability
from assistant.composing.asked import asked
from assistant.composing.composer import ComposedSentence, Delta, Finished, Request
from assistant.composing.kinds import Asks
from assistant.composing.questions import Question, analyse
from assistant.composing.ranking import Ranked, ranked
from assistant.composing.selection.articles import by_address, which_article
from assistant.composing.selection.definitions import definition
from assistant.composing.selection.extremes import extreme_rows
from assistant.composing.selection.holders import holders, names_another
from assistant.composing.selection.lists import whole_list
from assistant.composing.selection.rivals import rivals
from assistant.composing.selection.single import Chosen, own_parts, single
from assistant.composing.selection.together import counterparts, of_both
from assistant.composing.units import Source, sources
from assistant.composing.wording import Told
from assistant.text.terms import fold

NAME = "extractive"

WeightsOf = Callable[[Sequence[str]], Mapping[str, float]]
"""Words → how much each says, by its rarity in the library, in (0, 1]; an unseen word has 1."""

AlternativesOf = Callable[[str], Mapping[str, Sequence[str]]]
"""A question → its words that documents have other words for, with those."""

_WAYS: Mapping[Asks, Callable[[Ranked], Chosen]] = {
    Asks.LIST: whole_list,
    Asks.DEFINITION: definition,
    Asks.WHICH_ARTICLE: which_article,
}
"""Kinds of questions that have a way of choosing of their own; all others want a single sentence."""


def _no_alternatives(_: str) -> Mapping[str, Sequence[str]]:
    return {}


@dataclass(frozen=True, slots=True)
class Composed:
    """What was chosen for a question, and how sure it is that this answers it."""

    chosen: Chosen
    probability: float
    rivals: tuple[Told, ...] = ()
    """What other documents say instead."""
    order: Ranked | None = None
    """What it was chosen from; None for an article that is told by its address."""


class ExtractiveComposer:
    """Composes answers from sentences of the evidence."""

    def __init__(
        self,
        weights_of: WeightsOf,
        alternatives_of: AlternativesOf = _no_alternatives,
        coefficients: answerability.Coefficients | None = None,
    ) -> None:
        self._weights_of = weights_of
        self._alternatives_of = alternatives_of
        self._coefficients = coefficients or answerability.shipped()

    def compose(self, request: Request) -> Iterator[Delta | ComposedSentence | Finished]:
        """The fewest sentences that answer, edition by edition where several are compared; none where nothing does."""
        composed = self._composed(request)
        for told in dict.fromkeys(told for one in composed for told in one.chosen.told):
            yield Delta(told.text)
            yield _sentence(told)
        missing = tuple(dict.fromkeys(part for one in composed if one.chosen.told for part in one.chosen.missing))
        against = tuple(_sentence(told) for one in composed for told in one.rivals) if len(composed) == 1 else ()
        confidence = max((one.probability for one in composed), default=0.0)
        yield Finished(NAME, confidence=confidence, missing=missing, rivals=against)

    def rank(self, question: Question, found: Sequence[Source]) -> Ranked:
        """The sentences of the evidence for a question, best first."""
        sought = asked(question, self._weights_of(question.words), self._alternatives_of(question.text))
        return ranked(sought, found, self._coefficients)

    def _composed(self, request: Request) -> list[Composed]:
        """What each edition says, or what is said of each of two things; else what the evidence says."""
        if request.sides:
            each = [
                self._answer(request, keys, side) for keys, side in zip(request.editions, request.sides, strict=True)
            ]
            if both := of_both([one.order for one in each if one.order is not None]):
                return [replace(each[0], chosen=Chosen((both,)), probability=max(one.probability for one in each))]
            if all(one.chosen.told for one in each):
                return each
            return [self._answer(request, _all_keys(request), request.question)]
        each = [self._answer(request, keys, request.question) for keys in request.editions or (_all_keys(request),)]
        orders = [one.order for one in each if one.order is not None and one.chosen.told]
        return [self._chosen(order) for order in counterparts(orders)] if len(orders) == len(each) == 2 else each

    def _answer(self, request: Request, keys: Sequence[int], text: str) -> Composed:
        """What the evidence of these numbers says."""
        question = analyse(text, request.follow_up)
        first = keys[0] if keys else 1
        found = sources([request.evidence[key - 1] for key in keys], first, request.mastheads)
        if question.asks is Asks.ARTICLE_TEXT:
            chosen = by_address(question, found)
            return Composed(chosen, float(bool(chosen.told)))
        return self._single_question(question, found)

    def _single_question(self, question: Question, found: Sequence[Source]) -> Composed:
        order = _of_a_part(self.rank(question, of_titles(question, found)))
        if exact := extreme_rows(order) or holders(order):
            return Composed(Chosen(tuple(exact)), max(order.probability, self._coefficients.least), order=order)
        if not order.candidates or order.probability < self._coefficients.least or names_another(order):
            return Composed(Chosen(()), order.probability, order=order)
        return self._chosen(order)

    def _chosen(self, order: Ranked) -> Composed:
        """What is told of sentences that answer."""
        chosen = _WAYS.get(order.question.asks, single)(order)
        return Composed(_only_redacted(chosen), order.probability, rivals(order, chosen), order)


def _of_a_part(order: Ranked) -> Ranked:
    """A question of several parts is answered in part where one of them is: the sentences as they answer that."""
    asking = own_parts(order.question)
    if order.probability >= order.coefficients.least or not asking:
        return order
    best = max((order.of_part(part) for part in asking), key=lambda one: one.probability)
    return replace(order, candidates=best.candidates, probability=best.probability)


def of_titles(question: Question, found: Sequence[Source]) -> Sequence[Source]:
    """The evidence of the documents that a question names, where it holds any."""
    named = [one for one in found if any(_is_named(title, one.item.title) for title in question.titles)]
    return named or found


def _is_named(title: str, document: str) -> bool:
    said, its_own = fold(title).strip("《》"), fold(document).strip("《》")
    return said in its_own or its_own in said


def _sentence(told: Told) -> ComposedSentence:
    return ComposedSentence(told.text, told.keys, told.quotes, redacted=told.redacted, context=told.context)


def _all_keys(request: Request) -> tuple[int, ...]:
    return tuple(range(1, len(request.evidence) + 1))


def _only_redacted(chosen: Chosen) -> Chosen:
    """Where the source hides what is asked, that alone is told: a figure beside it would be taken for the answer."""
    hidden: tuple[Told, ...] = tuple(told for told in chosen.told if told.redacted)
    return Chosen(hidden, ()) if hidden else chosen
