"""Who, how many, when, how long, where, why, whether, how: the one sentence that answers, and one for each further
part of the question that it leaves open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.composing.asked import share
from assistant.composing.expected import hides_what_is_asked, wanted_spans
from assistant.composing.kinds import Asks, kind_of
from assistant.composing.parts import parts
from assistant.composing.questions import Question, analyse
from assistant.composing.ranking import Ranked
from assistant.composing.signals import Weighed
from assistant.composing.wording import Told, announced, told
from assistant.text.facts import facts
from assistant.text.terms import fold

_OF_OWN = (Asks.HOW_MANY, Asks.WHEN, Asks.HOW_LONG, Asks.WHO, Asks.NAME, Asks.WHERE)
"""Kinds of questions whose answer shows that it is one."""

_OF_PART = 0.35
"""Share of the question, its part counting more, that a further sentence must hold."""

_OF_ITSELF = 0.6
"""The same of the words of the part itself."""

_BETTER = 0.1
"""How much better than what is told a further sentence must answer its part."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an answer tells, and the parts of the question that the evidence leaves open."""

    told: tuple[Told, ...]
    missing: tuple[str, ...] = ()


def single(ranked: Ranked) -> Chosen:
    """The best sentence, and what the further parts of the question want."""
    question = ranked.question
    chosen = [_after_opener(ranked, ranked.best)]
    missing = []
    asking = own_parts(question)
    for part in () if _tells_all(question, asking, ranked.best.unit.text) else asking:
        again = ranked.of_part(part)
        told_already = [one for _, one in again.candidates if _is_told(one, chosen) and _holds(again.question, one)]
        best_told = max((one.local for one in told_already), default=0.0)
        answers = _holds(again.question, again.best) and again.probability >= ranked.coefficients.least
        says_enough = again.best.local > _OF_PART or _of_itself(again) >= _OF_ITSELF
        if answers and says_enough and not _is_told(again.best, chosen) and again.best.local > best_told + _BETTER:
            chosen.append(again.best)
        elif not told_already:
            missing.append(part)
    return Chosen(tuple(dict.fromkeys(_told(ranked, one) for one in chosen)), tuple(missing))


def _tells_all(question: Question, asking: Sequence[str], text: str) -> bool:
    """Whether a sentence has a figure for each part in the unit that the part names: 举办4期，培训386人次."""
    units = [analyse(question.text, part).unit for part in asking]
    told = [fact.value for fact in facts(text) if fact.kind in ("figure", "percent")]
    return all(
        unit is not None and unit != "个" and sum(value.endswith(unit) for value in told) >= units.count(unit)
        for unit in units
    )


def _of_itself(again: Ranked) -> float:
    """Share of the words of a part itself that the best sentence has; what stands around the question may be long."""
    own = {word: weight for word, weight in again.asked.weights.items() if word in again.question.own_words}
    return share(replace(again.asked, weights=own), fold(again.best.unit.text))


def _is_told(one: Weighed, chosen: Sequence[Weighed]) -> bool:
    """Whether a sentence is told already, or another document's in the same words."""
    return any(one.unit.text == other.unit.text for other in chosen)


def _holds(part: Question, one: Weighed) -> bool:
    return bool(wanted_spans(part, one.unit.text)) or hides_what_is_asked(part, one.unit.text)


def _told(ranked: Ranked, one: Weighed) -> Told:
    words = told(ranked.asked, one.unit, one.source)
    hidden = hides_what_is_asked(ranked.question, one.unit.text)
    return replace(words, redacted=hidden)


def _after_opener(ranked: Ranked, best: Weighed) -> Weighed:
    """A sentence that only opens another is no answer: the next one is."""
    if not best.unit.opens or announced(ranked.asked, best.unit) is not None:
        return best
    units = best.source.units
    at = next(at for at, unit in enumerate(units) if unit.span == best.unit.span)
    following = {unit.span for unit in units[at + 1 : at + 2]}
    return next((one for _, one in ranked.candidates if one.unit.span in following), best)


def own_parts(question: Question) -> list[str]:
    """The parts of a question that each want a figure, a name or a place of their own."""
    asking = parts(question.text)
    return [part for part in asking if kind_of(part) in _OF_OWN] if len(asking) > 1 else []
