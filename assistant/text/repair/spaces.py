"""Stage: blanks that do not belong between Chinese characters.

Two kinds. *Block blanks*: some databases put one blank after every 256th character, wherever that falls; their
distance convicts them even in text that is otherwise clean. *Stray blanks*: always wrong before a closing mark;
between ideographs only on a page that a converter glossed, since forms and name lists use them on purpose.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from assistant.text.characters import CJK, CLOSING_MARKS, HAN, OPENING_MARKS
from assistant.text.repair.records import Edit, Page

USUAL_BLOCKS = (128, 256, 500, 512, 1000, 1024, 2048)
_BLOCK_RANGE = (64, 4096)

_BETWEEN_CJK = re.compile(rf"(?<=[{CJK}]) (?=[{CJK}])")
# A blank behind an article number or an ordinal is typography, not an accident.
_AFTER_LABEL = re.compile(r"第[一二三四五六七八九十百千零〇]{1,9}[编編章节節条條款项項]$|[一二三四五六七八九十]、$")
_BEFORE_MARK = re.compile(rf"(?<=[{HAN}”》）】]) +(?=[{CLOSING_MARKS}])")
_BEFORE_ASCII_MARK = re.compile(rf"(?<=[{HAN}”》）】]) +(?=[,;:!?](?:[ {HAN}“《]|$))", re.MULTILINE)
_INSIDE_BRACKET = re.compile(rf"(?<=[{HAN}]) +(?=[)）])|(?<=[{OPENING_MARKS}]) +(?=[{HAN}])")
_AROUND_BRACKET = re.compile(rf"(?<=[{HAN}]) +(?=[(（][{HAN}])|(?<=[(]) +(?=[{HAN}])")
# X, XX and × stand for what a speech's publisher blacked out: 处置线索 X 件.
_BEFORE_PLACEHOLDER = re.compile(rf"(?<=[{CJK},;:]) +(?=[X×]{{1,3}}(?:[ %{CJK}]|$))")
_AFTER_PLACEHOLDER = re.compile(rf"(?<=[{CJK} ,][X×])(?<!\n) +(?=[{CJK}])")
_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
_MARKS = re.compile("[，。、；：！？,;!?]")


def find(page: Page) -> list[Edit]:
    """An edit that deletes each blank that does not belong."""
    if " " not in page.alphabet or page.alphabet.isdisjoint("，。、：；的一是了"):
        return []
    deleted = dict.fromkeys(block_blanks(page.text), 0.99)
    for match in _patterns(page):
        for at in range(match.start(), match.end()):
            deleted.setdefault(at, 0.97)
    if page.glossed:
        for at in _between_han(page.text):
            deleted.setdefault(at, 0.9)
    return [Edit(at, at + 1, "", confidence) for at, confidence in sorted(deleted.items())]


def _patterns(page: Page) -> list[re.Match[str]]:
    patterns = [_BEFORE_MARK, _INSIDE_BRACKET]
    if page.glossed:
        patterns += [_BEFORE_ASCII_MARK, _AROUND_BRACKET, _BEFORE_PLACEHOLDER, _AFTER_PLACEHOLDER]
    return [match for pattern in patterns for match in pattern.finditer(page.text)]


def block_blanks(text: str) -> list[int]:
    """Where blanks stand exactly N characters (blanks not counted) apart, again and again."""
    blanks = [
        match.start()
        for match in _BETWEEN_CJK.finditer(text)
        if not _AFTER_LABEL.search(text[max(0, match.start() - 12) : match.start()])
    ]
    if len(blanks) < 4:
        return []
    distances = _count_non_blank(text, blanks)
    members: set[int] = set()
    for block in _plausible_blocks(distances):
        members |= _chained(distances, block)
    return [blanks[at] for at in sorted(members)]


def _count_non_blank(text: str, blanks: list[int]) -> NDArray[np.int64]:
    counts, total, position = [], 0, 0
    for blank in blanks:
        stretch = text[position:blank]
        total += len(stretch) - sum(stretch.count(kind) for kind in " \n\r\t\u3000")
        counts.append(total)
        position = blank
    return np.array(counts, dtype=np.int64)


def _plausible_blocks(distances: NDArray[np.int64]) -> list[int]:
    """Block lengths worth a look: the usual ones, and any distance between neighbours that recurs."""
    gaps = Counter(np.diff(distances).tolist())
    low, high = _BLOCK_RANGE
    recurring = [gap for gap, count in gaps.items() if count >= 4 and low <= gap <= high]
    return [*USUAL_BLOCKS, *(gap for gap in recurring if gap not in USUAL_BLOCKS)]


def _chained(distances: NDArray[np.int64], block: int) -> set[int]:
    """Members of chains of three or more, if the chains together hold enough to rule out chance."""
    at = {int(value): index for index, value in enumerate(distances)}
    members: set[int] = set()
    for value in sorted(at):
        if value - block in at:
            continue
        chain = [value]
        while chain[-1] + block in at:
            chain.append(chain[-1] + block)
        if len(chain) >= 3:
            members.update(at[link] for link in chain)
    return members if len(members) >= (4 if block in USUAL_BLOCKS else 6) else set()


def _between_han(text: str) -> list[int]:
    """Single blanks between ideographs in lines that are prose: long, punctuated, and not a list of short items."""
    found: list[int] = []
    position = 0
    for line in text.splitlines(keepends=True):
        blanks = [match.start() for match in _BETWEEN_HAN.finditer(line)]
        if blanks and len(line) >= 40 and len(_MARKS.findall(line)) >= 2 and not _is_item_list(line, blanks):
            found += [position + blank for blank in blanks if not _AFTER_LABEL.search(line[max(0, blank - 12) : blank])]
        position += len(line)
    return found


def _is_item_list(line: str, blanks: list[int]) -> bool:
    """Whether blanks come so close that they separate names or cells."""
    near = sum(bisect_left(blanks, blank + 12) - bisect_left(blanks, blank - 11) >= 3 for blank in blanks)
    return near >= 3
