"""Text → the figures in it, in one notation: 二万元, 2万元 and 20,000元 all hold 20000; 百分之五 and 5% hold 5%.

Written apart from the assistant's own reading of figures, which its judge relies on: a yardstick must not share the
faults of what it measures. It knows no units but %, 万 and 亿.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from assistant.text.numerals import DIGITS, NUMERAL, to_int

_GROUPING = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
"""The comma of 20,000. Taken out before full-width forms are folded, which would make one of 100，200."""

_ARABIC = r"\d{1,40}(?:\.\d{1,40})?"
_HAN = f"{NUMERAL}{{1,40}}"
"""Bounded, since no figure is longer and conversion of endless ones fails or takes for ever."""

_FIGURE = re.compile(
    rf"百分之(?P<share>{_ARABIC}|{_HAN}(?:点{_HAN})?)"
    rf"|(?P<arabic>{_ARABIC})(?P<scale>[万亿]{{0,2}})(?P<percent>%?)"
    rf"|(?P<han>{_HAN})"
)
_SCALE = {"万": Decimal(10**4), "亿": Decimal(10**8)}

_ENUMERATOR = re.compile("[\u2460-\u24ff\u2776-\u2793\u3220-\u3243\u3280-\u32b0]")
"""① and its like number the parts of a list: no figures, and no digits of the figure behind them (②2022年)."""

_COUNTED = re.compile(r"[年月日天周条款章节元倍号]|个月|个工作日|小时")
"""What stands behind a single Chinese numeral that is a figure, even 一."""

_COUNTED_FROM_TWO = re.compile(r"[个名人件次起户届处级份项位种类]")
"""Behind 一 these make no figure: 一个, 一位, 一种, 一项 are mostly articles."""


def figures(text: str) -> frozenset[str]:
    """The figures of a text; numerals inside words (第一责任人, 三重一大, 一项) are none.

    >>> sorted(figures("第一责任人应当在三十日内退还二万元，占百分之五。"))
    ['20000', '30', '5%']
    """
    folded = _folded(text)
    return frozenset(_plain(match) for match in _FIGURE.finditer(folded) if _is_figure(match, folded))


def with_plain_figures(text: str) -> str:
    """The text, half-width, with every numeral in Arabic digits, so that two notations of a figure compare equal.

    >>> with_plain_figures("三十日内，２万元")
    '30日内,20000元'
    """
    return _FIGURE.sub(_plain, _folded(text))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", _ENUMERATOR.sub(" ", _GROUPING.sub("", text)))


def _plain(match: re.Match[str]) -> str:
    if match["share"]:
        return f"{_shortest(_share(match['share']))}%"
    if match["han"]:
        value = to_int(match["han"])
        return match["han"] if value is None else str(value)
    value_of_arabic = Decimal(match["arabic"])
    for mark in match["scale"]:
        value_of_arabic *= _SCALE[mark]
    return f"{_shortest(value_of_arabic)}{match['percent']}"


def _share(numeral: str) -> Decimal:
    if not numeral[0].isdecimal():
        whole, _, fraction = numeral.partition("点")
        numeral = f"{to_int(whole)}.{''.join(str(DIGITS.get(mark, '')) for mark in fraction) or 0}"
    return Decimal(numeral)


def _shortest(value: Decimal) -> str:
    """2.50 → 2.5 and 2.0 → 2, never 2E+4."""
    return format(value.normalize(), "f")


def _is_figure(match: re.Match[str], folded: str) -> bool:
    numeral = match["han"]
    if numeral is None:
        return True
    if not any(mark in DIGITS for mark in numeral) and numeral != "十":
        return False
    if _COUNTED.match(folded, match.end()):
        return True
    if numeral in {"一", "十"}:
        return False
    return len(numeral) > 1 or _COUNTED_FROM_TWO.match(folded, match.end()) is not None
