"""The cell 完成时限 ↔ a Due: 立行立改，2023年8月10日前 is two things at once; 12月20日前 borrows the year before it.

Text in, record out. A cell whose date cannot be made out gives no date, and says so; nothing is put in its place.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from assistant.drafting.records import Due
from assistant.text.sentences import clauses
from assistant.text.terms import fold

_IMMEDIATE = re.compile(r"立行立改|即知即改|立整立改|立即(?:整改|完成)|马上")
_CONTINUING = re.compile(r"长期坚持|持续(?:推进|整改|坚持)|常态化|长期")
_SLOT = re.compile(r"【待填：(?:时限|日期)】")

_DAY = re.compile(
    r"(?:(?P<year>\d{4})\s*(?:年|[-./]))?\s*(?P<month>\d{1,2})\s*(?:月|[-./])\s*(?P<day>\d{1,2})(?![\d万亿元%％个项户吨])\s*[日号]?"
)
_MONTH_END = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:底|末|份|以?前|之前|内|$)")
_YEAR_END = re.compile(r"(?P<year>\d{4})年(?:底|末|度?内|以?前|之前)")
_YEAR = re.compile(r"(\d{4})年")


def due_of(text: str) -> Due:
    """What a cell says about the deadline. The date is the last that it names; earlier ones are stages.

    >>> due_of("立行立改，2023年8月10日前")
    Due(immediate=True, date=datetime.date(2023, 8, 10), continuing=False, stages=(), open_slot='')
    >>> due_of("2024年底前，并长期坚持").date, due_of("2024年底前，并长期坚持").continuing
    (datetime.date(2024, 12, 31), True)
    """
    days = [day for day, _ in dates_in(text) if day is not None]
    slots = _SLOT.findall(text)
    return Due(
        immediate=_IMMEDIATE.search(text) is not None,
        date=max(days, default=None),
        continuing=_CONTINUING.search(text) is not None,
        stages=tuple(_stages(text)) if len(set(days)) > 1 else (),
        open_slot=slots[0] if slots and not days else "",
    )


def dates_in(text: str) -> list[tuple[date | None, str]]:
    """The dates of a cell with the words that name them, in order; None for a day that no calendar has.

    >>> dates_in("2024年2月30日前"), dates_in("2023年9月5日前5个，12月20日前6个")[1]
    ([(None, '2024年2月30日')], (datetime.date(2023, 12, 20), '12月20日'))
    """
    folded = fold(text)
    matches = sorted(_matches(folded), key=lambda match: match.start())
    found: list[tuple[date | None, str]] = []
    year: int | None = None
    for match in matches:
        parts = match.groupdict()
        year = int(parts["year"]) if parts.get("year") else year or _year_before(folded, match.start())
        if year is not None:
            found.append((_day(year, parts.get("month"), parts.get("day")), match[0].strip()))
    return found


def due_to_text(due: Due) -> str:
    """The words of a deadline as a ledger cell has them; `due_of` reads them back."""
    named = f"{due.date.year}年{due.date.month}月{due.date.day}日" if due.date else due.open_slot
    parts = ["立行立改" if due.immediate else "", named, "长期坚持" if due.continuing else ""]
    return "，".join(part for part in parts if part)


def _matches(folded: str) -> Iterator[re.Match[str]]:
    taken: list[tuple[int, int]] = []
    for pattern in (_DAY, _MONTH_END, _YEAR_END):
        for match in pattern.finditer(folded):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                yield match


def _year_before(folded: str, position: int) -> int | None:
    """The year that stands anywhere before a date without one: 2024年，9月底前."""
    years = _YEAR.findall(folded, 0, position)
    return int(years[-1]) if years else None


def _day(year: int, month: str | None, day: str | None) -> date | None:
    try:
        in_month = int(month) if month else 12
        return date(year, in_month, int(day) if day else calendar.monthrange(year, in_month)[1])
    except ValueError:
        return None


def _stages(text: str) -> Iterator[str]:
    for span in clauses(text):
        words = span.of(text).strip("，,；;。 ")
        if dates_in(words) or _MONTH_END.search(fold(words)) or _DAY.search(fold(words)):
            yield words
