"""The figures of a sentence that are told in a unit which counts nothing, 5公里, 36.8℃, or in the cells of a table
without one. A question and a sentence in, spans out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.composing.kinds import Asks
from assistant.composing.questions import Question
from assistant.composing.rows import is_record
from assistant.text.numerals import NUMERAL

PEOPLE = ("人", "名")
"""Units of people: 个 may count them and counts much else."""

_CELL = re.compile(r"(?<=[|：])\s*(-?\d[\d,.]*%?)\s*(?=[|；。]|$)")
_AMOUNT = r"(?<![\d.,])\d(?:[\d.]|,(?=\d{3}))*[万亿]?余?"
_CURRENCY = "[美港欧日澳加]元|英镑|卢布|瑞士法郎"
_MEASURED = re.compile(
    rf"{_AMOUNT}(?:厘米|毫米|公分|立方米|公顷|平方公里|摄氏度|度|[千兆吉]?(?:瓦时?|焦耳?)|千克|公斤|毫?克|毫?升|周岁|岁|学分|页|卷|册|秒|{_CURRENCY}"
    rf"|[℃℉]|°[CF]|(?:/\d+)? ?[A-Za-zμ]+(?:/[A-Za-z]+)?(?![A-Za-z\d]))|{_AMOUNT}(?<=[万亿])(?=[，。；、）)]|$)"
)
"""A figure in a unit that counts nothing, which a fact is not told in; an amount is told without one, 净利润为3.2亿."""

_MONEY = re.compile(rf"{_AMOUNT}(?:{_CURRENCY})|{_AMOUNT}(?<=[万亿])(?=[，。；、）)]|$)")
_FRACTION = re.compile(r"[一二三四五]分之[一二三四]|一半|[一二三四五六七八九]成")
_LENGTH = re.compile(r"\d[\d.]*[万亿]?余?(?:公里|千米|厘米|毫米|公分|米|公尺)(?!²)")
_AREA = re.compile(r"\d[\d.]*[万亿]?余?(?:平方米|平方公里|公顷|亩)")
_WEIGHT = re.compile(r"\d[\d.]*[万亿]?余?(?:吨|千克|公斤|克|斤)")
_WARMTH = re.compile(r"\d[\d.]*(?:摄氏度|度|℃)")
_AGE = re.compile(r"\d+(?:周岁|岁)")
_MEASURES = {
    "面积": _AREA,
    "年龄": _AGE,
    "温度": _WARMTH,
    "长度": _LENGTH,
    "厚度": _LENGTH,
    "重量": _WEIGHT,
    **dict.fromkeys("公里 千米 厘米 毫米 米".split(), _LENGTH),
    **dict.fromkeys("平方米 平方公里 公顷 亩".split(), _AREA),
    **dict.fromkeys("吨 千克 公斤 克 斤".split(), _WEIGHT),
    "摄氏度": _WARMTH,
    "岁": _AGE,
}
"""What is measured in units of its own, by its name and by those units: who asks for metres is told of lengths only."""


def measure_of(question: Question) -> re.Pattern[str] | None:
    """How what is measured is told, where the question names the measure or its unit."""
    named = (*question.nouns, question.unit or "")
    return next((_MEASURES[word] for word in named if word in _MEASURES), None)


def measured(question: Question, text: str) -> list[tuple[int, int]]:
    """Figures that are no facts: in a unit that the question names, in any where it names none, in foreign money."""
    if question.asks is not Asks.HOW_MANY or question.counted:
        return []
    return [match.span() for match in _told_in(question.unit).finditer(text)]


@lru_cache(maxsize=256)
def _told_in(unit: str | None) -> re.Pattern[str]:
    if unit is None:
        return _MEASURED
    if unit == "元":
        return _MONEY
    counter = "位" if unit in PEOPLE else re.escape(unit)
    return re.compile(rf"(?!一{counter})(?:{_AMOUNT}|(?<!{NUMERAL}){NUMERAL}{{1,4}}余?){counter}(?!置)")


def bare_figures(question: Question, text: str) -> list[tuple[int, int]]:
    """Figures in the cells of a table, which stand without their unit; shares that are told in words."""
    if question.asks is not Asks.HOW_MANY:
        return []
    if question.unit == "%":
        return [match.span() for match in _FRACTION.finditer(text)]
    if ("|" in text or is_record(text)) and question.unit not in ("分", "倍"):
        return [match.span(1) for match in _CELL.finditer(text)]
    return []
