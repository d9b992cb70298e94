"""Parts of a workbook (ECMA-376) → sheets, shared strings, number formats, and the cells of a sheet row by row.

Read from the XML itself and not with openpyxl: its read-only way knows neither merged cells nor hidden rows and pads a
sheet with A1 and XFD1048576 to seventeen thousand million cells; its other way needs fifty times the file's memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from assistant.documents.readers.office_zip import LARGEST_PART_BYTES, SafeZip
from assistant.documents.readers.sheets.number_formats import format_code, shown
from assistant.errors import RejectedFile

if TYPE_CHECKING:
    from lxml.etree import _Element

_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})["']""")
_HIDDEN_COLUMN = re.compile(rb"""<(?:\w+:)?col\s[^>]*hidden\s*=\s*["'](?:1|true)""")
_PRINTED = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>[^<]")
_ROWS = b"sheetData"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as the workbook lists it."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """What all sheets share."""

    sheets: tuple[Sheet, ...]
    strings: Sequence[str]
    formats: Sequence[str]
    """Codes of number formats, by the style of a cell."""
    from_1904: bool


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row with the cells that hold anything, by column from 0."""

    number: int
    cells: dict[int, str]
    is_hidden: bool
    unanswered: int
    """How many of its formulas have no stored result."""


@dataclass(frozen=True, slots=True)
class Area:
    """Merged cells: rows from 1, columns from 0, both ends inclusive."""

    top: int
    left: int
    bottom: int
    right: int


def workbook_of(zip_: SafeZip) -> Workbook:
    """Sheets, strings and formats. Raises RejectedFile where the workbook's own part is missing or broken."""
    part = next((name for name in zip_.names() if name.lower() == "xl/workbook.xml"), "")
    if not part:
        raise RejectedFile("file_damaged", why="xl/workbook.xml")
    root = zip_.xml(part)
    targets = _targets(zip_, part)
    sheets = [
        Sheet(item.get("name", ""), targets.get(_relation(item), ""), item.get("state", "visible") != "visible")
        for item in root.iterfind("{*}sheets/{*}sheet")
    ]
    settings = root.find("{*}workbookPr")
    return Workbook(
        tuple(sheet for sheet in sheets if sheet.part in zip_),
        list(_shared_strings(zip_)) if "xl/sharedStrings.xml" in zip_ else [],
        _formats(zip_.xml("xl/styles.xml")) if "xl/styles.xml" in zip_ else [],
        from_1904=settings is not None and settings.get("date1904") in ("1", "true"),
    )


def rows_of(data: bytes, part: str, book: Workbook, *, with_hidden_columns: bool = False) -> Iterator[SheetRow]:
    """The rows that hold anything in the XML of a sheet, one at a time."""
    hidden: set[int] = set()
    number = 0
    for element in _elements(data, part, ("row", "col")):
        if str(element.tag).endswith("}col"):
            hidden |= _hidden_columns(element)
            continue
        number = int(element.get("r", "") or number + 1)
        cells: dict[int, str] = {}
        unanswered = 0
        column = -1
        for cell in element:
            column = _column(cell.get("r", "")) if cell.get("r") else column + 1
            text = _cell_text(cell, book)
            unanswered += text is None
            if text and (with_hidden_columns or column not in hidden):
                cells[column] = text
        if cells or unanswered:
            yield SheetRow(number, cells, element.get("hidden") in ("1", "true"), unanswered)


def merged_areas(data: bytes) -> list[Area]:
    """The merged cells of a sheet. They stand behind its rows, so they are found in the bytes before those are read."""
    areas = []
    for first, last in _MERGED.findall(data, max(0, data.rfind(_ROWS))):
        (left, top), (right, bottom) = (_position(reference.decode("ascii")) for reference in (first, last))
        areas.append(Area(top, left, bottom, right))
    return areas


def hides_columns(data: bytes) -> bool:
    """Whether a sheet has hidden columns."""
    return _HIDDEN_COLUMN.search(data, 0, max(0, data.find(_ROWS))) is not None


def prints_headers(data: bytes) -> bool:
    """Whether a sheet has page headers or footers, which only print shows."""
    return _PRINTED.search(data, max(0, data.rfind(_ROWS))) is not None


def texts_of_drawings(zip_: SafeZip, sheet: Sheet) -> list[str]:
    """The paragraphs in text boxes and shapes that lie over a sheet."""
    found: list[str] = []
    for target in _targets(zip_, sheet.part).values():
        if "/drawing" in target and target in zip_ and target.endswith(".xml"):
            for paragraph in zip_.xml(target).iterfind(".//{*}txBody/{*}p"):
                text = "".join(run.text or "" for run in paragraph.iterfind(".//{*}t"))
                found += [text.strip()] if text.strip() else []
    return found


def _targets(zip_: SafeZip, part: str) -> dict[str, str]:
    """What a part refers to, by the id that it uses."""
    relations = join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")
    if relations not in zip_:
        return {}
    return {
        item.get("Id", ""): normpath(join("/", dirname(part), item.get("Target", ""))).lstrip("/")
        for item in zip_.xml(relations).iterfind("{*}Relationship")
        if item.get("TargetMode") != "External"
    }


def _relation(element: _Element) -> str:
    return next((str(value) for name, value in element.attrib.items() if str(name).endswith("relationships}id")), "")


def _shared_strings(zip_: SafeZip) -> Iterator[str]:
    part = "xl/sharedStrings.xml"
    for element in _elements(zip_.read(part, LARGEST_PART_BYTES), part, ("si",)):
        yield _text_of(element)


def _text_of(element: _Element) -> str:
    """The text of a string, of its runs too, without the pronunciation above it."""
    parts = [
        child.text or ""
        for child in element.iterfind(".//{*}t")
        if (above := child.getparent()) is None or not str(above.tag).endswith("}rPh")
    ]
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(parts))


def _formats(styles: _Element) -> list[str]:
    own = {
        int(item.get("numFmtId", "0")): item.get("formatCode", "")
        for item in styles.iterfind("{*}numFmts/{*}numFmt")
        if item.get("numFmtId", "").isdecimal()
    }
    numbers = [item.get("numFmtId", "0") for item in styles.iterfind("{*}cellXfs/{*}xf")]
    return [format_code(int(number) if number.isdecimal() else 0, own) for number in numbers]


def _cell_text(cell: _Element, book: Workbook) -> str | None:
    """What a cell shows; None for a formula without a stored result."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text_of(cell)
    value: str = cell.findtext("{*}v", "")
    if not value:
        return None if cell.find("{*}f") is not None and kind != "str" else ""
    if kind == "s":
        return book.strings[int(value)] if value.isdecimal() and int(value) < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "n":
        return _number_text(value, cell.get("s", ""), book)
    return value.removesuffix("T00:00:00") if kind == "d" else value


def _number_text(value: str, style: str, book: Workbook) -> str:
    code = book.formats[int(style)] if style.isdecimal() and int(style) < len(book.formats) else ""
    try:
        return shown(float(value), code, from_1904=book.from_1904)
    except (ValueError, OverflowError):
        return value


def _hidden_columns(element: _Element) -> set[int]:
    first, last = element.get("min", ""), element.get("max", "")
    if element.get("hidden") not in ("1", "true") or not (first.isdecimal() and last.isdecimal()):
        return set()
    return set(range(int(first) - 1, min(int(last), 16384)))


def _position(reference: str) -> tuple[int, int]:
    """Column from 0 and row from 1."""
    matched = _CELL.fullmatch(reference)
    return (_column(matched[1]), int(matched[2])) if matched else (0, 1)


def _column(reference: str) -> int:
    number = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return max(0, number - 1)


def _elements(data: bytes, part: str, names: Sequence[str]) -> Iterator[_Element]:
    """Each element of these names, whole, and forgotten when the next one is asked for."""
    from lxml import etree  # noqa: PLC0415 - heavy, and only the child process that reads needs it

    events = etree.iterparse(
        BytesIO(data),
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in events:
            if element.getroottree().docinfo.doctype:
                raise RejectedFile("file_has_doctype", part=part)
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise RejectedFile("file_damaged", why=f"{part}: {error}") from error
