"""The neutral record of an official document: what is printed, in order, before anybody says how it looks.

Plans, reports and remarks come in as their own records and are told in these blocks; out of them a file is made
(`gbt9704.py`). It knows no fonts, no margins and no file format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.records import Citation
from assistant.text.numerals import to_chinese

STATUTORY_TYPES = frozenset("决议 决定 命令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要".split())
"""党政机关公文处理工作条例 (2012) 第八条: the types with letterhead, addressee and imprint; a 方案 has none."""

_NUMBERS = ("{}、", "（{}）", "{}.", "（{}）")
"""How the four levels are numbered: GB/T 9704-2012, 7.3.3."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text; `text` is what is printed, its number included (`numbered`)."""

    level: int
    """1 for 一、 2 for （一） 3 for 1. 4 for （1）."""
    text: str
    place: str = ""
    """What of the plan or report it shows, as a check names it, such as F1; a review copy puts its remark there."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. Line breaks inside start a new paragraph of the same kind."""

    text: str
    citations: tuple[int, ...] = ()
    """Numbers printed behind it as [n]; they count in `OfficialDocument.citations`."""
    place: str = ""
    quoted: bool = False
    """The unchanged words of another document: set apart from our own."""
    lead: str = ""
    """Printed before the text and set apart from it, such as 反馈原文："""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    text: str
    citations: tuple[int, ...] = ()
    place: str = ""
    goes_on: bool = False
    """Whether the cell above reaches over this one, so that its own text is not printed."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of headings; all rows are as long as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    """Share of each column in the width of the text; any positive unit."""
    above: Cell | None = None
    """A line over the table, in its small type, on what holds for all its rows."""

    def cells(self) -> Iterator[Cell]:
        """Everything it says but its header, row by row."""
        yield from (self.above,) if self.above is not None else ()
        yield from (cell for row in self.rows for cell in row)


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Attachment:
    """An annex (附件): it begins on a page of its own and is named behind the text."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """发文机关标志, 发文字号, 签发人 and the imprint (版记); only a statutory type carries them."""

    organ: str
    """As printed in red, 文件 included where it belongs to it."""
    number: str = ""
    signatory: str = ""
    """签发人, on documents to a superior."""
    urgency: str = ""
    copies_to: str = ""
    """抄送, without the word."""
    printed_by: str = ""
    printed_on: date | None = None


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """An official document, ready to be laid out. A part that is empty is not printed."""

    title: str
    blocks: tuple[Block, ...]
    document_type: str
    """文种: a statutory one, or 方案, 讲话, 主持词, 台账 …"""
    byline: tuple[str, ...] = ()
    """Centred lines below the title: the speaker and the date of a speech, the meeting that adopted a plan."""
    draft_mark: str = ""
    """Printed below the title while the document is a draft."""
    secrecy: str | None = None
    """密级, with its period where it has one: 秘密★1年."""
    addressee: str = ""
    """主送机关, without the colon."""
    signer: str = ""
    """发文机关署名."""
    date: date | str | None = None
    """成文日期; the words of an open slot while nobody knows it."""
    attachments: tuple[Attachment, ...] = ()
    citations: tuple[Citation, ...] = ()
    """What [n] stands for; printed as the first annex (`bases.py`)."""
    quoted: str | None = None
    """Id of a document that the text itself quotes in full: the annex of bases says only where in it."""
    letterhead: Letterhead | None = None
    """Raises ValueError at making where the type carries none."""

    def __post_init__(self) -> None:
        if self.letterhead is not None and not self.carries_letterhead:
            raise ValueError(f"a {self.document_type} carries no letterhead")

    @property
    def carries_letterhead(self) -> bool:
        return self.document_type in STATUTORY_TYPES

    def all_blocks(self) -> Iterator[Block]:
        """The blocks of the text, then those of the annexes."""
        yield from self.blocks
        for attachment in self.attachments:
            yield from attachment.blocks


def numbered(level: int, number: int, title: str, place: str = "") -> Heading:
    """A heading with the number of its level in front.

    >>> numbered(2, 3, "选人用人方面").text
    '（三）选人用人方面'
    """
    said = to_chinese(number) if level <= 2 else str(number)
    return Heading(level, f"{_NUMBERS[level - 1].format(said)}{title}", place)
