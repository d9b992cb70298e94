"""Line ends of every origin → one newline, and characters that no text has → nothing, with the map back."""

from __future__ import annotations

import re

from assistant.text.offsets import OffsetMap, Replacement, replace

_STRAY = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]|[\x00-\x08\x0e-\x1f\x7f\ufeff]")
_LINE_ENDS = frozenset(("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"))


def unify_newlines(text: str) -> tuple[str, OffsetMap]:
    r"""The text with "\n" as its only line end and without control characters, and the map back to `text`."""
    return replace(
        text,
        [Replacement(*match.span(), "\n" if match[0] in _LINE_ENDS else "") for match in _STRAY.finditer(text)],
    )
