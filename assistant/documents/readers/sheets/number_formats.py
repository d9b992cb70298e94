"""A cell's number and its format → what the sheet shows: 2024-12-27, 85.5%, 1,234; dates always in that order.

Fractions, scientific notation and conditions of formats are not followed: there the plain number stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((30, 31), "yyyy-mm-dd"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
    **dict.fromkeys((37, 38), "#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00"),
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
}
"""ECMA-376 18.8.30, with the meaning its numbers 27 to 58 have in Chinese sheets."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|(?P<other>.)'
)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DIGIT_MARKS = frozenset("0#?.,")
_DAYS_1904 = 1462
_LAST_DAY = 2_958_465
"""31 December 9999."""


@dataclass(frozen=True, slots=True)
class _Format:
    prefix: str = ""
    digits: str = ""
    suffix: str = ""
    date_letters: frozenset[str] = frozenset()

    @property
    def decimals(self) -> int:
        return len(self.digits.partition(".")[2].strip(","))

    @property
    def is_percent(self) -> bool:
        return "%" in self.suffix or "%" in self.prefix


def format_code(number: int, own: dict[int, str]) -> str:
    """The code of a number format; `own` are those that the file defines."""
    return own.get(number, _BUILT_IN.get(number, ""))


def shown(value: float, code: str, *, from_1904: bool = False) -> str:
    """A number as its format shows it.

    >>> shown(45653, "yyyy/m/d"), shown(0.855, "0.0%"), shown(1234.0, "#,##0"), shown(3.0, "")
    ('2024-12-27', '85.5%', '1,234', '3')
    """
    sections = code.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 and sections[1].strip() else sections[0]
    form = _parsed(section)
    if form.date_letters and not _ELAPSED.search(section):
        return _date(value + (_DAYS_1904 if from_1904 else 0), form) or _plain(value)
    if not form.digits or any(mark in section for mark in ("E+", "E-", "/")):
        return _plain(value)
    number = abs(value) if section is not sections[0] else value
    return form.prefix + _number(number * 100 if form.is_percent else number, form) + form.suffix


@lru_cache(maxsize=512)
def _parsed(section: str) -> _Format:
    if section.strip().lower() in ("", "general", "g/通用格式", "@"):
        return _Format()
    texts = ["", ""]
    digits = ""
    letters: set[str] = set()
    for text, is_literal in _tokens(section):
        if not is_literal and text in _DIGIT_MARKS:
            digits += text
        elif not is_literal and text.lower() in "ymdhs":
            letters.add(text.lower())
        else:
            texts[bool(digits)] += text
    return _Format(texts[0].lstrip(), digits, texts[1].rstrip(), frozenset(letters))


def _tokens(section: str) -> Iterator[tuple[str, bool]]:
    for match in _TOKEN.finditer(section):
        literal = match["quoted"] or match["escaped"] or match["currency"]
        if literal:
            yield literal, True
        elif match["other"]:
            yield match["other"], False


def _date(value: float, form: _Format) -> str | None:
    if not 0 <= value < _LAST_DAY + 1:
        return None
    days = value if value >= 61 else value + 1  # Excel believes in 29 February 1900
    moment = datetime(1899, 12, 30) + timedelta(seconds=round(days * 86400))
    clock = moment.strftime("%H:%M:%S" if "s" in form.date_letters else "%H:%M")
    if not form.date_letters & {"y", "d"}:
        return clock if form.date_letters & {"h", "s"} else moment.strftime("%Y-%m-%d")
    day = moment.strftime("%Y-%m-%d" if "d" in form.date_letters else "%Y-%m")
    return f"{day} {clock}" if "h" in form.date_letters else day


def _number(value: float, form: _Format) -> str:
    whole = form.digits.partition(".")[0]
    grouped = "," if "," in whole.rstrip(",") else ""
    text = f"{value:{grouped}.{form.decimals}f}"
    optional = len(form.digits) - len(form.digits.rstrip("#"))
    if "." in text and optional:
        kept = text.rstrip("0") if optional >= form.decimals else text
        text = kept.rstrip(".")
    padding = whole.count("0")
    return text.zfill(padding + len(text) - len(text.partition(".")[0])) if padding > 1 and not grouped else text


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.15g}"
