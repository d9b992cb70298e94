"""A question that asks several things → the parts of it that each ask one. Text in, text out."""

from __future__ import annotations

import re

from assistant.text.words import tagged

_PART_MARK = re.compile(r"[，,；;：:？?。]|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_ASKING = re.compile(r"多少|几|谁|哪|什么|何|怎|吗|多久|多长|[\u4e00-\u9fff]{2}数(?=[，,、；？?]|$)")
_FIGURE = re.compile(
    r"(?:多少|(?<![第好十])几)(?:个工作日|工作日|个月|人次|件次|公里|平方米|万元|[\u4e00-\u9fff](?=[\u4e00-\u9fff]))?"
)
"""What asks for a figure, with the unit right behind it."""


def parts(question: str) -> list[str]:
    """The parts of a question that ask for something of their own.

    >>> parts("移交了多少件线索，已经办结多少件？"), parts("厂房计划几栋建成几栋")
    (['移交了多少件线索', '已经办结多少件'], ['厂房计划几栋', '建成几栋'])
    """
    return [part for clause in asking_parts(question) for part in _run_on(clause)]


def pieces(question: str) -> list[str]:
    """The clauses of a question; those that 、 parts where both sides of it ask.

    >>> pieces("谈话多少人次、征求多少条意见？"), pieces("由哪些部门、单位负责？")
    (['谈话多少人次', '征求多少条意见'], ['由哪些部门、单位负责'])
    """
    clauses = (clause.strip() for clause in _PART_MARK.split(question))
    return [piece for clause in clauses if clause for piece in _listed(clause)]


def asking_parts(question: str) -> list[str]:
    """The clauses of a question that ask."""
    return [piece for piece in pieces(question) if _ASKING.search(piece)]


def _listed(clause: str) -> list[str]:
    listed = clause.split("、")
    return listed if len(listed) > 1 and all(_ASKING.search(one) for one in listed) else [clause]


def _run_on(clause: str) -> list[str]:
    """计划几栋建成几栋 asks for two figures without a mark between them."""
    asks = [*_FIGURE.finditer(clause)]
    if len(asks) != 2:
        return [clause]
    first, second = asks
    between = tagged(clause[first.end() : second.start()])
    verb = next((at for at, (_, kind) in enumerate(between) if kind[0] in "vd"), None)
    if verb is None:
        return [clause]
    cut = first.end() + sum(len(word) for word, _ in between[:verb])
    return [clause[:cut], clause[cut:]]
