"""White space of a source → white space as a browser shows it."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[ \t\r\n\f\u00a0\u2000-\u200a\u202f]+")
_EAST_ASIAN = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u201c\u201d\u2018\u2019\u2026\u2014"
_SOURCE_BREAK = re.compile(rf"(?<=[{_EAST_ASIAN}])[ \t]*+[\r\n][ \t\r\n]*+(?=[{_EAST_ASIAN}])")
"""CSS Text 3, segment breaks: a line end of the source between two such characters is not shown."""
_EDGES = "".join(map(chr, (*range(0x2000, 0x200C), 0x9, 0xA, 0xC, 0xD, 0x20, 0xA0, 0x202F, 0x3000, 0xFEFF)))


def settled(text: str) -> str:
    r"""Text without white space around it, and with single spaces inside; the full-width space stays.

    >>> settled("  第一条　为了加强\n  管理 ")
    '第一条　为了加强管理'
    """
    return _SPACES.sub(" ", _SOURCE_BREAK.sub("", text)).strip(_EDGES)
