from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import messages
from assistant.documents import reading
from assistant.documents.readers.items import Item, Reading
from assistant.documents.reading import FileReader, read_file, read_text
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
    (member,) = read_file(write("甲.txt", "第一条　整改。\r\n第二条")).members
    assert member.reading.text == "第一条　整改。\r\n第二条"
    assert member.reading.encoding == "utf-8"
    assert member.name == ""


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
    assert read_text(write("车.txt", "BMW 采购违规问题整改情况")).startswith("BMW")


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


def test_a_file_whose_bytes_are_of_another_format_is_named(tmp_path: Path) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(b"%PDF-1.7\n" + bytes(64))
    error = refusal(path)
    assert (error.key, error.facts["found"], error.facts["suffix"]) == ("file_suffix_wrong", "PDF", ".docx")


def archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in members.items():
            written.writestr(name.replace("_", "."), data)
    return path


def test_every_document_of_an_archive_is_read_and_the_bad_one_named(tmp_path: Path) -> None:
    inner = archive(tmp_path / "里.zip", 乙_txt="乙的正文。".encode())
    outer = archive(
        tmp_path / "外.zip", 甲_txt="甲的正文。".encode(), 空_txt=b"", 图_gif=b"GIF89a", 里_zip=inner.read_bytes()
    )
    contents = read_file(outer)
    assert [(member.name, member.reading.text) for member in contents.members] == [
        ("甲.txt", "甲的正文。"),
        ("里.zip!乙.txt", "乙的正文。"),
    ]
    assert [(error.key, error.facts["path"]) for error in contents.refused] == [("file_empty", f"{outer}!空.txt")]
    assert contents.skipped == ("图.gif",)


def test_an_archive_is_not_opened_for_ever(tmp_path: Path) -> None:
    path = archive(tmp_path / "0.zip", 甲_txt="甲的正文。".encode())
    for depth in range(1, 6):
        path = archive(tmp_path / f"{depth}.zip", **{f"{depth}_zip": path.read_bytes(), "旁_txt": "正文。".encode()})
    contents = read_file(path)
    assert {error.key for error in contents.refused} == {"file_too_deep"}
    assert len(contents.members) == 3


def test_one_document_is_wanted_and_several_are_there(tmp_path: Path) -> None:
    path = archive(tmp_path / "两份.zip", 甲_txt="甲的正文。".encode(), 乙_txt="乙的正文。".encode())
    with pytest.raises(RejectedFile) as caught:
        read_text(path)
    assert (caught.value.key, caught.value.facts["count"]) == ("file_several_documents", 2)


def test_one_child_reads_many_files(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    popen = subprocess.Popen

    def counting(*arguments: Any, **options: Any) -> Any:
        started.append(arguments)
        return popen(*arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", counting)
    with FileReader() as reader:
        for number in range(5):
            reader.read(write(f"{number}.txt", f"第{number}份。"))
    assert len(started) == 1


class Stopping:
    """A confinement whose reader is gone whenever a file holds a certain word."""

    def __init__(self) -> None:
        self.tried = 0

    def read(self, reader: str, name: str, data: bytes) -> Iterator[Item]:
        self.tried += 1
        if "炸".encode() in data:
            raise RejectedFile("file_stopped_reader")
        yield Reading(data.decode(), "txt")

    def close(self) -> None:
        pass


def test_a_file_that_stopped_its_reader_twice_is_not_tried_again(write: Write) -> None:
    path = write("炸.txt", "炸")
    kills: dict[str, int] = {}
    keys = []
    for _ in range(3):
        with FileReader(kills) as reader:
            reader._ordinary = stopping = Stopping()  # type: ignore[assignment]
            with pytest.raises(RejectedFile) as caught:
                reader.read(path)
            keys.append((caught.value.key, stopping.tried))
            assert reader.read(write("好.txt", "好")).members
            kills = dict(reader.kills)
    assert keys == [("file_stopped_reader", 1), ("file_stopped_reader", 1), ("file_quarantined", 0)]
