"""Bytes → text, with the evidence for the encoding that was chosen."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; UTF-32 stands before UTF-16 because its mark begins with that of UTF-16."""

_PROBE_BYTES = 65536

_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b")
"""Control characters that no text has."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with how it was read. The byte order mark is not part of the text."""

    text: str
    encoding: str
    evidence: str
    """mark, strict (every byte fits UTF-8), likely (of several readings the most Chinese one), or lossy."""


def decode(data: bytes) -> Decoded:
    """Read bytes as text; bytes that fit no encoding become U+FFFD, and the evidence says lossy.

    >>> decode("巡察".encode("gb18030")).encoding
    'gb18030'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    wide = _unmarked_utf16(data)
    if wide is not None:
        return wide
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "strict")
    except UnicodeDecodeError:
        return _most_chinese(data)


def looks_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding: control characters that no text has."""
    sample = data[:_PROBE_BYTES]
    if not sample or sample.startswith(tuple(mark for mark, _ in _MARKS)) or _unmarked_utf16(sample) is not None:
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return b"\0" in sample or controls > len(sample) * 0.05


def _decode_marked(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, "mark")
    except UnicodeDecodeError:
        return Decoded(data.decode(encoding, errors="replace"), encoding, "lossy")


def _unmarked_utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: Latin text has a zero in every other byte, Chinese text line ends that do."""
    if len(data) < 4 or len(data) % 2:
        return None
    for encoding, zero_at in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros = data[zero_at:_PROBE_BYTES:2].count(0)
        if zeros <= 3 * data[1 - zero_at : _PROBE_BYTES : 2].count(0):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _chinese_or_latin_share(text) > 0.9:
            return Decoded(text, encoding, "likely")
    return None


def _most_chinese(data: bytes) -> Decoded:
    """The reading with the most common characters; UTF-8 with a few broken bytes is one of them."""
    readings = [_reading(data, encoding) for encoding in ("utf-8", "gb18030", "big5hkscs")]
    return max(readings, key=lambda reading: reading[:2])[2]


def _reading(data: bytes, encoding: str) -> tuple[float, bool, Decoded]:
    """How Chinese a reading looks, whether nothing was lost, and the reading."""
    try:
        decoded = Decoded(data.decode(encoding), encoding, "likely")
    except UnicodeDecodeError:
        decoded = Decoded(data.decode(encoding, errors="replace"), encoding, "lossy")
    lost = decoded.text.count("\ufffd") / max(1, len(decoded.text))
    return _common_share(decoded.text) - lost, decoded.evidence != "lossy", decoded


def _chinese_or_latin_share(text: str) -> float:
    sample = text[:4000]
    fine = sum("一" <= mark <= "鿿" or mark.isascii() or "　" <= mark <= "〿" or "＀" <= mark <= "￯" for mark in sample)
    return fine / max(1, len(sample))


_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党"
    "這為個國時來們會發動過說產種麼對經開長無實現與關業體機當點進從應還問題條結線總統區黨務規務處監察視整改責任"
)
"""Characters that every page of Chinese prose is full of, in both scripts; telling encodings apart needs no more."""


def _common_share(text: str) -> float:
    sample = text[:20000]
    han = [mark for mark in sample if "一" <= mark <= "鿿"]
    return sum(mark in _COMMON for mark in han) / max(1, len(han))
