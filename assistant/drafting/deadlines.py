"""By when: the table of deadline regimes, what a feedback document itself states, and dates from a day of receipt.

A date comes out only where somebody gave the day of receipt and chose a regime; the choice is never made here, because
instruments of several levels and years hold side by side (`regimes.toml`).
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from assistant.drafting.feedback_records import Excerpt, Findings
from assistant.errors import UsageError
from assistant.text.facts import first_date
from assistant.text.numerals import to_int
from assistant.text.sentences import clauses
from assistant.text.terms import fold

STATED = "stated"
"""Name of the regime that the feedback document itself states."""

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Term:
    """How long for what, or until which day. Counted from the receipt of the feedback unless `counted_from` is set."""

    what: str
    """plan, report, concentrated, publish or transferred."""
    count: int = 0
    unit: str = "month"
    """month, working_day or day."""
    counted_from: str = ""
    on: date | None = None
    """The day itself, where a document names one."""

    def due(self, received: date) -> date | None:
        """The last day; None for a term that is not counted from the receipt.

        Working days leave out Saturdays and Sundays; public holidays are for a person to add.
        """
        if self.on is not None:
            return self.on
        if self.counted_from:
            return None
        if self.unit == "month":
            return add_months(received, self.count)
        return (
            add_working_days(received, self.count) if self.unit == "working_day" else received + timedelta(self.count)
        )


@dataclass(frozen=True, slots=True)
class Regime:
    """One instrument's terms, with what they rest on."""

    name: str
    instrument: str
    level: str
    terms: tuple[Term, ...]
    article: str = ""
    effective_from: date | None = None
    superseded_on: date | None = None
    confidence: str = "source"
    """source: the instrument's own text was read; secondary: only a report about it."""

    def term(self, what: str) -> Term | None:
        """The term for one thing, if the instrument sets one."""
        return next((term for term in self.terms if term.what == what), None)

    @property
    def limit(self) -> Term | None:
        """What bounds the measures: concentrated rectification, else the report on it."""
        return self.term("concentrated") or self.term("report")

    def holds_on(self, day: date) -> bool:
        """Whether the instrument was in force on a day."""
        begun = self.effective_from is None or day >= self.effective_from
        return begun and (self.superseded_on is None or day < self.superseded_on)


@cache
def regimes() -> tuple[Regime, ...]:
    """The regimes that ship with the program, oldest first."""
    table = tomllib.loads(Path(__file__).with_name("regimes.toml").read_text(encoding="utf-8"))
    return tuple(_regime(row) for row in table["regime"])


def choose(name: str, findings: Findings | None) -> Regime:
    """The regime a person named: one of the table, or `stated` for what the feedback document says.

    Raises UsageError where there is none of that name, no feedback document, or one that states no term.
    """
    if name == STATED:
        if findings is None:
            raise UsageError("drafting.regime_needs_feedback")
        return stated(findings)
    found = next((regime for regime in regimes() if regime.name == name), None)
    if found is None:
        known = ", ".join((STATED, *(regime.name for regime in regimes())))
        raise UsageError("drafting.regime_unknown", name=name, known=known)
    return found


def stated(findings: Findings) -> Regime:
    """The terms that a feedback document sets. Raises UsageError where it sets none."""
    terms = tuple(stated_terms(findings.deadlines))
    if not terms:
        raise UsageError("drafting.regime_not_stated", path=findings.document.path)
    return Regime(STATED, findings.document.title, "unit", terms)


def stated_terms(sentences: Iterable[Excerpt]) -> Iterator[Term]:
    """The terms in sentences such as 收到之日起15个工作日内报送整改方案，3个月内报送整改情况报告.

    >>> sentence = Excerpt("收到后15个工作日内报送方案，两个月内完成整改", 0, 23)
    >>> [(term.what, term.count, term.unit) for term in stated_terms([sentence])]
    [('plan', 15, 'working_day'), ('report', 2, 'month')]
    """
    for sentence in sentences:
        spans = clauses(sentence.verbatim)
        for index, span in enumerate(spans):
            following = spans[index + 1].of(sentence.verbatim) if index + 1 < len(spans) else ""
            yield from _terms_of_clause(fold(span.of(sentence.verbatim)), fold(following))


def add_months(day: date, months: int) -> date:
    """The day with the same number some months later, or the last of a shorter month.

    >>> add_months(date(2024, 11, 30), 3)
    datetime.date(2025, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_working_days(day: date, count: int) -> date:
    """The last of `count` days from Monday to Friday after a day.

    >>> add_working_days(date(2024, 5, 31), 5)
    datetime.date(2024, 6, 7)
    """
    while count > 0:
        day += timedelta(1)
        count -= day.weekday() < _SATURDAY
    return day


_PERIOD = re.compile(r"(?P<count>\d+|[一二两三四五六七八九十]+)\s?(?:个)?(?P<unit>工作日|月|日|天|周)")
_UNITS = {"工作日": "working_day", "月": "month", "日": "day", "天": "day", "周": "week"}
_ON = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日(?=前|之前|以前|底)")
_DATE = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日")
_ABOUT = (
    ("concentrated", re.compile(r"集中整改(?:期|时间|期限)")),
    ("publish", re.compile(r"公开|公布")),
    ("plan", re.compile(r"方案|清单")),
    ("report", re.compile(r"报告|情况|完成|整改")),
)
"""What a term is for, by the words of its clause; a plan is named by its own name, all else is the rectification."""


def _terms_of_clause(clause: str, following: str) -> Iterator[Term]:
    what = _about(clause) or _about(following)
    if not what:
        return
    day = _ON.search(clause)
    if day is not None:
        yield Term(what, on=first_date(day[0]))
        return
    period = _PERIOD.search(_DATE.sub("", clause))
    count = to_int(period["count"]) if period else None
    if period is not None and count is not None:
        unit = _UNITS[period["unit"]]
        yield Term(what, count * 7 if unit == "week" else count, "day" if unit == "week" else unit)


def _about(clause: str) -> str:
    """What a clause's term is for. 收到反馈意见之日起15个工作日内, alone, leaves it to the clause behind it."""
    own = re.sub(r"(?:自|在)?(?:收到|接到)[^,，。;；]{0,20}?(?:之日起|后|起)", "", clause)
    return next((what for what, words in _ABOUT if words.search(own)), "")


def _regime(row: dict[str, Any]) -> Regime:
    terms = tuple(Term(term["what"], term["count"], term["unit"], term.get("from", "")) for term in row["terms"])
    return Regime(
        name=row["name"],
        instrument=row["instrument"],
        level=row["level"],
        terms=terms,
        article=row.get("article", ""),
        effective_from=row.get("effective_from"),
        superseded_on=row.get("superseded_on"),
        confidence=row["confidence"],
    )
