"""What can be checked in a sentence: figures with units, percentages, dates, periods, article and document numbers.

Each fact has its span and a normalised value, so that 三十日 and 30日, 百分之五 and 5%, 二万元 and 20000元 compare
equal. 一位 and 一种 are no figures, and neither is 上万元. A blank that typesetting puts between a number and its unit,
or a line that ends there in front of 元, is part of the figure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.text.numerals import BIG_UNITS, NUMERAL, to_int


@dataclass(frozen=True, slots=True)
class Fact:
    """`text[start:end]` states `value`: date, percent, period, frequency, figure, article, document_number."""

    kind: str
    start: int
    end: int
    value: str
    """Normalised: the same for every way of writing the same fact."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """`text[start:end]` hides a figure, a name or a place: X, ××, 某."""

    start: int
    end: int


_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,9}}(?:\.\d+)?|(?<!\d)\d+(?:\.\d+)?[万亿]?|(?<!{NUMERAL}){NUMERAL}+)"
"""Begins only where a run of digits does: one that is tried at each of its digits takes the square of its length."""
_PERIOD_UNITS = "个工作日|工作日|个月|月|日|天|年|小时|分钟|周"
_UNITS = (
    "万元|亿元|元|件次|人次|件|名|人|个|项|条|起|次|家|份|场|期|轮|批|处|户|所|组|张|篇|字|套|台|辆|吨|公里|米|平方米"
    "|亩|桌|倍|步|类|种|章|款|分(?![之点])"
)
_UNIT_TRAPS = frozenset(f"一{unit}" for unit in "个名人项条起次家批处种类步款期场张份篇件组套轮户所")
"""“One of” in prose: 一次会议 states no figure worth checking, and every second sentence has one."""

_PATTERNS = (
    (
        "date",
        re.compile(
            rf"(\d{{4}}|[〇零○一二三四五六七八九]{{4}})年(?:(\d{{1,2}}|{NUMERAL}{{1,3}})月(?:(\d{{1,2}}|{NUMERAL}{{1,3}})[日号])?)?"
        ),
    ),
    ("date", re.compile(r"(?<!年)(\d{1,2})月(\d{1,2})[日号]")),
    ("date", re.compile(r"(?<!年)(\d{1,2})月(?=[上中下]旬|底|初|份)")),
    ("percent", re.compile(rf"(?P<p>(?<!\d)\d+(?:\.\d+)?)%|百分之(?P<h>{NUMERAL}+(?:点{NUMERAL}+)?|\d+(?:\.\d+)?)")),
    (
        "document_number",
        re.compile(r"(?:(?![依据根按照参见和与])[\u4e00-\u9fff]){1,10}[〔\[（(]\d{4}[〕\]）)]第?\d+号"),
    ),
    ("article", re.compile(rf"第({NUMERAL}+|\d+)条")),
    ("frequency", re.compile(r"每(?:半年|个?季度|个?月|年|周|日|天)(?!度)|半年")),
    ("period", re.compile(rf"({_NUMBER})({_PERIOD_UNITS})")),
    ("figure", re.compile(rf"({_NUMBER})({_UNITS})")),
)

_GAP = re.compile(
    r"(?P<label>(?:^|[表图]|附件)[ \u3000]*)?(?<!\d)\d+(?P<point>[.,]\d+){0,3}+"
    r"(?:[万亿]?(?P<wrap>[ \u3000]*\n[ \u3000]*)(?=[万亿]?元)"
    r"|(?P<blank>[ \u3000]{1,2})(?=(?P<measured>[%吨亩倍]|[万亿]?元|公里|平方米)|(?P<dated>[年月])|[\u4e00-\u9fff]))"
    r"|(?<=[年月第之])(?P<before>[ \u3000]{1,2})(?=\d)",
    re.MULTILINE,
)
"""Blanks inside a figure or date, unless the number is that of a heading: 1 项目概况, 表 2 人员, 包括 1.1 组织建设."""

_REDACTION = re.compile(r"(?<![A-Za-z])[XxＸ×]+(?![A-Za-z])|某某|某(?=[^些种个一]|$)")


def facts(text: str) -> list[Fact]:
    """The facts of a text, in order, none overlapping another.

    >>> [(f.kind, f.value) for f in facts("自2024年7月1日起，三十日内退还２万元，占百分之五。")]
    [('date', '2024-07-01'), ('period', '30日'), ('figure', '20000元'), ('percent', '5%')]
    """
    folded, places = _closed_up(_fold_width(text))
    found: list[Fact] = []
    taken = bytearray(len(folded))
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            value = _value(kind, match)
            if value is not None:
                found.append(Fact(kind, places[start], places[end - 1] + 1, value))
                taken[start:end] = b"\1" * (end - start)
    return sorted(found, key=lambda fact: fact.start)


def fact_values(text: str) -> frozenset[str]:
    """The normalised values alone."""
    return frozenset(fact.value for fact in facts(text))


def redactions(text: str) -> list[Redaction]:
    """Places where the source hides what it knows.

    >>> len(redactions("处置问题线索 X 件、增长 X%"))
    2
    """
    return [Redaction(match.start(), match.end()) for match in _REDACTION.finditer(text)]


def first_date(text: str) -> date | None:
    """The first complete date of a text."""
    for fact in facts(text):
        if fact.kind == "date" and len(fact.value) == len("2024-07-01") and fact.value[0].isdigit():
            return date.fromisoformat(fact.value)
    return None


def _fold_width(text: str) -> str:
    """Full-width digits, letters and marks → half-width, one character for one."""
    return "".join(unicodedata.normalize("NFKC", mark) if "！" <= mark <= "～" else mark for mark in text)


def _closed_up(text: str) -> tuple[str, Sequence[int]]:
    """A text without the blanks inside its figures, and the place that each of its characters had."""
    gaps = [span for match in _GAP.finditer(text) if (span := _gap(match)) is not None]
    if not gaps:
        return text, range(len(text))
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)]
    places = [place for start, end in zip(starts, ends, strict=True) for place in range(start, end)]
    return "".join(text[place] for place in places), places


def _gap(match: re.Match[str]) -> tuple[int, int] | None:
    """The blanks to leave out; None behind what may be the number of a heading."""
    is_labelled, has_point = match["label"] is not None, match["point"] is not None
    is_figure = match["measured"] or not (has_point or (is_labelled and not match["dated"]))
    if match["blank"] and not is_figure:
        return None
    return next(match.span(name) for name in ("wrap", "blank", "before") if match[name])


def _value(kind: str, match: re.Match[str]) -> str | None:
    if kind == "date":
        return _date_value(match)
    if kind == "percent":
        return _percent_value(match["p"] or match["h"])
    if kind == "article":
        number = to_int(match[1])
        return None if number is None else f"第{number}条"
    if kind == "frequency":
        return match[0].replace("个", "").replace("每日", "每天")
    if kind == "document_number":
        return re.sub(r"[\[（(]", "〔", re.sub(r"[\]）)]", "〕", match[0]))
    return _measured_value(kind, match[0], match[1], match[2])


def _date_value(match: re.Match[str]) -> str | None:
    parts = [to_int(part) for part in match.groups() if part]
    if None in parts:
        return None
    numbers = [part for part in parts if part is not None]
    if match.re.groups < 3:  # a day or a month without its year
        return "-" + "".join(f"-{number:02d}" for number in numbers)
    if len(numbers) == 3:
        try:
            return date(*numbers).isoformat()
        except ValueError:
            return None
    return "-".join(f"{number:02d}" for number in numbers)


def _percent_value(number: str) -> str | None:
    if "点" in number:
        whole, _, fraction = number.partition("点")
        return f"{to_int(whole)}.{''.join(str(to_int(mark)) for mark in fraction)}%"
    value = number if number[0].isdigit() else to_int(number)
    return None if value is None else f"{Decimal(str(value)).normalize():f}%"


def _measured_value(kind: str, whole: str, number: str, unit: str) -> str | None:
    if whole in _UNIT_TRAPS:
        return None
    if kind == "period" and whole in ("一月", "一日", "一天", "一年"):
        return None
    amount = _amount(number) if number.strip("万亿") else None  # 上万元 says no number
    if amount is None:
        return None
    for big, factor in BIG_UNITS.items():
        if unit.startswith(big):
            amount, unit = amount * factor, unit.removeprefix(big)
    unit = {"天": "日", "工作日": "个工作日", "号": "日"}.get(unit, unit)
    return f"{amount.normalize():f}{unit}"


def _amount(number: str) -> Decimal | None:
    plain = number.replace(",", "")
    if plain[0].isdigit():
        factor = BIG_UNITS.get(plain[-1], 1)
        return Decimal(plain.rstrip("万亿")) * factor
    value = to_int(plain)
    return None if value is None else Decimal(value)
