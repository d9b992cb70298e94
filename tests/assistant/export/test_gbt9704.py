"""The layout of GB/T 9704-2012, read back from the XML, and from the page where LibreOffice is here to make it."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from assistant.export.document import Cell, Letterhead, OfficialDocument, Paragraph, Table
from assistant.export.gbt9704 import to_docx
from assistant.export.word.comments import Remark
from tests.assistant.export.layout import Layout, W
from tests.assistant.export.samples import DAY, REPORT

SONG, FANG, HEI, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"


@pytest.fixture(scope="module")
def report() -> Layout:
    return Layout(to_docx(REPORT, on=DAY))


def speech(**changes: Any) -> OfficialDocument:
    return replace(OfficialDocument("在整改部署会上的讲话", (Paragraph("同志们。"),), "讲话"), **changes)


def test_the_page_is_a4_with_the_margins_of_the_standard(report: Layout) -> None:
    assert report.millimetres("pgSz", "w") == pytest.approx(210, abs=0.1)
    assert report.millimetres("pgSz", "h") == pytest.approx(297, abs=0.1)
    for side, wanted in {"top": 37, "left": 28, "bottom": 35, "right": 26}.items():
        assert report.millimetres("pgMar", side) == pytest.approx(wanted, abs=0.1)


def test_the_grid_holds_22_lines_of_28_characters(report: Layout) -> None:
    assert report.value("docGrid", "type") == "linesAndChars"
    pitch = int(report.value("docGrid", "linePitch")) / 20
    assert (225 * 72 / 25.4) // pitch == 22
    character = 16 + int(report.value("docGrid", "charSpace")) / 4096
    assert (156 * 72 / 25.4) // character == 28
    assert report.style("GwBody", "pPr/spacing", "lineRule") == "exact"
    assert report.style("GwBody", "pPr/spacing", "line") == report.value("docGrid", "linePitch")


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("GwTitle", SONG, 22),
        ("GwBody", FANG, 16),
        ("Heading1", HEI, 16),
        ("Heading2", KAI, 16),
        ("Heading3", FANG, 16),
        ("Heading4", FANG, 16),
        ("GwMark", HEI, 16),
        ("GwAnnexLabel", HEI, 16),
        ("GwImprint", FANG, 14),
        ("Footer", "宋体", 14),
    ],
)
def test_each_element_has_the_font_and_size_of_the_standard(report: Layout, style: str, font: str, size: float) -> None:
    # The Latin font too, or quotation marks and dashes would be Western.
    for script in ("eastAsia", "ascii", "hAnsi"):
        assert report.style(style, "rPr/rFonts", script) == font
    assert report.style(style, "rPr/sz", "val") == str(int(size * 2))


def test_no_theme_overrides_the_fonts(report: Layout) -> None:
    assert not [name for name in report.names if "theme" in name]
    assert b"Theme=" not in report.parts["word/styles.xml"] + report.parts["word/document.xml"]


def test_text_and_headings_are_indented_by_two_characters(report: Layout) -> None:
    for style in ("GwBody", "GwQuote", "Heading1", "Heading2", "Heading3", "Heading4"):
        assert report.style(style, "pPr/ind", "firstLineChars") == "200"
    assert report.style("GwTitle", "pPr/jc", "val") == "center"


def test_headings_are_headings_for_word_and_carry_the_numbers_of_their_level(report: Layout) -> None:
    said = [report.styled(f"Heading{level}")[0] for level in (1, 2, 3, 4)]
    assert [text[:3] for text in said] == ["一、总", "（一）", "1.会", "（1）"]
    assert [report.style(f"Heading{level}", "pPr/outlineLvl", "val") for level in (1, 2, 3, 4)] == list("0123")


def test_page_numbers_stand_outside_between_dashes(report: Layout) -> None:
    assert b"<w:evenAndOddHeaders/>" in report.parts["word/settings.xml"]
    kinds = [reference.get(f"{W}type") for reference in report.section.iter(f"{W}footerReference")]
    assert kinds == ["default", "even"]
    odd, even = (report.parts[f"word/footer{number}.xml"].decode() for number in (1, 2))
    for footer, side in ((odd, "right"), (even, "left")):
        assert f'<w:jc w:val="{side}"/>' in footer
        assert f'w:{side}Chars="100"' in footer
        assert footer.index("— ") < footer.index(" PAGE ") < footer.index(" —")


def test_marks_and_letterhead_stand_above_the_title(report: Layout) -> None:
    texts = [text for _, text in report.paragraphs if text]
    assert texts[:4] == ["秘密★1年", "特急", "中共市粮食局党组文件", "粮党组〔2024〕12号签发人：张某"]
    assert "".join(report.styled("GwTitle")[0].split()) == REPORT.title
    assert report.style("GwOrgan", "rPr/color", "val") == "FF0000"
    assert report.styled("GwImprint") == ["抄送：市纪委监委。", "市粮食局办公室2024年9月3日印发"]


def test_a_speech_carries_no_letterhead() -> None:
    with pytest.raises(ValueError, match="讲话"):
        speech(letterhead=Letterhead("中共市粮食局党组文件"))
    plain = Layout(to_docx(speech(), on=DAY))
    assert plain.paragraphs[0] == ("GwTitle", "在整改部署会上的讲话")
    assert not plain.styled("GwOrgan")


def test_the_addressee_ends_in_a_full_width_colon_and_the_date_is_not_padded(report: Layout) -> None:
    assert "市委巡察工作领导小组：" in report.styled("GwFlush")
    assert report.styled("GwSigned") == ["中共市粮食局党组", "2024年9月3日"]


def test_annexes_are_named_below_the_text_and_begin_on_pages_of_their_own(report: Layout) -> None:
    noted = [text for _, text in report.paragraphs if text[:3] == "附件：" or text[:2] in ("2．", "3．")]
    assert noted == ["附件：1．依据清单", "2．整改情况一览表", "3．制度清单"]
    assert report.styled("GwAnnexLabel") == ["附件1", "附件2", "附件3"]
    assert report.style("GwAnnexLabel", "pPr/pageBreakBefore", "val") == "1"
    at = report.paragraphs.index(("GwAnnexLabel", "附件2"))
    assert [text for _, text in report.paragraphs[at : at + 3]] == ["附件2", "", "整改情况一览表"]


def test_a_single_annex_is_not_numbered() -> None:
    document = speech(attachments=(REPORT.attachments[0],))
    assert Layout(to_docx(document, on=DAY)).styled("GwAnnexLabel") == ["附件"]


def test_tables_have_column_widths_that_fill_the_text(report: Layout) -> None:
    tables = list(report.document.iter(f"{W}tbl"))
    for table in tables:
        grid = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert sum(grid) == round(156 * 1440 / 25.4)
        for row in table.iter(f"{W}tr"):
            assert [int(cell.get(f"{W}w")) for cell in row.iter(f"{W}tcW")] == grid
    assert all(table.getnext().tag != f"{W}tbl" for table in tables)


def test_citations_are_raised_and_explained_in_the_annex_of_bases(report: Layout) -> None:
    raised = [
        run.findtext(f"{W}t") for run in report.document.iter(f"{W}r") if run.find(f"{W}rPr/{W}vertAlign") is not None
    ]
    assert raised == ["[1]", "[1]"]
    cells = report.styled("GwTable")
    assert cells[cells.index("[1]") :][:4] == ["[1]", "《会议费管理办法》第四条", "现行", "不得安排会议费。"]


def test_two_exports_of_one_document_are_equal(report: Layout) -> None:
    assert to_docx(REPORT, on=DAY) == to_docx(REPORT, on=DAY)
    assert report.times == {(1980, 1, 1, 0, 0, 0)}


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs kinsoku wordWrap "
    "overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b i snapToGrid color spacing w kern position sz szCs highlight u vertAlign lang",
    "tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders shd tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge tcBorders shd tcMar vAlign",
    "sectPr": "footerReference pgSz pgMar docGrid",
    "style": "name basedOn next qFormat pPr rPr tblPr",
    "settings": "evenAndOddHeaders characterSpacingControl compat themeFontLang",
}
"""Children in the order of ECMA-376, as far as we write them: Word refuses a file that has them in another."""


def test_the_parts_have_their_elements_in_the_order_of_the_schema() -> None:
    layout = Layout(to_docx(REPORT, on=DAY, remarks=(Remark("F1-M1", "看"),)))
    for name in (name for name in layout.names if name.startswith("word/") and name.endswith(".xml")):
        for node in etree.fromstring(layout.parts[name]).iter():
            order = ORDER.get(etree.QName(node).localname, "").split()
            if order:
                places = [order.index(etree.QName(child).localname) for child in node]
                assert places == sorted(places), (name, [child.tag for child in node])


def test_python_docx_reads_the_file() -> None:
    read = docx.Document(BytesIO(to_docx(REPORT, on=DAY)))
    assert "现将集中整改进展情况报告如下。" in [paragraph.text for paragraph in read.paragraphs]
    assert read.core_properties.title == REPORT.title


def test_each_remark_stands_at_its_place_and_none_is_lost() -> None:
    remarks = (
        Remark("F1-M1.leader", "请填写", "责任领导"),
        Remark("F1-M1", "没有基数"),
        Remark("nowhere", "全文太长"),
    )
    found = {said: anchor for anchor, said in Layout(to_docx(REPORT, on=DAY, remarks=remarks)).comments}
    assert found["请填写"] == "【待填：责任领导】"
    assert found["没有基数"].startswith("由【待填：责任领导】负责。")
    assert "".join(found["全文太长"].split()) == REPORT.title.replace("\n", "")


def test_open_slots_are_lit_up_in_runs_of_their_own(report: Layout) -> None:
    lit = [
        run.findtext(f"{W}t") for run in report.document.iter(f"{W}r") if run.find(f"{W}rPr/{W}highlight") is not None
    ]
    assert lit == ["【待填：责任领导】"]


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text_makes_a_file_that_word_can_read(words: str) -> None:
    document = speech(
        title=words or "题", blocks=(Paragraph(words), Table((words,), ((Cell(words),),), (1,))), secrecy=words
    )
    docx.Document(BytesIO(to_docx(document, on=DAY)))


def test_markup_in_a_document_stays_text() -> None:
    document = speech(blocks=(Paragraph("</w:t><w:br/>&amp;甲\x01乙"),))
    assert "</w:t><w:br/>&amp;甲\ufffd乙" in Layout(to_docx(document, on=DAY)).styled("GwBody")


# --- as a page


def test_no_page_holds_the_names_of_annexes_or_signer_and_date_alone() -> None:
    document = speech(blocks=(Paragraph("正文。"), Paragraph("最后一段。")), signer="某局党组", date=DAY)
    layout = Layout(to_docx(document, on=DAY))
    kept = [
        "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        for paragraph in layout.document.iter(f"{W}p")
        if paragraph.find(f"{W}pPr/{W}keepNext") is not None
    ]
    assert "最后一段。" in kept
    assert "某局党组" in kept
    assert "正文。" not in kept


SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")


def pages(data: bytes, folder: Path) -> list[Any]:
    """The pages of a .docx as LibreOffice prints it."""
    import pypdfium2

    (folder / "a.docx").write_bytes(data)
    command = [str(SOFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "a.docx"], cwd=folder, check=True, capture_output=True, timeout=100)
    return list(pypdfium2.PdfDocument(folder / "a.pdf"))


def lines(page: Any) -> dict[int, int]:
    """Height of each line above the foot of the page, in points → how many characters stand on it."""
    text = page.get_textpage()
    heights = [round(text.get_charbox(at, loose=True)[1]) for at in range(text.count_chars())]
    shown = [text.get_text_range(at, 1).strip() != "" for at in range(text.count_chars())]
    return Counter(height for height, is_shown in zip(heights, shown, strict=True) if is_shown)


@needs_office
def test_a_full_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    document = speech(blocks=(Paragraph("巡察整改" * 7 * 60),))
    second = lines(pages(to_docx(document, on=DAY), tmp_path)[1])
    footer = min(second)
    text = {height: count for height, count in second.items() if height != footer}
    assert len(text) == 22
    assert set(text.values()) == {28}


@needs_office
def test_the_page_number_stands_7_mm_below_the_text_on_the_outer_side(tmp_path: Path) -> None:
    document = speech(blocks=(Paragraph("巡察整改" * 7 * 60),))
    for number, page in enumerate(pages(to_docx(document, on=DAY), tmp_path)[:2], start=1):
        text = page.get_textpage()
        dash = max(at for at in range(text.count_chars()) if text.get_text_range(at, 1) == "—")
        left, bottom, right, top = text.get_charbox(dash)
        millimetre = 72 / 25.4
        assert 35 - (bottom + top) / 2 / millimetre == pytest.approx(7, abs=1)
        if number % 2:
            assert right == pytest.approx((210 - 26) * millimetre - 14, abs=2)
        else:
            first = min(at for at in range(dash) if text.get_text_range(at, 1) == "—")
            left = text.get_charbox(first)[0]
            assert left == pytest.approx(28 * millimetre + 14, abs=2)
