"""By when: every measure has a day that calendars know, continuing ones have stages, none goes beyond the limit.

The limit is that of the regime somebody chose, or what draft or feedback state themselves; it is never assumed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.drafting.checks.draft import Draft, Row
from assistant.drafting.checks.rules import ERROR, EVERY, INFO, OPINION, WARNING, WITH_ROWS, Rule
from assistant.drafting.dues import dates_in
from assistant.drafting.issue_records import Issue
from assistant.drafting.states import State, state_of
from assistant.text.numerals import NUMERAL, to_int
from assistant.text.terms import fold

NO_DUE = Rule("no-due", WARNING, WITH_ROWS)
RELATIVE_DUE = Rule("relative-due", WARNING, WITH_ROWS)
DUE_IMPOSSIBLE = Rule("due-impossible", ERROR, EVERY)
DUE_UNREADABLE = Rule("due-unreadable", WARNING, WITH_ROWS)
DUE_BEFORE_FEEDBACK = Rule("due-before-feedback", WARNING, WITH_ROWS)
CONTINUING = Rule("continuing-without-stages", WARNING, WITH_ROWS, OPINION, "应付式落实")
BEYOND = Rule("beyond-the-limit", WARNING, WITH_ROWS, form="慢落实")
OVERDUE = Rule("overdue", WARNING, WITH_ROWS, form="慢落实")
NOT_BEGUN = Rule("overdue-not-begun", WARNING, WITH_ROWS, form="不落实")
NOTHING_AT_ONCE = Rule("nothing-at-once", INFO, WITH_ROWS, form="拖延式整改")
LAST_DAY = Rule("all-on-the-last-day", INFO, WITH_ROWS, form="拖延式整改")

RULES = (
    NO_DUE,
    RELATIVE_DUE,
    DUE_IMPOSSIBLE,
    DUE_UNREADABLE,
    DUE_BEFORE_FEEDBACK,
    CONTINUING,
    BEYOND,
    OVERDUE,
    NOT_BEGUN,
    NOTHING_AT_ONCE,
    LAST_DAY,
)

_RELATIVE = re.compile(
    r"近期|近日|年内|下一?步|下一?个?阶段|下一?(?:季度|年度)|后期|届时|尽快|尽早|适时|择机|早日|抓紧|短期内|条件成熟|待定|视情|及时"
)
_BY_PHASE = re.compile(
    r"集中整改(?:期|阶段)(?:限|间)?(?:内|结束前)?|整改期(?:限)?内|反馈(?:之日起|后)|收到反馈|个?工作日内|个?月内|天内|日内"
)
"""Days that follow from the limit or from the day of receipt: as good as a date."""
_STAGED = re.compile(
    r"分阶段|阶段|每(?:年|半年|季度|季|月|周)|按(?:年|季|月)|逐年|第[一二三四]季度|上半年|下半年|\d{4}年"
)
_DATE_WORDS = re.compile(r"月|\d{4}[-./]\d{1,2}[-./]")
"""0.5万吨 looks like a day to whoever expects one."""
_NAMED_DAY = re.compile(
    rf"(?:(?P<year>\d{{4}}|[〇零○一二三四五六七八九]{{4}})\s?年\s?)?(?<!\d)(?<!{NUMERAL})(?P<month>\d{{1,2}}|{NUMERAL}{{1,3}})\s?月\s?"
    rf"(?P<day>\d{{1,2}}|{NUMERAL}{{1,3}})\s?[日号]"
)
_LEAP_YEAR = 2024
_MOSTLY = 0.7
"""Share of dated measures on the last day from which on the plan waits for it."""


def without_day(draft: Draft) -> Iterator[Issue]:
    """A measure without any deadline, not even as an open slot."""
    for row in draft.rows():
        if "due" in draft.has and not row.cells.due.strip():
            yield NO_DUE.on(row, "due")


def no_real_day(draft: Draft) -> Iterator[Issue]:
    """近期, 年内, 下一步: no day that anybody could be held to; or a day that no calendar has."""
    for row in draft.rows():
        words = row.cells.due
        impossible = [named for day, named in dates_in(words) if day is None and _DATE_WORDS.search(named)]
        impossible += [match[0] for match in _NAMED_DAY.finditer(fold(words)) if not _exists(match)]
        relative = _RELATIVE.search(_said_beside(row))
        if impossible:
            yield DUE_IMPOSSIBLE.on(row, "due", words=impossible[0])
        elif relative and not (row.due.date or row.due.immediate):
            yield RELATIVE_DUE.on(row, "due", words=relative[0])
        elif words.strip() and not _says_when(row):
            yield DUE_UNREADABLE.on(row, "due", words=words.strip())


def no_such_day(draft: Draft) -> Iterator[Issue]:
    """A day that no calendar has anywhere in the draft's own words: 6月31日完成."""
    for said in draft.own_words():
        for match in _NAMED_DAY.finditer(fold(said.text)):
            where, spot = said.place(match.start(), match.end())
            if not where.endswith(".due") and not _exists(match):
                yield DUE_IMPOSSIBLE.at(where, spot, words=match[0])


def before_feedback(draft: Draft) -> Iterator[Issue]:
    """Deadlines before the feedback was there; one issue for all rows, since mostly one of the two dates is wrong."""
    if draft.received is None:
        return
    early = [row for row in draft.rows() if row.due.date and row.due.date < draft.received]
    if early:
        where = "、".join(row.where() for row in early)
        day, received = str(early[0].due.date), draft.received.isoformat()
        yield DUE_BEFORE_FEEDBACK.at(where, early[0].spot("due"), date=day, received=received, rows=where)


def continuing_without_stages(draft: Draft) -> Iterator[Issue]:
    """长期坚持 without a goal for each stage, nor a day by which anything is to be reached."""
    for row in draft.rows():
        due = row.due
        if due.continuing and not (due.stages or due.date or _STAGED.search(row.cells.due)):
            yield CONTINUING.on(row, "due")


def beyond_limit(draft: Draft) -> Iterator[Issue]:
    """A day after the last one allowed, in a measure that is not said to go on in stages (慢落实)."""
    if draft.limit is None:
        return
    for row in draft.rows():
        due = row.due
        goes_on = due.continuing or len(due.stages) > 1 or _STAGED.search(_without_dates(row.cells.due))
        if due.date and due.date > draft.limit.day and not goes_on:
            day, limit = due.date.isoformat(), draft.limit.day.isoformat()
            yield BEYOND.on(row, "due", date=day, limit=limit, source=draft.limit.source)


def overdue(draft: Draft) -> Iterator[Issue]:
    """Days that are past while the state says that nothing is finished; one issue for all rows of a sort."""
    late: dict[str, list[Row]] = {NOT_BEGUN.id: [], OVERDUE.id: []}
    for row in draft.rows():
        state, day = state_of(row.cells.status), _next_day(row)
        is_over = state in (State.DONE, State.CONTINUING, State.STAGE_DONE)
        if state is not None and day is not None and day < draft.on and not is_over:
            late[(NOT_BEGUN if state is State.NOT_STARTED else OVERDUE).id].append(row)
    for rule in (NOT_BEGUN, OVERDUE):
        rows = late[rule.id]
        if rows:
            where = "、".join(row.where() for row in rows)
            yield rule.at(where, rows[0].spot("status"), count=len(rows), on=draft.on.isoformat(), rows=where)


def nothing_at_once(draft: Draft) -> Iterator[Issue]:
    """No measure of the whole plan is to be done at once (拖延式整改)."""
    rows = list(draft.rows())
    if len(rows) >= _FEWEST and "due" in draft.has and not any(row.due.immediate for row in rows):
        yield NOTHING_AT_ONCE.at("plan")


def on_last_day(draft: Draft) -> Iterator[Issue]:
    """Most dated measures end on the last day allowed; earlier days are for a person to set."""
    days = [row.due.date for row in draft.rows() if row.due.date]
    if draft.limit and days and days.count(draft.limit.day) >= max(2, _MOSTLY * len(days)):
        yield LAST_DAY.at("plan", limit=draft.limit.day.isoformat(), count=days.count(draft.limit.day))


CHECKS = (
    without_day,
    no_real_day,
    no_such_day,
    before_feedback,
    continuing_without_stages,
    beyond_limit,
    overdue,
    nothing_at_once,
    on_last_day,
)

_FEWEST = 3
"""Measures from which on one would expect some to be done at once."""


def _exists(match: re.Match[str]) -> bool:
    """Whether a calendar has a day; the 29th of February is one of a year that is not named."""
    year, month, day = (to_int(match[name]) if match[name] else None for name in ("year", "month", "day"))
    try:
        date(_LEAP_YEAR if year is None else year, month or 0, day or 0)
    except ValueError:
        return False
    return True


def _said_beside(row: Row) -> str:
    return " ".join((row.cells.due, row.due.open_slot, *row.due.stages))


def _says_when(row: Row) -> bool:
    due = row.due
    return bool(due.immediate or due.date or due.continuing or due.open_slot) or bool(
        _BY_PHASE.search(row.cells.due) or _STAGED.search(row.cells.due)
    )


def _without_dates(words: str) -> str:
    """The words without years of dates: 2024年9月1日 is a day, 2024年、2025年分批 are stages."""
    return re.sub(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?|底|末)?", "", words)


def _next_day(row: Row) -> date | None:
    """The day that counts now: the one it was put off to, else its own."""
    later = [day for day, _ in dates_in(row.cells.next_due) if day]
    return max(later, default=row.due.date)
