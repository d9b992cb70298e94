"""Traditional and simplified forms: of a line, and the twin of a single character. Nothing comes of damage here."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

# OpenCC keeps 著 on purpose, since 著/着 is a choice of region. On the mainland 著 stays only where it is read zhù.
KEPT_WRITTEN_WORKS = re.compile("著[名作述称者]|[显卓专名论编原译合昭土巨遗]著")


def simplified(line: str) -> str:
    """The line in simplified characters, of the same length; what GBK cannot write keeps its form."""
    converted = _converter("t2s").convert(line)
    if len(converted) != len(line):
        converted = "".join(simplified_character(character) for character in line)
    safe = "".join(new if _in_gbk(new) else old for old, new in zip(line, converted, strict=True))
    return _particle_zhe(safe)


def simplified_character(character: str) -> str:
    """The simplified twin of one character, or itself."""
    return _twins("t2s").get(character, character)


def traditional_character(character: str) -> str:
    """The traditional twin of one character (the most frequent, where there are several), or itself."""
    return _twins("s2t").get(character, character)


def is_traditional_only(character: str) -> bool:
    """Whether simplified text never uses this form."""
    return character in _twins("t2s")


def is_simplified_only(character: str) -> bool:
    """Whether traditional text never uses this form. 后 里 干 … are characters of both scripts."""
    return character in _twins("s2t") and character not in _BOTH_SCRIPTS


# Simplified forms that are old characters of their own, so that traditional text and simple converters keep them.
_BOTH_SCRIPTS = frozenset(
    "后里干斗系制松采只谷余台几云了面咸佣征准冲净着仆价划卜厂吁合周困夸姜家局岳巨布广弦当彩志愿折据晒曲术朱机杆板杰极柜栗梁欲"
    "沈注涂游灶炼烟症种秋秘签累纤脏致舟药芸苏苹范虫蜡表象辟迹郁酸闲霉须饥升占借冬卷向尸尽尝岩布托扎拐挨沾泄涌汇灾"
    "痹皂糊群胡腌舍苔蒙蔑蚀霉凄凌凑减凉况决冰并丑丰于仑伙伞修出剪勒参双发"
)


def _particle_zhe(text: str) -> str:
    if "著" not in text:
        return text
    kept = {match.start() + match[0].index("著") for match in KEPT_WRITTEN_WORKS.finditer(text)}
    return "".join("着" if character == "著" and at not in kept else character for at, character in enumerate(text))


def _in_gbk(character: str) -> bool:
    return _encodes(character) if character > "\x7f" else True


@cache
def _encodes(character: str) -> bool:
    try:
        character.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converter(direction: str) -> OpenCC:
    from opencc import OpenCC  # noqa: PLC0415 - loaded when a script must first be told

    return OpenCC(direction)


@cache
def _twins(direction: str) -> dict[str, str]:
    """All of GBK's ideographs that the direction changes, one by one; the newline keeps phrases from forming."""
    characters = [chr(code) for code in range(0x4E00, 0xA000) if _encodes(chr(code))]
    converted = _converter(direction).convert("\n".join(characters)).split("\n")
    return {
        old: new
        for old, new in zip(characters, converted, strict=True)
        if old != new and len(new) == 1 and _encodes(new)
    }
