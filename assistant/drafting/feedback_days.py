"""The days of an inspection: when its findings were fed back, and when the unit received them.

The text of a feedback document in, days out. What it does not say stays None. A year that it does not name comes from
the dates before it; who reads it can tell that.
"""

from __future__ import annotations

import re
from datetime import date

from assistant.drafting.feedback_records import Excerpt
from assistant.text.facts import facts, first_date
from assistant.text.terms import fold

_DATE = r"\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日"
_FED_BACK = re.compile(rf"(?P<date>{_DATE})(?:(?!\d月)[^。\n]){{0,60}}反馈")
_FED_BACK_THAT_DAY = re.compile(r"(?<![年\d])(?P<day>(?P<m>\d{1,2})月(?P<d>\d{1,2})日)[^。\n]{0,60}?反馈")
_FED_BACK_FIELD = re.compile(rf"^[ \u3000>*_|-]*反馈(?:时间|日期)[*_]*[：:|][*_| ]*(?P<date>{_DATE})", re.MULTILINE)
_MEETING_FIELD = re.compile(rf"^[ \u3000>*_|-]*(?:会议)?(?:时间|日期)[*_]*[：:][*_ ]*(?P<date>{_DATE})", re.MULTILINE)
"""Of the minutes of the meeting in which the findings were handed over."""
_DATED = re.compile(r"(?P<y>\d{4})(?: ?年 ?|[-/.])(?P<m>\d{1,2})(?: ?月|[-/.])(?: ?(?P<d>\d{1,2})(?: ?日|(?!\d)))?")
"""2025年2月24日, 2025年2月下旬, 2025-06-11."""
_CLOCK_OR_SOURCE = re.compile(r"[ \u3000]*(?:\d{1,2}:\d{2}|[^。\n]{0,12}(?:来源|发布|字号|浏览|阅读|作者))")
_PUBLISHED = re.compile(r"(?:发布|刊发|来源|更新|日期|时间)[^\n。]{0,20}$")
_HEAD = 6
"""Lines at the top among which a date in brackets is that of the document."""
_RECEIVED = re.compile(
    rf"(?:(?:收到|送达|签收|接收)(?:日期|时间)?[：:为]?\s*(?P<after>{_DATE}))|(?:(?:于)?(?P<before>{_DATE})(?:正式)?(?:收到|送达|签收))"
)


def feedback_day(text: str, opening_end: int) -> date | None:
    """The day of the feedback: a field, the date of the document, or what its opening says before `opening_end`."""
    folded = fold(text)
    opening = folded[:opening_end]
    fed_back = _FED_BACK.search(opening)
    without_year = feedback_day_without_year(text, opening_end)
    return (
        _stated_day(folded, _FED_BACK_FIELD)
        or _standing_date(text)
        or (_date(fed_back["date"]) if fed_back else None)
        or (without_year[0] if without_year else None)
        or _stated_day(opening, _MEETING_FIELD)
    )


def received_day(text: str) -> date | None:
    """The day on which the unit received the document, where it says so.

    >>> received_day("本反馈意见于2024年6月20日送达。")
    datetime.date(2024, 6, 20)
    """
    received = _RECEIVED.search(fold(text))
    return _date(received["after"] or received["before"]) if received else None


def feedback_day_without_year(text: str, opening_end: int) -> tuple[date, Excerpt] | None:
    """The day of the feedback where only its month and day are said, in the year that the dates before it give.

    2024年9月18日至11月29日…巡察。12月27日…反馈 is 2024-12-27: the first such day behind the last one named in full.
    Behind the day of publication of a page it is the last such day up to it. None where no year is named before it, or
    the day stands there in full. A person should look at it.
    """
    if _standing_date(text) or _FED_BACK.search(fold(text[:opening_end])):
        return None
    said = _FED_BACK_THAT_DAY.search(fold(text), 0, opening_end)
    dated = [match for match in _DATED.finditer(fold(text)) if said and match.end() <= said.start()]
    before = _date_or_first_of_month(dated[-1]) if dated else None
    if said is None or before is None:
        return None
    is_published = _is_of_publication(fold(text), dated[-1])
    for year in (before.year, before.year - 1 if is_published else before.year + 1):
        day = first_date(f"{year}年{said['m']}月{said['d']}日")
        if day is not None and (day <= before if is_published else day >= before):
            return day, Excerpt.of(text, *said.span("day"))
    return None


def _date_or_first_of_month(dated: re.Match[str]) -> date | None:
    return first_date(f"{dated['y']}年{dated['m']}月{dated['d'] or 1}日")


def _is_of_publication(folded: str, dated: re.Match[str]) -> bool:
    """Whether a date stands in the line that says where and when a page appeared."""
    line_end = folded.find("\n", dated.end())
    behind = folded[dated.end() : line_end if line_end >= 0 else len(folded)]
    return _PUBLISHED.search(folded, 0, dated.start()) is not None or _CLOCK_OR_SOURCE.match(behind) is not None


def _standing_date(text: str) -> date | None:
    """The date of the document: the last complete one alone on a line, else in brackets on a line of its head.

    Annexes and page numbers may stand below it; a date alone in the head is that of a page of news.
    """
    lines = [re.sub(r"\s", "", line) for line in text.splitlines() if line.strip()]
    head = [
        _BEFORE_DAY.sub("", line.strip("（）()")) if line[:1] in "（(" or _SPEECH.search(lines[0]) else ""
        for line in lines[1:_HEAD]
    ]
    below = [*lines[-1:], *reversed(lines[_HEAD:])]
    return next((first_date(line) for line in [*below, *head] if _is_date(line)), None)


def _stated_day(folded: str, field: re.Pattern[str]) -> date | None:
    stated = field.search(folded)
    return _date(stated["date"]) if stated else None


def _is_date(line: str) -> bool:
    found = [fact for fact in facts(line) if fact.kind == "date"] if len(line) <= _LONGEST_DATE else []
    return len(found) == 1 and found[0].end - found[0].start == len(line) and first_date(line) is not None


_BEFORE_DAY = re.compile(r"^[^。；;，,]{0,24}?(?=\d{4}年)")
"""（县委第三巡察组 2023年6月28日）"""
_SPEECH = re.compile(r"讲话|发言|致辞")
"""Below the title of what was said the day stands on a line of its own."""
_LONGEST_DATE = 20
"""Characters: 二〇二四年十二月二十七日 has twelve."""


def _date(words: str) -> date | None:
    return first_date(words.replace(" ", ""))
