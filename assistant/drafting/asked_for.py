"""One thing that a suggestion asks for → the thing itself, without the words that ask for it.

Words in, words out, always a stretch of what came in. A measure that repeats 要建立月调度机制 says nothing of what
is to be done; one that names 月调度机制 can.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text.sentences import clauses
from assistant.text.terms import fold

_LONGEST = 36
"""Characters that a measure can name; of more the first clause is enough to know it by."""

_SHORTEST = 4
"""Characters: less names nothing."""

_OUGHT = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,8}(?:党委|党组|党工委|党总支|党支部|班子|书记)(?:要|应当|应|须|必须))?"
    r"(?:[一二三四五六七八九十]是|[一二三四五六七八九十]?要|应当?|须|必须|切实|进一步|坚决|大力|着力|持续|认真|从严|严肃|深入|全面|不断|严格(?!按))*"
)
_VERB = re.compile(
    r"^(?:建立健全|建立完善|修订完善|配齐配强|选优配强|建立|健全|完善|修订|制定|规范|强化|加强|加大|落实|执行|压实|扛起|扛牢|深化|推进|推动|抓好|抓实|"
    r"清退|退还|退回|追缴|追回|收回|清收|补发|补齐|补缴|兑现|压缩|压减|盘活|"
    r"清理|整治|查处|纠正|开展|提高|提升|增强|配齐|配强|建强|优化|聚焦|紧盯|坚持|做好|管好|管住|守牢|打通|把好|理顺)(?:对)?"
)
_SAYS_LITTLE = re.compile(
    r"^(?:加强|强化|加大|深化|推进|推动|抓好|抓实|提高|提升|增强|优化|聚焦|紧盯|坚持|做好|把好|压实|扛起|扛牢)(?:对)?"
)
_OF_OBJECT = re.compile(
    r"^(?:对(?![外内口接标照策])|把|将|就|围绕|针对)(?P<thing>.{4,36}?)"
    r"(?:一查到底|限期|逐[一项件笔个条步]|进行|开展|实行|予以|加[大强快]|依[法规]|重新|全面|集中|作为|摆[在到]|放[在到]|(?:与|同)(?=.{2,30}(?:结合|挂钩|一起))|纳入|融入|落实|分类|建立|[,，])"
)
"""对净源公司参股问题一查到底, 把保障用水作为首要责任."""


def asked_for(thing: str) -> str:
    """The thing that is asked for, on one line.

    >>> asked_for("要建立改革任务月调度机制，对逾期任务逐项说明原因"), asked_for("对参股净源公司问题一查到底。")
    ('改革任务月调度机制', '参股净源公司问题')
    """
    words = re.sub(r"\s*\n\s*", "", thing).strip("。；;，, ")
    bare = words[_end_of(_OUGHT, words) :]
    named = _OF_OBJECT.match(fold(bare))
    if named is not None:
        return bare[named.start("thing") : named.end("thing")]
    bare = bare[_end_of(_VERB, bare) :]
    first = next(iter(clauses(bare)), None)
    short = first.of(bare).strip("，,；;：:。 ") if first and len(bare) > _SHORTEST else ""
    return next((one for one in (short, bare, words) if _SHORTEST <= len(one) <= _LONGEST), words)


def act_asked_for(thing: str) -> str:
    """What is to be done about it, without 要 and 切实, and without a verb that says nothing by itself.

    >>> act_asked_for("切实对燃气隐患实行销号管理"), act_asked_for("加强理论学习")
    ('对燃气隐患实行销号管理', '理论学习')
    """
    words = re.sub(r"\s*\n\s*", "", thing).strip("。；;，, ")
    bare = words[_end_of(_OUGHT, words) :]
    act = bare[_end_of(_SAYS_LITTLE, bare) :]
    return next((one for one in (act, bare) if len(one) >= _SHORTEST), words)


def asks_to(thing: str, verbs: Sequence[str]) -> bool:
    """Whether what is asked begins with one of some verbs, 要 and 严格 aside."""
    return thing[_end_of(_OUGHT, thing) :].startswith(tuple(verbs))


def begins_to_ask(clause: str) -> bool:
    """Whether a clause asks for something of its own: 配齐纪检力量, 对逾期任务逐项说明.

    >>> begins_to_ask("配齐纪检力量"), begins_to_ask("让内部审计覆盖所有单位")
    (True, False)
    """
    bare = clause[_end_of(_OUGHT, clause) :]
    return _VERB.match(fold(bare)) is not None or _OF_OBJECT.match(fold(bare)) is not None


def _end_of(pattern: re.Pattern[str], words: str) -> int:
    found = pattern.match(fold(words))
    return found.end() if found else 0
