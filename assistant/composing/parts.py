"""A question that asks several things, or about two side by side → the questions it is made of. Text in, text out."""

from __future__ import annotations

import re

_PART_MARK = re.compile(r"[，,；;？?。]")
_ASKING = re.compile(r"多少|几|谁|哪|什么|何|怎|吗|多久|多长")
_AND = re.compile(r"(?P<one>[\u4e00-\u9fff（）()“”\d]{2,30})(?:和|与|跟|同)(?P<other>[\u4e00-\u9fff（）()“”\d]{2,14})")
_SIDE_BY_SIDE = re.compile(
    r"各(?![级地县区市位项类组个自种界方家部单])|分别|有什么(?:不同|区别|差别|变化)|哪一?[个轮批次年家][多少高低长短大小]|有何不同|相比|对比|不一样"
)
_SIDE_BY_SIDE_ASKED = re.compile(
    r"[，,]?(?:要求|规定)?有(?:什么|何)(?:不同|区别|差别|变化)|[，,]?(?:分别|各)(?:是什么|怎么规定)|哪一?[个轮批次年家][多少高低长短大小][，,]?"
)

_OFFICES = re.compile(
    r"(?P<one>[\u4e00-\u9fff]{2,20}(?P<kind>[局委办院厅署镇乡县区校站所团社]))(?:和|与|跟|同)(?P<other>[\u4e00-\u9fff]{2,20}?(?P=kind))"
)
"""Two offices of one kind, whose own names may hold 和: 自然资源和规划局和人力资源和社会保障局."""

_TIME = re.compile(
    r"(?:(?:19|20)\d{2}年)?(?:[上下]半年|[一二三四]季度|年底|年初|\d{1,2}月)|(?:19|20)\d{2}年|[今去前明]年|目前|现在"
)
_TWO = 2

_A_THING = 8
"""Characters of a thing; what is longer has its owner in front."""


def parts(question: str) -> list[str]:
    """The parts of a question that ask for something of their own.

    >>> parts("移交了多少件线索，已经办结多少件？")
    ['移交了多少件线索', '已经办结多少件']
    """
    pieces = [piece.strip() for piece in _PART_MARK.split(question) if piece.strip()]
    return [piece for piece in pieces if _ASKING.search(piece)]


def sides(question: str) -> tuple[str, ...]:
    """For a question about two things side by side, the same question about each; empty for any other.

    >>> sides("二类会议和三类会议的综合定额各是多少？")
    ('二类会议的综合定额各是多少？', '三类会议的综合定额各是多少？')
    """
    if several := _of_one_topic(question):
        return several
    match = (_OFFICES.search(question) or _AND.search(question)) if _SIDE_BY_SIDE.search(question) else None
    if match is None or not _is_split(match):
        return ()
    before, one, other, after = _split(question, match)
    after = _SIDE_BY_SIDE_ASKED.sub("", after)
    return (f"{before}{one}{after}", f"{before}{other}{after}")


def _of_one_topic(question: str) -> tuple[str, ...]:
    """The same thing at two times: 就诊率2022年是多少，2023年又是多少."""
    pieces = [piece.strip() for piece in _PART_MARK.split(question) if piece.strip()]
    asking = [piece for piece in pieces if _ASKING.search(piece)]
    times = [_TIME.search(piece) for piece in asking]
    if len(asking) != _TWO or None in times or pieces[-_TWO:] != asking:
        return ()
    first, second = times
    if first is None or second is None or first[0] == second[0] or second.start() > 0:
        return ()
    topic = "，".join([*pieces[:-_TWO], asking[0][: first.start()]]).strip("，")
    return tuple(f"{topic}{one}？" for one in (asking[0][first.start() :], asking[1])) if topic else ()


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
    if end:
        return question[: match.start()], one, other[:end], other[end:] + after
    possessive = other.find("的")
    if possessive > 0:
        return question[: match.start()], one, other[:possessive], other[possessive:] + after
    return question[: match.start()], one, other, after
