"""The title or heading of a rule beside a problem: what it is on, and whether that is of the problem's field.

Words in, words or an answer out. 煤矿安全生产 is on 安全生产 of another field than a hospital's. It knows nothing of
sentences and of whom they bind.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.drafting.likeness import telling_pairs
from assistant.drafting.problem import Problem
from assistant.text.terms import fold

GENERAL = frozenset(
    (
        "监督 督管 检查 考核 问责 专题 研究 听取 汇报 会议 讨论 代替 反馈 突出 典型 短板 不足 推动 明确 加大 "
        "建立 完善 定期 及时 解决 了解 提出 意见 措施 实施 内部 集体 作用 发挥 处理 规范 制定 程序 活动 使用 人员 项目 "
        "资金 风险 廉洁 结果 受理"
    ).split()
)
"""Pairs of characters that rules on anything demand; they tell no matter from another."""

_GENRE = (
    r"(?:实施|管理|监督|工作|处分|行为|若干|暂行|试行|具体)*"
    r"(?:条例|规定|办法|准则|细则|规则|规范|规程|制度|意见|决定|章程|法|方法|通知)$"
)

_ISSUER = r"^(?:关于|中共|中国共产党|中华人民共和国|党政机关|[\u4e00-\u9fff]{2,3}?[省市县](?!级))+"

_NO_FIELD = re.compile(
    r"[一二三四五六七八九十]+、|第.{1,3}[章节条]|\d+年度?|[省市县区]属|国有|中央和国家|中央|国家|国内|党政|党内|机关|[省市县村]级|党委|党组|落实|全面|违规|加强|严格|坚持|正确|党的|"
    r"新形势下|关于|进一步|工程|建设|项目|\W"
)


@lru_cache(maxsize=4096)
def bare_title(title: str) -> str:
    """What a rule is on, without who issued it and what kind of rule it is.

    >>> bare_title("临江市会议费管理办法（试行）"), bare_title("《党政机关国内公务接待管理规定》")
    ('会议费', '国内公务接待')
    """
    bare = re.sub(r"\(.*?\)", "", fold(title)).strip("《》 ")
    return re.sub(_GENRE, "", re.sub(_ISSUER, "", bare))


def runs_shared(text: str, problem: Problem) -> list[str]:
    """The stretches that a text shares with a problem and that tell what it is about, each once."""
    shared: list[str] = []
    start = 0
    while start < len(text) - 1:
        end = start + 1
        while end < len(text) and text[start : end + 1] in problem.folded:
            end += 1
        if end - start > 1 and tells(text[start:end]):
            shared.append(text[start:end])
        start = max(end, start + 1)
    return list(dict.fromkeys(shared))


def is_of_its_field(problem: Problem, words: str, anchor: str) -> bool:
    """Whether what a title says before the words in common narrows it down to another field: 煤矿 of 煤矿安全生产."""
    field = telling_pairs(_NO_FIELD.sub(" ", words[: words.index(anchor)]))
    return field <= problem.pairs | problem.unit_pairs | GENERAL


def tells(word: str) -> bool:
    """Whether a word says what something is about; the 20 of a year and of 12月20日 does not."""
    return any(not pair.isdigit() for pair in telling_pairs(word) - GENERAL)
