"""Text → words, for where the pairs of characters that the index uses would straddle two words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rjieba

_ASKING = frozenset(
    """
    请问 开始 最迟 最晚 至少 最多 最少 起码 想问 请教 告诉 麻烦 是 是不是 是否 能 能否 能不能 不能 可否 可以
    怎么 怎样 怎么样
    如何 为什么 为何 什么 什么样 什么时候 何时 哪 哪些 哪个 哪几 哪几个 哪里 哪年 哪天 哪家
    哪位 多少 多久 多长 多长时间 多大 几 几个 几天 几年 几月 几家 几份 几名 几种 几条 几项
    几次 谁 有 没有 有没有 吗 呢 么 吧 啊 的 地 得 了 着 过 和 与 及 以及 或 或者 并
    并且 而 但 在 对 对于 把 被 给 向 从 到 由 为 以 于 按 按照 就 都 也 还 又 再 要
    需 需要 应 应当 应该 必须 这 那 其 该 此 它 他们 我 我们 你 一 一个 个 分别 一共
    总共 共 具体 主要 进行 有关 关于 规定 要求 内容 情况 方面 时候 之 之前 之后 以后 以前
    后 前 时 中 内 上 下 里 等 所 所有 算 做 会 才 则 若 如 如果 时间 期限 时限 哪一
    第几 件 名 人 项 条 次 份 家 元 天 日 年 月 万元 工作日
    """.split()
)
"""Words that ask, count or connect: they say nothing about what a question is about."""


def words(text: str) -> list[str]:
    """The words of a text in order, punctuation among them."""
    return _cutter().cut(text, hmm=False)


def content_words(text: str) -> list[str]:
    """The words that say what a text is about, without repeats.

    >>> content_words("请问整改方案要在多少个工作日内报送？")
    ['整改', '方案', '报送']
    """
    return [word for word in dict.fromkeys(words(text)) if word not in _ASKING and any(map(str.isalnum, word))]


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of a text in order, each with what it is: n for nouns (ns for places, vn for acts), v for verbs, …

    >>> tagged("拿到意见")
    [('拿到', 'v'), ('意见', 'n')]
    """
    return _cutter().tag(text, hmm=False)


@cache
def _cutter() -> rjieba.Jieba:
    import rjieba  # noqa: PLC0415

    return rjieba.Jieba()
