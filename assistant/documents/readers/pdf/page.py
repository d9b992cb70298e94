"""One page of a PDF → its lines with places and looks, by asking as little of its characters as the page allows.

Places are asked for at the ends of lines and at blanks only. Characters that the page does not show are left out. It
knows nothing of other pages, of columns or of paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.documents.readers.page_layout.lines import CELL_SPACE, Line, PageOfLines, Rule, ems, plain
from assistant.documents.readers.pdf.characters import Characters
from assistant.documents.readers.pdf.forms import fields_and_comments, lines_of_field
from assistant.documents.readers.pdf.objects import Box, Drawn, areas_of, drawn_on, rules_of
from assistant.text.characters import CJK

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_LINE = re.compile("[^\r\n\ufffe\x02]+[\ufffe\x02]?")
"""PDFium ends a line with a mark of its own where a word is broken."""
_TOKEN = re.compile(r"\S+")
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a pair that stands for a character beyond the basic plane."""
_CJK = re.compile(f"[{CJK}]")
_LABEL = re.compile("第[一二三四五六七八九十百千零〇]{1,9}[编章节条]")

_SET_APART = 0.6
"""Letters: a blank up to this wide beside Chinese letters is spacing of the type, if the file has no blank there."""
_TINY = 1.0
"""Points: letters too small to be meant for readers."""
_WHITE = 250


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The lines of a page and what was noticed while reading them."""

    lines: PageOfLines
    has_pictures: bool
    is_picture: bool
    """Pictures fill it, as on pages of a scan."""
    has_hidden_text: bool
    has_comments: bool
    has_recognised_text: bool
    """Invisible text over a picture, as recognition programs put there."""


def read_page(document: PdfDocument, index: int) -> ReadPage:
    """One page of an open document. Raises PdfiumError where it cannot be loaded."""
    page = document[index]
    try:
        return _Reading(page, index + 1).page()
    finally:
        page.close()


@dataclass(slots=True)
class _Stretch:
    """Characters `start` to `end` of a page, written in one direction."""

    start: int
    end: int
    size: float
    angle: int
    """Degrees, counter-clockwise."""
    middle: int
    """A character near the middle that is no blank: the first one may be a mark of a note."""


class _Reading:
    """One page while it is read."""

    def __init__(self, page: PdfPage, number: int) -> None:
        self._number = number
        self._box: Box = page.get_bbox()
        self._drawn: Drawn = drawn_on(page)
        self._is_picture = self._drawn.covers(self._box)
        self._page = page
        self._characters = Characters(page, self._box)
        self._text = self._characters.text
        self._has_halves = _HALF.search(self._text) is not None
        self._hidden = False
        self._areas: list[Box] | None = None

    def page(self) -> ReadPage:
        stretches = [
            self._stretch(found.start(), found.end()) for found in _LINE.finditer(self._text) if found[0].strip()
        ]
        turns = Counter[int]()
        for stretch in stretches:
            turns[stretch.angle] += stretch.end - stretch.start
        # A page set on its side is read as people turn it; what stands askew to most of the page is not its text.
        turn = self._characters.turn = next((angle for angle, _ in turns.most_common() if angle % 90 == 0), 0)
        rules = [self._rule(box) for box in rules_of(self._drawn)] if self._drawn.paths else []
        uprights = sorted((rule for rule in rules if rule.is_upright), key=lambda rule: rule.left)
        straight = [stretch for stretch in stretches if stretch.angle == turn]
        lines = [line for stretch in straight for line in self._lines(stretch, uprights)]
        asides = [line for stretch in stretches if stretch.angle != turn for line in self._aside(stretch)]
        fields, has_comments = fields_and_comments(self._page)
        size = straight[0].size if straight else None
        lines += [line for box, value in fields for line in lines_of_field(self._rule(box), value, size)]
        width, height = self._box[2] - self._box[0], self._box[3] - self._box[1]
        if turn % 180:
            width, height = height, width
        return ReadPage(
            PageOfLines(self._number, width, height or 1.0, tuple(lines), tuple(rules), tuple(asides)),
            has_pictures=bool(self._drawn.pictures),
            is_picture=self._is_picture,
            has_hidden_text=self._hidden,
            has_comments=has_comments,
            has_recognised_text=self._is_picture and self._drawn.has_invisible_text,
        )

    def _stretch(self, start: int, end: int) -> _Stretch:
        while self._text[start].isspace():
            start += 1
        while self._text[end - 1].isspace():
            end -= 1
        middle = self._middle(start, end)
        size, angle = self._characters.writing(middle)
        return _Stretch(start, end, size, angle, middle)

    def _middle(self, start: int, end: int) -> int:
        middle = (start + end) // 2
        if not self._text[middle].isspace():
            return middle
        return next((place for place in range(middle, end) if not self._text[place].isspace()), start)

    def _lines(self, stretch: _Stretch, uprights: Sequence[Rule]) -> Iterator[Line]:
        """A stretch parted where cells or columns are, each part a line of its own."""
        parts: list[tuple[int, int, str]] = []
        for start, end in self._words(stretch):
            blank = self._blank(parts[-1][1], start, stretch.size) if parts else None
            if blank == "" and start > parts[-1][1] and _LABEL.fullmatch(parts[-1][2]):
                blank = " "  # 第五条 stands apart from its words, however narrow
            if blank is None:
                parts.append((start, end, self._text[start:end]))
            else:
                parts[-1] = (parts[-1][0], end, parts[-1][2] + blank + self._text[start:end])
        for start, end, text in parts:
            part = stretch if len(parts) == 1 else self._stretch(start, end)
            yield from self._parted_by_rules(part, text, uprights)

    def _words(self, stretch: _Stretch) -> Iterator[tuple[int, int]]:
        """Characters between blanks. Where PDFium runs two columns together without one, their places tell."""
        for token in _TOKEN.finditer(self._text, stretch.start, stretch.end):
            start, end = token.span()
            width = self._characters.span(end - 1)[1] - self._characters.span(start)[0]
            if abs(width - ems(token[0]) * stretch.size) > stretch.size:
                behind = self._characters.span(start)[1]
                for place in range(start + 1, end):
                    left, right = self._characters.span(place)
                    if not -stretch.size <= left - behind <= CELL_SPACE * stretch.size:
                        yield start, place
                        start = place
                    behind = right
            yield start, end

    def _blank(self, behind: int, before: int, size: float) -> str | None:
        """What stands between two words, as text; None where the space between them is that between cells."""
        gap = self._characters.span(before)[0] - self._characters.span(behind - 1)[1]
        if gap < -size:
            return None
        if behind == before:
            return None if gap > CELL_SPACE * size else ""
        if behind + 1 == before and _SET_APART * size <= gap <= CELL_SPACE * size and self._text[behind] == " ":
            return " "  # whoever made it
        drawn = [place for place in range(behind, before) if not self._characters.is_generated(place)]
        width = (
            sum(right - left for left, right in map(self._characters.span, drawn)) if gap > CELL_SPACE * size else 0.0
        )
        if gap - width > CELL_SPACE * size:
            return None
        if drawn:
            return self._text[behind:before]
        beside_chinese = _CJK.match(self._text[behind - 1]) or _CJK.match(self._text[before])
        return "" if beside_chinese and gap < _SET_APART * size else " "

    def _parted_by_rules(self, part: _Stretch, text: str, uprights: Sequence[Rule]) -> Iterator[Line]:
        line = self._line(part, text)
        if line is None:
            return
        reach = 0.3 * line.size
        middle = line.baseline - 0.35 * line.size
        crossed = [
            rule.left
            for rule in uprights
            if line.left + reach < rule.left < line.right - reach and rule.top <= middle <= rule.bottom
        ]
        if not crossed:
            yield line
            return
        starts = [part.start]
        for place in range(part.start + 1, part.end):
            if crossed and self._characters.span(place)[0] >= crossed[0] - reach and not self._text[place].isspace():
                starts.append(place)
                crossed = [rule for rule in crossed if rule > self._characters.span(place)[0] + reach]
        for start, end in zip(starts, [*starts[1:], part.end], strict=True):
            found = self._line(
                _Stretch(start, end, part.size, part.angle, self._middle(start, end)), self._text[start:end].strip()
            )
            if found is not None:
                yield found

    def _line(self, part: _Stretch, text: str) -> Line | None:
        """A line with its looks; None where the page does not show it."""
        last = part.end - 1
        middle = part.middle
        red, green, blue, opacity = self._characters.colour(middle)
        if self._drawn.has_invisible_text and not self._is_picture:
            text = self._shown(part, text)
        x, y = self._characters.origin(middle)
        left, right = self._characters.span(part.start)[0], self._characters.span(last)[1]
        is_white = min(red, green, blue) >= _WHITE and not self._stands_on_something(x, y)
        is_outside = not self._characters.is_on_page(x, y)
        if not text.strip() or opacity == 0 or is_white or is_outside or part.size < _TINY:
            self._hidden = True
            return None
        return Line(
            self._clean(text),
            left,
            right,
            self._characters.turned(x, y)[1],
            part.size,
            bold=self._characters.is_bold(part.start) and self._characters.is_bold(last),
            letterhead=red > 150 and green < 90 and blue < 90,
        )

    def _aside(self, stretch: _Stretch) -> Iterator[Line]:
        """Where it stands to one another matters only for finding it again on the next page."""
        line = self._line(stretch, self._text[stretch.start : stretch.end])
        if line is not None:
            yield line

    def _shown(self, part: _Stretch, text: str) -> str:
        seen = [place for place in range(part.start, part.end) if self._characters.is_shown(place)]
        if len(seen) == part.end - part.start:
            return text
        self._hidden = True
        return "".join(self._text[place] for place in seen)

    def _clean(self, text: str) -> str:
        if self._has_halves:
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        broken = text[-1] in "\ufffe\x02"
        return plain(text[:-1] if broken else text) + ("-" if broken else "")

    def _rule(self, box: Box) -> Rule:
        across, down = zip(
            self._characters.turned(box[0], box[1]), self._characters.turned(box[2], box[3]), strict=True
        )
        return Rule(min(across), min(down), max(across), max(down))

    def _stands_on_something(self, x: float, y: float) -> bool:
        if self._areas is None:
            self._areas = areas_of(self._drawn)
        return any(left <= x <= right and bottom - 1 <= y <= top for left, bottom, right, top in self._areas)
