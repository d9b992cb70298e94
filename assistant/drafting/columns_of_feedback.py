"""What a column or a named field of a feedback document holds: the problem, its cause, advice, or who answers for it.

The name of a column or field in, its role out. It knows neither tables nor lines.
"""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.text.terms import fold


class Holds(StrEnum):
    """What stands under a name."""

    NUMBER = "number"
    CATEGORY = "category"
    PROBLEM = "problem"
    HEADLINE = "headline"
    """The problem in a word, beside a column of its facts."""
    CAUSE = "cause"
    ADVICE = "advice"
    RULE = "rule"
    RESPONSIBILITY = "responsibility"


NAMES = (
    (Holds.NUMBER, "序号|编号|问题编号|问题序号|No"),
    (Holds.CATEGORY, "(?:问题)?(?:类别|类型|领域|分类|归类|大类)|方面|巡[视察]重点|监督重点"),
    (Holds.CAUSE, "(?:主要|产生|存在|问题)*的?(?:原因|根源)(?:分析|剖析)?"),
    (
        Holds.RULE,
        "问题(?:定性|性质)|定性(?:及?依据)?|(?:定性|政策|制度|法规|规定)依据|违反(?:的)?(?:规定|条款|制度)|违规(?:条款|依据)",
    ),
    (Holds.RESPONSIBILITY, "责任(?:认定|划分|主体|单位|人|部门|领导|科室|处室|股室)|(?:牵头|配合)单位"),
    (
        Holds.ADVICE,
        "(?:巡[视察]|审计|检查|督导|整改|有关|工作|处理|对应|意见)?(?:建议|意见)(?:内容|事项|措施)?|意见[和与及、]?建议|整改要求",
    ),
    (
        Holds.PROBLEM,
        "(?:巡[视察])?(?:反馈|发现|存在|查出|指出|主要|具体)?的?(?:主要|具体|突出)?问题(?:及表现|描述|表述|内容|表现|摘要|概述|事实)?"
        "|具体(?:表现|情形|内容|事实)|(?:主要|基本)?事实|表现",
    ),
)
"""In order: 存在问题原因 is a cause, 问题类别 a category."""

_NAMED = tuple((holds, re.compile(rf"(?:{names})")) for holds, names in NAMES)


def holds(name: str) -> Holds | None:
    """What stands under a name; None for a name we do not know.

    >>> holds("反馈问题"), holds("问题类别"), holds("完成时限")
    (<Holds.PROBLEM: 'problem'>, <Holds.CATEGORY: 'category'>, None)
    """
    said = re.sub(r"[\s*_：:]+|[(（].{0,12}[)）]", "", fold(name))
    known = next((what for what, names in _NAMED if names.fullmatch(said)), None)
    return known or (Holds.PROBLEM if _PROBLEM_FOUND.search(said) and not _NO_PROBLEM.search(said) else None)


_PROBLEM_FOUND = re.compile(
    r"(?:发现|反馈|指出|存在|查出|反映|暴露|查摆)的?(?:主要|具体|突出)?问题(?:描述|表述|内容|表现|摘要)?$"
)
_NO_PROBLEM = re.compile(r"是否|有无|数")
"""回头看发现的问题 ends as a column of problems does, and so does 是否存在问题."""
_FORMER = re.compile(r"\d{4}年|[上前]一?[轮次]|^原|此前|以往|既往|历次")


def is_former(name: str) -> bool:
    """Whether a column holds what an earlier inspection found: 2021年巡察反馈的问题 beside 回头看发现的问题."""
    return _FORMER.search(fold(name)) is not None


_OF_FACTS = re.compile(r"(?:具体|主要)(?:表现|情形|内容|事实|情况)|事实|表现|(?:问题)?(?:描述|概述|详情)")


def is_of_facts(name: str) -> bool:
    """Whether a column of problems tells the facts of one: 具体表现 beside 主要问题."""
    return _OF_FACTS.fullmatch(re.sub(r"\s+", "", fold(name))) is not None
