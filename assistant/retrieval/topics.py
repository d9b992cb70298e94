"""A question → what it is about, in words that another can follow: without what it asks, how much and whether.

巡察档案可以借出吗 is about 巡察档案借出, 今年新聘了多少名护工 about 今年新聘的护工. Text in, text out.
"""

from __future__ import annotations

import re

from assistant.retrieval.siblings import office_in
from assistant.text.words import content_words, tagged

_COUNTED = r"(?:个工作日|个月|小时|学时|分钟|[个件名人项条家份元天日年张种笔处户台套座次起批位点辆])"
ASKING = re.compile(
    r"(?:是|为|由|在|从|于|有|要|需要?|应当?|必须|最[多少晚迟长短高低]|不?[低少超高]于|超过|还|已经?|一共|总共|共|分别|大概|大约|至少|拟)*"
    rf"(?:第几|多少{_COUNTED}?|几{_COUNTED}?|多久|多长(?:时间)?|谁|何时|什么时候|什么标准|哪[些个天里几年]?{_COUNTED}?"
    r"|什么|为什么|怎么[办样弄]?|怎样|如何|[吗么])"
)
"""What asks, with what leads up to it."""

_WHETHER = re.compile(r"是不是|是否|能否|可否|能不能|可不可以|要不要|该不该|有没有|行不行|允不允许|会不会")
_WHETHER_AT_END = re.compile(r"(?:了?没有?|[了过]?[吗么嘛]|行不行|了?吗)$")
_MAY = re.compile(
    r"(?:可以|能够|应当|应该|需要|必须|允许)(?=[\u4e00-\u9fff]{2})|(?<=[\u4e00-\u9fff]{2})[要能](?=[\u4e00-\u9fff]{2,}$)"
)
_TRIMMED = re.compile(
    r"(?:[报交送发]给|从|是|为|给|由|有|要|应当|在|了|的|能|可以|按照?|向|(?<![收得达接找查])到|还|[，,、？?。])+$"
)
_ATTRIBUTE_AT_END = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})的?(?:[\u4e00-\u9fff]{2}率|完成时限|时限|期限|总额|金额|标准|比例|数量|人数)$"
)
_BOUND = re.compile(r"^(?:[以之]?[内上下前后]|左右|的)+")
"""What bounds a figure that is asked for: 几年以上, 多少天内."""

_MOST = re.compile(r"最[多少长短高低晚迟].?$")
_TITLE = re.compile(r"《[^《》]{2,60}》")
_SENTENCE = re.compile(r"[？?。！!；;]")
_YEAR = re.compile(r"(?:19|20)\d\d年(?:度|上半年|下半年|\d{1,2}月)?")


def topic(question: str) -> str:
    """What a question is about, itself without what asks.

    >>> topic("今年新聘了多少名护工？")
    '今年新聘的护工'
    >>> topic("巡察档案可以借出吗？")
    '巡察档案借出'
    """
    said = _first_sentence(question)
    if _WHETHER.search(said) or _WHETHER_AT_END.search(said):
        return _without_may(_WHETHER_AT_END.sub("", _WHETHER.sub("", said)))
    asking = ASKING.search(said)
    if asking is None:
        return said
    head, tail = _TRIMMED.sub("", said[: asking.start()]), _BOUND.sub("", said[asking.end() :])
    if not head:
        return tail or said
    if not _belongs(tail):
        return _without_short_verb(head)
    between = said[len(head) : asking.start()]
    if between.startswith(("的", "，", ",")):
        return f"{head}{between[0]}{tail}"
    return _joined(head, tail)


def matter(question: str) -> str:
    """The thing that a question is about, without what is done to it.

    >>> matter("城投公司的借款收回多少？")
    '城投公司的借款'
    """
    about = topic(question)
    cut = tagged(about)
    while len(cut) > 1 and (cut[-1][1] in ("v", "ul", "d", "uz") or cut[-1][0] in _LIGHT):
        cut.pop()
    kept = "".join(word for word, _ in cut)
    return kept if len(content_words(kept)) else about


_LIGHT = frozenset("没 未 了 完 过 到 好 着 有".split())


def bearer(question: str) -> str:
    """What has the attribute that a question asks for: 市园林局整改 in 市园林局整改完成率是多少."""
    about = topic(question)
    kept = _ATTRIBUTE_AT_END.sub("", about)
    return kept if len(kept) > 1 else about


def entity(question: str, called: str = "") -> str | None:
    """The rule or the body that a question names, one that is `called` so at its end where that is said; with the year
    that the question is about, where it is none of its name.
    """
    if title := _TITLE.search(question):
        return title[0]
    body = office_in(question)
    if body is None or (called and called[-1] != body[-1]):
        return None
    year = _YEAR.search(question)
    return body if year is None else f"{body}{year[0]}"


def _first_sentence(question: str) -> str:
    """Of several sentences the first that is about something."""
    said = [part.strip("，, ") for part in _SENTENCE.split(question) if part.strip("，, ")]
    return next((part for part in said if content_words(part)), said[0] if said else "")


def _belongs(tail: str) -> bool:
    """Whether what stands behind what asks says what it is about."""
    return len(tail) > 1 and not ASKING.search(tail) and bool(content_words(tail))


def _joined(head: str, tail: str) -> str:
    """今年新聘 + 护工: what is counted is told by what happened to it; a clause goes on as it is."""
    cut = tagged(tail)
    is_thing = cut[-1][1] in ("n", "nz", "j") and all(
        kind in ("n", "vn", "nz", "l", "a", "b", "j", "an") for _, kind in cut
    )
    is_done = is_thing and tagged(head)[-1][1] in ("v", "vn", "zg")
    return f"{head}的{tail}" if is_done else f"{head}{tail}"


def _without_short_verb(head: str) -> str:
    """拆迁户过渡费 of 拆迁户过渡费发, where 按什么标准 is asked; 被罚 says too much to go."""
    cut = tagged(_MOST.sub("", head))
    ends = len(cut) > 1 and cut[-1][1] == "v" and len(cut[-1][0]) == 1 and cut[-2][1] in ("n", "nz", "l", "j")
    return "".join(word for word, _ in (cut[:-1] if ends else cut))


def _without_may(said: str) -> str:
    return _TRIMMED.sub("", _MAY.sub("", said, count=1)).rstrip("了") or said
