"""The kind of paper that a question names, and whether what it asks for can stand in one that only says what is to be
done. Text in, kinds and yes or no out; knows no library.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PLAN = re.compile(r"(?:方案|台账|清单|计划|分工)$")
"""What the title of such a paper ends with."""


_PROGRESS = re.compile(r"(?:进展|完成情况|整改情况|落实情况|整改结果|成效)(?:情况)?：")

_CAME_OF_IT = re.compile(r"后来|最终|如今|事后|最后(?=[^，。？]{0,6}(?:查|怎|如何|处|解|追|定))")

_BRACKETED = re.compile(r"[（(][^（()）]*[)）]$")

_HAPPENED = re.compile(
    r"已经|后来|实际|最后|最终|结果|至今|目前|了(?=多少|几|哪|[？?。，]|$)|的[？?]?$|[到出掉完成](?:了|多少|几)|后"
    r"|(?:什么时候|何时|哪一?[年天日])[^，。？]{0,20}[\u4e00-\u9fff](?<![你我他])的(?=[\u4e00-\u9fff]{0,6}[？?]?$)"
)
_AHEAD = re.compile(
    r"打算|计划|准备|将|应当|应该|要(?!情|闻)|最[迟晚长多]|之?前|必须|目标|台账|方案|措施|责任领导|牵头|时限|期限|标准|规定"
)


_KINDS = {
    "feedback": r"反馈(?:意见|会上|时|的时候)",
    "plan": r"(?:整改)?(?:方案|台账)",
    "report": r"(?:整改)?(?:进展|情况)?(?:报告|通报)",
    "speech": r"(?:书记|[局市县区部组]长|主任|领导|动员|部署)?(?:讲话|发言)",
    "notice": r"通知",
}
"""Kind of paper → what a question calls it."""

PAPER = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items()))
"""A paper that a question names by its kind."""


def paper_named(question: str) -> str | None:
    """The kind of the only sort of paper that a question names; None where it names none, or several.

    >>> paper_named("整改台账上写的是几月底？"), paper_named("讲话和通知的要求一样吗？")
    ('plan', None)
    """
    kinds = {match.lastgroup for match in PAPER.finditer(question)}
    return kinds.pop() if len(kinds) == 1 else None


@lru_cache(maxsize=1024)
def is_plan(title: str) -> bool:
    """Whether a paper says what is to be done.

    >>> is_plan("某局党组关于巡察整改进展情况的通报"), is_plan("某局整改台账（第二批）")
    (False, True)
    """
    return _PLAN.search(_BRACKETED.sub("", title.strip())) is not None


@lru_cache(maxsize=1024)
def is_feedback(title: str) -> bool:
    """Whether a paper says what an inspection found, before anything was put right.

    >>> is_feedback("巡察组关于巡察某局党组的反馈意见"), is_feedback("关于巡察反馈意见整改情况的通报")
    (True, False)
    """
    return "反馈" in title and "整改" not in title


def tells_progress(text: str) -> bool:
    """Whether a line of a ledger says how far things have come.

    >>> tells_progress("整改进展：已经收回12万元"), tells_progress("完成时限：8月底前")
    (True, False)
    """
    return _PROGRESS.search(text) is not None


@lru_cache(maxsize=256)
def came_of_it(question: str) -> bool:
    """Whether it asks what became of something, which no paper can tell that only says what was found.

    >>> came_of_it("后来一共补了多少钱？"), came_of_it("最后谁讲话？")
    (True, False)
    """
    return _CAME_OF_IT.search(question) is not None


@lru_cache(maxsize=256)
def happened(question: str) -> bool:
    """Whether it asks for what has been done: 哪天还的. What is to be done, 几号前要还, a plan can tell."""
    return _HAPPENED.search(question) is not None and _AHEAD.search(question) is None
