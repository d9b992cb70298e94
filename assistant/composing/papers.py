"""Whether what a question asks for can stand in a paper that only says what is to be done. Text in, yes or no out;
knows no library.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PLAN = re.compile(r"(?:方案|台账|清单|计划|分工)$")
"""What the title of such a paper ends with."""

_BRACKETED = re.compile(r"[（(][^（()）]*[)）]$")

_HAPPENED = re.compile(
    r"已经|后来|实际|最后|最终|结果|至今|目前|了(?=多少|几|哪|[？?。，]|$)|的[？?]?$|[到出掉完成](?:了|多少|几)|后"
)
_AHEAD = re.compile(
    r"打算|计划|准备|将|应当|应该|要(?!情|闻)|最[迟晚]|之?前|必须|目标|台账|方案|措施|责任领导|牵头|时限|期限|标准|规定"
)


@lru_cache(maxsize=1024)
def is_plan(title: str) -> bool:
    """Whether a paper says what is to be done.

    >>> is_plan("某局党组关于巡察整改进展情况的通报"), is_plan("某局整改台账（第二批）")
    (False, True)
    """
    return _PLAN.search(_BRACKETED.sub("", title.strip())) is not None


@lru_cache(maxsize=256)
def happened(question: str) -> bool:
    """Whether it asks for what has been done: 哪天还的. What is to be done, 几号前要还, a plan can tell."""
    return _HAPPENED.search(question) is not None and _AHEAD.search(question) is None
