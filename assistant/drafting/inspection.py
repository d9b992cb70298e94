"""Who inspected whom, in which round, when they fed back, and by when they want what: each with the words that say it.

The text of a feedback document in, records with spans out. What it does not say stays None; no year is guessed for a
date without one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.drafting.endings import states_deadline
from assistant.drafting.feedback_records import Excerpt, Inspection
from assistant.text.facts import facts, first_date
from assistant.text.sentences import Span, sentences
from assistant.text.terms import fold

_UNIT = r"(?P<unit>[^，,。；;：:、\s\d]{2,40}?)"
_ALIAS = r"(?:[(（]以下[^)）]{1,20}[)）])?"
_INSPECTED = (
    re.compile(
        r"(?:^|(?<=[\s*_|-]))(?:被巡[视察](?:单位|党组织)|反馈对象|(?:接收|整改|责任)单位)(?:名称)?[*_]*[：:]"
        r"[*_ ]*(?P<unit>[^，,。；;：:、\s\d*]{2,40})",
        re.MULTILINE,
    ),
    re.compile(rf"^[ \u3000*_]*{_UNIT}[：:][ \u3000*_]*$", re.MULTILINE),
    re.compile(
        r"^[ \u3000]*(?P<unit>[^，,。；;：:、\s\d]{2,40}?(?:党[组委]|党工委|[党]?总支|党支部))[：:]", re.MULTILINE
    ),
    re.compile(
        r"^[ \u3000]*(?:——|--)[ \u3000]*(?P<unit>[^，,。；;：:、\s]{2,40}(?:党[委组]|党工委|总支|支部))[ \u3000]*$",
        re.MULTILINE,
    ),
    re.compile(rf"(?:关于(?:对)?|巡[视察]组)巡[视察]{_UNIT}(?:党组织)?(?:工作)?(?:情况)?的?(?:反馈|问题)"),
    re.compile(rf"关于(?:对|向)?{_UNIT}(?:开展)?(?:的)?(?:常规|专项|机动|提级)?巡[视察](?:情况|工作)?的?反馈"),
    re.compile(rf"对{_UNIT}{_ALIAS}(?:开展|进行)(?:了)?(?:为期[^，,。]{{1,12}}的)?[^，,。]{{0,12}}?巡[视察]"),
    re.compile(rf"对{_UNIT}{_ALIAS}巡[视察](?:中)?发现"),
    re.compile(
        rf"[向对]{_UNIT}{_ALIAS}(?:进行|作)?(?:了)?(?:[“\"]?一对一[”\"]?)?(?:常规|专项|机动|提级|政治)?(?:的)?(?:巡[视察])?反馈"
    ),
    re.compile(
        rf"^[ \u3000]*{_UNIT}(?:常规|专项)?巡[视察](?:整改)?(?:反馈)?(?:发现)?(?:的)?(?:问题|意见)", re.MULTILINE
    ),
    re.compile(rf"(?:^|[，,。；;\n]){_UNIT}(?:主要)?存在(?:的)?(?:以下|下列|如下|主要|几个|问题)"),
)
"""From the surest place to the least sure: addressee, title, opening sentence, news."""

_NO_UNIT = re.compile(
    r"^[你我]|同志|各位|发现|社会公开|问题|意见|情况|反馈|附件|巡[视察]组|近日|家党组织|个党组织|现将|要求|如下|评价|建议|联系|部署|本轮|回头看|被巡[视察]"
)
_PEOPLE = re.compile(r"(?:主要负责人|主要负责同志|领导班子|班子成员|党员干部|负责人).*$")
_UNIT_LEADS = re.compile(r"^(?:近日|日前|分别|关于|对|向|据|中共(?=中共))+")

_ORGAN = "(?:中央|省委|市委|县委|区委|州委|旗委|党委|党组|工委|委员会)"
_BODY = re.compile(
    rf"(?:中共)?[\u4e00-\u9fff]{{0,12}}?(?:{_ORGAN}(?:第[一二三四五六七八九十\d]{{1,3}}|(?:[\u4e00-\u9fff]{{2,8}}?)?(?:联动|提级|专项|机动))?|第[一二三四五六七八九十\d]{{1,3}})巡[视察]组"
)
_ROUND = re.compile(
    rf"[\u4e00-\u9fff]{{0,6}}?{_ORGAN}?第[一二三四五六七八九十\d]{{1,3}}轮(?:常规|专项|机动|政治|提级|集中)?巡[视察]"
)
_ROUND_OF_TERM = re.compile(rf"[一二三四五六七八九十]{{1,4}}届{_ROUND.pattern}")
_KIND = re.compile(
    r"(?:常规|专项|机动|提级|政治|联动|交叉|延伸(?!巡[视察](?:了|至|到|[^，,。]{0,12}个)))巡[视察](?:[“\"]回头看[”\"])?|巡[视察][“\"]回头看[”\"]"
)
_NOT_OF_A_NAME = re.compile(
    r".*(?:根据|按照|会同|联合|随|派|受|关于|反馈|现将|代表|召开|开展|经|由|向|在|年|月|日|的|和|与|及|对|个|，|,|。)"
)
_BODY_IN_TITLE = 120
"""Characters from the start within which the full name of the group is looked for first."""

_LABEL = re.compile(
    r"[*_ ]*(?:(?:答[：:]|【[^】\n]{2,10}】|"
    r"(?:整改|工作|有关|报送|集中)?(?:整改)?(?:要求|时限|期限|时间|说明|备注)[：:]|"
    r"[（(]?(?:\d{1,2}(?:[）)、]+|[.．]+(?=\s*\D))|[一二三四五六七八九十]{1,3}[）)、.．]+)|[一二三四五六七八九十]{1,3}[是要])[*_]*\s*)+|[*_]+"
)
_ASKED = re.compile(r"请|望|应|须|务必|期限|时限|要|(?:收到|接到)[^。，,]{0,24}(?:之日起|[内后])|[内前]报")
"""How the opening asks for something by a day; what it tells of earlier days it does not ask for."""

_CLOSING = 60
"""Characters at the end in which a document is signed."""

_DATE = r"\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日"
_FED_BACK = re.compile(rf"(?P<date>{_DATE})[^。\n]{{0,60}}反馈")
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


def inspected_unit(text: str) -> Excerpt | None:
    """The party organisation that was inspected, as the document names it.

    >>> inspected_unit("市委第二巡察组对市档案馆党组开展了常规巡察。").verbatim
    '市档案馆党组'
    """
    folded = fold(text)
    for pattern in _INSPECTED:
        for match in pattern.finditer(folded):
            found = _cleaned_unit(text, folded, *match.span("unit"))
            if found is not None:
                return found
    return None


def inspection(text: str, opening_end: int) -> Inspection:
    """Who inspected, in which round, how, and the dates that the document states in full.

    Names are looked for before `opening_end` (characters) only: among the problems earlier rounds are named too.
    """
    folded = fold(text)
    opening = folded[:opening_end]
    fed_back = _FED_BACK.search(opening)
    without_year = feedback_day_without_year(text, opening_end)
    received = _RECEIVED.search(folded)
    return Inspection(
        inspected_by=_named(text, opening, _BODY) or _signing_body(text, folded),
        round=_named(text, opening, _ROUND_OF_TERM) or _named(text, opening, _ROUND),
        kind=_only(text, opening, _KIND),
        feedback_on=_stated_day(folded, _FED_BACK_FIELD)
        or _standing_date(text)
        or (_date(fed_back["date"]) if fed_back else None)
        or (without_year[0] if without_year else None)
        or _stated_day(opening, _MEETING_FIELD),
        received_on=_date(received["after"] or received["before"]) if received else None,
    )


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


def deadline_sentences(text: str, unbroken: str, problems: Sequence[tuple[int, int]]) -> Iterator[Excerpt]:
    """Sentences outside all problems that say by when to plan, rectify or report; in the opening only where it asks.

    `unbroken` is the text without line ends inside sentences, as long as the text; `problems` are the starts and ends
    of the findings, in order.
    """
    first = problems[0][0] if problems else 0
    starts = [start for start, _ in problems]
    for found_at in _whole_sentences(unbroken):
        label = _LABEL.match(text, *found_at)
        sentence = Span(label.end() if label else found_at.start, found_at.start + len(found_at.of(text).rstrip("*_ ")))
        before = bisect_right(starts, sentence.start) - 1
        inside = before >= 0 and sentence.start < problems[before][1]
        is_asked = sentence.start > first or _is_asked(fold(found_at.of(text)))
        if is_asked and not inside and not _STANCE.match(text, *found_at) and states_deadline(sentence.of(unbroken)):
            yield Excerpt.of(text, *sentence)


_STANCE = re.compile(
    r"[^。，,；;：:\n]{2,40}(?:(?:表示|表态[^，,：:。]{0,4})[，,：:。]|(?:书记|主任|[院校局]长|负责人|负责同志)[：:])"
)
"""局党组书记表示，将在规定时限内整改到位 promises, and asks for nothing."""


def _is_asked(folded: str) -> bool:
    return "整改" in folded and _ASKED.search(folded) is not None


def _whole_sentences(text: str) -> Iterator[Span]:
    """The sentences of a text; one that breaks off at the end of a long line goes on to the stop in the next."""
    begun: Span | None = None
    for sentence in sentences(text):
        goes_on = begun is not None and text[begun.end : sentence.start].strip(" \u3000") == "\n"
        is_rest = goes_on and text[sentence.end - 1] in _STOPS
        if begun is not None and not is_rest:
            yield begun
        whole = Span(begun.start, sentence.end) if begun is not None and is_rest else sentence
        broken = text[whole.end - 1] not in _STOPS and whole.end - whole.start >= _SHORTEST_BROKEN
        begun = whole if broken else None
        if not broken:
            yield whole
    if begun is not None:
        yield begun


_STOPS = "。！？!?；;：:”）)|"
_SHORTEST_BROKEN = 24
"""Characters of a line that ends without a stop because it is full; a shorter one is a heading or a signature."""


def _cleaned_unit(text: str, folded: str, start: int, end: int) -> Excerpt | None:
    """The unit without the people who speak for it; None where the words name no unit."""
    lead = _UNIT_LEADS.match(folded[start:end])
    start += lead.end() if lead else 0
    people = _PEOPLE.search(folded[start:end])
    end = start + people.start() if people else end
    if end - start < 3 or _NO_UNIT.search(folded[start:end]):
        return None
    return Excerpt.of(text, start, end)


def _named(text: str, folded: str, pattern: re.Pattern[str]) -> Excerpt | None:
    """The fullest form of a name near the beginning, else its first anywhere."""
    found = [
        Excerpt.of(text, match.start() + _lead_length(match[0]), match.end()) for match in pattern.finditer(folded)
    ]
    early = [excerpt for excerpt in found if excerpt.end <= _BODY_IN_TITLE] or found[:1]
    return max(early, key=lambda excerpt: (excerpt.end - excerpt.start, -excerpt.start), default=None)


def _signing_body(text: str, folded: str) -> Excerpt | None:
    """The group that signed: the last one named in the closing lines."""
    named = list(_BODY.finditer(folded, max(0, len(folded) - _CLOSING)))
    return Excerpt.of(text, named[-1].start() + _lead_length(named[-1][0]), named[-1].end()) if named else None


def _lead_length(words: str) -> int:
    """Characters of a match that belong to the sentence before the name."""
    lead = _NOT_OF_A_NAME.match(words)
    return lead.end() if lead and lead.end() < len(words) - 3 else 0


def _only(text: str, folded: str, pattern: re.Pattern[str]) -> Excerpt | None:
    """The one thing of its sort that is named; None where several are and nobody knows which is meant."""
    found = list(pattern.finditer(folded))
    return Excerpt.of(text, *found[0].span()) if len({match[0] for match in found}) == 1 else None


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
