"""The days, terms and times by which a sentence tells when something is, and by when. A question and a sentence in,
spans or yes or no out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.composing.kinds import Asks
from assistant.composing.papers import happened
from assistant.composing.questions import Question
from assistant.text.facts import Fact, facts

_DAY = re.compile(r"哪一?天|几号|几月几日|哪日")
_WITH_DAY = re.compile(r"-\d\d-\d\d$")
_REPEATED = re.compile(r"一次|1次|一回|每|频|轮换|定期")
"""What asks how often something is done; 多久 by itself asks for a time that passes once."""

_TERM = re.compile(r"[期时]限|(?:工作日|[天日月年]|小时)(?:之?[内前]|以内|里)")
"""What asks for a term, which no 每半年 is."""

_TERMS = frozenset("工作日 个工作日 天 个月 小时 分钟 学时".split())
"""Units of terms; who asks for 几个工作日 is told of no day. 几日 may be one."""

_WITHIN = re.compile(r"以?内|之?前")
_BY_WHEN = re.compile(r"最[迟晚]|(?:什么时候|何时|哪一?[天日]|几号|几月)[底末]?(?:之|以)?前")

_BY_DAY = re.compile(
    r"(?:什么时候|何时|哪一?[天日月]|几号|几月(?:份)?)[底末初]?(?:之|以)?前"
    r"|最[迟晚](?:[^，。？]{0,4}?)(?:什么时候|何时|哪一?[天日月]|几号|几月)"
)
"""What asks for the day by which something is to be done."""

_OF_A_MONTH = re.compile(r"-\d\d")
_AT_END = re.compile(r"(?:年|季度|月|学期)(?:底|末)(?:[之以]?前)?|[当次][日天]")
"""A last day that is told without a number."""

_BY = re.compile(r"[份]?(?:[底末初](?:[之以]?[前内])?|[之以]?[前内]|止)")
"""What a question for the last day says, and what stands behind such a day."""

_CLOCK = re.compile(
    r"\d{1,2}时(?:\d{1,2}分)?|每?[周星]期?[一二三四五六日]|(?<![个\d一二三四五六七八九十])工作日(?!以?[内里前后])"
)
_AT_ONCE = re.compile(r"[当次][日天晚]|当场|即时|立即|随时")
"""A time that is told without a number: 收到当日登记."""

_TIMES = {Asks.WHEN: re.compile(f"{_CLOCK.pattern}|{_AT_ONCE.pattern}"), Asks.HOW_LONG: _AT_ONCE}

facts_of = lru_cache(maxsize=4096)(facts)
"""The facts of a text, which several look at for one question."""


def asks_by_day(question: Question) -> bool:
    """Whether the day is asked for by which something is to be done."""
    return _BY_DAY.search(question.text) is not None


def is_time_wanted(question: Question, kind: str, value: str) -> bool:
    """Whether a fact of a kind is a time that a question for one wants."""
    if question.asks is Asks.WHEN:
        return (kind == "date" and _is_fine(question, value)) or value in ("每周", "每天")
    if question.unit in _TERMS and kind == "date":
        return False
    return kind in ("period", "date") or (
        kind == "frequency" and _REPEATED.search(question.text) is not None and _TERM.search(question.text) is None
    )


def has_day(question: Question, text: str) -> bool | None:
    """Whether a text holds a day, or a last one where that is asked for; None where the question asks for no day."""
    if _BY_WHEN.search(question.text):
        return any(_BY.match(text[fact.end :]) for fact in facts_of(text)) or _AT_END.search(text) is not None
    if question.asks is Asks.WHEN:
        return any(fact.kind == "date" for fact in facts_of(text))
    return None


def times(question: Question, text: str) -> list[tuple[int, int]]:
    """Times of day and of the week, which are no dates, and such as are told without a number."""
    pattern = _TIMES.get(question.asks)
    return [match.span() for match in pattern.finditer(text)] if pattern else []


def days_by_which(text: str) -> list[tuple[int, int]]:
    """Days and months, and terms by the end of which something is done; no year, no time that something took."""
    found = [
        (fact.start, fact.end)
        for fact in facts_of(text)
        if (fact.kind == "date" and (_WITH_DAY.search(fact.value) or _is_last(fact, text)))
        or (fact.kind == "period" and _WITHIN.match(text[fact.end :]))
    ]
    return found or [match.span() for match in _AT_END.finditer(text)]


def _is_last(month: Fact, text: str) -> bool:
    """8月底, 2024年6月前; 9月份 is when something was."""
    return _OF_A_MONTH.search(month.value) is not None and _BY.match(text[month.end :]) is not None


def terms(question: Question, text: str) -> list[tuple[int, int]]:
    """A term tells when as well as a day does, 会议结束后30日内, but not when something was done."""
    if question.asks is not Asks.WHEN or happened(question.text):
        return []
    return [
        (fact.start, fact.end) for fact in facts_of(text) if fact.kind == "period" and _WITHIN.match(text[fact.end :])
    ]


def _is_fine(question: Question, date: str) -> bool:
    """Whether a date is as fine as the question wants it: a year is no answer to 哪天."""
    return _DAY.search(question.text) is None or _WITH_DAY.search(date) is not None
