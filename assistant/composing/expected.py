"""The kind of thing that a question asks for → where a sentence holds it. Knows words and figures, no material."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.composing.kinds import Asks
from assistant.composing.questions import Question
from assistant.composing.telling_days import asks_by_day, days_by_which, facts_of, has_day, is_time_wanted, terms, times
from assistant.composing.telling_measures import PEOPLE, bare_figures, measure_of, measured
from assistant.composing.telling_words import asks_company, names_company, words_for
from assistant.text.facts import redactions
from assistant.text.persons import persons

_COUNTERS = {
    "个": frozenset("个 名 人 位 家 户 件 项 条 起 处 种".split()),
    "人": frozenset("人 名 位".split()),
    "名": frozenset("人 名 位".split()),
}
"""What may count the same: 几个单位 may be answered with 12家."""

_OF_EACH = re.compile(
    r"[\d二三两四五六七八九十]+[家个名人座所][\u4e00-\u9fff]{0,8}(?:各|分别)[\u4e00-\u9fff]{0,4}(?:多少|几)"
)
_SAYS_EACH = re.compile(r"各|分别|均|每|\|")
"""3家企业各扣多少 wants more than their sum."""

_HIDDEN_UNITS = r"件|人次|人|个|名|起|次|万元|元|%|％|年|月|日|天|项|家"


def holds_kind(question: Question, text: str) -> bool | None:
    """Whether a text holds the kind of thing asked for; None where anything might be an answer."""
    if question.asks in (Asks.HOW_MANY, Asks.WHEN, Asks.HOW_LONG):
        return bool(wanted_spans(question, text)) or hides_what_is_asked(question, text)
    if question.asks is Asks.NAME and (persons(text) or (asks_company(question) and names_company(text))):
        return True
    words = words_for(question)
    return None if words is None else words.search(text) is not None


def wanted_spans(question: Question, text: str) -> list[tuple[int, int]]:
    """Where a text holds figures, dates or words of the kind asked for."""
    if question.asks in (Asks.HOW_MANY, Asks.WHEN, Asks.HOW_LONG):
        if measure := measure_of(question):
            return [match.span() for match in measure.finditer(text)]
        if asks_by_day(question):
            return days_by_which(text)
        found = [
            (fact.start, fact.end)
            for fact in facts_of(text)
            if _is_wanted(question, fact.kind, fact.value) or _counts_people(question, fact.value, text[fact.end :])
        ]
        if _OF_EACH.search(question.text) and not _tells_each(text, found):
            return []
        if not found or question.unit in (None, "元"):
            found = sorted({*found, *measured(question, text)})
        return (
            found
            or _counted(question, text)
            or times(question, text)
            or bare_figures(question, text)
            or terms(question, text)
        )
    words = words_for(question)
    return [] if words is None else [match.span() for match in words.finditer(text)]


def _tells_each(text: str, found: Sequence[tuple[int, int]]) -> bool:
    """Whether a text tells several figures in one unit, or says that one holds for each."""
    units = [text[start:end].lstrip("0123456789.,万亿余")[:1] for start, end in found]
    return _SAYS_EACH.search(text) is not None or len(set(units)) < len(units)


def _counted(question: Question, text: str) -> list[tuple[int, int]]:
    """Figures in the very unit that the question names, whatever it counts: 6栋."""
    if question.asks is not Asks.HOW_MANY or question.unit is None:
        return []
    return [match.span() for match in re.finditer(rf"\d[\d.]*[万亿]?余?{re.escape(question.unit)}", text)]


def has_unit(question: Question, text: str) -> bool:
    """Whether a text holds a figure in the very unit that the question names, the day where it asks when; True where
    it names none.
    """
    if (day := has_day(question, text)) is not None:
        return day
    if question.unit in PEOPLE:
        return any(fact.value.endswith(PEOPLE) for fact in facts_of(text))
    if question.unit is None or any(_of_unit(fact.value, question.unit) for fact in facts_of(text)):
        return True
    return bool(measured(question, text))


def hides_what_is_asked(question: Question, text: str) -> bool:
    """Whether the figure asked for is redacted here: a mark stands before its unit, and no figure of that unit does."""
    if question.asks not in (Asks.HOW_MANY, Asks.HOW_LONG):
        return False
    unit = {"元": "万?元", "%": "[%％]", "个": "个|人"}.get(question.unit or "", question.unit)
    followed = [text[mark.end :].lstrip()[:4] for mark in redactions(text)]
    if not any(re.match(unit or _HIDDEN_UNITS, rest) for rest in followed):
        return False
    return not any(_is_wanted(question, fact.kind, fact.value) for fact in facts_of(text))


def _is_wanted(question: Question, kind: str, value: str) -> bool:
    if question.asks in (Asks.WHEN, Asks.HOW_LONG):
        return is_time_wanted(question, kind, value)
    if question.unit:
        return _of_unit(value, question.unit)
    return kind in ("figure", "percent", "period")


def _counts_people(question: Question, value: str, behind: str) -> bool:
    """5个人 where 几名 is asked."""
    return question.asks is Asks.HOW_MANY and question.unit in PEOPLE and value[-1:] == "个" and behind[:1] == "人"


def _of_unit(value: str, unit: str) -> bool:
    """Whether a figure is in the unit asked for; what counts things may do so by another counter."""
    if unit in _COUNTERS:
        return value.lstrip("0123456789.") in _COUNTERS[unit]
    return value.endswith(_plain_unit(unit))


def _plain_unit(unit: str) -> str:
    return {"天": "日", "工作日": "个工作日"}.get(unit, unit)
