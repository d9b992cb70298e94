"""Words of a plan or a feedback document → the same as somebody can say them aloud.

A measure quotes what it is against, clause by clause; whoever listens hears no quotation marks. So the point is called
by its headline once, and the measure speaks of it as this. Text in, text out; what it says is not changed.
"""

from __future__ import annotations

import re

from assistant.drafting.defects import states_problem

_AGAINST = re.compile(r"^(?P<lead>对|针对|立即补办|查清|对照)(?P<quotes>“[^“”]+”(?:、“[^“”]+”)*)")
_LONGEST_NAME = 30
"""Characters: what is longer nobody takes in as the name of a problem."""


def spoken_measure(measure: str, headline: str) -> str:
    """What is done about a problem, as a point of a speech; as it stands where the problem has no short name.

    >>> spoken_measure("对“4次会议没有计划”、“2次超标准”涉及的款项逐笔核实", "会议费管理不严")
    '解决会议费管理不严的问题：对这些事涉及的款项逐笔核实'
    """
    name = headline.removesuffix("问题").removesuffix("的")
    against = _AGAINST.match(measure)
    if against is None or not name or len(name) > _LONGEST_NAME:
        return measure
    this = "这些事" if "”、“" in against["quotes"] else "这件事"
    return f"解决{name}的问题：{against['lead']}{this}{measure[against.end() :]}"


def heading_of_review(title: str) -> str:
    """The heading of what somebody holds himself against: a field by 对照…方面, a problem as the feedback states it.

    >>> heading_of_review("落实决策部署"), heading_of_review("上轮巡察整改不彻底")
    ('对照落实决策部署方面', '上轮巡察整改不彻底')
    """
    return title if states_problem(title) else f"对照{title}方面"
