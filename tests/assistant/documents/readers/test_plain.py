"""Text comes out as it was written, whatever office wrote it, or not at all."""

from __future__ import annotations

import pytest

from assistant.documents.readers.items import Reading
from assistant.documents.readers.plain import read
from assistant.errors import RejectedFile
from tests.formats import Block
from tests.formats.text_writer import write_markdown, write_text

BLOCKS = (
    Block("title", "临江市巡察整改工作办法"),
    Block("heading", "第一章　总则", 1),
    Block("paragraph", "第一条　为规范巡察整改工作，制定本办法。"),
    Block("table", rows=(("序号", "问题"), ("1", "会议过多"))),
)


def reading(data: bytes, name: str = "甲.txt") -> Reading:
    (found,) = read(data, name)
    assert isinstance(found, Reading)
    return found


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_text_in_any_encoding_comes_as_it_was_written(encoding: str, found: str) -> None:
    read_back = reading(write_text(BLOCKS, encoding, "\r\n"))
    assert read_back.text == write_text(BLOCKS, "utf-8", "\r\n").decode()
    assert (read_back.encoding, read_back.format) == (found, "txt")


def test_traditional_text_in_big5_is_read() -> None:
    text = "各單位要對照意見，逐條制定措施，這是黨的要求。"
    assert reading(text.encode("big5")).text == text


@pytest.mark.parametrize("name", ["甲.md", "甲.MARKDOWN"])
def test_nothing_of_markdown_is_stripped(name: str) -> None:
    read_back = reading(write_markdown(BLOCKS), name)
    assert read_back.text.startswith("# 临江市巡察整改工作办法\n\n## 第一章　总则\n\n第一条")
    assert read_back.format == "md"


def test_a_few_lost_characters_are_said() -> None:
    read_back = reading("整改落实，".encode() * 200 + b"\xff\n")
    assert read_back.warnings == ("lost_characters",)
    assert "\ufffd" in read_back.text


@pytest.mark.parametrize(
    ("data", "key", "facts"),
    [
        (b"", "file_empty", {}),
        ("  \n\u3000\n".encode(), "file_empty", {}),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64), "file_not_text", {"found": "PNG"}),
        (b"%PDF-1.7\nabc", "file_not_text", {"found": "PDF"}),
        (b"PK\x03\x04" + bytes(64), "file_not_text", {"found": "ZIP / Office"}),
        (bytes([0xFF, 0x80, 0xFE, 0x81]) * 500, "file_encoding_unknown", None),
    ],
)
def test_what_is_no_text_says_why(data: bytes, key: str, facts: dict[str, object] | None) -> None:
    with pytest.raises(RejectedFile) as caught:
        list(read(data, "甲.txt"))
    assert caught.value.key == key
    assert facts is None or caught.value.facts == facts


def test_a_text_that_begins_like_a_picture_is_a_text() -> None:
    assert reading("BMW 采购违规问题整改情况".encode()).text.startswith("BMW")
