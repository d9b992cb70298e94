"""A mail's bytes → its parts, and its header fields as servers and clients really write them → text.

Encoded words cut inside a character, GB 2312 declared over GB 18030, bare bytes of any encoding: all are read, none
raises. `email.policy.default` would parse such fields too, but raises on some and keeps U+FFFD for others.
"""

from __future__ import annotations

import re
from binascii import Error as BinasciiError
from contextlib import suppress
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parsedate_to_datetime

from assistant.text.decoding import decode

_SPACES = re.compile(r"\s+")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
"""Encodings that hold the declared one and what its writers put in besides."""

_LONGEST_ENCODED = 100_000
"""Characters; a longer field stays as it stands, since `decode_header` takes the square of its length in time."""
_LONGEST_NAME = 120
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"|?*\x7f]')


class _Raw(Compat32):
    """Gives header fields as they stand, bare bytes read by their content; `compat32` gives U+FFFD for them."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return _without_surrogates(value)


def message_of(data: bytes) -> Message:
    """The parts of a mail. Raises RecursionError where they nest too deep."""
    return message_from_bytes(data, policy=_Raw())


def field(message: Message, name: str) -> str:
    """A header field in one line; empty where there is none."""
    raw = message.get(name)
    return "" if raw is None else written_out(str(raw))


def written_out(raw: str) -> str:
    """A raw header value with its encoded words decoded.

    >>> written_out("=?gb2312?B?1fu4xMzh0NE=?=")
    '整改提醒'
    """
    parts: list[tuple[str | bytes, str | None]] = [(raw, None)]
    if len(raw) <= _LONGEST_ENCODED:
        with suppress(HeaderParseError, BinasciiError, ValueError):
            parts = decode_header(raw)
    return _SPACES.sub(" ", "".join(_part(part, charset) for part, charset in parts)).strip()


def _part(part: str | bytes, charset: str | None) -> str:
    """A stretch of a header: `decode_header` hides plain text between encoded words in this encoding of Python's."""
    if isinstance(part, str):
        return part
    return decoded(part, charset) if charset else part.decode("raw-unicode-escape", "replace")


def decoded(data: bytes, charset: str) -> str:
    """Bytes by their declared encoding where they fit it, else by their content."""
    declared = _WIDER.get(charset.lower(), charset.lower())
    if declared and declared not in ("us-ascii", "ascii", "unknown-8bit", "utf-8"):
        try:
            return data.decode(declared)
        except (LookupError, ValueError):
            pass
    return decode(data).text


def file_name(part: Message) -> str:
    """The name that a part brings, made clean; empty where it brings none that can be read."""
    try:
        return clean_name(part.get_filename() or "")
    except (ValueError, LookupError, TypeError):  # an encoding no one knows in a parameter of RFC 2231
        return ""


def charset_of(part: Message) -> str:
    """The encoding that a part declares; empty where it declares none."""
    try:
        return part.get_content_charset() or ""
    except (ValueError, LookupError, TypeError):
        return ""


def date_line(raw: str) -> str:
    """A date field as 2024-12-27 09:30, in the sender's own time; as it stands where it is no date."""
    try:
        return parsedate_to_datetime(raw).strftime("%Y-%m-%d %H:%M")
    except (ValueError, TypeError, IndexError, OverflowError):
        return raw


def clean_name(name: str) -> str:
    """The last part of a file's name without marks that no file system takes; empty where nothing is left."""
    last = written_out(name).replace("\\", "/").rpartition("/")[2]
    kept = _NOT_IN_NAMES.sub("", last).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{suffix}" if stem and len(suffix) <= 8 else kept[:_LONGEST_NAME]


def _without_surrogates(text: str) -> str:
    """Bare bytes of a header, which the parser keeps as surrogates, read by their content."""
    if text.isascii() or not any("\udc80" <= mark <= "\udcff" for mark in text):
        return text
    return decode(text.encode("utf-8", "surrogateescape")).text
