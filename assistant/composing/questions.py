"""A question → what it asks for and about what. Text in, facts out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.text.terms import fold
from assistant.text.words import content_words


class Asks(StrEnum):
    """The kind of answer a question wants."""

    WHO = "who"
    HOW_MANY = "how many"
    WHEN = "when"
    HOW_LONG = "how long"
    WHICH_ARTICLE = "which article"
    ARTICLE_TEXT = "article text"
    LIST = "list"
    OTHER = "other"


_KINDS = (
    (Asks.WHICH_ARTICLE, re.compile(r"(?:第几|哪一?|什么)条|哪些条款")),
    (
        Asks.ARTICLE_TEXT,
        re.compile(r"第(?:[〇零一二两三四五六七八九十百]+|\d+)条.{0,12}(?:怎么|如何|是什么|什么内容|规定|内容|讲|说)"),
    ),
    (Asks.LIST, re.compile(r"哪几|哪[一二三四五六七八九十][项个条种类方]")),
    (
        Asks.HOW_LONG,
        re.compile(
            r"多久|多长时间|几个?(?:工作日|日|天|个月|月|年|小时|分钟)|多少(?:个?工作日|日|天|个月|年|小时|分钟)|期限|时限|何时之?前|最迟|最晚"
        ),
    ),
    (Asks.WHEN, re.compile(r"何时|什么时候|哪[一年天]|几月|什么时间|日期|几号|哪年|起施行|开始施行")),
    (
        Asks.HOW_MANY,
        re.compile(r"多少|几[个名人件次条项种类家份起批轮]|[人件次]数|金额|比例|占比|百分之几|多大|多高|上限|标准是"),
    ),
    (
        Asks.WHO,
        re.compile(
            r"谁|哪个(?:部门|单位|机构|科室|领导|人)|哪些(?:部门|单位|机构|人)|什么(?:部门|单位|机构|人)|由.{0,4}负责"
        ),
    ),
    (Asks.LIST, re.compile(r"哪些|有什么|包括什么|包含什么|分别|列出|内容有|原则|情形|条件是什么")),
)

_UNIT = re.compile(
    r"(?:多少|几)(?:万|亿|个(?=人))?(?P<unit>个工作日|工作日|个月|人次|件次|平方米|公里|分钟|小时"
    r"|[元件名人个项条起次家份场期轮批户组分倍类种日天年])"
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked."""

    text: str
    asks: Asks
    words: tuple[str, ...]
    """What it is about: its words but those that ask."""
    unit: str | None = None
    """件 in 多少件, where the question names it."""


def analyse(question: str) -> Question:
    """What a question asks for.

    >>> analyse("会议费标准是多少元？").unit
    '元'
    >>> analyse("整改的第一责任人是谁").asks
    <Asks.WHO: 'who'>
    """
    asks = next((kind for kind, words in _KINDS if words.search(question)), Asks.OTHER)
    unit = _UNIT.search(question)
    return Question(question, asks, tuple(content_words(fold(question))), unit["unit"] if unit else None)
