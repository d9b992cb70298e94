"""A number and the name of a number format of Word → the numeral it shows: 3 as chineseCounting → 三.

The formats are those of ISO/IEC 29500-1, 17.18.59, as far as Chinese and English documents use them; any other shows
the number in Arabic figures, as Word does where it lacks a format.
"""

from __future__ import annotations

from collections.abc import Callable

_HIGHEST = 32_767
"""Word counts no further; a start value beyond it must not make a label of a million letters."""

_DIGITS = "〇一二三四五六七八九"
_COUNTING = ("零一二三四五六七八九", ("", "十", "百", "千"), "万")
_LEGAL = ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), "万")
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟"), "萬")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def counted(number: int, number_format: str) -> str:
    """The numeral for a number in a format of Word.

    >>> counted(21, "chineseCountingThousand"), counted(10, "ideographDigital"), counted(3, "decimalEnclosedCircle")
    ('二十一', '一〇', '③')
    """
    write = _FORMATS.get(number_format)
    return write(number) if write and 0 < number <= _HIGHEST else str(number)


def padded(number: int, pattern: str) -> str:
    """A custom format, given by its first numerals: 001, 002, 003, … → three figures at least."""
    first = pattern.partition(",")[0].strip()
    return str(number).zfill(len(first)) if first.isdigit() else str(number)


def circled(number: int) -> str:
    """① to ⑳; further ones have no circle in Word."""
    return _from(0x2460, 20)(number)


def _by_digits(number: int) -> str:
    return "".join(_DIGITS[int(figure)] for figure in str(number))


def _by_place_value(number: int, digits: str, units: tuple[str, ...], ten_thousand: str) -> str:
    """一百零一, 一千零一十; one 零 for any gap."""
    if number >= 10_000:
        above, below = divmod(number, 10_000)
        head = _by_place_value(above, digits, units, ten_thousand) + ten_thousand
        zero = digits[0] if 0 < below < 1_000 else ""
        return head + zero + (_by_place_value(below, digits, units, ten_thousand) if below else "")
    written, gap = "", False
    for place, figure in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True):
        if figure == "0":
            gap = True
            continue
        written += (digits[0] if gap else "") + digits[int(figure)] + units[place]
        gap = False
    return written


def _chinese_thousand(number: int) -> str:
    written = _by_place_value(number, *_COUNTING)
    return written.removeprefix("一") if 10 <= number < 20 else written


def _chinese(number: int) -> str:
    return _chinese_thousand(number) if number < 100 else _by_digits(number)


def _japanese(number: int) -> str:
    """As Japanese counts, without 零 and without 一 before 十, 百, 千. Chinese Word offers it for 一、二、三."""
    written = _by_place_value(number, *_COUNTING).replace("零", "")
    for unit in "十百千":
        written = written.replace(f"一{unit}", unit)
    return written


def _legal(number: int) -> str:
    return _by_place_value(number, *_LEGAL)


def _legal_traditional(number: int) -> str:
    return _by_place_value(number, *_LEGAL_TRADITIONAL)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written


def _letters(number: int) -> str:
    """A to Z, then AA, BB: Word repeats the letter."""
    times, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * (times + 1)


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _fullwidth(number: int) -> str:
    return "".join(chr(ord("０") + int(figure)) for figure in str(number))


def _from(first: int, count: int) -> Callable[[int], str]:
    """Numerals that Unicode has as single characters in a row."""
    return lambda number: chr(first + number - 1) if number <= count else str(number)


def _of(names: str) -> Callable[[int], str]:
    return lambda number: names[number - 1] if number <= len(names) else str(number)


def _stem_and_branch(number: int) -> str:
    """甲子 to 癸亥."""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number <= 60 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    # 一 二 … 十 十一; the two kinds part at 100: 一〇〇 or 一百
    "chineseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "chineseCountingThousand": _chinese_thousand,
    "taiwaneseCountingThousand": _chinese_thousand,
    "japaneseCounting": _japanese,
    "ideographDigital": _by_digits,
    "japaneseDigitalTenThousand": _by_digits,
    "taiwaneseDigital": _by_digits,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal_traditional,
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographZodiacTraditional": _stem_and_branch,
    # single characters
    "decimalEnclosedCircle": _from(0x2460, 20),
    "decimalEnclosedCircleChinese": _from(0x2460, 20),
    "decimalEnclosedParen": _from(0x2474, 20),
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "ideographEnclosedCircle": _from(0x3280, 10),
    # Arabic and Latin
    "decimalFullWidth": _fullwidth,
    "decimalFullWidth2": _fullwidth,
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "hex": lambda number: f"{number:X}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
}
