"""What a figure, a name or a day is asked for: to report, to begin. A sentence that does another thing, or does it
only where a special condition holds, answers another question.

Text in, words and marks out; knows no material and no coefficients.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.text.words import tagged

_ASKS = re.compile(r"多少|几|哪|怎么|怎样|如何|谁|何时|什么|多[久长大高]")
_TERM = re.compile(r"([\u4e00-\u9fff]{2,12}?)的?(?:时间|期限|时限)(?=[，,？?]|$|(?P<told>(?:各|分别)?[是为]))")
_UNTIL = re.compile(r"[到至在是](?:什么时候|何时|什么时间|哪一?[天日年月])")
_TERM_OF_ANYTHING = "办理"
"""办理时限 is the time for whatever is done there."""

_HOW_MANY = re.compile(r"多少|几(?=[个名人次件条项家份起批轮处户座套分])")
_LENGTHENS = re.compile(r"(?:延长?|展|宽限|推迟|顺延)期?(?:到|至|了)?(?:几|多少|多久|多长)")
_TENSE = frozenset("了 过 着 的 出 到 来 去 回 回来 上来".split())
_ONLY_RELATES = frozenset(
    (
        "涉及 达到 存在 包括 属于 超过 低于 高于 占到 一共 总共 共有 不少于 不超过 规定 需要 应当 还有 没有"
        " 安排 定在 多于 少于 等于 设有 合计"
        " 是否 减少 增加 提高 下降 不能 可以 最多 至少 执行 要求 拥有 具有 剩下 分为 作出 使用"
    ).split()
)
"""Verbs that only tie a figure to a thing."""

_DOES = ("v", "vn", "n", "nz", "l")
_SAYS_LITTLE = frozenset(
    (
        "工作日内 工作日 工作 时间 规定 要求 不少 不低 不得 可以 应当 需要 没有 还有 进行 负责 单位 部门 左右 以上 以下"
        " 以内 之内 金额 时候 地方 部门 机构 情形 情况 材料 日期 为止 说法 处理 办理 计算 认定 处置 对待 解决 里面"
        " 截止 截至 领导 干部 同志 人次 件次 公里 平方米"
    ).split()
)
"""Words behind what asks that do not tell what is done."""

_SHORT = r"(?:[，,、]|后|并|再|应当|及时|一并)"
"""What stands before a verb of one character that stands for the one of two: 审议后报, for 报送."""

_CONDITIONS = {
    "again": re.compile(r"重新|退回|修改后|重报|补报|再次|续[签聘期租借约保费任订]"),
    "late": re.compile(r"逾期|超期|超过.{0,6}[期时]限|未按期|不按时"),
    "longer": re.compile(r"延期|延长|展期|顺延|延(?=[几多至到])"),
    "by leave": re.compile(r"经.{0,16}?(?:同意|特批)"),
    "hardship": re.compile(r"情况复杂|特殊(?:情况|原因|事项)|确[因需有]|客观原因|不能按期|无法按期"),
    "urgent": re.compile(r"紧急|突发|抢险"),
}
"""What makes a rule hold in special cases only, by what it is that makes them special."""


@lru_cache(maxsize=256)
def done(question: str) -> tuple[str, ...]:
    """What is done in the time, by the one, on the day that is asked for.

    >>> done("整改方案要在多少个工作日内报送？"), done("清单由谁负责审核？"), done("整改期是几个月？")
    (('报送',), ('审核',), ())
    """
    found: dict[str, str] = {}
    is_behind = False
    for word, kind in tagged(question):
        if kind == "x":
            is_behind = False
        elif _ASKS.match(word):
            is_behind = True
        elif is_behind and kind in _DOES and len(word) > 1 and word not in _SAYS_LITTLE:
            found[word] = kind
    deeds = tuple(word for word, kind in found.items() if kind[0] == "v") or tuple(found)
    if _LENGTHENS.search(question):
        return ("延长",)
    return deeds or _until(question) or _in_front(question) or _with_term(question)


def _in_front(question: str) -> tuple[str, ...]:
    """收到 in 一共收到多少件."""
    asks = _HOW_MANY.search(question)
    last = [pair for pair in tagged(question[: asks.start()]) if pair[0] not in _TENSE][-1:] if asks else []
    return tuple(word for word, kind in last if kind in ("v", "vn") and len(word) > 1 and word not in _ONLY_RELATES)


def _until(question: str) -> tuple[str, ...]:
    """延期 in 延期到什么时候."""
    until = _UNTIL.search(question)
    before = tagged(question[: until.start()]) if until else []
    last = [pair for pair in before if pair[0] not in _ONLY_RELATES][-1:]
    return tuple(word for word, kind in last if kind in ("v", "vn") and len(word) > 1)


def _with_term(question: str) -> tuple[str, ...]:
    """报送 in 报送整改方案的时间, 办理 in 办理时限."""
    term = _TERM.search(question)
    owner, _, said = term[1].rpartition("的") if term else ("", "", "")
    does = [
        word
        for word, kind in tagged(said)
        if ((owner and term and not term["told"]) or kind in ("v", "vn")) and len(word) > 1 and word not in _SAYS_LITTLE
    ]
    return tuple(word for word in does[:1] if word != _TERM_OF_ANYTHING)


def conditions(text: str) -> frozenset[str]:
    """What makes the cases special that a text speaks of.

    >>> sorted(conditions("情况复杂的，经市委同意可以延长1次"))
    ['by leave', 'hardship', 'longer']
    """
    return frozenset(name for name, words in _CONDITIONS.items() if words.search(text))


def implied(named: frozenset[str]) -> frozenset[str]:
    """What a question names, with what goes along with it: who asks to put something off needs reasons and leave."""
    return named | {"hardship", "by leave"} if "longer" in named else named


def in_short(word: str, text: str) -> bool:
    """Whether a text has a verb of two characters in its short form: 经审议后报市委 for 报送."""
    return len(word) == 2 and re.search(f"{_SHORT}{re.escape(word[0])}[\u4e00-\u9fff]", text) is not None
