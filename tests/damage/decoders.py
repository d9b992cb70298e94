"""Whole runs read with the wrong decoder, and the other small classes."""

from __future__ import annotations

import random
import re

from tests.damage.gbk_bytes import Private, decode

RADICALS = {"长": "⻓", "门": "⻔", "马": "⻢", "见": "⻅", "青": "⻘", "龙": "⻰", "页": "⻚", "民": "⺠", "风": "⻛"}
RADICALS |= {
    "一": "⼀",
    "方": "⽅",
    "高": "⾼",
    "大": "⼤",
    "工": "⼯",
    "人": "⼈",
    "力": "⼒",
    "行": "⾏",
    "年": "\uf98e",
}


def utf8_as_gbk(text: str, private: Private = "keep") -> str:
    return decode(text.encode("utf-8"), private)


def as_single_bytes(text: str, encoding: str, reader: str) -> str:
    """`encoding` bytes read as latin-1 or cp1252 (whose five holes browsers fill with control characters)."""
    data = text.encode(encoding, "ignore")
    if reader == "latin-1":
        return data.decode("latin-1")
    return "".join(_cp1252(byte) for byte in data)


def _cp1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def gbk_as_big5(text: str) -> str:
    return text.encode("gbk", "ignore").decode("cp950", "replace").replace("\ufffd", "?")


def big5_as_gbk(text: str) -> str:
    return text.encode("cp950", "ignore").decode("gb18030", "replace")


def entities(text: str, rng: random.Random, share: float = 0.05) -> str:
    """Marks and some ideographs as numeric references, a few without their &."""

    def refer(match: re.Match[str]) -> str:
        if rng.random() > (share if "\u4e00" <= match[0] <= "\u9fff" else 0.4):
            return match[0]
        reference = rng.choice((f"&#{ord(match[0])};", f"&#x{ord(match[0]):x};"))
        return reference if rng.random() < 0.8 or "#x" not in reference else reference[1:]

    return re.sub("[\u4e00-\u9fff，。；：“”]", refer, text)


def radicals(text: str, rng: random.Random, share: float = 0.7) -> str:
    return "".join(RADICALS[c] if c in RADICALS and rng.random() < share else c for c in text)


def invisible(text: str, rng: random.Random, share: float = 0.02) -> str:
    hidden = "\u200b\u200d\ufeff\u00ad\u2060\ufe0f"
    return "".join(c + (rng.choice(hidden) if "\u4e00" <= c <= "\u9fff" and rng.random() < share else "") for c in text)
