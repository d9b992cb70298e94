"""The page of an official document: paper, margins, grid, and page numbers on the outer side."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.export.word.measures import (
    BOTTOM,
    CHARACTER_SPACE,
    FOOTER,
    LEFT,
    LINE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    SIZE_4,
    TOP,
)
from assistant.export.word.text import paragraph, run
from assistant.export.word.xml import Element, element, text_element

FOOTERS = ("default", "even")
"""The two kinds of page; once even pages differ, the default one is for odd pages."""


def section(footers: dict[str, str]) -> Element:
    """The properties of the one section; `footers` gives the relationship of each kind of page."""
    return element(
        "sectPr",
        *(element("footerReference", type=kind, r__id=footers[kind]) for kind in FOOTERS),
        element("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT),
        element("pgMar", top=TOP, right=RIGHT, bottom=BOTTOM, left=LEFT, header=851, footer=FOOTER, gutter=0),
        element("docGrid", type="linesAndChars", linePitch=LINE, charSpace=CHARACTER_SPACE),
    )


def footer(kind: str) -> Element:
    """— 1 —, one character in from the right on odd pages, from the left on even ones (7.5)."""
    side = "left" if kind == "even" else "right"
    aside = element("ind", **{f"{side}Chars": 100, side: SIZE_4 * 10})
    return element("ftr", paragraph("Footer", [run("— "), *_page_number(), run(" —")], aside, element("jc", val=side)))


def settings() -> Element:
    """The root of `settings.xml`: odd and even pages differ; punctuation keeps its square of the grid."""
    mode = element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15")
    return element(
        "settings",
        element("evenAndOddHeaders"),
        element("characterSpacingControl", val="doNotCompress"),
        element("compat", element("useFELayout"), mode),
        element("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )


def _page_number() -> Sequence[Element]:
    return (
        element("r", element("fldChar", fldCharType="begin")),
        element("r", text_element("instrText", " PAGE ")),
        element("r", element("fldChar", fldCharType="separate")),
        run("1"),
        element("r", element("fldChar", fldCharType="end")),
    )
