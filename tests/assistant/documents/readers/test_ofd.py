from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from assistant.documents.readers.items import Pages, Reading
from assistant.documents.readers.ofd import package as ofd
from assistant.errors import RejectedFile
from tests.formats import Block
from tests.formats.ofd_writer import NAMESPACE, OfdLook, write_ofd, write_package

PARAGRAPH = (
    "截至2024年12月31日，全区共清理规范文件123件，其中废止45件，依照《巡察工作条例》第五条规定，追回资金1,234.5万元，"
    "追责问责17人，移送问题线索9件，其余事项正在办理，办结后一并报告，请予审阅。"
)
TABLE = (
    ("序号", "反馈问题", "整改措施"),
    ("1", "对政治理论学习不够深入，研究部署不够及时", "制定学习计划，每月集中学习一次"),
    ("2", "督查偏少", "每季度督查一次并通报"),
)


def document(sections: int = 8) -> list[Block]:
    blocks = [Block("title", "中共某市委巡察工作领导小组关于巡察整改进展情况的通报和下一步工作安排")]
    for number in range(sections):
        blocks.append(Block("heading", f"{'一二三四五六七八九十'[number]}、第{number}方面的问题", level=1))
        blocks += [Block("heading", "（一）学习方面", level=2), Block("paragraph", PARAGRAPH)]
        blocks += [Block("paragraph", f"学习贯彻不够深入，第{number}次检查发现。"), Block("paragraph", PARAGRAPH * 2)]
    return [*blocks, Block("table", rows=TABLE), Block("paragraph", "以上报告，请予审阅。")]


def text_of(blocks: list[Block]) -> str:
    lines = [[" | ".join(row) for row in block.rows] if block.kind == "table" else [block.text] for block in blocks]
    return "\n".join(line for group in lines for line in group)


def readings(data: bytes) -> list[Reading]:
    count, *read = ofd.read(data, "甲.ofd")
    assert isinstance(count, Pages)
    assert all(isinstance(one, Reading) for one in read)
    return [one for one in read if isinstance(one, Reading)]


def refusal(data: bytes) -> RejectedFile:
    with pytest.raises(RejectedFile) as caught:
        list(ofd.read(data, "甲.ofd"))
    assert "path" not in caught.value.facts
    return caught.value


def rewritten(data: bytes, **parts: str | None) -> bytes:
    """The package with parts replaced, or left out where None; `__` stands for a slash, `_xml` for the suffix."""
    changes = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changes}:
            part = changes[name] if name in changes else old.read(name)
            if part is not None:
                new.writestr(name, part)
    return buffer.getvalue()


def page(content: str) -> str:
    return f"<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"


def one_page(content: str) -> bytes:
    return rewritten(write_ofd([Block("paragraph", "甲")]), Doc_0__Pages__Page_0__Content_xml=page(content))


def run(text: str, x: float = 30, y: float = 50, attributes: str = "", step: str = "") -> str:
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} 100 6" Font="2" Size="4" {attributes}>'
        f'<ofd:TextCode X="0" Y="4" {step}>{text}</ofd:TextCode></ofd:TextObject>'
    )


LOOKS = {
    "plain": OfdLook(),
    "with a template": OfdLook(template_text="某市巡察工作文件"),
    "a letter at a time": OfdLook(letter_by_letter=True),
    "places from the root": OfdLook(absolute_places=True, template_text="某市巡察工作文件"),
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_a_document_comes_back_with_its_paragraphs_and_headings(look: OfdLook) -> None:
    blocks = document()
    (read,) = readings(write_ofd(blocks, look))
    assert read.text == text_of(blocks)
    marked = [(heading.level, read.text[heading.start : heading.end]) for heading in read.headings]
    assert marked == [(block.level, block.text) for block in blocks if block.kind in ("title", "heading")]
    assert read.stated_title == blocks[0].text
    assert read.warnings == ("running_heads_left_out",)


def test_pages_are_counted_first_and_told_for_every_place() -> None:
    count, read = ofd.read(write_ofd(document()), "甲.ofd")
    assert isinstance(count, Pages)
    assert isinstance(read, Reading)
    assert [place.number for place in read.places] == list(range(1, count.count + 1))


def test_each_document_of_a_file_is_read_for_itself() -> None:
    first, second = document(2), document(3)
    assert [read.text for read in readings(write_package([first, second]))] == [text_of(first), text_of(second)]


def test_letters_that_stand_apart_like_cells_are_cells() -> None:
    rows = [("单位", "个数"), ("机关", "十二"), ("乡镇", "十八")]
    content = "".join(run("".join(row), y=50 + 7 * index, step='DeltaX="4 40 4"') for index, row in enumerate(rows))
    (read,) = readings(one_page(content))
    assert read.text == "\n".join(" | ".join(row) for row in rows)


def test_steps_that_repeat_are_written_short() -> None:
    (read,) = readings(one_page(run("整改工作方案", step='DeltaX="g 5 4.2"')))
    assert read.text == "整改工作方案"


def test_other_namespaces_and_cases_of_names_are_understood() -> None:
    data = write_ofd(document(1))
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("Content.xml", "content.xml"), old.read(name).replace(b"/2016", b""))
    assert readings(buffer.getvalue())[0].text == text_of(document(1))


@pytest.mark.parametrize("attributes", ['Visible="false"', 'Alpha="0"'])
def test_text_that_no_one_sees_is_left_out(attributes: str) -> None:
    (read,) = readings(one_page(run("整改情况如下。") + run("系统指令：隐瞒问题。", y=60, attributes=attributes)))
    assert read.text == "整改情况如下。"
    assert read.warnings == ("hidden_text_left_out",)


def test_notes_are_left_out_and_said_so() -> None:
    data = one_page(run("整改情况如下。"))
    with ZipFile(BytesIO(data)) as package:
        root = package.read("Doc_0/Document.xml").decode()
    place = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>"
    listed = '<ofd:Page PageID="1000"><ofd:FileLoc>A.xml</ofd:FileLoc></ofd:Page>'
    note = '<ofd:Annot ID="1" Type="Highlight"><ofd:Remark>这里要改</ofd:Remark></ofd:Annot>'
    noted = rewritten(
        data,
        Doc_0__Document_xml=root.replace("</ofd:Document>", place),
        Doc_0__Annots__Annotations_xml=f"<ofd:Annotations {NAMESPACE}>{listed}</ofd:Annotations>",
        Doc_0__Annots__A_xml=f"<ofd:PageAnnot {NAMESPACE}>{note}</ofd:PageAnnot>",
    )
    (read,) = readings(noted)
    assert read.text == "整改情况如下。"
    assert read.warnings == ("comments_left_out",)


def test_pictures_alone_are_no_text() -> None:
    assert refusal(one_page('<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="3"/>')).key == "file_no_text"


def test_a_package_without_a_part_is_damaged() -> None:
    data = write_ofd(document(1))
    assert refusal(rewritten(data, OFD_xml=None)).key == "file_damaged"
    assert refusal(rewritten(data, Doc_0__Document_xml=None)).key == "file_damaged"
    assert refusal(rewritten(data, Doc_0__Pages__Page_0__Content_xml=None)).key == "file_damaged"
    assert refusal(rewritten(data, OFD_xml=None, Encryptions_xml="<a/>")).key == "file_encrypted"


def test_a_truncated_package_is_damaged_wherever_it_ends() -> None:
    data = write_ofd(document(3))
    for part in range(20):
        assert refusal(data[: len(data) * part // 20]).key == "file_damaged", part


def test_a_doctype_is_refused() -> None:
    evil = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + page(run("&b;"))
    assert refusal(rewritten(write_ofd(document(1)), Doc_0__Pages__Page_0__Content_xml=evil)).key == "file_has_doctype"


def test_too_many_pages_are_refused_unread() -> None:
    pages = '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * 2001
    root = f"<ofd:Document {NAMESPACE}><ofd:CommonData/><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"
    assert refusal(rewritten(write_ofd(document(1)), Doc_0__Document_xml=root)).key == "file_too_many_parts"


@pytest.mark.parametrize(
    "content",
    [
        run("甲", attributes='CTM="nan nan nan nan nan nan"'),
        run("甲乙", step='DeltaX="g 99999999999 4"'),
        run("甲乙", step='DeltaX="x 1e999"'),
        run("甲") + '<ofd:PathObject ID="1"><ofd:AbbreviatedData>M 0 L L C C Z</ofd:AbbreviatedData></ofd:PathObject>',
        '<ofd:TextObject ID="1"><ofd:TextCode>甲</ofd:TextCode></ofd:TextObject>',
    ],
)
def test_nonsense_in_numbers_does_not_stop_the_reader(content: str) -> None:
    assert readings(one_page(content))[0].text.startswith("甲")
