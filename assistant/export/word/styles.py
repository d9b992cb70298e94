"""The styles of an official document, as one table, and the parts `styles.xml` and `fontTable.xml` made of it.

Word takes fonts of a theme before fonts by name, and the Latin font for quotation marks before the Chinese one: so
there is no theme, and every style names one font for all scripts. Pitch of lines and characters is set by the styles
themselves, not left to the grid of the section: LibreOffice gives each character that is wider than its cell two cells,
and a grid moves with the fonts that stand in for missing ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.export.word.measures import (
    CHARACTER,
    CHARACTER_SPACING,
    FOOTER_LINE,
    LINE,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    SIZE_5,
    SIZE_SMALL_5,
    points,
)
from assistant.export.word.xml import Element, element
from assistant.fonts import BODY, FIRST_LEVEL, OTHER_NAMES, PAGE_NUMBER, SECOND_LEVEL, TITLE

_TITLE_LINE = 660
"""Twips: two lines of 二号 must not touch."""
_TABLE_LINE = 240
"""Twips for 小五, which the standard leaves open for tables: a font that stands in for 仿宋 would take half as much
again by itself, and pages with it."""


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: identity, name, font, size in half points, and how the paragraph stands."""

    id: str
    name: str
    font: str
    size: int = SIZE_3
    align: str = "both"
    indent: int = 0
    """Of the first line, in characters."""
    line: int | None = LINE
    """Pitch in twips; None lets the line be as high as it needs."""
    outline: int | None = None
    """Level in the navigation pane, from 0."""
    keeps_next: bool = False
    bold: bool = False
    colour: str = ""
    extra: tuple[tuple[str, str], ...] = field(default=())
    """Switches of the paragraph: pageBreakBefore and its like."""


STYLES = (
    Style("Normal", "Normal", BODY),
    Style("GwBody", "公文正文", BODY, indent=2),
    Style("GwFlush", "公文主送机关", BODY),
    Style("GwTitle", "公文标题", TITLE, SIZE_2, "center", line=_TITLE_LINE, keeps_next=True),
    Style("GwByline", "公文题注", SECOND_LEVEL, align="center"),
    Style("Heading1", "heading 1", FIRST_LEVEL, indent=2, outline=0, keeps_next=True),
    Style("Heading2", "heading 2", SECOND_LEVEL, indent=2, outline=1, keeps_next=True),
    Style("Heading3", "heading 3", BODY, indent=2, outline=2, keeps_next=True, bold=True),
    Style("Heading4", "heading 4", BODY, indent=2, outline=3, keeps_next=True),
    Style("GwQuote", "公文引文", SECOND_LEVEL, indent=2),
    Style("GwMark", "公文密级和紧急程度", FIRST_LEVEL, align="left"),
    Style("GwOrgan", "公文发文机关标志", TITLE, points(40), "center", line=points(40) * 12, colour="FF0000"),
    Style("GwAnnexLabel", "公文附件标识", FIRST_LEVEL, align="left", outline=0, extra=(("pageBreakBefore", "1"),)),
    Style("GwSigned", "公文署名", BODY, align="right"),
    Style("GwTable", "公文表格", BODY, SIZE_SMALL_5, "left", line=_TABLE_LINE),
    Style("GwTableHead", "公文表头", FIRST_LEVEL, SIZE_SMALL_5, "center", line=_TABLE_LINE),
    Style("GwTableLead", "公文表前说明", FIRST_LEVEL, SIZE_SMALL_5, "left", line=_TABLE_LINE, keeps_next=True),
    Style("GwImprint", "公文版记", BODY, SIZE_4, "left", line=None),
    Style("Footer", "footer", PAGE_NUMBER, SIZE_4, "left", line=FOOTER_LINE),
    Style("CommentText", "annotation text", PAGE_NUMBER, SIZE_5, "left", line=None),
)
"""7.2 to 7.5 of GB/T 9704-2012: 标题 二号小标宋, 正文 三号仿宋, 一、 黑体, （一） 楷体, 1. and （1） 仿宋, 页码 宋体.

That 1. is bold is practice: the standard says 仿宋."""


def styles_part() -> Element:
    """The root of `styles.xml`."""
    return element("styles", _defaults(), *map(style_element, STYLES), *_needed_by_word())


def style_element(style: Style) -> Element:
    return element(
        "style",
        element("name", val=style.name),
        element("basedOn", val="Normal") if style.id != "Normal" else None,
        element("qFormat"),
        paragraph_properties(style),
        run_properties(style),
        **{"type": "paragraph", "styleId": style.id, **({"default": 1} if style.id == "Normal" else {})},
        **({} if style.id in ("Normal", "Footer") or style.id.startswith("Heading") else {"customStyle": 1}),
    )


def paragraph_properties(style: Style) -> Element:
    """In the order that the schema asks for."""
    return element(
        "pPr",
        element("keepNext") if style.keeps_next else None,
        *(element(switch, val=value) for switch, value in style.extra),
        element("widowControl", val=0),
        element("kinsoku"),
        element("overflowPunct", val=0),
        element("adjustRightInd", val=0),
        element("snapToGrid", val=0),
        element("spacing", before=0, after=0, **_pitch(style)),
        element("ind", **first_line(style.indent)),
        element("jc", val=style.align),
        element("outlineLvl", val=style.outline) if style.outline is not None else None,
    )


def run_properties(style: Style) -> Element:
    """In the order that the schema asks for."""
    return element(
        "rPr",
        fonts(style.font),
        element("b", val=int(style.bold)),
        element("snapToGrid", val=0),
        element("color", val=style.colour) if style.colour else None,
        element("spacing", val=CHARACTER_SPACING if style.size == SIZE_3 else 0),
        element("sz", val=style.size),
        element("szCs", val=style.size),
    )


def fonts(font: str) -> Element:
    """One font for all scripts; the hint makes “ ” — … Chinese."""
    return element("rFonts", hint="eastAsia", ascii=font, hAnsi=font, eastAsia=font, cs=font)


def first_line(characters: int) -> dict[str, int]:
    """Indent of the first line, by the character and, for programs that know no characters, by length."""
    return {"firstLineChars": characters * 100, "firstLine": round(characters * CHARACTER)}


def font_table() -> Element:
    """The root of `fontTable.xml`: each font with the names that a program may know it by."""
    return element(
        "fonts",
        *(
            element(
                "font",
                element("altName", val=",".join(others)),
                element("charset", val="86"),
                element("family", val="auto"),
                element("pitch", val="variable"),
                name=font,
            )
            for font, others in OTHER_NAMES.items()
        ),
    )


def _pitch(style: Style) -> dict[str, object]:
    return {"line": style.line, "lineRule": "exact"} if style.line else {"line": 240, "lineRule": "auto"}


def _defaults() -> Element:
    run = element(
        "rPr", fonts(BODY), element("sz", val=SIZE_3), element("szCs", val=SIZE_3), element("lang", eastAsia="zh-CN")
    )
    return element("docDefaults", element("rPrDefault", run), element("pPrDefault", element("pPr")))


def _needed_by_word() -> tuple[Element, ...]:
    """Styles that Word makes up with a look of its own where a file has none."""
    return (
        element("style", element("name", val="Default Paragraph Font"), type="character", default=1, styleId="Default"),
        element(
            "style",
            element("name", val="annotation reference"),
            element("rPr", element("sz", val=16)),
            type="character",
            styleId="CommentReference",
        ),
        element(
            "style",
            element("name", val="Normal Table"),
            element("tblPr", element("tblInd", w=0, type="dxa")),
            type="table",
            default=1,
            styleId="TableNormal",
        ),
        element("style", element("name", val="No List"), type="numbering", default=1, styleId="NoList"),
    )
