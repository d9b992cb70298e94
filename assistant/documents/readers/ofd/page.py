"""The content of one OFD page → its lines and rules, in points.

Text stands in runs, each with the places of its letters; some programs write a run a letter. Runs on one base line are
joined into lines. It knows nothing of files: elements in, records out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.documents.readers.page_layout.lines import CELL_SPACE, Line, PageOfLines, Rule, ems, plain
from assistant.text.characters import CJK

if TYPE_CHECKING:
    from lxml.etree import _Element

_POINTS = 72 / 25.4
"""To the millimetre, in which OFD measures."""
_A4 = "0 0 210 297"
_WORD_GAP = 0.2
_SAME_LINE = 0.3
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_MOST_OPERATIONS = 20_000
_STRAIGHT = 1.0
"""Points by which the ends of a rule may differ."""
_BOLD_WEIGHT = 600
_CJK = re.compile(f"[{CJK}]")

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Content:
    """What stands on a page, and what was noticed."""

    page: PageOfLines
    has_pictures: bool = False
    has_hidden_text: bool = False

    def over(self, template: Content) -> Content:
        """The page with its template beneath it."""
        page = replace(
            self.page,
            lines=(*template.page.lines, *self.page.lines),
            rules=(*template.page.rules, *self.page.rules),
            asides=(*template.page.asides, *self.page.asides),
        )
        pictures = self.has_pictures or template.has_pictures
        return Content(page, pictures, self.has_hidden_text or template.has_hidden_text)


def content_of(page: _Element, number: int, box: str, bold_fonts: frozenset[str]) -> Content:
    """Lines, rules and pictures of a page or a template. `box` is the document's, for pages that state none."""
    area = child(child(page, "Area"), "PhysicalBox")
    left, top, width, height = _numbers(area.text if area is not None else box, 4) or _numbers(_A4, 4)
    runs: list[Line] = []
    asides: list[Line] = []
    hidden = False
    content = child(page, "Content")
    for found in descendants(content, "TextObject"):
        if _is_hidden(found):
            hidden = hidden or bool("".join(str(words) for words in found.itertext()).strip())
            continue
        (runs if _is_upright(found) else asides).extend(_runs(found, left, top, bold_fonts))
    rules = [rule for found in descendants(content, "PathObject") for rule in _rules(found, left, top)]
    shown = PageOfLines(number, width * _POINTS, height * _POINTS, tuple(_lines(runs)), tuple(rules), tuple(asides))
    return Content(shown, any(True for _ in descendants(content, "ImageObject")), hidden)


def child(element: _Element | None, name: str) -> _Element | None:
    """The first child of that name, whatever its namespace: programs use several."""
    return next(children(element, name), None)


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    """All children of that name, whatever its namespace."""
    if element is not None:
        yield from (found for found in element if _name(found) == name)


def descendants(element: _Element | None, *names: str) -> Iterator[_Element]:
    """All elements of these names below one, itself included, in their order in the file."""
    if element is not None:
        yield from (found for found in element.iter() if _name(found) in names)


def attribute(element: _Element, name: str) -> str:
    """An attribute without the blanks around it; empty where it is missing."""
    return str(element.get(name) or "").strip()


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_hidden(found: _Element) -> bool:
    return attribute(found, "Visible") == "false" or attribute(found, "Alpha") == "0"


def _matrix(found: _Element) -> Matrix:
    numbers = _numbers(attribute(found, "CTM"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]


def _is_upright(found: _Element) -> bool:
    a, b, _, _, _, _ = _matrix(found)
    return a > 0 and abs(b) < 0.01 * a


def _runs(found: _Element, left: float, top: float, bold_fonts: frozenset[str]) -> Iterator[Line]:
    """A text object's pieces of text, parted where its letters stand apart like cells."""
    box = _numbers(attribute(found, "Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
    matrix = _matrix(found)
    size = _number(attribute(found, "Size"), 3.5)
    wide = _number(attribute(found, "HScale"), 1.0) * math.hypot(matrix[0], matrix[1])
    high = math.hypot(matrix[2], matrix[3]) or 1.0
    is_bold = attribute(found, "Font") in bold_fonts or _number(attribute(found, "Weight"), 400) >= _BOLD_WEIGHT
    is_red = _is_red(child(found, "FillColor"))
    x, y = 0.0, 0.0
    for code in children(found, "TextCode"):
        x, y = _number(attribute(code, "X"), x), _number(attribute(code, "Y"), y)
        text = "".join(str(words) for words in code.itertext()).strip("\r\n")
        places = _places(text, x, size, attribute(code, "DeltaX"))
        for start, end in _stretches(text, places, size):
            across, down = _moved(places[start], y, matrix)
            begin = (across + box[0] - left) * _POINTS
            last = places[end - 1] - places[start] + ems(text[end - 1]) * size
            yield Line(
                plain(text[start:end]),
                begin,
                begin + last * wide * _POINTS,
                (down + box[1] - top) * _POINTS,
                size * high * _POINTS,
                is_bold,
                is_red,
            )


def _places(text: str, start: float, size: float, deltas: str) -> list[float]:
    """Where each letter begins. `g 3 5.6` in the list of steps stands for three times 5.6."""
    steps: list[float] = []
    words = iter(deltas.split())
    for word in words:
        if word == "g":
            count, step = int(_number(next(words, "0"), 0.0)), _number(next(words, "0"), 0.0)
            steps += [step] * max(0, min(count, len(text)))
        else:
            steps.append(_number(word, 0.0))
    places = [start]
    for index, character in enumerate(text[:-1]):
        places.append(places[-1] + (steps[index] if index < len(steps) else ems(character) * size))
    return places


def _stretches(text: str, places: Sequence[float], size: float) -> Iterator[tuple[int, int]]:
    start = 0
    for index in range(1, len(text)):
        gap = places[index] - places[index - 1] - ems(text[index - 1]) * size
        if gap > CELL_SPACE * size or gap < -size * 1.5:
            yield from _if_written(text, start, index)
            start = index
    yield from _if_written(text, start, len(text))


def _if_written(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if text[start:end].strip():
        yield start, end


def _lines(runs: Sequence[Line]) -> Iterator[Line]:
    """Runs that follow one another on a base line, as one."""
    rows: list[list[Line]] = []
    for run in sorted(runs, key=lambda run: run.baseline):
        if rows and run.baseline - rows[-1][0].baseline <= _SAME_LINE * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        line: Line | None = None
        for run in sorted(row, key=lambda run: run.left):
            if line is not None and _follows(line, run):
                line = _joined(line, run)
                continue
            if line is not None:
                yield _trimmed(line)
            line = run
        if line is not None:
            yield _trimmed(line)


def _follows(line: Line, run: Line) -> bool:
    return -run.size < run.left - line.right <= CELL_SPACE * run.size


def _joined(line: Line, run: Line) -> Line:
    is_apart = run.left - line.right > _WORD_GAP * run.size
    between_words = not _CJK.match(line.text[-1]) and not _CJK.match(run.text[0])
    blank = " " if is_apart and between_words and not line.text[-1].isspace() else ""
    return replace(
        line,
        text=line.text + blank + run.text,
        right=max(line.right, run.right),
        size=line.size if len(line.text) >= len(run.text) else run.size,
        bold=line.bold and run.bold,
    )


def _trimmed(line: Line) -> Line:
    """Blanks at the beginning are an indent: they move the line's edge."""
    text = line.text.lstrip()
    return replace(line, text=text.rstrip(), left=line.left + ems(line.text[: len(line.text) - len(text)]) * line.size)


def _rules(found: _Element, left: float, top: float) -> Iterator[Rule]:
    """The straight stretches of a path, across and down."""
    box = _numbers(attribute(found, "Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
    matrix = _matrix(found)
    data = child(found, "AbbreviatedData")
    begun = last = (0.0, 0.0)
    for operation, operands in _operations((data.text or "") if data is not None else ""):
        if operation == "C":
            point = begun
        else:
            across, down = _moved(operands[-2], operands[-1], matrix)
            point = ((across + box[0] - left) * _POINTS, (down + box[1] - top) * _POINTS)
        if operation in "SM":
            begun = point
        elif abs(point[0] - last[0]) <= _STRAIGHT or abs(point[1] - last[1]) <= _STRAIGHT:
            across_both, down_both = sorted((point[0], last[0])), sorted((point[1], last[1]))
            yield Rule(across_both[0], down_both[0], across_both[1], down_both[1])
        last = point


def _operations(data: str) -> Iterator[tuple[str, list[float]]]:
    words = data.split()
    at = 0
    for _ in range(_MOST_OPERATIONS):
        if at >= len(words) or words[at] not in _OPERANDS:
            return
        count = _OPERANDS[words[at]]
        operands = [_number(word, 0.0) for word in words[at + 1 : at + 1 + count]]
        if len(operands) < count:
            return
        yield words[at], operands
        at += 1 + count


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _is_red(colour: _Element | None) -> bool:
    parts = _numbers(attribute(colour, "Value"), 3) if colour is not None else ()
    return bool(parts) and parts[0] > 150 and parts[1] < 90 and parts[2] < 90


def _number(word: str, otherwise: float) -> float:
    try:
        number = float(word)
    except ValueError:
        return otherwise
    return number if math.isfinite(number) else otherwise


def _numbers(words: str | None, count: int) -> tuple[float, ...]:
    """That many numbers, or none."""
    numbers = tuple(_number(word, math.nan) for word in (words or "").split())
    return numbers[:count] if len(numbers) >= count and not any(map(math.isnan, numbers[:count])) else ()
