"""Ordered lists → the label a browser draws before each item, which stands nowhere in the text."""

from __future__ import annotations

import re

from assistant.documents.readers.web_page.tree import Element

_HAS_LABEL = re.compile(
    r"[（(]?[一二三四五六七八九十百\d]{1,4}[)）、.．]|第[一二三四五六七八九十百零〇\d]+[编章节条款项]|[①-⑳㈠-㈩⑴-⒇]|[a-zA-Z][.)、]"
)
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_LOW = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts the items of each list."""

    def __init__(self) -> None:
        self._next: dict[int, int] = {}

    def label(self, item: Element) -> str:
        """The label of the next item, with the space behind it; empty outside ordered lists."""
        parent = item.parent
        if parent is None or parent.tag != "ol":
            return ""
        number = _whole(item.attributes.get("value", ""))
        if number is None:
            number = self._next.get(id(parent), _whole(parent.attributes.get("start", "")) or 1)
        self._next[id(parent)] = number + 1
        return f"{_written(number, item.attributes.get('type') or parent.attributes.get('type', '1'))}. "


def labelled(label: str, text: str) -> str:
    """An item with its label, unless its text brings one: pages often write the number and hide the list's own."""
    return text if _HAS_LABEL.match(text) else label + text


def _whole(value: str) -> int | None:
    value = value.strip()
    return int(value) if value.isdecimal() and len(value) < 7 else None


def _written(number: int, kind: str) -> str:
    if number > 0 and kind in ("a", "A"):
        letters = _letters(number)
        return letters if kind == "a" else letters.upper()
    if 0 < number < 4000 and kind in ("i", "I"):
        roman = _roman(number)
        return roman if kind == "i" else roman.upper()
    return str(number)


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN + _ROMAN_LOW:
        count, number = divmod(number, value)
        written += letters * count
    return written
