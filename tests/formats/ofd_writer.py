"""A document as OFD by the structure that GB/T 33190—2016 prescribes: OFD.xml, Document.xml, a Content.xml a page.

Lines are broken inside paragraphs, letters placed one by one with DeltaX, tables ruled, pages numbered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from tests.formats import Block

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 30.0
PITCH = 1.6

_TITLE, _TEXT, _SMALL = 7.76, 4.23, 3.5
"""Millimetres: 22, 12 and 10 points."""
_HEADINGS = (6.35, 5.64, 4.94)
_UNIT = re.compile(r"[（《“(]*(?:[A-Za-z0-9.,%/:'-]+ ?|.)[，。、；：！？）》”,.;:!?)]*")


@dataclass(frozen=True)
class OfdLook:
    """How the package is made."""

    page_numbers: bool = True
    template_text: str = ""
    """Stands on every page by way of a template."""
    letter_by_letter: bool = False
    """A text object a letter, as converters from PDF write."""
    absolute_places: bool = False
    """Places in the package written from its root."""


def write_ofd(blocks: Sequence[Block], look: OfdLook | None = None) -> bytes:
    return write_package([blocks], look)


def write_package(documents: Sequence[Sequence[Block]], look: OfdLook | None = None) -> bytes:
    """One file with several documents."""
    look = look or OfdLook()
    root = "/" if look.absolute_places else ""
    bodies = []
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for number, blocks in enumerate(documents):
            title = next((block.text for block in blocks if block.kind == "title"), "")
            bodies.append(
                f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>{number:032d}</ofd:DocID><ofd:Title>{escape(title)}</ofd:Title>"
                f"</ofd:DocInfo><ofd:DocRoot>{root}Doc_{number}/Document.xml</ofd:DocRoot></ofd:DocBody>"
            )
            _write_document(package, f"Doc_{number}/", _Writer(look).pages(blocks), look)
        package.writestr(
            "OFD.xml", _xml(f'<ofd:OFD {NAMESPACE} DocType="OFD" Version="1.1">{"".join(bodies)}</ofd:OFD>')
        )
    return buffer.getvalue()


def _write_document(package: ZipFile, folder: str, pages: list[str], look: OfdLook) -> None:
    root = f"/{folder}" if look.absolute_places else ""
    template = ""
    if look.template_text:
        template = f'<ofd:TemplatePage ID="900" BaseLoc="{root}Tpls/Tpl_0/Content.xml"/>'
        text = _text_object(1, MARGIN, 15.0, _SMALL, look.template_text)
        package.writestr(f"{folder}Tpls/Tpl_0/Content.xml", _page(text, ""))
    listed = "".join(
        f'<ofd:Page ID="{1000 + number}" BaseLoc="{root}Pages/Page_{number}/Content.xml"/>'
        for number in range(len(pages))
    )
    package.writestr(
        f"{folder}Document.xml",
        _xml(
            f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID><ofd:PageArea>"
            f"<ofd:PhysicalBox>0 0 {WIDTH} {HEIGHT}</ofd:PhysicalBox></ofd:PageArea>"
            f"<ofd:PublicRes>{root}PublicRes.xml</ofd:PublicRes>{template}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        ),
    )
    package.writestr(
        f"{folder}PublicRes.xml",
        _xml(
            f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="2" FontName="SimSun" FamilyName="SimSun"/>'
            "</ofd:Fonts></ofd:Res>"
        ),
    )
    used = '<ofd:Template TemplateID="900" ZOrder="Background"/>' if look.template_text else ""
    for number, content in enumerate(pages):
        package.writestr(f"{folder}Pages/Page_{number}/Content.xml", _page(content, used))


class _Writer:
    def __init__(self, look: OfdLook) -> None:
        self._look = look
        self._pages: list[str] = []
        self._objects: list[str] = []
        self._id = 10
        self._y = MARGIN

    def pages(self, blocks: Sequence[Block]) -> list[str]:
        for block in blocks:
            getattr(self, f"_{block.kind}")(block)
        self._end_page()
        return self._pages

    def _title(self, block: Block) -> None:
        for line in wrapped(block.text, _TITLE, WIDTH - 2 * MARGIN - 2 * _TITLE):
            self._advance(_TITLE)
            self._draw((WIDTH - width_of(line, _TITLE)) / 2, _TITLE, line)

    def _heading(self, block: Block) -> None:
        self._flow(block.text, _HEADINGS[min(block.level, len(_HEADINGS)) - 1], 0.0)

    def _paragraph(self, block: Block) -> None:
        self._flow(block.text, _TEXT, 2 * _TEXT)

    def _flow(self, text: str, size: float, indent: float) -> None:
        for index, line in enumerate(wrapped(text, size, WIDTH - 2 * MARGIN, indent)):
            self._advance(size)
            self._draw(MARGIN + (0.0 if index else indent), size, line)

    def _table(self, block: Block) -> None:
        width = (WIDTH - 2 * MARGIN) / max(len(row) for row in block.rows)
        for row in block.rows:
            cells = [list(wrapped(cell, _TEXT, width - _TEXT)) for cell in row]
            height = _TEXT * PITCH * max(len(lines) for lines in cells) + _TEXT / 2
            if self._y + height > HEIGHT - MARGIN:
                self._end_page()
            for number, lines in enumerate(cells):
                left = MARGIN + number * width
                self._box(left, width, height)
                for index, line in enumerate(lines):
                    self._draw(left + _TEXT / 2, _TEXT, line, self._y + _TEXT * PITCH * (index + 1))
            self._y += height

    def _advance(self, size: float) -> None:
        if self._y + size * PITCH > HEIGHT - MARGIN:
            self._end_page()
        self._y += size * PITCH

    def _end_page(self) -> None:
        if self._look.page_numbers:
            self._draw(WIDTH / 2 - 5, _SMALL, f"— {len(self._pages) + 1} —", HEIGHT - 15)
        self._pages.append("".join(self._objects))
        self._objects, self._y = [], MARGIN

    def _box(self, left: float, width: float, height: float) -> None:
        self._id += 1
        self._objects.append(
            f'<ofd:PathObject ID="{self._id}" Boundary="{left:.2f} {self._y:.2f} {width:.2f} {height:.2f}">'
            f"<ofd:AbbreviatedData>M 0 0 L {width:.2f} 0 L {width:.2f} {height:.2f} L 0 {height:.2f} C"
            "</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def _draw(self, x: float, size: float, text: str, y: float | None = None) -> None:
        y = self._y if y is None else y
        for piece in text if self._look.letter_by_letter else [text]:
            self._id += 1
            if piece.strip():
                self._objects.append(_text_object(self._id, x, y, size, piece))
            x += width_of(piece, size)


def width_of(text: str, size: float) -> float:
    return sum(size / 2 if character < "\u2000" else size for character in text)


def wrapped(text: str, size: float, width: float, indent: float = 0.0) -> list[str]:
    lines, line, room = [], "", width - indent
    for unit in _UNIT.findall(text):
        if line and width_of(line + unit.rstrip(), size) > room:
            lines.append(line.rstrip())
            line, room = "", width
        line += unit
    return [*lines, line.rstrip()]


def _text_object(number: int, x: float, y: float, size: float, text: str) -> str:
    steps = " ".join(f"{width_of(character, size):.3f}" for character in text[:-1])
    delta = f' DeltaX="{steps}"' if steps else ""
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{x:.3f} {y - size:.3f} {width_of(text, size):.3f} {size * 1.2:.3f}"'
        f' Font="2" Size="{size}"><ofd:TextCode X="0" Y="{size:.3f}"{delta}>{escape(text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def _page(content: str, template: str) -> str:
    return _xml(
        f'<ofd:Page {NAMESPACE}>{template}<ofd:Content><ofd:Layer ID="5" Type="Body">{content}</ofd:Layer>'
        "</ofd:Content></ofd:Page>"
    )


def _xml(root: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>{root}'
