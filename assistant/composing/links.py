"""A model's sentence → the same as text alone: no link, no picture, no address that its evidence does not hold.

A model that was talked into carrying something out would put it into an address. Links and pictures lose their target
and keep their words; an address that stands in none of the evidence is taken out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_PICTURE = re.compile(r"!\[[^\]\n]{0,500}\](?:\([^)\n]{0,2000}\)?|\[[^\]\n]{0,200}\]|(?=\s|$))")
_LINK = re.compile(r"\[(?P<words>[^\]\n]{0,500})\]\((?P<target>[^)\n]{0,2000})\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,2000}>")
_ADDRESS = re.compile(
    r"(?:\b(?:https?|ftp|file|javascript|data|mailto|vbscript)\s*[:：][^\s，。；、）)】\]》”\"'<>]{1,2000}"
    r"|(?<![\w@])//[\w.-]+\.[a-zA-Z]{2,}[^\s，。；、）)】\]》”\"'<>]{0,2000}"
    r"|\bwww\.[^\s，。；、）)】\]》”\"'<>]{1,2000})",
    re.IGNORECASE | re.ASCII,  # ASCII: an address may follow Chinese without a blank
)


_NOTHING_LEFT = re.compile(r"[(（\[【<《]\s*[)）\]】>》]")
_STRAY_MARK = re.compile(r"(?<=[。！？；])!+\Z")
"""What is left of a picture that began behind the end of a sentence."""


class Plain(NamedTuple):
    """A sentence without links, and how many addresses were taken out of it."""

    text: str
    removed: int


def without_links(text: str, sources: Sequence[str]) -> Plain:
    """The sentence as text alone.

    >>> without_links("限期三个月，详见[这里](https://a.example/?q=1)。![](https://a.example/x.png)", [])
    Plain(text='限期三个月，详见这里。', removed=2)
    """
    removed = 0

    def dropped(found: re.Match[str]) -> str:
        nonlocal removed
        if any(found[0] in source for source in sources):
            return found[0]
        removed += 1
        return found.groupdict().get("words") or ""

    for pattern in (_PICTURE, _LINK, _TAG, _ADDRESS):
        text = pattern.sub(dropped, text)
    return Plain(_STRAY_MARK.sub("", _NOTHING_LEFT.sub("", text) if removed else text), removed)
