"""Who inspected whom, in which round, when they fed back, and by when they want what: each with the words that say it.

The text of a feedback document in, records with spans out. What it does not say stays None; no year is guessed for a
date without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.drafting.announcements import Role, states_deadline
from assistant.drafting.records import Excerpt, Inspection
from assistant.drafting.regions import Region
from assistant.text.facts import facts, first_date
from assistant.text.sentences import Span, sentences
from assistant.text.terms import fold

_UNIT = r"(?P<unit>[^，,。；;：:、\s\d]{2,40}?)"
_ALIAS = r"(?:[(（]以下[^)）]{1,20}[)）])?"
_INSPECTED = (
    re.compile(r"(?:被巡[视察](?:单位|党组织)|反馈对象)(?:名称)?[*_]*[：:][*_ ]*(?P<unit>[^，,。；;：:、\s\d*]{2,40})"),
    re.compile(rf"^[ \u3000]*{_UNIT}[：:][ \u3000]*$", re.MULTILINE),
    re.compile(rf"关于(?:对)?巡[视察]{_UNIT}(?:党组织)?(?:工作)?(?:情况)?的?(?:反馈|问题)"),
    re.compile(rf"关于(?:对|向)?{_UNIT}(?:开展)?(?:的)?(?:常规|专项|机动|提级)?巡[视察](?:情况|工作)?的?反馈"),
    re.compile(
        rf"对{_UNIT}{_ALIAS}(?:开展|进行)(?:了)?(?:为期[^，,。]{{1,12}}的)?(?:常规|专项|机动|提级|政治|交叉)?巡[视察]"
    ),
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
    r"同志|各位|问题|意见|情况|反馈|附件|巡[视察]组|近日|家党组织|个党组织|现将|要求|如下|评价|建议|联系|部署|本轮|被巡[视察]"
)
_PEOPLE = re.compile(r"(?:主要负责人|主要负责同志|领导班子|班子成员|党员干部|负责人).*$")
_UNIT_LEADS = re.compile(r"^(?:近日|日前|分别|关于|对|向|据|中共(?=中共))+")

_ORGAN = "(?:中央|省委|市委|县委|区委|州委|旗委|党委|党组|工委|委员会)"
_BODY = re.compile(
    rf"(?:中共)?[\u4e00-\u9fff]{{0,12}}?(?:{_ORGAN}(?:第[一二三四五六七八九十\d]{{1,3}}|联动|提级|专项|机动)?|第[一二三四五六七八九十\d]{{1,3}})巡[视察]组"
)
_ROUND = re.compile(
    rf"[\u4e00-\u9fff]{{0,6}}?{_ORGAN}?第[一二三四五六七八九十\d]{{1,3}}轮(?:常规|专项|机动|政治|提级|集中)?巡[视察]"
)
_ROUND_OF_TERM = re.compile(rf"[一二三四五六七八九十]{{1,4}}届{_ROUND.pattern}")
_KIND = re.compile(r"(?:常规|专项|机动|提级|政治|联动|交叉|延伸)巡[视察](?:[“\"]回头看[”\"])?|巡[视察][“\"]回头看[”\"]")
_NOT_OF_A_NAME = re.compile(
    r".*(?:根据|按照|关于|反馈|现将|代表|召开|开展|经|由|向|在|年|月|日|的|和|与|及|对|个|，|,|。)"
)
_BODY_IN_TITLE = 120
"""Characters from the start within which the full name of the group is looked for first."""

_LABEL = re.compile(
    r"(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]+|[一二三四五六七八九十]{1,3}[是要])\s*(?=\D)"
)

_CLOSING = 60
"""Characters at the end in which a document is signed."""

_DATE = r"\d{4}年\d{1,2}月\d{1,2}日"
_FED_BACK = re.compile(rf"(?P<date>{_DATE})[^。\n]{{0,60}}反馈")
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
    received = _RECEIVED.search(folded)
    return Inspection(
        inspected_by=_named(text, opening, _BODY) or _signing_body(text, folded),
        round=_named(text, opening, _ROUND_OF_TERM) or _named(text, opening, _ROUND),
        kind=_only(text, opening, _KIND),
        feedback_on=_closing_date(text) or (first_date(fed_back["date"]) if fed_back else None),
        received_on=first_date(received["after"] or received["before"]) if received else None,
    )


def deadline_sentences(text: str, found: Sequence[Region]) -> Iterator[Excerpt]:
    """Sentences outside the problems that say by when to plan, rectify or report."""
    problems = [region for region in found if region.role is Role.PROBLEMS]
    first = problems[0].start if problems else 0
    for found_at in sentences(text):
        label = _LABEL.match(text, *found_at)
        sentence = Span(label.end(), found_at.end) if label else found_at
        inside = any(region.start <= sentence.start < region.end for region in problems)
        if sentence.start > first and not inside and states_deadline(sentence.of(text)):
            yield Excerpt.of(text, *sentence)


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


def _closing_date(text: str) -> date | None:
    """The date of signature: a complete date alone on the last line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return None
    last = [fact for fact in facts(lines[-1]) if fact.kind == "date"]
    alone = len(last) == 1 and last[0].end - last[0].start == len(lines[-1])
    return first_date(lines[-1]) if alone else None
