"""One document, written by code into every format that can be read, is read back: the same text, the same headings."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant.documents import legacy_office
from assistant.documents.formats import FORMATS
from assistant.documents.preparing import prepare
from assistant.documents.readers import scanned
from assistant.records import Document
from assistant.text.structure import outline
from tests.formats import Block
from tests.formats.docx_writer import write_docx
from tests.formats.html_writer import write_html, write_saved_page
from tests.formats.mail_writer import write_mail
from tests.formats.ofd_writer import write_ofd
from tests.formats.office_writer import write_legacy
from tests.formats.pdf_writer import write_pdf
from tests.formats.text_writer import write_delimited, write_markdown, write_text
from tests.formats.xlsx_writer import write_xlsx

PROSE = (
    Block("title", "临江市民政局关于巡察整改情况的报告"),
    Block("paragraph", "按照市委统一部署，市委第四巡察组于2023年3月对市民政局党组开展了巡察。现将整改情况报告如下。"),
    Block("heading", "一、整改工作组织情况", 1),
    Block("paragraph", "局党组召开专题会议5次，研究制定整改措施20项，明确责任领导、牵头单位和完成时限，逐项建立台账。"),
    Block("heading", "（一）压实责任", 2),
    Block(
        "paragraph",
        "党组书记履行第一责任人责任，先后6次听取汇报，现场督办临时救助、养老服务、福利彩票公益金等方面的突出问题；"
        "班子成员按照分工认领问题，每半个月调度一次进展。分管领导对进展缓慢的事项及时提醒，做到件件有着落、事事有回音。",
    ),
    Block("heading", "（二）健全制度", 2),
    Block("paragraph", "修订《临时救助工作规程》等制度7项，废止2项，并把执行情况纳入年度考核，防止问题反弹。"),
    Block("heading", "二、下一步打算", 1),
    Block("paragraph", "持续抓好尚未完成的3项措施，对已经完成的17项措施适时组织“回头看”。"),
)
TABLE = Block("table", rows=(("序号", "问题", "进展"), ("1", "救助审批超期", "已完成"), ("2", "台账不全", "推进中")))


def lines(blocks: Sequence[Block]) -> tuple[tuple[str], ...]:
    return tuple((block.text,) for block in blocks)


def zipped(blocks: Sequence[Block]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("报告.docx", write_docx(blocks))
    return file.getvalue()


def converted(suffix: str) -> Callable[[Sequence[Block]], bytes]:
    return lambda blocks: write_legacy(write_docx(blocks), suffix)


WRITERS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    ".txt": write_text,
    ".md": write_markdown,
    ".markdown": write_markdown,
    ".docx": write_docx,
    ".docm": write_docx,
    ".pdf": write_pdf,
    ".html": write_html,
    ".htm": write_html,
    ".mht": write_saved_page,
    ".mhtml": write_saved_page,
    ".xlsx": write_xlsx,
    ".xlsm": write_xlsx,
    ".csv": lambda blocks: write_delimited(lines(blocks)),
    ".eml": write_mail,
    ".ofd": write_ofd,
    ".zip": zipped,
    ".doc": converted(".doc"),
    ".wps": converted(".wps"),
    ".rtf": converted(".rtf"),
    ".odt": converted(".odt"),
}


def read(suffix: str, blocks: Sequence[Block], folder: Path) -> Document:
    if FORMATS[suffix].by_office and not legacy_office.is_available():
        pytest.skip("LibreOffice is not installed")
    path = folder / f"报告{suffix}"
    path.write_bytes(WRITERS[suffix](blocks))
    return prepare(path)


def squeezed(text: str) -> str:
    return "".join(text.replace("#", "").split())


def test_every_format_has_a_writer() -> None:
    assert set(WRITERS) == {suffix for suffix, known in FORMATS.items() if not known.is_image}


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_text_comes_back(suffix: str, tmp_path: Path) -> None:
    text = squeezed(read(suffix, PROSE, tmp_path).text)
    written = squeezed("".join(block.text for block in PROSE))
    assert text == written or (suffix == ".eml" and text.endswith(written) and text.startswith("主题："))


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_headings_come_back(suffix: str, tmp_path: Path) -> None:
    document = read(suffix, PROSE, tmp_path)
    found = [
        squeezed(heading.name)
        for heading in outline(document.text, [(mark.start, mark.end, mark.level) for mark in document.headings])
    ]
    wanted = [squeezed(block.text) for block in PROSE if block.kind in ("title", "heading")]
    assert [name for name in found if name in wanted] == wanted
    assert len(found) == len(wanted)


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".html", ".ofd", ".md", ".doc", ".rtf", ".odt"])
def test_a_table_comes_back_row_by_row_in_its_place(suffix: str, tmp_path: Path) -> None:
    blocks = (*PROSE[:4], TABLE, *PROSE[4:])
    text = squeezed(read(suffix, blocks, tmp_path).text).replace("|", "").replace("---", "")
    before, *cells, after = PROSE[3].text, *(cell for row in TABLE.rows for cell in row), PROSE[4].text
    at = text.index(squeezed(before))
    for cell in (*cells, squeezed(after)):
        at = text.index(cell, at + 1)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_row_of_a_sheet_is_a_record(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"台账{suffix}"
    path.write_bytes(write_xlsx([TABLE]) if suffix == ".xlsx" else write_delimited(TABLE.rows))
    text = prepare(path).text
    assert "问题：救助审批超期；进展：已完成" in text
    assert "问题：台账不全；进展：推进中" in text


@pytest.mark.skipif(scanned.is_available(), reason="character recognition is installed")
def test_a_picture_says_what_it_needs(tmp_path: Path) -> None:
    from assistant.errors import RejectedFile

    path = tmp_path / "扫描.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    with pytest.raises(RejectedFile) as caught:
        prepare(path)
    assert caught.value.key == "file_no_text_layer"
