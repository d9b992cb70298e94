"""GBK bytes as careless web tools read them: one byte off after a cut, with private-use characters dropped."""

from __future__ import annotations

import random
import re
from typing import Literal

Private = Literal["drop", "keep", "question mark"]

_DELIMITER = re.compile(b"\xa3[\xa1\xac\xbb\xbf]")  # ！ ， ； ？


def encode(text: str) -> bytes:
    return text.encode("gbk", "replace")


def decode(data: bytes, private: Private = "drop") -> str:
    """CP936 as browsers do it: a lead byte with a wrong partner becomes one ? and both are eaten."""
    out: list[str] = []
    at = 0
    while at < len(data):
        byte = data[at]
        if byte < 0x80:
            out.append(chr(byte))
            at += 1
        elif byte == 0x80:
            out.append("€")
            at += 1
        elif byte == 0xFF:
            at += 1
        elif at + 1 == len(data) or not _is_trail(data[at + 1]):
            out.append("?")
            at += 2
        else:
            out.append(_pair(data[at : at + 2], private))
            at += 2
    return "".join(out)


def _is_trail(byte: int) -> bool:
    return 0x40 <= byte <= 0xFE and byte != 0x7F


def _pair(pair: bytes, private: Private) -> str:
    character = pair.decode("gb18030", "replace")
    if len(character) == 1 and not ("\ue000" <= character <= "\uf8ff" or character == "\ufffd"):
        return character
    if private == "keep" and character != "\ufffd":
        return character
    return "?" if private == "question mark" else ""


def cut_inside_character(text: str, rng: random.Random, private: Private = "drop") -> str:
    """Lose the lead byte of one ideograph; the rest of the line is read one byte off until it falls into step."""
    places = [at for at in range(2, len(text) - 2) if "\u4e00" <= text[at] <= "\u9fff"]
    at = rng.choice(places)
    return text[:at] + "?" + decode(encode(text[at:])[1:], private)


def straddles(data: bytes) -> list[int]:
    """Byte positions where two characters straddle what looks like a delimiter, as in 。“ (A1A3 A1B0)."""
    aligned = _boundaries(data)
    return [match.start() for match in _DELIMITER.finditer(data) if match.start() not in aligned]


def _boundaries(data: bytes) -> set[int]:
    starts: set[int] = set()
    at = 0
    while at < len(data):
        starts.add(at)
        at += 2 if data[at] >= 0x81 else 1
    return starts


def cut_at_delimiters(text: str, positions: list[int], private: Private = "drop") -> str:
    """Split the bytes at (misaligned) delimiters and decode the pieces, as a tool that works on bytes does."""
    return decode_pieces(encode(text), positions, private)


def decode_pieces(data: bytes, positions: list[int], private: Private = "drop") -> str:
    out: list[str] = []
    start = 0
    for position in [*positions, len(data)]:
        out.append(decode(data[start:position], private))
        start = position
    return "".join(out)
