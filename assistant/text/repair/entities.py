"""Stage: character references of HTML that were never decoded, &#x4E2D; or with the & lost, #xff1a;.

In markup and source code they are meant, so a page with tags, fences or links is left alone, and elsewhere a reference
must stand among Chinese characters.
"""

from __future__ import annotations

import html
import re

from assistant.text.characters import CJK
from assistant.text.repair.records import Edit, Page

_NAMES = (
    "nbsp|ensp|emsp|thinsp|amp|lt|gt|quot|apos|ldquo|rdquo|lsquo|rsquo|hellip|mdash|ndash|middot|bull|times|deg|yen"
)
_REFERENCE = rf"&(?:amp;)?(?:#[0-9]{{2,6}}|#[xX][0-9a-fA-F]{{2,5}}|{_NAMES});"
_RUN = re.compile(rf"(?:{_REFERENCE})+")
_ONE = re.compile(_REFERENCE)
# Some strippers take the & for the start of a parameter and drop it. Only marks and ideographs are restored from that.
_LOST_AMPERSAND = re.compile(r"(?<![&A-Za-z0-9_#])#(?:[xX]([0-9a-fA-F]{4})|([0-9]{5}));")
_CJK = re.compile(f"[{CJK}]")
_TAGS = (
    "a|b|body|br|code|div|em|font|h[1-6]|head|html|hr|i|img|li|ol|p|pre|script|span|strong|style|sup|table|td|th|tr|ul"
)
_MARKUP = re.compile(
    rf"</?(?:{_TAGS})(?:\s+[a-z][^<>\n]{{0,300}})?\s*/?>|```|\]\(|^\|.*\|\s*$|^#{{1,6}} ", re.MULTILINE | re.IGNORECASE
)


def is_markup(text: str) -> bool:
    """Whether the text is HTML or Markdown rather than prose in which a reference is a defect."""
    return _MARKUP.search(text) is not None


def find(page: Page) -> list[Edit]:
    """An edit for each reference among Chinese characters."""
    if page.markup or page.alphabet.isdisjoint("&#"):
        return []
    text = page.text
    edits = [edit for match in _RUN.finditer(text) if _stands_in_chinese(text, match) for edit in _decode(match)]
    edits += [
        Edit(match.start(), match.end(), _lost_ampersand(match), 0.98)
        for match in _LOST_AMPERSAND.finditer(text)
        if _CJK.match(_lost_ampersand(match)) and _stands_in_chinese(text, match)
    ]
    return sorted(edits)


def _decode(run: re.Match[str]) -> list[Edit]:
    edits = []
    for match in _ONE.finditer(run[0]):
        decoded = html.unescape(html.unescape(match[0])).replace("\xa0", " ")
        if len(decoded) == 1 and (decoded.isprintable() or decoded.isspace()):
            edits.append(Edit(run.start() + match.start(), run.start() + match.end(), decoded, 0.99))
    return edits


def _lost_ampersand(match: re.Match[str]) -> str:
    return chr(int(match[1], 16) if match[1] else int(match[2]))


def _stands_in_chinese(text: str, match: re.Match[str]) -> bool:
    """Chinese (decoded or not) on one side, and Chinese, a digit or the edge of the line on the other."""
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    decoded = html.unescape(match[0])
    chinese = [_CJK.match(side) is not None for side in (before, after, decoded[:1], decoded[-1:])]
    return any(chinese) and all(
        not side or side.isspace() or side.isdigit() or _CJK.match(side) for side in (before, after)
    )
