"""A label of an item of a feedback document: how it is written, what it counts, where it stands.

Records only. They know nothing of texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Style(IntEnum):
    """How an item is labelled. Lower values stand above higher ones."""

    LINE = 0
    """A heading without a label: a Markdown heading, or 党的建设方面 on a line of its own."""
    PART = 5
    """第一部分, 第一章"""
    SECTION = 7
    """第一节"""
    ROMAN = 8
    """Ⅰ."""
    HAN = 10
    """一、"""
    HAN_BRACKETED = 20
    """（一）"""
    NAMED = 30
    """问题1：, 建议1：, 【问题一】, 第一个问题，"""
    RUN_IN = 35
    """**撂荒地整治虚报数字。**2024年…, 【为民服务】库存轮椅…: a first sentence in bold print, or a tag"""
    ARABIC = 40
    """1."""
    DECIMAL = 41
    """1.1, 1-1"""
    DECIMAL_BELOW = 42
    """1.1.1"""
    LETTER = 45
    """A."""
    ARABIC_BRACKETED = 50
    """（1）, 1）"""
    SMALL_LETTER = 55
    """a)"""
    CIRCLED = 60
    """①"""
    IS = 70
    """一是"""
    MUST = 71
    """一要"""
    ORDINAL = 72
    """第一，, 第一个方面，, 表现一："""
    SPOKEN = 75
    """首先是…, 再就是…, 另外，…, 最后是…: how plain prose tells one thing after the other"""
    BULLET = 80
    """•, -, 发现："""


INLINE_LISTS = frozenset(
    {
        Style.ARABIC_BRACKETED,
        Style.SMALL_LETTER,
        Style.CIRCLED,
        Style.IS,
        Style.MUST,
        Style.ORDINAL,
        Style.SPOKEN,
        Style.BULLET,
    }
)
"""Styles that usually divide one problem; the others usually number problems or stand above them."""


_BELOW_ALL = 100
"""More than any style."""


@dataclass(frozen=True, slots=True)
class Label:
    """`text[start:body]` labels what begins at `body`."""

    style: Style
    number: int | None
    start: int
    body: int
    begins_line: bool
    inside: bool = False
    """Whether no item of its list begins a line."""
    is_sure: bool = True
    """Whether it looks like nothing else; “1　理论学习” is a label only where it counts on."""

    @property
    def divides(self) -> bool:
        """Whether its list divides one problem: by its style, or as 1.…；2.… inside the lines of a problem."""
        return self.style in INLINE_LISTS or (self.inside and self.style is Style.ARABIC)

    @property
    def level(self) -> int:
        """How deep its list lies; smaller is higher. A list inside lines lies below every list whose items begin lines:
        第一，…①…②… and ①…第一，…第二，… alike.
        """
        return self.style + (_BELOW_ALL if self.inside and self.divides else 0)
