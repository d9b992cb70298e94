"""What two texts of this trade have in common that tells something: pairs of characters.

Text in, pairs out. It knows nothing of rules or plans.
"""

from __future__ import annotations

from assistant.text.terms import fold, index_terms

_SAYS_LITTLE = frozenset(
    "工作 落实 加强 建设 管理 问题 情况 责任 党组 党委 制度 执行 整改 巡察 巡视 不够 到位 不到 "
    "行政 服务 提供 中心 作日 个工 "
    "纪检 检监 监察 察机 机构 书记 年至 班子 子成 成员 重大 "
    "组织 单位 有关 规定 要求 进行 开展 存在 没有 方面 领导 部门 负责 严格 全面 以及 之日 办法 应当 日起 个月".split()
)
"""Pairs of characters that stand in every second sentence of such texts and tell nothing of its matter."""


def telling_pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text, folded, without those that stand in every second sentence."""
    return frozenset(term for term in index_terms(fold(text)) if len(term) > 1 and term not in _SAYS_LITTLE)
