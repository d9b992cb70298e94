"""The telling words of a finding, with what each weighs, and how far a text holds them.

Words in, weights and shares out. A rare word tells more than a common one; those who draw up rules have other words
for the same thing, 逾期 for 超期, and longer or shorter ones, 报送 for 上报材料. It knows nothing of rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from assistant.retrieval import thesaurus
from assistant.text.rarity import is_known, rarity, tagged
from assistant.text.synonyms import SAME_SENSE
from assistant.text.terms import fold

_BASE = 0.1
"""Weight of the most common word; the rarest has one more than that."""

_UNKNOWN = 0.8
"""Weight of what the dictionary does not know: a rare word, or two that were cut together wrongly."""

_BY_ANOTHER_WORD = 0.8
"""How far a text holds a word that has another for it."""

_BY_A_PART = 0.7
"""The same where it has a word that is part of it, for all of its characters."""

_COUNTED = re.compile(
    r"\d[\d.,]*[余多]?[万亿]?(?:人次|公里|个|项|件|名|人|次|笔|户|家|处|起|份|批|台|套|条|篇|场|所|亩|元|年|月|日|%)?"
)
"""How many there are of a thing: cut together with what stands behind, 家委属 of 13家委属单位 would be a rare word."""

_SAYS_LITTLE = frozenset(
    (
        "没有 存在 发现 涉及 问题 工作 情况 有关 规定 要求 落实 进行 开展 实施 组织 加强 管理 执行 公司 集团 企业 "
        "人员 项目 以上 以下 超过 其中 年度 个别 部分 及时 到位 严格 不严 不力 不足 不够 把关 规范 混乱 薄弱 突出 整改 "
        "全年 至今 仍有 均未 不符 违反 违规 巡察 巡视 检查 抽查 党组 党委 本市 责任 领导 完成 办理 事项"
    ).split()
)
"""Words of any finding and any rule."""


@lru_cache(maxsize=512)
def weights(text: str) -> Mapping[str, float]:
    """The telling words of a text, folded, and what each weighs, from 0.1 to 1.1.

    >>> sorted(weights("涉及3次会议，没有签到。"))
    ['会议', '签到']
    """
    words = [word for word in tagged(_COUNTED.sub(" ", fold(text))) if word.has_content and not word.is_name]
    return {
        word.text: _BASE + rarity(word.text) if is_known(word.text) else _UNKNOWN
        for word in words
        if len(word.text) > 1 and word.text not in _SAYS_LITTLE and not any(map(str.isdigit, word.text))
    }


def held(word: str, text: str) -> float:
    """How far a folded text holds a folded word, from 0 to 1: itself, another word for it, or a part of it.

    >>> held("报销", "应当办理报销手续"), held("超期", "逾期不办的"), held("接待", "应当办理报销手续")
    (1.0, 0.8, 0.0)
    """
    if word in text:
        return 1.0
    others = (other for other in thesaurus.shipped().alternatives.get(word, ()) if len(other) > 1)
    if any(other in text for other in others) or any(same.search(text) for same in _of_same_sense(word)):
        return _BY_ANOTHER_WORD
    return _BY_A_PART * max((len(part) for part in _parts(word) if part in text), default=0) / len(word)


def weight_held(wanted: Mapping[str, float], text: str) -> float:
    """What the wanted words weigh that a folded text holds, each as far as it does."""
    return sum(weight * held(word, text) for word, weight in wanted.items())


@lru_cache(maxsize=4096)
def _of_same_sense(word: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(words) for words in SAME_SENSE.values() if re.fullmatch(words, word))


@lru_cache(maxsize=4096)
def _parts(word: str) -> tuple[str, ...]:
    """The words that a longer one is made of: 中标, 候选, 候选人 of 中标候选人."""
    spans = ((start, end) for start in range(len(word)) for end in range(start + 2, len(word) + 1))
    return tuple(part for start, end in spans if (part := word[start:end]) != word and is_known(part))
