from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from importlib.util import find_spec
from io import BytesIO
from typing import Any

import pytest

from assistant.documents.readers import scanned
from assistant.documents.readers.items import Pages, Reading
from assistant.errors import RejectedFile
from tests.formats import Block
from tests.formats.pdf_writer import PdfLook, write_pdf

PARAGRAPH = (
    "截至2024年12月31日，全区共清理规范文件123件，其中废止45件，依照《巡察工作条例》第五条规定，追回资金1,234.5万元，"
    "追责问责17人，移送问题线索9件，其余事项正在办理，办结后一并报告，请予审阅。"
)
BLOCKS = [
    Block("title", "关于巡察整改进展情况的报告"),
    Block("heading", "一、学习方面的问题", level=1),
    Block("paragraph", PARAGRAPH),
    Block("paragraph", "以上报告，请予审阅。"),
]

Recognised = list[tuple[str, list[list[float]]]]


def pictures(pages: int = 1) -> list[Any]:
    import pypdfium2

    with pypdfium2.PdfDocument(write_pdf(BLOCKS, PdfLook(page_numbers=False))) as document:
        return [document[0].render(scale=200 / 72).to_pil().convert("L")] * pages


def saved(form: str, pages: int = 1, **options: object) -> bytes:
    buffer = BytesIO()
    first, *others = pictures(pages)
    if others:
        options |= {"save_all": True, "append_images": others}
    first.save(buffer, form, **options)
    return buffer.getvalue()


def box(left: float, top: float, width: float, height: float) -> list[list[float]]:
    return [[left, top], [left + width, top], [left + width, top + height], [left, top + height]]


@pytest.fixture
def recognising(monkeypatch: pytest.MonkeyPatch) -> Callable[[Recognised], list[tuple[int, ...]]]:
    """Put a recogniser in the place of the real one; gives the shapes of the pictures that it saw."""

    def installed(answer: Recognised) -> list[tuple[int, ...]]:
        seen: list[tuple[int, ...]] = []

        def recognise(picture: Any) -> Recognised:
            seen.append(picture.shape)
            return answer

        monkeypatch.setattr(scanned, "is_available", lambda: True)
        monkeypatch.setattr(scanned, "_recogniser", lambda: recognise)
        return seen

    return installed


LINES: Recognised = [
    ("被巡察党组织要认真抓好整改落实工作，按", box(300, 200, 1000, 50)),
    ("期报告进展情况。", box(250, 280, 400, 46)),
    ("整改不力的，依规依纪追究责任，并向全市", box(300, 360, 1000, 52)),
    ("通报。", box(250, 440, 150, 40)),
]


def read(data: bytes, name: str) -> tuple[Pages, Reading]:
    count, reading = scanned.read(data, name)
    assert isinstance(count, Pages)
    assert isinstance(reading, Reading)
    return count, reading


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "PDF"])
def test_recognised_lines_become_paragraphs(form: str, recognising: Callable[[Recognised], list[Any]]) -> None:
    seen = recognising(LINES)
    options = {"resolution": 200} if form == "PDF" else {}
    count, reading = read(saved(form, **options), f"甲.{form.lower()}")
    assert count.count == 1
    assert reading.text == (
        "被巡察党组织要认真抓好整改落实工作，按期报告进展情况。\n整改不力的，依规依纪追究责任，并向全市通报。"
    )
    assert reading.format == form.lower()
    assert "text_recognised" in reading.warnings
    assert [(place.kind, place.number) for place in reading.places] == [("page", 1)]
    assert len(seen) == 1
    assert seen[0][2] == 3
    assert abs(seen[0][0] - 842 / 72 * 200) < 5


@pytest.mark.parametrize("form", ["TIFF", "PDF"])
def test_every_page_of_a_scan_is_read(form: str, recognising: Callable[[Recognised], list[Any]]) -> None:
    seen = recognising(LINES)
    count, reading = read(saved(form, pages=3), f"甲.{form.lower()}")
    assert count.count == len(seen) == 3
    assert [place.number for place in reading.places] == [1, 2, 3]


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "find_spec", lambda name: None)
    assert not scanned.is_available()
    with pytest.raises(RejectedFile) as caught:
        list(scanned.read(saved("PNG"), "甲.png"))
    assert caught.value.key == "file_no_text_layer"


def test_a_picture_without_letters_is_an_error(recognising: Callable[[Recognised], list[Any]]) -> None:
    recognising([])
    with pytest.raises(RejectedFile) as caught:
        list(scanned.read(saved("PNG"), "甲.png"))
    assert caught.value.key == "file_no_text"


@pytest.mark.parametrize("cut", [4, 60, 2000])
@pytest.mark.parametrize("form", ["PNG", "TIFF", "BMP"])
def test_a_truncated_picture_is_damaged(form: str, cut: int, recognising: Callable[[Recognised], list[Any]]) -> None:
    recognising(LINES)
    with pytest.raises(RejectedFile) as caught:
        list(scanned.read(saved(form)[:cut], f"甲.{form.lower()}"))
    assert caught.value.key == "file_damaged"


def test_a_giant_picture_is_refused_before_it_is_unpacked(recognising: Callable[[Recognised], list[Any]]) -> None:
    from PIL import Image

    seen = recognising(LINES)
    buffer = BytesIO()
    Image.new("1", (20_000, 10_000)).save(buffer, "PNG")
    with pytest.raises(RejectedFile) as caught:
        list(scanned.read(buffer.getvalue(), "甲.png"))
    assert caught.value.key == "file_inflates"
    assert not seen


@pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra [ocr] (rapidocr) is not installed")
@pytest.mark.filterwarnings("ignore")
def test_a_real_scan_is_recognised() -> None:
    _, reading = read(saved("PDF", resolution=200), "甲.pdf")
    written = "\n".join(block.text for block in BLOCKS)
    assert SequenceMatcher(None, written, reading.text, autojunk=False).ratio() > 0.97
