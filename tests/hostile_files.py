"""Files made to hurt their reader: small on disk and large, deep, endless or lying inside. Each is made by code.

`all_hostile` names each file with what may become of it: the keys of errors that are right, or that it is read.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage

MIB = 2**20
SENTENCE = "整改责任单位应当逐条对账销号。"

Make = Callable[[], bytes]


@dataclass(frozen=True)
class Hostile:
    """One named file."""

    name: str
    """What is wrong with it, then its suffix."""
    make: Make
    outcomes: frozenset[str]
    """Keys of errors, any of which is right; "read" where the file is odd but may be read."""


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of numbered objects; the first is the catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def one_page(content: bytes) -> bytes:
    """A PDF of one page whose content stream is compressed."""
    packed = zlib.compress(content, 9)
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def page_its_own_child() -> bytes:
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"])


def many_shared_kids() -> bytes:
    kids = b"3 0 R " * 200_000
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[" + kids + b"]/Count 200000>>", page])


def nested_arrays() -> bytes:
    deep = b"[" * 100_000 + b"]" * 100_000
    return pdf([b"<</Type/Catalog/Pages 2 0 R/X " + deep + b">>", b"<</Type/Pages/Kids[]/Count 0>>"])


def stream_bomb() -> bytes:
    """800 MB of one stream, packed twice so that the file stays small."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"\0" * MIB) for _ in range(800)) + packer.flush()
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
        ]
    )


def many_operators() -> bytes:
    return one_page(b"BT /F 12 Tf 10 10 Td " + b"(a)Tj " * 2_000_000 + b"ET")


def office(parts: dict[str, bytes]) -> bytes:
    """A zip as office programs write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    b' Target="word/document.xml"/></Relationships>'
)
_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: bytes, head: bytes = b"", **parts: bytes) -> bytes:
    """A .docx with this body of WordprocessingML; `head` stands before the root, where a DOCTYPE would."""
    document = head + b"<w:document " + _W + b"><w:body>" + body + b"</w:body></w:document>"
    return office({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document, **parts})


def paragraph(text: str = SENTENCE) -> bytes:
    return b"<w:p><w:r><w:t>" + text.encode() + b"</w:t></w:r></w:p>"


def billion_laughs() -> bytes:
    entities = [b'<!ENTITY a0 "ha">']
    entities += [b'<!ENTITY a%d "' % n + b"&a%d;" % (n - 1) * 10 + b'">' for n in range(1, 10)]
    return docx(paragraph("x").replace(b"x", b"&a9;"), head=b"<!DOCTYPE w:document [" + b"".join(entities) + b"]>")


def external_entity() -> bytes:
    head = b'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return docx(paragraph("x").replace(b"x", b"&x;"), head=head)


def three_million_paragraphs() -> bytes:
    return docx(b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 3_000_000)


def huge_picture() -> bytes:
    return docx(paragraph(), **{"word/media/image1.png": b"\0" * (600 * MIB)})


def nested_paragraphs() -> bytes:
    return docx(b"<w:p>" * 5000 + b"</w:p>" * 5000)


def nested_tables() -> bytes:
    opened = b"<w:tbl><w:tr><w:tc>"
    closed = b"</w:tc></w:tr></w:tbl>"
    return docx(opened * 2000 + paragraph() + closed * 2000)


def docx_with_many_headings() -> bytes:
    heading = b'<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>'
    return docx(b"".join(heading + str(n).encode() + b"</w:t></w:r></w:p>" for n in range(100_000)))


def zip_bomb() -> bytes:
    return office({f"{n}.txt": b"0" * (300 * MIB // 3) for n in range(3)})


def lying_zip() -> bytes:
    """A member that says it has ten bytes and holds a gigabyte of zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(b"\0" * MIB) for _ in range(1024)) + packer.flush()
    return _raw_zip("整改.txt", packed, claimed=10)


def claiming_zip() -> bytes:
    """A member that says it has a gigabyte and holds ten bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b"0123456789") + packer.flush()
    return _raw_zip("整改.txt", packed, claimed=2**30)


def _raw_zip(name: str, packed: bytes, *, claimed: int) -> bytes:
    raw = name.encode()
    fields = struct.pack("<HHHHHIIIHH", 20, 0x800, 8, 0, 33, 0, len(packed), claimed, len(raw), 0)
    local = b"PK\x03\x04" + fields + raw + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def zip_in_zip_in_zip() -> bytes:
    inner = SENTENCE.encode()
    name = "整改.txt"
    for depth in range(6):
        inner = office({name: inner})
        name = f"{depth}.zip"
    return inner


def zip_with_many_members() -> bytes:
    return office({f"{n}.txt": SENTENCE.encode() for n in range(5000)})


def zip_that_climbs() -> bytes:
    return office(
        {"../../外面.txt": SENTENCE.encode(), "/etc/整改.txt": SENTENCE.encode(), "好.txt": SENTENCE.encode()}
    )


def mail_in_mail() -> bytes:
    inner = EmailMessage()
    inner["Subject"] = "里"
    inner.set_content(SENTENCE)
    for depth in range(30):
        outer = EmailMessage()
        outer["Subject"] = f"第{depth}层"
        outer.set_content(SENTENCE)
        outer.add_attachment(inner)
        inner = outer
    return inner.as_bytes()


def page(body: str) -> bytes:
    return f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def long_text_node() -> bytes:
    return page(f"<p>{SENTENCE * (3_500_000 // len(SENTENCE))}</p>")


def deep_page() -> bytes:
    return page("<div>" * 300 + f"<p>{SENTENCE}</p>" + "</div>" * 300)


def very_deep_page() -> bytes:
    return page("<div>" * 100_000 + f"<p>{SENTENCE}</p>" + "</div>" * 100_000)


def many_attributes() -> bytes:
    attributes = " ".join(f'a{n}="{n}"' for n in range(300_000))
    return page(f"<p {attributes}>{SENTENCE}</p>")


def page_with_many_headings() -> bytes:
    return page("".join(f"<h2>{n}</h2><p>{SENTENCE}</p>" for n in range(100_000)))


def many_markdown_headings() -> bytes:
    return "".join(f"# 第{n}部分\n" for n in range(100_000)).encode()


def many_numbered_headings() -> bytes:
    return "".join(f"第{n}条　{SENTENCE}\n" for n in range(1, 100_001)).encode()


def many_brackets() -> bytes:
    return ("（" * 1_000_000).encode()


def one_long_line() -> bytes:
    return (SENTENCE * (10 * MIB // len(SENTENCE.encode()))).encode()


def sheet(cells: bytes, head: bytes = b"") -> bytes:
    """An .xlsx with one sheet of these rows."""
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office_relations = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = b"http://schemas.openxmlformats.org/package/2006/"
    types = b"application/vnd.openxmlformats-officedocument.spreadsheetml."
    return office(
        {
            "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="' + package + b'content-types">'
            b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            b'<Override PartName="/xl/workbook.xml" ContentType="' + types + b'sheet.main+xml"/>'
            b'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="' + types + b'worksheet+xml"/></Types>',
            "_rels/.rels": b'<?xml version="1.0"?><Relationships xmlns="' + package + b'relationships">'
            b'<Relationship Id="r" Type="' + office_relations + b'/officeDocument" Target="xl/workbook.xml"/>'
            b"</Relationships>",
            "xl/workbook.xml": b'<?xml version="1.0"?><workbook xmlns="' + main + b'" xmlns:r="' + office_relations
            + b'"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": b'<?xml version="1.0"?><Relationships xmlns="' + package + b'relationships">'
            b'<Relationship Id="r1" Type="' + office_relations + b'/worksheet" Target="worksheets/sheet1.xml"/>'
            b"</Relationships>",
            "xl/worksheets/sheet1.xml": head + b'<worksheet xmlns="' + main + b'"><sheetData>' + cells
            + b"</sheetData></worksheet>",
        }
    )  # fmt: skip


def _cell(place: str, text: str) -> bytes:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def far_apart_cells() -> bytes:
    return sheet(
        b'<row r="1">' + _cell("A1", SENTENCE) + b'</row><row r="1048576">' + _cell("XFD1048576", SENTENCE) + b"</row>"
    )


def million_rows() -> bytes:
    return sheet(b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 1_000_001)))


def sheet_with_entity() -> bytes:
    return sheet(b"<row><c><v>&x;</v></c></row>", head=b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>')


def ole() -> bytes:
    """The first bytes of a Word 97 file."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048


def encrypted_zip() -> bytes:
    """A zip whose member is marked as encrypted."""
    data = bytearray(office({"整改.txt": SENTENCE.encode() * 20}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def _any(*keys: str) -> frozenset[str]:
    return frozenset(keys)


_STOPPED = (
    "file_squeezed",
    "file_too_slow",
    "file_stopped_reader",
    "file_too_much_memory",
    "file_inflates",
    "file_too_many_parts",
)
READ = _any("read")


def all_hostile() -> Iterator[Hostile]:
    damaged = _any("file_damaged", "file_no_text", "file_no_text_layer", "file_suffix_wrong", "file_not_text")
    stopped = _any(*_STOPPED, "file_damaged", "file_no_text", "file_no_text_layer")
    doctype = _any("file_has_doctype")
    inflates = _any("file_inflates", "file_squeezed")
    for name, make, outcomes in (
        ("一个流八百兆.pdf", stream_bomb, stopped),
        ("页是自己的下级.pdf", page_its_own_child, damaged),
        ("二十万个相同下级.pdf", many_shared_kids, stopped),
        ("十万层数组.pdf", nested_arrays, stopped),
        ("二百万个算符.pdf", many_operators, stopped),
        ("乱码.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, damaged),
        ("其实是文字.pdf", lambda: SENTENCE.encode() * 50, damaged),
        ("其实是表格.pdf", lambda: sheet(b""), damaged),
        ("实体爆炸.docx", billion_laughs, doctype),
        ("外部实体.docx", external_entity, doctype),
        ("三百万段.docx", three_million_paragraphs, stopped),
        ("六百兆图片.docx", huge_picture, inflates),
        ("五千层段落.docx", nested_paragraphs, damaged | _any("file_too_deep")),
        ("两千层表格.docx", nested_tables, damaged | _any("file_too_deep")),
        ("十万个标题.docx", docx_with_many_headings, READ),
        ("旧版文档.docx", ole, _any("file_suffix_wrong", "file_encrypted", "file_damaged")),
        ("其实是文字.docx", lambda: SENTENCE.encode() * 50, damaged),
        ("缺正文.docx", lambda: office({"[Content_Types].xml": _TYPES}), damaged),
        ("外部实体.xlsx", sheet_with_entity, doctype),
        ("相距很远的格.xlsx", far_apart_cells, READ),
        ("一百万行.xlsx", million_rows, READ | stopped),
        ("旧版表格.xlsx", ole, _any("file_suffix_wrong", "file_encrypted", "file_damaged")),
        ("压缩炸弹.zip", zip_bomb, inflates),
        ("谎称很小.zip", lying_zip, inflates | _any("file_damaged")),
        ("谎称一吉.zip", claiming_zip, inflates | _any("file_damaged")),
        ("层层压缩.zip", zip_in_zip_in_zip, _any("file_too_deep")),
        ("五千个文件.zip", zip_with_many_members, _any("file_too_many_parts")),
        ("加密.zip", encrypted_zip, _any("file_encrypted")),
        ("往外爬.zip", zip_that_climbs, READ | _any("file_member_name_unsafe")),
        ("层层邮件.eml", mail_in_mail, READ),
        ("一个长文字块.html", long_text_node, READ),
        ("三百层.html", deep_page, READ),
        ("十万层.html", very_deep_page, READ),
        ("三十万个属性.html", many_attributes, READ),
        ("十万个标题.html", page_with_many_headings, READ),
        ("十万个标题.md", many_markdown_headings, READ),
        ("十万条.txt", many_numbered_headings, READ),
        ("百万个括号.txt", many_brackets, READ),
        ("一行十兆.txt", one_long_line, READ),
        ("空.docx", bytes, _any("file_empty")),
        ("空.pdf", bytes, _any("file_empty")),
        (
            "外部实体.ofd",
            lambda: office({"OFD.xml": b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]><x>&x;</x>'}),
            doctype,
        ),
        ("缺正文.ofd", lambda: office({"OFD.xml": b"<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'/>"}), damaged),
        ("其实是旧文档.doc", SENTENCE.encode, damaged | _any("file_office_failed", "file_needs_office")),
    ):
        yield Hostile(name, make, outcomes)
