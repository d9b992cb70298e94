"""A question about two things side by side → the same question about each. Text in, text out; knows no material.

The two are offices, rounds, teams, times, or the papers that tell of the same matter: 反馈时 and 整改报告.
"""

from __future__ import annotations

import re

from assistant.composing.papers import PAPER, paper_named
from assistant.composing.parts import asking_parts, pieces
from assistant.text.numerals import NUMERAL

_AND = re.compile(
    r"(?P<one>[\u4e00-\u9fff（）()“”\d]{2,30})[，,]?(?:和|与|跟|同)(?P<other>[\u4e00-\u9fff（）()“”\d]{2,14})"
)
_SIDE_BY_SIDE = re.compile(
    r"各(?![级地县区市位项类组个自种界方家部单])|分别|有什么(?:不同|区别|差别|变化)|哪一?[个轮批次年家][多少高低长短大小]|有何不同|相[比较]|对比|不一样|两样|(?:长短|高低|多少|大小)如何|一样吗|一致吗|是否一[样致]|相差"
)
_SIDE_BY_SIDE_ASKED = re.compile(
    r"[，,]?(?:要求|规定)?有(?:什么|何)(?:不同|不一样|两样|区别|差别|变化)|[，,]?相[比较](?:而言)?[，,]?|[，,]?(?:长短|高低|多少|大小)如何|[，,]?(?:分别|各)(?:是什么|怎么规定)|分别(?=是多少)|哪一?[个轮批次年家][多少高低长短大小][，,]?"
)

_WHICH_MORE = re.compile(
    r"哪一?[个轮批次年家]的?(?P<what>[\u4e00-\u9fff]{2,10}?)(?:更|较|要)?[多少高低长短大小](?:一?[些点])?(?=[？?]|$)"
)
"""哪家的利润高 wants the profit of both."""

_OFFICES = re.compile(
    r"(?P<one>[\u4e00-\u9fff]{2,20}(?P<kind>[局委办院厅署镇乡县区校站所团社]))(?:和|与|跟|同)(?P<other>[\u4e00-\u9fff]{2,20}?(?P=kind))"
)
"""Two offices of one kind, whose own names may hold 和: 自然资源和规划局和人力资源和社会保障局."""

_ORDINAL = rf"第?(?:{NUMERAL}{{1,3}}|\d{{1,2}})(?P<of>轮|批|季度|(?:巡[察视])?组|期)"
_LISTED = re.compile(
    r"^(?P<one>[^，,、；;？?]{3,20})、(?P<other>[^，,、；;？?]{3,20})[，,](?P<asks>[^？?]*(?:各|分别)[^？?]*[？?]?)$"
)
"""三组巡甲局、四组巡乙局，各谈了多少人."""

_EACH = re.compile(r"各(?:自|是|为)?|分别(?:是|为)?")
_TIME = re.compile(
    r"(?:(?:19|20)\d{2}年)?(?:[上下]半年|[一二三四]季度|年底|年初|\d{1,2}月)|(?:19|20)\d{2}年|[今去前明]年|目前|现在"
)
_MARKS = (re.compile(_ORDINAL), _TIME, PAPER)
"""What may tell one side from the other: a round or a team, a time, a paper."""

_DAY = re.compile(r"(?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}日)?[底末初]?(?:[之以]?前)?先?")

_ANY_PAPER = re.sub(r"\?P<\w+>", "?:", PAPER.pattern)
_PAPERS = re.compile(rf"(?P<one>{_ANY_PAPER})(?:[里上中])?(?:和|与|跟|同|、)(?P<other>{_ANY_PAPER})(?:[里上中])?")
_SAME = re.compile(r"的?(?:要求|规定|说法|口径|数字)?(?:是否|是不是|都|完全)*(?:一样|一致|相同)(?:吗|么|不)?")

_TWO = 2
_NEAR = 4
"""Characters before the mark of the second side."""

_A_THING = 8
"""Characters of a thing; what is longer has its owner in front."""

_FIGURE = re.compile(
    r"(?:^[上里中]?(?:说|写|要求|规定|提出)的?)|(?:多少|几)(?:工作日|[个件名人项条家份元天日次起户栋座])?"
)


def sides(question: str) -> tuple[str, ...]:
    """For a question about two things side by side, the same question about each; empty for any other.

    >>> sides("二类会议和三类会议的综合定额各是多少？")
    ('二类会议的综合定额各是多少？', '三类会议的综合定额各是多少？')
    >>> sides("六轮覆盖率多少 七轮多少")
    ('六轮覆盖率多少？', '七轮覆盖率多少？')
    """
    for way in (_listed, _marked, _in_two_papers):
        if several := way(question):
            return several
    question = _WHICH_MORE.sub(lambda found: f"的{found['what']}分别是多少", question)
    match = (_OFFICES.search(question) or _AND.search(question)) if _SIDE_BY_SIDE.search(question) else None
    if match is None or not _is_split(match):
        return ()
    before, one, other, after = _split(question, match)
    after = _SIDE_BY_SIDE_ASKED.sub("", after)
    return (f"{before}{one}{after}", f"{before}{_owner(one, other)}{other}{after}")


def _owner(one: str, other: str) -> str:
    """临时救助里 of 临时救助里急难型, where 支出型 stands beside it: what both have in front."""
    owner, thing = one[: -len(other)], one[-len(other) :]
    is_alike = thing[:1] == other[:1] or (thing[-1:] == other[-1:] and owner.endswith(("里", "中", "的", "内")))
    return owner if len(owner) > 1 and is_alike else ""


def _listed(question: str) -> tuple[str, ...]:
    """Two clauses of one build, and then what is asked of each."""
    match = _LISTED.match(question.strip())
    one, other = (re.search(_ORDINAL, match[side]) if match else None for side in ("one", "other"))
    if match is None or one is None or other is None or one["of"] != other["of"] or one[0] == other[0]:
        return ()
    asks = _EACH.sub("", match["asks"])
    return (f"{match['one']}，{asks}", f"{match['other']}，{asks}")


def _marked(question: str) -> tuple[str, ...]:
    """The same thing at two times, in two rounds, in two papers: 就诊率2022年是多少，2023年又是多少."""
    said, asking = pieces(question), asking_parts(question)
    if len(asking) != _TWO or said[-_TWO:] != asking:
        return ()
    for mark in _MARKS:
        first, second = mark.search(asking[0]), mark.search(asking[1])
        if first and second and first[0] != second[0] and second.start() <= _NEAR:
            return _of_each([*said[:-_TWO]], asking, first, second)
    return ()


def _in_two_papers(question: str) -> tuple[str, ...]:
    """报送时间，讲话和通知的要求一样吗."""
    match = _PAPERS.search(question) if _SIDE_BY_SIDE.search(question) else None
    if match is None or paper_named(match["one"]) == paper_named(match["other"]):
        return ()
    before, after = question[: match.start()], question[match.end() :]
    rest = _EACH.sub("", _SAME.sub("", _SIDE_BY_SIDE_ASKED.sub("", after)))
    return tuple(f"{before}{match[side]}{rest}" for side in ("one", "other"))


def _of_each(topic: list[str], asking: list[str], first: re.Match[str], second: re.Match[str]) -> tuple[str, ...]:
    """What the second side leaves unsaid is what the first one says."""
    owner = "，".join([*topic, asking[0][: first.start()]]).strip("，")
    behind, says = asking[0][first.end() :], asking[1]
    if first.re is PAPER and not topic:  # what one paper counts the other one speaks of too, on a day of its own
        says = f"{_FIGURE.sub('', _DAY.sub('', behind))}，{asking[1]}"
    elif not owner:
        says = f"{second[0]}{behind}"
    return (f"{owner}{asking[0][first.start() :]}？", f"{owner}{says}？")


def _is_split(match: re.Match[str]) -> bool:
    """Whether it is two things that stand beside one another, and not two sides of one: 总额和负债率 of a firm."""
    one, other = match["one"], _SIDE_BY_SIDE.split(match["other"])[0]
    return one[-1] in other or "的" in other or len(one) <= _A_THING


def _split(question: str, match: re.Match[str]) -> tuple[str, str, str, str]:
    """The two things, of like ending where they have one: 急难型和支出型临时救助 ends behind 支出型."""
    one, other = match["one"], match["other"]
    if "kind" in match.groupdict():
        return question[: match.start()], one, other, question[match.end() :]
    end = next((at for at in range(2, len(other) + 1) if other[at - 1] == one[-1]), 0)
    after = question[match.end() :]
    thing = _SIDE_BY_SIDE.split(other)[0]
    if not end and 1 < len(thing) < len(other) and "的" not in thing:
        return question[: match.start()], one, thing, _EACH.sub("", other[len(thing) :], count=1) + after
    if end:
        return question[: match.start()], one, other[:end], other[end:] + after
    possessive = other.find("的")
    if possessive > 0:
        return question[: match.start()], one, other[:possessive], other[possessive:] + after
    return question[: match.start()], one, other, after
