"""Degrees and kinds that exclude one another, 一般, 较大 and 重大事故: whether a text is about another one than the
question. Text in, yes or no out; knows no material.
"""

from __future__ import annotations

import re
from functools import lru_cache

_FAMILIES = (
    ("特别重大", "重大", "较大", "一般", "轻微"),
    ("特别严重", "严重", "较重", "较轻", "轻微"),
    ("高级", "中级", "初级"),
    ("年度", "季度", "月度", "半年度"),
    ("一次性", "年度", "按月", "按年", "定期"),
    ("优秀", "良好", "合格", "不合格"),
    ("主要领导", "重要领导", "直接"),
    ("公开", "邀请"),
    ("甲类", "乙类", "丙类", "丁类"),
    ("一类", "二类", "三类", "四类"),
    ("一级", "二级", "三级", "四级"),
    ("首次", "再次"),
)
"""Words of which one leaves out the others, before the same noun."""

_NOUN = 2
"""Characters of the noun behind them that must be the same."""


def of_another_degree(question: str, text: str) -> bool:
    """Whether a text speaks of another degree of what the question asks about, and not of that one.

    >>> of_another_degree("一般事故罚多少？", "较大事故罚5万元。"), of_another_degree("罚多少？", "较大事故罚5万元。")
    (True, False)
    """
    for family, degree, noun in _named(question):
        said = {match[0] for match in re.finditer("|".join(family), text)}
        is_told = re.search(rf"(?:{'|'.join(family)}){re.escape(noun)}", text) is not None
        if is_told and degree not in said:  # 三类、四类会议 names both
            return True
    return False


@lru_cache(maxsize=256)
def _named(question: str) -> tuple[tuple[tuple[str, ...], str, str], ...]:
    return tuple(
        (family, match[1], match[2])
        for family in _FAMILIES
        for match in re.finditer(rf"({'|'.join(family)})([\u4e00-\u9fff]{{{_NOUN}}})", question)
    )
