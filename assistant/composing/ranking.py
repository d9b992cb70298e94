"""Evidence → its sentences, best answer first. Question and coefficients in; nothing is chosen here yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.composing.answerability import Coefficients, signals
from assistant.composing.asked import FIGURES, Asked, of_part
from assistant.composing.kinds import Asks
from assistant.composing.papers import came_of_it
from assistant.composing.questions import Question, analyse
from assistant.composing.signals import NAMES, Weighed, row, weighed
from assistant.composing.standing import original
from assistant.composing.telling_words import names_role
from assistant.composing.units import Source

_CLOSELY = 24
"""Sentences that are looked at closely: those that hold most of the question."""

_NEARLY = 0.7
"""Share of what a sentence for special cases holds of the question that a general one must hold."""

_IN_SHORT = 0.35
"""How much less of what is done the general one may say: 报 for 报送."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The sentences of the evidence for one question."""

    asked: Asked
    sources: tuple[Source, ...]
    candidates: tuple[tuple[float, Weighed], ...]
    """Score and sentence, best first."""
    probability: float
    """That the best one answers."""
    coefficients: Coefficients

    @property
    def question(self) -> Question:
        return self.asked.question

    @property
    def best(self) -> Weighed:
        return self.candidates[0][1]

    def of_part(self, part: str) -> Ranked:
        """The same sentences for one part of the question, whose words count more than the rest."""
        question = analyse(self.question.text, part)
        return ranked(
            replace(self.asked, question=question, weights=of_part(self.asked, question)),
            self.sources,
            self.coefficients,
        )


def ranked(asked: Asked, sources: Sequence[Source], coefficients: Coefficients) -> Ranked:
    """Every sentence worth a closer look, with the probability that the best of them answers."""
    found = [one for source in sources for one in weighed(asked, source)]
    found.sort(key=lambda one: (-(one.local + 0.3 * one.covered), one.source.key, one.unit.span))
    return ordered(asked, sources, [_with_row(asked, one, sources) for one in found[:_CLOSELY]], coefficients)


def ordered(asked: Asked, sources: Sequence[Source], closely: Sequence[Weighed], coefficients: Coefficients) -> Ranked:
    """Sentences whose signals are known, best first."""
    scored = [(coefficients.score(one.row), one) for one in closely]
    scored.sort(key=lambda pair: (_lacks(asked, pair[1]), -pair[0], pair[1].source.key, pair[1].unit.span))
    scored = _original_first(asked, _general_first(asked, scored))
    return Ranked(asked, tuple(sources), tuple(scored), _probability(asked, scored, coefficients), coefficients)


def _general_first(asked: Asked, scored: list[tuple[float, Weighed]]) -> list[tuple[float, Weighed]]:
    """What holds in special cases that nobody asked about, says what must not be, or counts in another unit, comes
    behind the first sentence that says nearly as much of the question and does none of it.
    """
    if not scored or not _is_bound(asked, scored[0][1]):
        return scored
    best = scored[0][1]
    general = next((pair for pair in scored[1:] if _says_as_much(asked, pair[1], best)), None)
    return scored if general is None else [general, *(pair for pair in scored if pair is not general)]


def _original_first(asked: Asked, scored: list[tuple[float, Weighed]]) -> list[tuple[float, Weighed]]:
    if not scored:
        return scored
    first = original(asked.question, scored[0][1], [one for _, one in scored[1:]])
    if first is scored[0][1]:
        return scored
    return [(scored[0][0], first), *(pair for pair in scored if pair[1] is not first)]


def _is_bound(asked: Asked, one: Weighed) -> bool:
    in_another_unit = (
        asked.question.unit is not None and asked.question.asks is Asks.HOW_LONG and _of(one, "figure") < 1
    )
    is_nameless = asked.question.asks is Asks.NAME and _of(one, "no_kind") == 1
    return is_nameless or in_another_unit or _of(one, "special") + _of(one, "forbids") > 0


def _says_as_much(asked: Asked, one: Weighed, best: Weighed) -> bool:
    apart = ("other_one", "other_day", "no_figure", "no_kind", "stranger", "of_another", "opens")
    return (
        not _is_bound(asked, one)
        and one.local >= _NEARLY * best.local
        and _of(one, "undone") <= _of(best, "undone") + _IN_SHORT
        and all(_of(one, name) <= _of(best, name) for name in apart)
    )


def _lacks(asked: Asked, one: Weighed) -> bool:
    """Whether what is asked for cannot be in a sentence: a figure, one of that year, the role that is named."""
    of_another_day = asked.question.asks in FIGURES and _of(one, "other_day") == 1
    is_too_early = came_of_it(asked.question.text) and _of(one, "only_planned") == 1
    return (
        _lacks_figure(one)
        or of_another_day
        or is_too_early
        or (names_role(asked.question) and _of(one, "no_kind") == 1)
    )


def _lacks_figure(one: Weighed) -> bool:
    return _of(one, "no_figure") == 1


def _of(one: Weighed, signal: str) -> float:
    return one.row[NAMES.index(signal)]


def _with_row(asked: Asked, one: Weighed, sources: Sequence[Source]) -> Weighed:
    top = max((source.item.score for source in sources), default=1.0) or 1.0
    place = next(at for at, source in enumerate(sources) if source.key == one.source.key)
    score = max(0.0, one.source.item.score / top) if top > 0 else 0.0
    return replace(one, row=row(asked, one, 1 / (1 + place), score))


def _probability(asked: Asked, scored: Sequence[tuple[float, Weighed]], coefficients: Coefficients) -> float:
    if not scored:
        return 0.0
    (score, best), *others = scored
    # No sum of likenesses makes up for a figure or a name that is not there, a figure of another year, another place.
    # Of what was tried as such a rule these refused wrongly in less than one case in twenty; no other did.
    if _lacks_figure(best) or (asked.question.asks is Asks.NAME and _of(best, "no_kind") == 1):
        return 0.0
    if (asked.question.asks in FIGURES and _of(best, "other_day") == 1) or _of(best, "elsewhere") == 1:
        return 0.0
    if _of(best, "no_one") == 1 or (asked.question.asks in FIGURES and _of(best, "other_one") == 1):
        return 0.0
    return coefficients.probability(signals(asked, best, others, score))
