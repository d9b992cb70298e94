from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import messages
from assistant.documents import reading
from assistant.documents.reading import read_file
from assistant.errors import RejectedFile

Write = Callable[[str, str], Path]


def refusal(path: Path) -> RejectedFile:
    with pytest.raises(RejectedFile) as caught:
        read_file(path)
    for language in messages.LANGUAGES:
        line = caught.value.in_language(language)
        assert str(path) in line
        assert "\n" not in line
    return caught.value


def test_text_comes_as_it_was_written(write: Write) -> None:
    raw = read_file(write("甲.txt", "第一条　整改。\r\n第二条"))
    assert raw.text == "第一条　整改。\r\n第二条"
    assert raw.encoding == "utf-8"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "没有.txt").key == "file_missing"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path).key == "file_is_folder"


@pytest.mark.parametrize("text", ["", "  \n\u3000\n"])
def test_an_empty_file_is_an_error_and_not_an_empty_document(write: Write, text: str) -> None:
    assert refusal(write("空.txt", text)).key == "file_empty"


def test_a_picture_named_txt_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "图.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64))
    assert refusal(path).facts["found"] == "PNG"


def test_a_text_that_begins_like_a_picture_is_a_text(write: Write) -> None:
    assert read_file(write("车.txt", "BMW 采购违规问题整改情况")).text.startswith("BMW")


def test_an_unknown_format_lists_the_known_ones(write: Write) -> None:
    error = refusal(write("表.xyz", "甲"))
    assert error.key == "file_unknown_format"
    assert ".txt" in str(error)


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    assert refusal(path).key == "file_too_large"
    assert reading.LARGEST_FILE_BYTES < 200 * 2**20


def test_bytes_of_no_encoding_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "乱.txt"
    path.write_bytes(bytes([0xFF, 0x80, 0xFE, 0x81]) * 500)
    assert refusal(path).key in ("file_encoding_unknown", "file_not_text")
