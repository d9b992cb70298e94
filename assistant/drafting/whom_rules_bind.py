"""Whom a provision binds: the inspected unit, or those who regulate, supervise and inspect it?

A problem and words of a rule in, an answer out. It knows nothing of what the provision demands.
"""

from __future__ import annotations

import re

from assistant.drafting.likeness import telling_pairs
from assistant.drafting.problem import Problem

_GENERAL = frozenset(
    (
        "监督 督管 检查 考核 问责 专题 研究 听取 汇报 会议 讨论 代替 反馈 突出 典型 短板 不足 推动 明确 加大 "
        "建立 完善 定期 及时 解决 了解 提出 意见 措施 实施 内部 集体 作用 发挥 处理 规范 制定 程序 活动 使用 人员 项目 "
        "资金 风险 廉洁 结果 受理"
    ).split()
)
"""Pairs of characters that rules on anything demand; they tell no office from another."""

_FOR_SUPERVISORS = re.compile(r"巡视|巡察|监督执纪|纪律检查|监督检查机关|派驻|纪检监察")

_ON_RECTIFICATION = re.compile(r"整改|成果运用")
"""What a title says of whom a rule is meant for: 巡察工作规程 is for inspectors, 巡察整改办法 for the inspected."""

_HELP = "配合"
"""What the inspected owe the inspectors."""

OF_OTHERS = re.compile(
    r"上级|县级以上|省级|市级以上|各省|自治区|国务院|中央[^企]{0,6}部门|人民政府|人民法院|人民检察院|公安机关|审计机关|监察机关|"
    r"(?:主管|管理|行政|财政|组织|宣传|监督检查)部门|审查调查组|巡[视察]组|巡[视察](?:工作)?(?:领导小组|办|人员)|各级政府|纪检监察|纪委|监委"
)
"""Who regulates and supervises: what these have to do, the unit did not fail to do."""

_SOMEBODY = re.compile(
    r"[\u4e00-\u9fff]*(?:单位|企业|机构|公司|部门|机关|学校|医院|院|社|中心|提供者|经营者|生产者|[运使][营用]者|员|代理人|[主商])"
)

_ANYBODY = re.compile(
    r"被巡[视察]|各级?|有关|相关|本|任何|全体|所有|地区|单位|部门|机关|机构|党组织|党委|党组|党支部|党员|班子|成员|负责|主要|领导|干部|书记|"
    r"主办|承办|经办|建设|用人|责任|牵头|配合|采购|招标|推荐|使用|委托|发包|人员|工作|其他|个人|国家|政府|乡镇|党政|职能|基层|应|及其|\W"
)
"""What is left of the subject of a sentence without these tells who it is: 煤矿企业, 施工单位."""

_OFFICE = re.compile(r"县级以上|地方|各级|人民政府|主管|管理|行政|部门|机关|上级|有关|国务院|[省市县区]级?")


def is_on_inspections(problem: Problem, title: str) -> bool:
    """Whether a rule is on the work of those who inspect, and a problem, too: their duties are what went undone."""
    work = _FOR_SUPERVISORS.search(title)
    return work is not None and work[0] in problem.folded


def is_for(problem: Problem, title: str) -> bool:
    """Whether a rule is meant for the inspected unit: of those on inspections the ones on 整改, which follows each.

    Others are, where the problem names their work, or 配合.
    """
    if _FOR_SUPERVISORS.search(title) is None or is_on_inspections(problem, title) or _ON_RECTIFICATION.search(title):
        return True
    return _HELP in title and _HELP in problem.folded


def is_duty_of(problem: Problem, before: str) -> bool:
    """Whether the subject of a sentence may be the unit: another one only where unit or problem is of its kind.

    `before` are the words in front of 应当 or 不得.
    """
    subject = re.split(r"[,，:：;；]", before)[-1]
    other = OF_OTHERS.search(before)
    if other is not None and other[0] not in problem.folded:
        return bool((telling_pairs(_OFFICE.sub(" ", subject)) & telling_pairs(problem.unit)) - _GENERAL)
    somebody = _SOMEBODY.search(subject)
    kind = telling_pairs(_ANYBODY.sub(" ", somebody[0])) if somebody else frozenset()
    return not kind or bool(kind & (problem.pairs | telling_pairs(problem.unit)))
