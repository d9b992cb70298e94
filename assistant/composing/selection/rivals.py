"""A told figure → what other documents say to the same question with another figure. Shown beside, never blended."""

from __future__ import annotations

import re

from assistant.composing.asked import FIGURES
from assistant.composing.kinds import Asks
from assistant.composing.questions import Question
from assistant.composing.ranking import Ranked
from assistant.composing.selection.single import Chosen
from assistant.composing.signals import NAMES, Weighed
from assistant.composing.subjects import named
from assistant.composing.wording import Told, told
from assistant.text.facts import fact_values, facts

_NEARLY = 0.85
"""Share of the best sentence's score from which another answers as well."""

_SAYS_AS_MUCH = 0.9
"""Share of what the best sentence holds of the question that the other must hold."""

_LEAST = 0.7
"""Share of the question that both must hold: two figures of different things are no conflict."""

_MONTH = re.compile(r"-(\d\d)(?=-|$)")

_MOST = 2


def rivals(ranked: Ranked, chosen: Chosen) -> tuple[Told, ...]:
    """Sentences of other documents that answer as well and name other figures."""
    question, best = ranked.question, ranked.best
    if question.asks not in FIGURES or best.local < _LEAST or named(question.text) or question.titles:
        return ()
    said = frozenset().union(*(fact_values(one.text) for one in chosen.told))
    least = _NEARLY * ranked.candidates[0][0]
    against = [
        one
        for score, one in ranked.candidates[1:]
        if score >= least
        and _is_rival(one, best)
        and not _agrees(one, said)
        and not _of_another_month(question, best, one)
    ]
    by_document = {one.source.item.passage.document_id: one for one in reversed(against)}
    return tuple(told(ranked.asked, one.unit, one.source) for one in list(by_document.values())[::-1][:_MOST])


def _is_rival(one: Weighed, best: Weighed) -> bool:
    row = dict(zip(NAMES, one.row, strict=True))
    return (
        one.source.item.passage.document_id != best.source.item.passage.document_id
        and one.local >= _SAYS_AS_MUCH * best.local
        and not row["no_figure"] + row["other_one"] + row["other_day"]
    )


def _of_another_month(question: Question, best: Weighed, one: Weighed) -> bool:
    """Whether a figure is told as of another month than the one told: 截至4月底 is no conflict with 截至7月底."""
    if question.asks is not Asks.HOW_MANY:
        return False
    asked, told = _months(f"{question.text}，{best.unit.text}"), _months(one.unit.text)
    return bool(asked and told) and asked.isdisjoint(told)


def _months(text: str) -> frozenset[str]:
    return frozenset(match[1] for fact in facts(text) if fact.kind == "date" and (match := _MONTH.search(fact.value)))


def _agrees(one: Weighed, said: frozenset[str]) -> bool:
    return bool(fact_values(one.unit.text) & said)
