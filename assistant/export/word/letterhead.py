"""What stands above and below the text: 密级, 发文机关标志, title, 主送机关; 附件说明, 署名, 日期, 版记 (7.2–7.4)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.export.document import Attachment, Letterhead, OfficialDocument
from assistant.export.word.comments import Margin
from assistant.export.word.measures import CHARACTER, LINE, TEXT_WIDTH, twips
from assistant.export.word.styles import fonts
from assistant.export.word.text import blank, paragraph, run, words
from assistant.export.word.titles import balanced
from assistant.export.word.xml import Element, element
from assistant.fonts import SECOND_LEVEL

_RED = "FF0000"
_ORGAN_FROM_TOP = twips(35)
"""Upper edge of the text to upper edge of 发文机关标志 (7.2.4)."""
_THICK, _THIN = 8, 6
"""Lines of the imprint in eighths of a point: 0.35 mm and 0.25 mm (7.4.1)."""


def head(document: OfficialDocument) -> Iterator[Element]:
    """Everything above the title."""
    letterhead = document.letterhead
    marks = [mark for mark in (document.secrecy, letterhead.urgency if letterhead else "") if mark]
    for mark in marks:
        yield paragraph("GwMark", [run(mark)])
    if letterhead is not None:
        yield from _letterhead(letterhead, lines_above=len(marks))
    elif marks:
        yield blank()


def title(document: OfficialDocument, margin: Margin) -> Iterator[Element]:
    """Title, byline and draft mark, and to whom it goes."""
    yield paragraph("GwTitle", [run(balanced(document.title))])
    for line in filter(None, (*document.byline, document.draft_mark)):
        yield paragraph("GwByline", list(words(line, margin, "plan")))
    yield blank()
    if document.addressee:
        yield paragraph("GwFlush", [*words(document.addressee, margin, "plan"), run("：")])


def foot(document: OfficialDocument, annexes: Sequence[Attachment], margin: Margin) -> Iterator[Element]:
    """The note on annexes, who signs, and when."""
    yield from _note_on_annexes([annex.title for annex in annexes])
    if not (document.signer or document.date):
        return
    yield blank()
    day = day_of(document)
    signer_right, day_right = _indents(document.signer, day)
    if document.signer:
        yield _from_right(list(words(document.signer, margin, "plan")), signer_right)
    if day:
        yield _from_right(list(words(day, margin, "plan")), day_right)


def day_of(document: OfficialDocument) -> str:
    """The 成文日期 as it is printed: a day, an open slot, or nothing."""
    if isinstance(document.date, date):
        return said_date(document.date)
    return document.date or ""


def imprint(letterhead: Letterhead) -> Iterator[Element]:
    """版记, at the foot of the last page: to whom copies go, who printed it and when.

    LibreOffice leaves it below the text instead.
    """
    rows = []
    if letterhead.copies_to:
        rows.append(_imprint_row(f"抄送：{letterhead.copies_to}。", ""))
    if letterhead.printed_by or letterhead.printed_on:
        printed_on = f"{said_date(letterhead.printed_on)}印发" if letterhead.printed_on else ""
        rows.append(_imprint_row(letterhead.printed_by, printed_on))
    if rows:
        yield blank()
        yield _at_foot(rows)


def said_date(day: date) -> str:
    """Arabic digits, the year in full, nothing padded (7.3.5.4).

    >>> said_date(date(2024, 6, 3))
    '2024年6月3日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def _letterhead(letterhead: Letterhead, *, lines_above: int) -> Iterator[Element]:
    line = element("spacing", before=max(0, _ORGAN_FROM_TOP - LINE * lines_above), after=0)
    yield paragraph("GwOrgan", [run(letterhead.organ)], line)
    yield blank()
    yield blank()
    yield _number_line(letterhead)
    yield blank()
    yield blank()


def _number_line(letterhead: Letterhead) -> Element:
    """发文字号 over the red line, 4 mm above it; on a document to a superior with 签发人 on the right."""
    rule = element("pBdr", element("bottom", val="single", sz=12, space=11, color=_RED))
    if not letterhead.signatory:
        return paragraph("GwFlush", [run(letterhead.number)], rule, element("jc", val="center"))
    # By tabs, not by an indent: that would shorten the red line.
    inner, outer = round(CHARACTER), TEXT_WIDTH - round(CHARACTER)
    stops = element("tabs", element("tab", val="left", pos=inner), element("tab", val="right", pos=outer))
    number = [element("r", element("tab")), run(letterhead.number)]
    signed = [element("r", element("tab")), run("签发人："), run(letterhead.signatory, fonts(SECOND_LEVEL))]
    return paragraph("GwFlush", [*number, *signed], rule, stops, element("jc", val="left"))


def _note_on_annexes(titles: list[str]) -> Iterator[Element]:
    """One empty line below the text; Arabic numbers where there are several, nothing behind the names (7.3.4)."""
    if not titles:
        return
    yield blank()
    for number, name in enumerate(titles, start=1):
        said = f"{number}．{name}" if len(titles) > 1 else name
        if number == 1:
            yield paragraph("GwBody", [run(f"附件：{said}")])
        else:
            aside = element("ind", leftChars=500, left=round(5 * CHARACTER), firstLineChars=0, firstLine=0)
            yield paragraph("GwFlush", [run(said)], aside)


def _indents(signer: str, day: str) -> tuple[float, float]:
    """How far signer and date stand from the right, in characters, without a seal (7.3.5.2).

    The signer stands 2 from the right and the date begins 2 behind it; where the date is longer, it stands 2 from the
    right and the signer moves.
    """
    of_signer, of_day = _width(signer), _width(day)
    right = of_signer - of_day
    return (2, right) if right >= 2 else (4 + of_day - of_signer, 2)


def _width(text: str) -> float:
    """Width in Chinese characters: digits are half as wide."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)


def _from_right(content: list[Element], characters: float) -> Element:
    return paragraph(
        "GwSigned", content, element("ind", rightChars=round(characters * 100), right=round(characters * CHARACTER))
    )


def _imprint_row(left: str, right: str) -> Element:
    """One line, one character in from both sides."""
    inner, outer = round(CHARACTER), TEXT_WIDTH - round(CHARACTER)
    stops = element("tabs", element("tab", val="left", pos=inner), element("tab", val="right", pos=outer))
    content = [element("r", element("tab")), run(left)]
    content += [element("r", element("tab")), run(right)] if right else []
    margins = element("tcMar", element("left", w=0, type="dxa"), element("right", w=0, type="dxa"))
    properties = element("tcPr", element("tcW", w=TEXT_WIDTH, type="dxa"), margins)
    return element("tr", element("tc", properties, paragraph("GwImprint", content, stops)))


def _at_foot(rows: list[Element]) -> Element:
    sides = (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN))
    return element(
        "tbl",
        element(
            "tblPr",
            element("tblpPr", vertAnchor="margin", horzAnchor="margin", tblpXSpec="left", tblpYSpec="bottom"),
            element("tblW", w=TEXT_WIDTH, type="dxa"),
            element(
                "tblBorders", *(element(side, val="single", sz=size, space=0, color="auto") for side, size in sides)
            ),
            element("tblLayout", type="fixed"),
        ),
        element("tblGrid", element("gridCol", w=TEXT_WIDTH)),
        *rows,
    )
