"""Lines as they stand on pages, and what may be said of their text alone: joints, labels, widths.

It knows neither PDF nor OFD nor recognition of pictures: all three make their lines into these records. Places are in
any unit as long as it is the same for all, with y growing downwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from assistant.text.characters import CJK_MARKS, CLOSING_MARKS, HAN, OPENING_MARKS, UNIFIED


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one base line, without a gap as wide as between two cells."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    """Height of the letters: one em."""
    bold: bool = False
    letterhead: bool = False
    """In red, as the office's name above a document (红头) is; never the document's own title."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its cells already joined: always a paragraph of its own."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line drawn on the page, across or down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_upright(self) -> bool:
        return self.bottom - self.top > self.right - self.left


@dataclass(frozen=True, slots=True)
class PageOfLines:
    """One page, its lines in any order."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()
    asides: tuple[Line, ...] = ()
    """Text written in another direction than the page's: stamps, watermarks."""


CELL_GAP = " | "
"""Between the cells of a row, in all readers."""

CELL_SPACE = 1.2
"""Letters of empty space that part two cells rather than two words."""

SENTENCE_ENDS = tuple("。！？；：!?;:.”’）》」』")
"""A line that ends so may be the end of a paragraph."""

_LABEL = re.compile(
    r"(?:第[〇零一二两三四五六七八九十百千\d]{1,7}[编篇章节条](?![款项、，和至或]|第|规定|所列|所称)"
    r"|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)"
    r"|[①-⑳]|[●■◆•▪➢]|附件?[\d一二三四五六七八九十]{0,2}[:：]|[一二三四五六七八九十]{1,2}(?:是|要)[^否求])"
)
"""What begins a paragraph of its own. A number of an article that is referred to (第五条规定) is none."""

_COMPATIBLE = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_DROPPED = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 65279, 65534, 65535))
_TO_PLAIN = str.maketrans({**UNIFIED, **{chr(code): plain for code, plain in (_COMPATIBLE | _DROPPED).items()}})
_STRANGE = re.compile(
    "[\u2e80-\u2fd5\uf900-\ufad9\ufb00-\ufb06\ufeff\ufffe\uffff\U0002f800-\U0002fa1d\x00-\x08\x0b-\x1f\x7f]"
)

_NARROW = re.compile("[\x00-\u1fff]")
_CJK_EDGE = re.compile(f"[{HAN}{CJK_MARKS}\u3000]")
_FIRST_UNIT = re.compile(
    rf"[{re.escape(OPENING_MARKS)}(\[]*(?:[A-Za-z0-9.,%\-/@:_'’]+|.)[{re.escape(CLOSING_MARKS)},.;:!?)]*"
)
_BROKEN_WORD = re.compile(r"[A-Za-z]-\Z")


def plain(text: str) -> str:
    """Radicals, ligatures and compatibility forms as the characters that they stand for; control characters gone."""
    return text.translate(_TO_PLAIN) if _STRANGE.search(text) else text


def has_label(text: str) -> bool:
    """Whether a line begins as headings, articles and items of a list do."""
    return _LABEL.match(text) is not None


def is_label_alone(text: str) -> bool:
    """Whether there is nothing but the label."""
    found = _LABEL.match(text)
    return found is not None and found.end() >= len(text.rstrip())


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence may; at a comma it goes on."""
    return text.endswith(SENTENCE_ENDS)


def ems(text: str) -> float:
    """How wide a text is, in letters of full width."""
    return len(text) - 0.5 * len(_NARROW.findall(text))


def first_unit(text: str) -> str:
    """What cannot be parted at the beginning of a line: a character with its marks, a word, a number."""
    found = _FIRST_UNIT.match(text.lstrip())
    return found[0] if found else ""


def joint(head: str, tail: str) -> tuple[str, str]:
    """Two lines of one paragraph, made ready to stand behind one another.

    >>> joint("加强对", "一把手的监督"), joint("the office", "reports"), joint("rectifi-", "cation")
    (('加强对', '一把手的监督'), ('the office ', 'reports'), ('rectifi', 'cation'))
    """
    head, tail = head.rstrip(), tail.strip()
    if head.endswith("\u00ad"):
        return head[:-1], tail
    if head.endswith("-") and _BROKEN_WORD.match(head[-2:]) and tail[:1].islower():
        return head[:-1], tail
    if not head or not tail or _CJK_EDGE.match(head[-1]) or _CJK_EDGE.match(tail[0]) or _is_torn_address(head):
        return head, tail
    return head + " ", tail


def _is_torn_address(head: str) -> bool:
    return "://" in head.rsplit(" ", 1)[-1]


class Sized(Protocol):
    """What has text in one size."""

    @property
    def text(self) -> str: ...

    @property
    def size(self) -> float: ...


def body_size(lines: Iterable[Sized]) -> float:
    """The size that most characters have."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.size * 2) / 2] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0
