"""A page's bytes → its text, decoded by content; what the page declares is one hint, and often a wrong one."""

from __future__ import annotations

import codecs
import re

from assistant.text.decoding import Decoded, decode

_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([-\w:]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([-\w]+)""",
    re.IGNORECASE,
)
_HEAD_BYTES = 8192

_FAMILIES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}
"""Names that pages use, by the encoding that reads them all: GB18030 holds GBK, which holds GB2312."""

_COMMON_HAN_SHARE = 0.6


def decoded_page(data: bytes, declared: str = "") -> tuple[Decoded, bool]:
    """The text of a page and whether it declares another encoding than it has.

    `declared` is what stands outside of the page, in a mail's header; else the page's own words count.
    """
    declared = (declared or _declared(data)).lower()
    decoded = decode(data)
    if data.isascii() or not declared:
        return decoded, False
    family = _FAMILIES.get(declared)
    if family is None and decoded.evidence not in ("mark", "strict"):
        decoded = _by_declaration(data, declared, decoded)
        return decoded, decoded.encoding != declared
    return decoded, family is None or family.split("-")[:2] != decoded.encoding.split("-")[:2]


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:_HEAD_BYTES].replace(b"\x00", b""))
    return (found[1] or found[2]).decode("ascii") if found else ""


def _by_declaration(data: bytes, declared: str, decoded: Decoded) -> Decoded:
    """A page of another language read as it says, unless its content reads as Chinese after all."""
    if _reads_as_chinese(decoded.text):
        return decoded
    try:
        codecs.lookup(declared)
        return Decoded(data.decode(declared), declared, "declared")
    except (LookupError, UnicodeDecodeError):
        return decoded


def _reads_as_chinese(text: str) -> bool:
    """Most Han are among the 3,755 of GB 2312's first level, in which all Chinese is written, or the 5,401 of Big5's.

    Latin letters with accents, taken for GBK, give rare characters.
    """
    han = [mark for mark in text[:20000] if "一" <= mark <= "鿿"]
    common = sum(_is_common(mark) for mark in han)
    return bool(han) and common > len(han) * _COMMON_HAN_SHARE


def _is_common(mark: str) -> bool:
    for encoding, last in (("gb2312", b"\xd7\xf9"), ("big5", b"\xc6\x7e")):
        try:
            if mark.encode(encoding) <= last:
                return True
        except UnicodeEncodeError:
            continue
    return False
