"""How much of what a finding states as fact does a provision speak of?

Words of both in, a weight out. A clerk who looks for the rule that was broken takes the words of the fact, 规避招标 or
现金结算, and not those of the headline: those who drew up the rule used the same. A rare word tells more than a common
one, and what stands in the title of the rule tells no article of it from another. It knows nothing of whom a rule
binds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.drafting.defects import problem_clauses
from assistant.text.rarity import rarity, tagged
from assistant.text.sentences import Span, sentences
from assistant.text.terms import fold

_LEAST_SHARE = 0.4
"""Of the weight of a fact that a provision must hold."""

_LEAST_WEIGHT = 1.0
"""What that must come to: about two words of some rarity."""

_FEWEST_WORDS = 2

_BASE = 0.1
"""Weight of the most common word; the rarest has one more than that."""

_OF_TITLE = 0.4
"""How far a word counts that stands in the title of the rule: most of its articles have it."""

_OF_HEADLINE = 0.5
"""How far words of the headline count, which say what the fact belongs to."""

_OF_NEIGHBOURS = 0.25
"""What two words that stand side by side in both count on top: 规避招标, 现金结算."""

_LONGEST_BY_CHANCE = 5
_OF_RUN = 0.15
"""Characters in a row that any two texts share, and what each more counts: 没有列入年度会议计划 is of common words."""

_RARE = 0.4
"""Weight of a word that says something by itself."""

_LIMIT_WEIGHT = 0.8
"""A limit in both, 45日 or 10%, is as telling as a rare word."""

_LIMIT = re.compile(r"\d+(?:\.\d+)?(?:个?(?:工作日|月|小时)|日|天|年(?!\d|[至到度以底初]|\d*月)|%)")
_COUNTED = re.compile(
    r"\d[\d.,]*[余多]?[万亿]?(?:人次|公里|个|项|件|名|人|次|笔|户|家|处|起|份|批|台|套|条|篇|场|所|亩|元|年|月|日|%)?"
)
"""How many there are of a thing: cut together with what stands behind, 家委属 of 13家委属单位 would be a rare word."""

_YEAR = re.compile(r"(?:19|20)\d\d年")

_IS_SOMEBODY = re.compile(r"(?:机关|单位|部门|[科处]室)$")

_SAYS_LITTLE = frozenset(
    (
        "没有 存在 发现 涉及 问题 工作 情况 有关 规定 要求 落实 进行 开展 实施 组织 加强 管理 执行 公司 集团 企业 "
        "人员 项目 以上 以下 超过 其中 年度 个别 部分 及时 到位 严格 不严 不力 不足 不够 把关 规范 混乱 薄弱 突出 整改 "
        "全年 至今 仍有 均未 不符 违反 违规 巡察 巡视 检查 抽查 党组 党委 本市 责任 领导 完成 办理 事项"
    ).split()
)
"""Words of any finding and any rule."""


@dataclass(frozen=True, slots=True, order=True)
class Met:
    """A fact that a provision speaks of."""

    weight: float
    """From about 0.4, where just enough of it is told, to some 4, where many rare words are the same."""
    of_words: float
    """What of it rests on rare words, not on a long stretch: 没有履行审批手续 stands in rules on anything."""
    has_headline: bool
    """Whether the provision holds a word of the headline, too."""


def fact_met(problem: str, title: str, provision: str) -> Met | None:
    """The fact of a finding that a provision speaks of most; None where it speaks of none. All are folded.

    >>> fact_met("会议费结算不规范。2次用现金结算。", "会议费管理办法", "不得以现金结算。") is not None
    True
    >>> fact_met("会议费结算不规范。2次用现金结算。", "会议费管理办法", "会议费纳入预算,单独列示。") is None
    True
    """
    found = (_met(fact, title, provision) for fact in _facts(problem))
    return max((met for met in found if met is not None), default=None)


def touches_fact(problem: str, title: str, provision: str) -> bool:
    """Whether a provision holds some rare words of the facts behind the headline, if there are any. All are folded."""
    if len(sentences(problem)) < 2:
        return True
    headline = sentences(problem)[0].of(problem)
    held = {
        word
        for fact in _facts(problem)
        for word, weight in fact.own.items()
        if weight >= _RARE and word in provision and word not in title and word not in headline
    }
    return len(held) >= _FEWEST_WORDS


def _met(fact: _Fact, title: str, provision: str) -> Met | None:
    held = {
        word: weight * (_OF_TITLE if word in title else 1) for word, weight in fact.all.items() if word in provision
    }
    beyond_title = {word for word in held if word not in title}
    neighbours = ((one, other) for one, other in pairwise(fact.own) if one in held and other in held)
    together = [pair for pair in neighbours if "".join(pair) in provision and beyond_title.intersection(pair)]
    run = _longest_run(fact.text, provision)
    in_a_row = len(run) - _LONGEST_BY_CHANCE if sum(word in run for word in beyond_title) >= _FEWEST_WORDS else 0
    of_words = sum(held.values()) + _OF_NEIGHBOURS * len(together)
    weight = of_words + _OF_RUN * max(0, in_a_row)
    share = min(1.0, weight / sum(fact.all.values()))
    is_own = bool(beyond_title.intersection(fact.own)) and len(held) >= _FEWEST_WORDS
    if not is_own or weight < _LEAST_WEIGHT or share < _LEAST_SHARE:
        return None
    return Met(weight * share, of_words * share, has_headline=not held.keys().isdisjoint(fact.headline))


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact with its weighted words in order, its own and, at less weight, those of the headline."""

    text: str
    own: Mapping[str, float]
    headline: Mapping[str, float]
    all: Mapping[str, float]
    """A word that both say is what the finding is about, and counts as both."""


@lru_cache(maxsize=64)
def _facts(problem: str) -> tuple[_Fact, ...]:
    whole = sentences(problem)
    behind = whole[1:]
    headline = _weights(whole[0].of(problem)) if behind else {}
    around = {word: weight * _OF_HEADLINE for word, weight in headline.items()}
    parts = [words for span in behind or whole for words in _parts(span.of(problem))]
    stated = (piece.of(words) for words in parts for piece in _clauses(words))
    weighted = ((words, _weights(words)) for words in dict.fromkeys(stated))
    return tuple(_Fact(words, own, around, _added(around, own)) for words, own in weighted if own)


def _added(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {word: one.get(word, 0.0) + other.get(word, 0.0) for word in (*one, *other)}


def _longest_run(text: str, other: str) -> str:
    """The longest stretch of a text that stands in another."""
    longest = ""
    for start in range(len(text)):
        while start + len(longest) < len(text) and text[start : start + len(longest) + 1] in other:
            longest = text[start : start + len(longest) + 1]
    return longest


def _parts(sentence: str) -> list[str]:
    return re.split("[;；]", sentence)


def _clauses(words: str) -> list[Span]:
    """Each clause that states a problem, and all of them: a fact may be told in two."""
    pieces = problem_clauses(words, 0, len(words))
    return [*pieces, Span(0, len(words))] if len(pieces) != 1 else [Span(0, len(words))]


def _weights(words: str) -> dict[str, float]:
    plain = _COUNTED.sub(" ", fold(words))
    found = {
        word.text: _BASE + rarity(word.text)
        for word in tagged(plain)
        if word.has_content and len(word.text) > 1 and not word.is_name
        if word.text not in _SAYS_LITTLE and not _IS_SOMEBODY.search(word.text) and not any(map(str.isdigit, word.text))
    }
    limits = _LIMIT.findall(_YEAR.sub("", fold(words)))
    return {**found, **dict.fromkeys(limits, _LIMIT_WEIGHT)}
