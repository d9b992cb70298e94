"""The files of an archive come out under names that can do no harm, or none does."""

from __future__ import annotations

import stat
import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest

from assistant.documents.readers.archive import read
from assistant.documents.readers.items import Enclosed
from assistant.errors import RejectedFile

_FLAGS_LOCAL, _FLAGS_LISTED = 6, 8


def packed(*members: tuple[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with a member's name replaced by bytes of the same length, as another system writes it."""
    assert len(old) == len(new)
    return data.replace(old, new)


def unpacked(data: bytes) -> list[tuple[str, bytes]]:
    found = list(read(data, "资料.zip"))
    assert all(isinstance(file, Enclosed) for file in found)
    return [(file.name, file.data) for file in found if isinstance(file, Enclosed)]


def test_the_files_come_in_their_order_with_their_folders() -> None:
    data = packed(("反馈/意见.txt", b"1"), ("方案.docx", b"2"), ("反馈/", b""))
    assert unpacked(data) == [("反馈/意见.txt", b"1"), ("方案.docx", b"2")]


def test_names_in_gbk_without_a_word_about_it_are_read() -> None:
    name = "整改台账\\附件.txt"
    written = name.encode("gbk")
    data = renamed(packed(("x" * len(written), b"1")), b"x" * len(written), written)
    assert unpacked(data) == [("整改台账/附件.txt", b"1")]


def test_a_gbk_name_with_a_backslash_inside_a_character_is_whole() -> None:
    written = "誠信.txt".encode("gbk")
    assert b"\\" in written
    assert unpacked(renamed(packed(("x" * len(written), b"1")), b"x" * len(written), written))[0][0] == "誠信.txt"


def test_names_in_utf8_without_a_word_about_it_are_read() -> None:
    written = "整改.txt".encode()
    assert unpacked(renamed(packed(("x" * len(written), b"1")), b"x" * len(written), written))[0][0] == "整改.txt"


def test_what_systems_leave_in_folders_is_skipped() -> None:
    litter = ("__MACOSX/._甲.txt", ".DS_Store", "甲/~$台账.docx", ".隐藏/甲.txt", "甲/Thumbs.db", "desktop.ini")
    assert unpacked(packed(*((name, b"x") for name in litter), ("甲.txt", b"1"))) == [("甲.txt", b"1")]


@pytest.mark.parametrize(
    "name",
    [
        "../甲.txt",
        "甲/../../乙.txt",
        "/etc/passwd",
        "C:/甲.txt",
        "C:\\甲.txt",
        "..\\甲.txt",
        "\\\\host\\甲.txt",
        "甲\7.txt",
    ],
)
def test_a_name_that_points_outside_refuses_the_archive_before_any_file(name: str) -> None:
    with pytest.raises(RejectedFile) as caught:
        next(read(packed(("好.txt", b"1"), (name, b"2")), "资料.zip"))
    assert caught.value.key == "file_member_name_unsafe"


def test_a_name_that_hides_its_end_behind_a_nul_is_refused() -> None:
    data = renamed(packed(("甲.exe_.txt", b"1")), "甲.exe_.txt".encode(), "甲.exe\0.txt".encode())
    assert refusal(data) == "file_member_name_unsafe"


def test_a_link_is_refused() -> None:
    info = ZipInfo("甲.txt")
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert refusal(file.getvalue()) == "file_member_name_unsafe"


def encrypted(data: bytes) -> bytes:
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", _FLAGS_LOCAL), (b"PK\x01\x02", _FLAGS_LISTED)):
        position = data.index(mark) + at
        flags = struct.unpack_from("<H", data, position)[0]
        struct.pack_into("<H", changed, position, flags | 1)
    return bytes(changed)


def refusal(data: bytes) -> str:
    with pytest.raises(RejectedFile) as caught:
        list(read(data, "资料.zip"))
    return caught.value.key


GOOD = packed(("甲.txt", "整改落实。".encode() * 200), ("乙.txt", b"2"))


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (encrypted(GOOD), "file_encrypted"),
        (GOOD[: len(GOOD) * 2 // 3], "file_damaged"),
        (GOOD[:40] + b"\xff" + GOOD[41:], "file_damaged"),
        (b"no zip at all", "file_suffix_wrong"),
        (b"Rar!\x1a\x07\x00", "file_suffix_wrong"),
        (packed(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")), "file_suffix_wrong"),
        (packed(*((f"{n}.txt", b"") for n in range(2001))), "file_too_many_parts"),
        (packed(("零.txt", bytes(30 * 2**20))), "file_squeezed"),
        (packed(*((f"{n}.bin", bytes(90 * 2**20)) for n in range(3))), "file_inflates"),
        (packed(("甲.txt", b"1"), method=ZIP_LZMA), "file_damaged"),
        (packed((".DS_Store", b"1")), "file_no_text"),
        (packed(), "file_no_text"),
    ],
)
def test_an_archive_that_cannot_be_read_says_why(data: bytes, key: str) -> None:
    assert refusal(data) == key


def test_an_archive_cut_anywhere_is_refused() -> None:
    for length in range(1, len(GOOD) - 1, max(1, len(GOOD) // 20)):
        assert refusal(GOOD[:length]) in ("file_damaged", "file_suffix_wrong")
