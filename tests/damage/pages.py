"""Whole pages: what converters, annotators, databases and width folds make of a text."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from functools import cache

from opencc import OpenCC

from tests.damage import gbk_bytes

# Characters of both scripts, which simple converters leave alone.
LEFT_ALONE = frozenset("后里干斗系制松采只谷余台几云面范")
_HAN = re.compile("[\u4e00-\u9fff]")


@cache
def _to_traditional() -> dict[int, str]:
    converter = OpenCC("s2t")
    table: dict[int, str] = {}
    for code in range(0x4E00, 0xA000):
        new = converter.convert(chr(code))
        if chr(code) not in LEFT_ALONE and len(new) == 1 and new != chr(code) and _is_gbk(new) and _is_gbk(chr(code)):
            table[code] = new
    return table


def _is_gbk(character: str) -> bool:
    try:
        return len(character.encode("gbk")) == 2
    except UnicodeEncodeError:
        return False


def traditional(text: str) -> str:
    """Character by character, as the converters of such pages do."""
    return text.translate(_to_traditional())


def converter_glosses(text: str, readings: Mapping[str, str], rng: random.Random, kinds: int = 61) -> dict[str, str]:
    """The fixed table of one page: which traditional characters get which gloss, every time they occur."""
    present = sorted({c for c in traditional(text) if c in readings and c not in text})
    return {c: readings[c] for c in rng.sample(present, min(kinds, len(present)))}


def with_converter_glosses(text: str, table: Mapping[str, str]) -> str:
    """Traditional forms, those of the table with a toned reading in brackets: 現(xiàn)."""
    return (
        re.sub(f"[{''.join(table)}]", lambda match: f"{match[0]}({table[match[0]]})", traditional(text))
        if table
        else traditional(text)
    )


def with_careless_glosses(text: str, readings: Mapping[str, str], rng: random.Random, share: float = 0.2) -> str:
    """Readings without tones behind random characters, some twice: 大會(hui)(hui)."""

    def annotate(match: re.Match[str]) -> str:
        reading = readings.get(match[0])
        if reading is None or rng.random() > share:
            return match[0]
        return match[0] + f"({reading})" * (2 if rng.random() < 0.3 else 1)

    return _HAN.sub(annotate, text)


def glossed_bytes(text: str, table: Mapping[str, str], rng: random.Random, cut_share: float = 0.6) -> str:
    """The tool works on bytes: glosses also go inside two characters that straddle a glossed one, and pieces are cut
    at delimiters that two characters straddle (not at all of them: what decides is unknown)."""
    data = gbk_bytes.encode(traditional(text))
    for character, reading in table.items():
        data = data.replace(character.encode("gbk"), character.encode("gbk") + f"({reading})".encode("gb18030"))
    positions = [position for position in gbk_bytes.straddles(data) if rng.random() < cut_share]
    return gbk_bytes.decode_pieces(data, positions)


def folded(text: str) -> str:
    """Full-width ASCII → ASCII, as the last step of many importers."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)


def block_blanks(text: str, block: int = 256) -> str:
    """A blank behind every `block`-th character that is none."""
    out: list[str] = []
    count = 0
    for character in text:
        out.append(character)
        count += not character.isspace()
        if not character.isspace() and count % block == 0:
            out.append(" ")
    return "".join(out)


def stray_blanks(text: str, rng: random.Random, share: float = 0.1) -> str:
    """Blanks before some closing marks and inside some brackets."""

    def stray(match: re.Match[str]) -> str:
        return " " + match[0] if rng.random() < share else match[0]

    return re.sub("(?<=[\u4e00-\u9fff])[，。；、）]", stray, text)


def seed_recipe(text: str, table: Mapping[str, str], rng: random.Random) -> str:
    """Everything at once, in the order in which it befell the seed: script, bytes, paragraphs, blocks, fold."""
    # Blocks count the characters of the clean text; the blank survives the steps after it.
    one_line = re.sub(r"\s*\n\s*(?=[一二三四五六七八九十]、)", " ", text)
    spaced = stray_blanks(block_blanks(one_line), rng, 0.02)
    return folded(glossed_bytes(spaced, table, rng))
