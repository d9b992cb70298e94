"""A question that leans on the one before it → the same question, whole. Rules only: the same history always gives the
same words.

那时限呢？ asks for another attribute of the same thing, 那四类会议呢？ for the same of another thing, 第二款呢？ for
another place of the same rule, 谁批准？ something further about it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher

from assistant.retrieval.dating import dated
from assistant.text.numerals import NUMERAL
from assistant.text.words import content_words, words

_NUMBER = rf"(?:{NUMERAL}+|\d+)"
_LEANS = re.compile(
    r"^(?:那么?|其中|它|其(?!他)|这个?|该|上述|还有|还要|另外|此外|再|又|一共|总共|谁|由谁|多少|几[^个]|什么时候|何时|为什么|为何"
    r"|怎么|有没有|能不能|最多|最少|至少|不到|逾期|哪里|在哪|后来|当时|刚才)|呢[？?]?$|(?:这|那)(?:些|几[个名家项])"
)
_FEW_WORDS = 6
"""Content words up to which a question may lean on another."""
_ONE_WORD = 1
"""Content words of a question that says by itself of nothing what it asks: 主要什么毛病？"""

_PLACE_ONLY = re.compile(
    rf"^(?:那么?)?(?:(?:紧?接着|接下来|下面|后面)的?)?(?P<place>(?:第{_NUMBER}条)?(?:第{_NUMBER}款)?(?:第?[（(]?{_NUMBER}[)）]?项)?)(?:呢|又?是?(?:怎么|如何|怎样)(?:规定|说|讲|写|要求)的?|是什么|的?内容是什么|(?:又|都)?(?:说|讲|规定)(?:了|的是)?(?:什么|啥))?$"
)
_PLACE = re.compile(rf"第{_NUMBER}条(?:第{_NUMBER}款)?(?:第?[（(]?{_NUMBER}[)）]?项)?")
_OPENING = re.compile(r"^(?:那么?|还有|另外|此外|再问|请问)[，,]?")
_ASKING = re.compile(
    r"(?:是|为|由|在|从|于|有|要|需要?|应当?|必须|最[多少晚迟]|不?[低少超高]于|超过)*"
    r"(?:多少(?:个工作日|[个件名人项条家份元天日])?|几(?:个工作日|个月|[个件名人项条家份元天日年张种])?|多久|多长(?:时间)?|谁|何时|什么时候|哪[些个天里几年]?|什么|为什么"
    r"|怎么|怎样|如何|是否|能不能|可不可以|要不要|有没有|[吗么])"
)
_TRIMMED = re.compile(r"(?:[报交送发]给?|从|是|为|给|由|有|要|应当|在|到|了|的|会|能|可以|[，,、？?。])+$")
_ATTRIBUTES = (
    (re.compile(r"(?:期|期限|时限|时间|周期|年限)$"), "是多久"),
    (re.compile(r"(?:金额|比例|标准|率|人数|数量?|数额|分数|资金|费用|经费|额度|规模)$"), "是多少"),
    (re.compile(r"(?:责任人|负责人|责任领导|组长|牵头人)$"), "是谁"),
    (re.compile(r"(?:单位|部门|机构)$"), "是哪个"),
    (re.compile(r"(?:原因|条件|程序|材料|地点|名单|内容|要求|依据|目标|措施)$"), "是什么"),
)
_TITLE = re.compile(
    r"《[^《》]{2,60}》|[\u4e00-\u9fff（）()]{2,30}(?:办法|规定|条例|细则|规程|规则|规范|准则|制度)(?=第)"
)
_PRONOUN = re.compile(r"^(?:那么?)?(?:它|该(?:办法|规定|条例|细则|规程|规范)?|这个(?:办法|规定|条例|细则|规程|规范))")
_PLACE_NAME = re.compile(r"^[\u4e00-\u9fff]{2,3}?[省市县区](?=[\u4e00-\u9fff]{2})")
_ONE_OF = re.compile(rf"第{_NUMBER}(?P<kind>轮|批|届|季度|巡[察视]组|类|期|次|章|节)")
_ALIKE = 2
"""Characters that two things of one kind share at their end: 三类会议, 四类会议."""


def whole_question(question: str, history: Sequence[str]) -> str:
    """The question with what it leans on; as it is where it stands by itself.

    >>> whole_question("那四类会议呢？", ["三类会议最多多少人参加？"])
    '四类会议最多多少人参加？'
    >>> whole_question("第十条呢？", ["《甲办法》第九条怎么规定？"])
    '《甲办法》第十条怎么规定？'
    """
    before = ""
    for earlier in history:
        before = _completed(earlier.strip(), before)
    return _completed(question.strip(), before)


def _completed(question: str, before: str) -> str:
    said = len(content_words(question))
    leans = said <= _ONE_WORD or _LEANS.search(question) or _PLACE_ONLY.match(_bare(question))
    if not before or not leans or said > _FEW_WORDS:
        return question
    ways = (_other_place, _other_day, _pronoun, _other_thing, _further)
    return next((whole for way in ways if (whole := way(question, before)) is not None), question)


def _other_place(question: str, before: str) -> str | None:
    """第二款呢？"""
    match = _PLACE_ONLY.match(_bare(question))
    if match is None or not match["place"]:
        return None
    place, known = match["place"], _PLACE.search(before)
    if place.endswith("条") or "条" in place:
        if known:
            return f"{before[: known.start()]}{place}{before[known.end() :]}"
        title = _TITLE.search(before)
        return f"{title[0]}{place}怎么规定？" if title else None
    if known is None:
        return None
    article = re.match(rf"第{_NUMBER}条", known[0])
    kept = article[0] if article and "款" in place else known[0]
    return f"{before[: known.start()]}{kept}{place}{before[known.end() :]}"


def _other_day(question: str, before: str) -> str | None:
    """2022年的时候呢？"""
    asked = dated(question, date.max)
    if asked.as_of is None and not asked.previous:
        return None
    rest = _bare(asked.rest).removeprefix("那么").removeprefix("那").removesuffix("呢").strip("，, 的规定")
    if rest:
        return None
    said = _OPENING.sub("", _bare(question)).removesuffix("呢").rstrip("的")
    return f"{said}，{dated(before, date.max).rest}"


def _pronoun(question: str, before: str) -> str | None:
    """它从什么时候起施行？"""
    match, title = _PRONOUN.match(question), _TITLE.search(before)
    return f"{title[0]}{question[match.end() :]}" if match and title else None


def _other_thing(question: str, before: str) -> str | None:
    """那四类会议呢？ 那时限呢？"""
    bare = _bare(question)
    if not bare.endswith("呢"):
        return None
    thing = _OPENING.sub("", bare).removesuffix("呢").strip("，,")
    if not thing or _ASKING.search(thing) or len(thing) > 16:
        return None
    if thing.endswith("的"):
        return None
    alike = _another_of(thing, before) or _alike(thing, before)
    if alike:
        return before.replace(alike, thing, 1)
    asks = next((asks for ending, asks in _ATTRIBUTES if ending.search(thing)), None)
    if asks is not None:
        return f"{_topic(before)}，{thing}{asks}？"
    return _of_another(thing, before)


def _another_of(thing: str, before: str) -> str | None:
    """第五轮 in the earlier question, where 第六轮 is asked for now."""
    match = _ONE_OF.fullmatch(thing)
    if match is None:
        return None
    others = (other[0] for other in _ONE_OF.finditer(before) if other["kind"] == match["kind"])
    return next(others, None)


def _alike(thing: str, before: str) -> str | None:
    """The words of the earlier question that name a thing of the same kind: the same but for its number or its name."""
    cut = words(before)
    for length in range(4, 0, -1):
        for at in range(len(cut) - length + 1):
            other = "".join(cut[at : at + length])
            if other != thing and len(other) >= _ALIKE and _same_kind(thing, other):
                return other
    return None


def _same_kind(one: str, other: str) -> bool:
    shared = SequenceMatcher(None, one[::-1], other[::-1], autojunk=False).find_longest_match()
    at_end = shared.a == 0 and shared.b == 0 and shared.size >= _ALIKE
    return at_end and abs(len(one) - len(other)) <= 2


def _of_another(thing: str, before: str) -> str:
    """The same of another thing, in the same place: what stood before the first 的 makes way."""
    place = _PLACE_NAME.match(before)
    named = thing if place is None or thing.startswith(place[0]) else f"{place[0]}{thing}"
    possessive = before.find("的")
    asking = _ASKING.search(before)
    if possessive > 0 and (asking is None or possessive < asking.start()):
        return f"{named}{before[possessive:]}"
    return f"{named}，{before}"


def _further(question: str, before: str) -> str | None:
    """谁批准？ 其中未完成的有几个？"""
    topic = _topic(before)
    rest = _OPENING.sub("", question)
    rest = rest if not _bare(rest).endswith("呢") else f"{_bare(rest).removesuffix('呢')}怎么办？"
    return f"{topic}，{rest}" if topic else None


def _topic(before: str) -> str:
    """What a question is about: itself without what asks."""
    bare = _bare(before)
    asking = _ASKING.search(bare)
    if asking is None:
        return bare
    head, tail = _TRIMMED.sub("", bare[: asking.start()]), bare[asking.end() :]
    keeps_tail = tail and not _ASKING.search(tail) and len(content_words(tail)) > 1
    return f"{head}{tail.lstrip('内的')}" if keeps_tail else (head or bare)


def _bare(question: str) -> str:
    return question.strip().rstrip("？?。！! ")
