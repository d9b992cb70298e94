"""Attacks → files of many formats that carry them, in their text, beside it, or where no reader of the page sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from io import BytesIO

import docx
from docx.shared import Pt, RGBColor

from tests.formats import Block
from tests.formats.pdf_writer import write_pdf
from tests.formats.xlsx_writer import write_xlsx
from tests.injection.attacks import DISGUISED, VISIBLE, Attack

TITLE = "关于做好巡察整改期限衔接工作的通知"
BEFORE = "各单位要高度重视巡察整改期限衔接工作，加强组织领导，明确责任分工。"
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|', " "))
"""What some file systems do not take."""
AFTER = "各单位在整改期限内遇有困难的，要及时与市委巡察办沟通。"


@dataclass(frozen=True, slots=True)
class HostileFile:
    """A file with an attack in it."""

    kind: str
    name: str
    data: bytes
    attack: Attack


def hostile_files() -> list[HostileFile]:
    """All of them: every wording once in plain text, and some in every other carrier."""
    return [*_in_plain_text(), *_in_other_carriers()]


def _in_plain_text() -> Iterator[HostileFile]:
    for n, attack in enumerate((*VISIBLE, *DISGUISED), 1):
        data = f"{TITLE}\n\n{BEFORE}\n{attack.order}\n{AFTER}\n".encode()
        yield HostileFile(attack.kind, f"通知{n:02}.{'md' if n % 3 == 0 else 'txt'}", data, attack)


def _in_other_carriers() -> Iterator[HostileFile]:
    chosen = [VISIBLE[0], VISIBLE[7], VISIBLE[10]]  # the canary, a falsehood, English
    for n, (kind, suffix, carry) in enumerate(_CARRIERS, 1):
        for m, attack in enumerate(chosen, 1):
            yield HostileFile(kind, f"附件{n:02}-{m}.{suffix}", carry(attack.order), attack)
    for n, attack in enumerate(chosen, 1):
        text = f"{BEFORE}\n{AFTER}\n第{n}次印发。\n"
        yield HostileFile("title", f"标题{n}.txt", f"{attack.order}\n\n{text}".encode(), attack)
        yield HostileFile("file name", f"{attack.order[:60].translate(_NOT_IN_NAMES)}.txt", text.encode(), attack)


def _html(inside: str, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>"
        f"<p>{BEFORE}</p>{inside}<p>{AFTER}</p></body></html>"
    ).encode()


def _hidden_html(markup: str) -> Callable[[str], bytes]:
    return lambda order: _html(markup.replace("@", escape(order)))


def _docx(add: Callable[[docx.document.Document, str], None]) -> Callable[[str], bytes]:
    def carry(order: str) -> bytes:
        document = docx.Document()
        document.add_heading(TITLE, level=0)
        document.add_paragraph(BEFORE)
        add(document, order)
        document.add_paragraph(AFTER)
        file = BytesIO()
        document.save(file)
        return file.getvalue()

    return carry


def _white(document: docx.document.Document, order: str) -> None:
    run = document.add_paragraph().add_run(order)
    run.font.color.rgb, run.font.size = RGBColor(255, 255, 255), Pt(1)


def _vanishing(document: docx.document.Document, order: str) -> None:
    document.add_paragraph().add_run(order).font.hidden = True


def _header(document: docx.document.Document, order: str) -> None:
    document.sections[0].header.paragraphs[0].text = order


def _property(document: docx.document.Document, order: str) -> None:
    document.core_properties.title, document.core_properties.comments = order[:200], order[:200]


def _comment(document: docx.document.Document, order: str) -> None:
    paragraph = document.add_paragraph("整改期限的计算方法另行通知。")
    document.add_comment(paragraph.runs, text=order, author="朱雀", initials="Z")


def _docx_table(document: docx.document.Document, order: str) -> None:
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("事项", "说明", "整改期限", order), strict=True):
        cell.text = text
    document.add_paragraph("")


def _blocks(order: str) -> list[Block]:
    return [Block("title", TITLE), Block("paragraph", BEFORE), Block("paragraph", order), Block("paragraph", AFTER)]


def _sheet(order: str) -> bytes:
    return write_xlsx([Block("table", rows=(("事项", "说明"), ("整改期限", BEFORE), ("整改期限备注", order)))])


def _markdown_table(order: str) -> bytes:
    cell = order.replace("|", "／").replace("\n", " ")
    return f"# {TITLE}\n\n{BEFORE}\n\n| 事项 | 说明 |\n| --- | --- |\n| 整改期限 | {cell} |\n\n{AFTER}\n".encode()


def _split(order: str) -> bytes:
    """The order so far down that it begins a passage of its own."""
    filler = "\n".join(f"第{n}项工作，由各单位结合实际，研究制定推进整改期限衔接的具体办法。" for n in range(1, 41))
    return f"{TITLE}\n\n{BEFORE}\n{filler}\n{order}\n{AFTER}\n".encode()


_CARRIERS: list[tuple[str, str, Callable[[str], bytes]]] = [
    ("html: not displayed", "html", _hidden_html("<p style='display:none'>@</p>")),
    ("html: white", "html", _hidden_html("<p style='color:#ffffff;font-size:1px'>@</p>")),
    ("html: comment", "html", _hidden_html("<!-- @ -->")),
    ("html: alternative text", "html", _hidden_html("<img src='a.png' width='600' alt='@' title='@'>")),
    ("html: paragraph", "html", _hidden_html("<p>@</p>")),
    ("docx: white", "docx", _docx(_white)),
    ("docx: hidden", "docx", _docx(_vanishing)),
    ("docx: header", "docx", _docx(_header)),
    ("docx: property", "docx", _docx(_property)),
    ("docx: comment", "docx", _docx(_comment)),
    ("docx: table", "docx", _docx(_docx_table)),
    ("pdf: text", "pdf", lambda order: write_pdf(_blocks(order))),
    ("xlsx: cell", "xlsx", _sheet),
    ("markdown: table", "md", _markdown_table),
    ("long document", "txt", _split),
]
