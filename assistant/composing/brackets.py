"""An amount that a question names and the brackets of a rule, 10万元以下, 10万元以上50万元以下: which of them holds it.

Text in, yes or no out. A bracket with neither 含 nor 不含 may hold the amount at its edge or not; the one beside it
that says 含 does. Bounds of a duty, 不得超过50人, are no brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.text.facts import facts

_VALUE = re.compile(r"(-?\d+(?:\.\d+)?)(.*)")
_MEASURES = ("figure", "percent", "period")
_INCLUDED = r"[（(]?(?P<own>不?含)?(?:本数)?[）)]?"
_FROM = re.compile(rf"{_INCLUDED}(?:及?以上|起(?!草|诉|动)|至)")
_UP_TO = re.compile(rf"{_INCLUDED}(?:及?以[下内](?!简称|统称|情形|条件|内容)|的?之内)")
_MORE_THAN = re.compile(r"(?<!不)(?<!不得)(?:超过|高于|大于|多于|满|达到?)$")
_LESS_THAN = re.compile(r"(?:不足|未满|不满|低于|少于|不到|未达到?)$")
_CASE = re.compile(r"^[）)]?的|^[）)]?[\u4e00-\u9fff]{0,6}的[，,由]")
"""超过5000元的 is a case, 不超过5000元 a duty."""


@dataclass(frozen=True, slots=True)
class _Bracket:
    """Figures of one unit from `least` to `most`; None where it is open."""

    unit: str
    least: float | None = None
    most: float | None = None
    has_least: bool | None = None
    """Whether the edge is inside; None where that is not said."""
    has_most: bool | None = None

    def holds(self, amount: float) -> bool | None:
        """None at an edge of which nothing is said."""
        if (self.least is not None and amount < self.least) or (self.most is not None and amount > self.most):
            return False
        edges = [(self.least, self.has_least), (self.most, self.has_most)]
        at_edge = [is_in for edge, is_in in edges if edge == amount]
        return at_edge[0] if at_edge else True


def fits(question: str, text: str) -> bool | None:
    """Whether a bracket of a text holds an amount that a question names; None where no bracket is of its unit.

    >>> fits("8万元的支出谁批？", "5万元以下的由科长批准"), fits("8万元的支出谁批？", "5万元以上的由局长批准")
    (False, True)
    """
    found = [
        bracket.holds(amount)
        for amount, unit in _amounts(question)
        for bracket in _brackets(text)
        if bracket.unit == unit
    ]
    if not found:
        return None
    return True if True in found else (None if None in found else False)


@lru_cache(maxsize=256)
def _amounts(question: str) -> tuple[tuple[float, str], ...]:
    """The amounts of a question, each of its own; 不到5万元 lies right below."""
    found = []
    for fact in facts(question):
        if fact.kind not in _MEASURES or (value := _value(fact.value)) is None:
            continue
        amount, unit = value
        before, behind = question[: fact.start], question[fact.end :]
        if _LESS_THAN.search(before) or re.match("以下", behind):
            amount -= amount / 1000
        elif _MORE_THAN.search(before) or re.match("多|以上", behind):
            amount += amount / 1000
        found.append((amount, unit))
    return tuple(found)


@lru_cache(maxsize=4096)
def _brackets(text: str) -> tuple[_Bracket, ...]:
    made: list[_Bracket] = []
    opened: tuple[_Bracket, int] | None = None
    for fact in facts(text):
        if fact.kind not in _MEASURES or (value := _value(fact.value)) is None:
            continue
        before, behind = text[: fact.start], text[fact.end :]
        edge = _edge(value, before, behind)
        if edge is None:
            continue
        bracket, length = edge
        if opened and opened[1] == fact.start and bracket.most is not None and opened[0].unit == bracket.unit:
            low = made.pop()
            bracket = _Bracket(low.unit, low.least, bracket.most, low.has_least, bracket.has_most)
        made.append(bracket)
        opened = (bracket, fact.end + length) if bracket.most is None else None
    return tuple(made)


def _edge(value: tuple[float, str], before: str, behind: str) -> tuple[_Bracket, int] | None:
    """One edge of a bracket and the characters that it has behind its figure."""
    amount, unit = value
    if found := _UP_TO.match(behind):
        return _Bracket(unit, most=amount, has_most=_is_in(found)), found.end()
    if found := _FROM.match(behind):
        return _Bracket(unit, least=amount, has_least=_is_in(found)), found.end()
    if _LESS_THAN.search(before) and _CASE.match(behind):
        return _Bracket(unit, most=amount, has_most=False), 0
    if _MORE_THAN.search(before) and _CASE.match(behind):
        return _Bracket(unit, least=amount, has_least=before.endswith(("满", "达", "到"))), 0
    return None


def _is_in(edge: re.Match[str]) -> bool | None:
    return None if edge["own"] is None else edge["own"] == "含"


def _value(told: str) -> tuple[float, str] | None:
    match = _VALUE.fullmatch(told)
    return (float(match[1]), match[2]) if match else None
