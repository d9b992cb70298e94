"""Who inspected, in which round and how, and when they fed back: each with the words that say it.

The text of a feedback document in, a record out. What it does not say stays None.
"""

from __future__ import annotations

import re

from assistant.drafting.feedback_days import feedback_day, received_day
from assistant.drafting.feedback_records import Excerpt, Inspection
from assistant.text.terms import fold

_ORGAN = "(?:中央|省委|市委|县委|区委|州委|旗委|党委|党组|工委|委员会)"
_BODY = re.compile(
    rf"(?:中共)?[\u4e00-\u9fff]{{0,12}}?(?:{_ORGAN}(?:第[一二三四五六七八九十\d]{{1,3}}|(?:[\u4e00-\u9fff]{{2,8}}?)?(?:联动|提级|专项|机动))?|第[一二三四五六七八九十\d]{{1,3}})巡[视察]组"
)
_ROUND = re.compile(
    rf"[\u4e00-\u9fff]{{0,6}}?{_ORGAN}?第[一二三四五六七八九十\d]{{1,3}}轮(?:常规|专项|机动|政治|提级|集中)?巡[视察]"
)
_ROUND_OF_TERM = re.compile(rf"[一二三四五六七八九十]{{1,4}}届{_ROUND.pattern}")
_KIND = re.compile(
    r"(?:常规|专项|机动|提级|联动|交叉|延伸(?!巡[视察](?:了|至|到|[^，,。]{0,12}个)))巡[视察](?:[“\"]回头看[”\"])?|巡[视察][“\"]回头看[”\"]"
)
_POLITICAL = re.compile(r"政治巡[视察]")
"""The kind only where no other is named: 坚守政治巡视定位 is said of any."""
_NOT_OF_A_NAME = re.compile(
    r".*(?:根据|按照|会同|联合|随|派|受|关于|反馈|现将|代表|召开|开展|经|由|向|在|年|月|日|的|和|与|及|对|个|，|,|。)"
)
_BODY_IN_TITLE = 120
"""Characters from the start within which the full name of the group is looked for first."""
_CLOSING = 60
"""Characters at the end in which a document is signed."""


def inspection(text: str, opening_end: int) -> Inspection:
    """Who inspected, in which round, how, and the dates that the document states.

    Names are looked for before `opening_end` (characters) only: among the problems earlier rounds are named too.
    """
    folded = fold(text)
    opening = folded[:opening_end]
    return Inspection(
        inspected_by=_named(text, opening, _BODY) or _signing_body(text, folded),
        round=_named(text, opening, _ROUND_OF_TERM) or _named(text, opening, _ROUND),
        kind=_only(text, opening, _KIND) or _only(text, opening, _POLITICAL),
        feedback_on=feedback_day(text, opening_end),
        received_on=received_day(text),
    )


def _named(text: str, folded: str, pattern: re.Pattern[str]) -> Excerpt | None:
    """The fullest form of a name near the beginning, else its first anywhere."""
    found = [
        Excerpt.of(text, match.start() + _lead_length(match[0]), match.end()) for match in pattern.finditer(folded)
    ]
    early = [excerpt for excerpt in found if excerpt.end <= _BODY_IN_TITLE] or found[:1]
    return max(early, key=lambda excerpt: (excerpt.end - excerpt.start, -excerpt.start), default=None)


def _signing_body(text: str, folded: str) -> Excerpt | None:
    """Who signed: the last group named in the closing lines, else whoever stands there above the day."""
    named = list(_BODY.finditer(folded, max(0, len(folded) - _CLOSING)))
    signed = None if named else _SIGNED.search(folded, max(0, len(folded) - _CLOSING))
    if signed is not None:
        return Excerpt.of(text, *signed.span("body"))
    return Excerpt.of(text, named[-1].start() + _lead_length(named[-1][0]), named[-1].end()) if named else None


_SIGNED = re.compile(
    r"\n[ \t\u3000]*(?P<body>[^\n。;,:\d]{2,30}(?:组|委|部|局|办|室|院|会))[ \t\u3000]*\n"
    r"\s*[\d〇零○一二三四五六七八九]{4} ?年[^\n。;,:]{2,10}日\s*$"
)


def _lead_length(words: str) -> int:
    """Characters of a match that belong to the sentence before the name."""
    lead = _NOT_OF_A_NAME.match(words)
    return lead.end() if lead and lead.end() < len(words) - 3 else 0


def _only(text: str, folded: str, pattern: re.Pattern[str]) -> Excerpt | None:
    """The one thing of its sort that is named; None where several are and nobody knows which is meant."""
    found = list(pattern.finditer(folded))
    return Excerpt.of(text, *found[0].span()) if len({match[0] for match in found}) == 1 else None
