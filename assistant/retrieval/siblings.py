"""A thing and a question → the words of the question that the thing takes the place of: 住宿费, 一类.

Two words are of one kind where they end alike, or where the table says that their endings name one kind of thing. Text
in, a stretch of the question out; knows no material.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from assistant.text.words import words

_ALIKE = 2
"""Characters that two things of one kind share at their end: 三类会议, 四类会议."""

_MOST_WORDS = 4
"""Words of a question that one thing may be."""

_LONGER = 2
"""Characters that one of two things of a kind may have more than the other."""

_FAMILIES = (
    "费 补助 补贴 津贴 奖金 工资 薪酬 租金 押金 保证金 罚款 借款 贷款",
    "局 委 办 厅 集团 公司 中心 街道 镇 乡 村 社区 县 区 市 医院 卫生院 学校 小学 中学 大学 学院 法院 检察院 银行 厂",
    "书记 主任 局长 镇长 乡长 县长 市长 区长 组长 科长 处长 院长 校长 主席 经理 董事长 总监 监理 负责人",
    "干部 职工 公务员 工作人员 教师 医生 护士 学生 退休人员 合同工 临时工 聘用人员 党员",
    "老人 儿童 残疾人 妇女 孤儿 军人 军属 学生",
    "飞机 火车 高铁 动车 轮船 客车 出租车 自驾车",
    "办法 规定 条例 细则 规程 规则 准则 制度",
    "方案 台账 报告 清单 计划 总结",
    "小学 初中 高中 中学 幼儿园 大学 本科 专科",
    "早餐 午餐 晚餐",
)
"""Endings of things of one kind, a kind a line."""

_SIBLINGS = (
    "城市 农村 城镇 乡村",
    "一般 较大 重大 特大 特别重大 轻微 严重",
    "货物 工程 服务",
    "国有 集体 民营 私营",
    "中央 省级 市级 县级 乡级 村级",
    "正职 副职",
    "初次 首次 再次 二次",
    "工作日 周末 节假日",
    "新建 改建 扩建",
    "男 女",
)
"""Words that tell one of several from the others and need not end alike, a set a line."""

_RANKS = "类级等档轮批期季餐型种层科室组假舱座"
"""What two words of one length end with that tell one of several: 甲类 and 乙类, 科级 and 处级."""

_OFFICE = re.compile(
    r"(?:[\u4e00-\u9fff]{1,12}?(?:集团|公司|医院|卫生院|学校|小学|中学|大学|学院|法院|检察院|银行|街道|社区|管理局|委员会|中心|敬老院"
    r"|纪委(?:监委)?|组织部|宣传部|巡[察视]办|办公室|[局厅厂镇乡县村](?![长级里民务委党干])|(?:卫健|发改|国资|农业农村)委))"
)
"""A name that begins where a clause begins and ends with what the body is."""


def replaced_by(thing: str, question: str) -> str | None:
    """The stretch of the question that a thing of the same kind takes the place of, None where there is none.

    >>> replaced_by("伙食补助", "处级干部出差住宿费标准是多少？")
    '住宿费'
    >>> replaced_by("农村", "城市低保每月发多少？")
    '城市'
    """
    return _sibling(thing, question) or _of_a_kind(thing, question)


def office_in(question: str) -> str | None:
    """The body that a question begins with, by its name.

    >>> office_in("市园林局收到几条意见？")
    '市园林局'
    """
    found = _OFFICE.match(question)
    return found[0] if found else None


def _sibling(thing: str, question: str) -> str | None:
    for line in _SIBLINGS:
        of_line = line.split()
        if thing in of_line:
            return next(
                (one for one in sorted(of_line, key=len, reverse=True) if one != thing and one in question), None
            )
    return None


def _of_a_kind(thing: str, question: str) -> str | None:
    office = office_in(question)
    if office is not None and _family(thing) & _family(office) and _OFFICE.fullmatch(thing):
        return office
    cut = words(question)
    runs = [
        "".join(cut[at : at + length]) for length in range(_MOST_WORDS, 0, -1) for at in range(len(cut) - length + 1)
    ]
    alike = (run for run in runs if run != thing and _ends_alike(thing, run))
    # 出差住宿费 is a 住宿费: where only the kind is the same, the thing alone makes way and not what it is of.
    kin = (run for run in reversed(runs) if run != thing and _same_kind(thing, run))
    return next(alike, None) or next(kin, None)


def _ends_alike(one: str, other: str) -> bool:
    return _near_in_length(one, other) and _same_ending(one, other) >= _ALIKE


def _same_kind(one: str, other: str) -> bool:
    in_pair = len(one) == len(other) and one[-1] == other[-1] and one[-1] in _RANKS
    return _near_in_length(one, other) and (in_pair or bool(_family(one) & _family(other)))


def _near_in_length(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _ALIKE and abs(len(one) - len(other)) <= _LONGER


def _same_ending(one: str, other: str) -> int:
    """Characters that two words share at their ends."""
    shared = SequenceMatcher(None, one[::-1], other[::-1], autojunk=False).find_longest_match()
    return shared.size if shared.a == 0 and shared.b == 0 else 0


def _family(word: str) -> frozenset[int]:
    """The lines of the table with an ending of a word."""
    return frozenset(at for at, line in enumerate(_FAMILIES) if word.endswith(tuple(line.split())))
