"""A zip that means harm, or is broken, is refused by name before it costs memory or time."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.readers import office_zip
from assistant.documents.readers.office_zip import MOST_MEMBERS, is_unsafe_name, open_office_zip, parse_xml
from assistant.errors import RejectedFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PART = "word/document.xml"


@contextmanager
def refused(key: str) -> Iterator[pytest.ExceptionInfo[RejectedFile]]:
    with pytest.raises(RejectedFile) as caught:
        yield caught
    assert caught.value.key == key


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as parts:
        for name, data in members:
            parts.writestr(name, data)
    return file.getvalue()


def claiming(data: bytes, size: int) -> bytes:
    """The zip of one member with another size written into its directory and its local header."""
    directory = data.rindex(b"PK\x01\x02")
    field = struct.pack("<I", size)
    data = data[: directory + 24] + field + data[directory + 28 :]
    return data[:22] + field + data[26:]


def test_members_come_back_as_they_were() -> None:
    parts = open_office_zip(packed((PART, "<a>整改</a>".encode()), ("空/", b""), ("图.png", b"\x00\x01")))
    assert parts.names() == (PART, "图.png")
    assert PART in parts
    assert parts.read("图.png") == b"\x00\x01"
    assert parts.xml(PART).text == "整改"
    with pytest.raises(KeyError):
        parts.read("没有")


# Bombs


def test_a_member_squeezed_too_far_is_refused() -> None:
    with refused("file_squeezed") as caught:
        open_office_zip(packed((PART, bytes(3 * 2**20))))
    assert caught.value.facts["part"] == PART


def test_a_small_member_may_be_squeezed_far() -> None:
    assert open_office_zip(packed((PART, bytes(2**20)))).read(PART) == bytes(2**20)


def test_a_gigabyte_claimed_is_refused_without_inflating() -> None:
    with refused("file_inflates") as caught:
        open_office_zip(claiming(packed((PART, b"0")), 2**30))
    assert caught.value.facts == {"size": 1024, "limit": 200}


def test_many_members_that_are_large_only_together_are_refused() -> None:
    half_noise = Random(1).randbytes(200_000) + bytes(10 * 2**20)  # of which each passes the ratio
    data = packed(*((f"{n}.bin", half_noise) for n in range(21)))
    assert len(data) < 50 * 2**20
    with refused("file_inflates"):
        open_office_zip(data)


def test_a_member_that_inflates_beyond_its_claim_is_not_inflated() -> None:
    bomb = claiming(packed((PART, bytes(64 * 2**20))), 1_000)
    with refused("file_damaged"):
        open_office_zip(bomb).read(PART)


def test_a_member_over_the_limit_of_its_reader_is_refused() -> None:
    with refused("file_inflates"):
        open_office_zip(packed((PART, bytes(2**20)))).xml(PART, limit=1_000)


@pytest.mark.parametrize("count", [MOST_MEMBERS, MOST_MEMBERS + 1])
def test_members_are_counted(count: int) -> None:
    data = packed(*((f"{n}.txt", b"") for n in range(count)))
    if count == MOST_MEMBERS:
        assert len(open_office_zip(data).names()) == count
        return
    with refused("file_too_many_parts"):
        open_office_zip(data)


def test_members_are_counted_before_the_zip_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(*((f"{n}.txt", b"") for n in range(MOST_MEMBERS + 1)))
    monkeypatch.setattr(office_zip, "ZipFile", None)
    with refused("file_too_many_parts"):
        open_office_zip(data)


def test_members_of_a_zip_inside_do_not_count() -> None:
    inner = packed(*((f"{n}.txt", b"") for n in range(1_500)), method=zipfile.ZIP_STORED)
    data = packed(*((f"{n}.zip", inner) for n in range(3)), method=zipfile.ZIP_STORED)
    assert len(open_office_zip(data).names()) == 3


# What is no zip, or a broken one


@pytest.mark.parametrize(
    ("data", "key", "found"),
    [
        (OLE + bytes(600), "file_suffix_wrong", "Office 97"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "file_encrypted", None),
        (b"%PDF-1.7\n", "file_suffix_wrong", "PDF"),
        (b"{\\rtf1 x}", "file_suffix_wrong", "RTF"),
        (b"\r\n<html><body>", "file_suffix_wrong", "HTML"),
        (b"PK\x03\x04", "file_damaged", None),
        (b"", "file_damaged", None),
        (b"\x00\x01\x02 garbage", "file_damaged", None),
        ("一份文字".encode(), "file_suffix_wrong", "TXT"),
    ],
)
def test_what_is_no_zip_is_named(data: bytes, key: str, found: str | None) -> None:
    with refused(key) as caught:
        open_office_zip(data, "通知.docx")
    if found:
        assert caught.value.facts == {"found": found, "suffix": ".docx"}


def test_a_zip_cut_off_anywhere_is_damaged() -> None:
    data = packed((PART, b"<a>" + b"x" * 2_000 + b"</a>"), ("b.xml", b"<b/>"))
    for cut in range(4, len(data), len(data) // 20):
        with refused("file_damaged"):
            open_office_zip(data[:cut])


def test_a_member_with_a_password_is_encrypted() -> None:
    data = bytearray(packed((PART, b"x")))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with refused("file_encrypted"):
        open_office_zip(bytes(data)).read(PART)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_inflate_without_bounds_are_not_used(method: int) -> None:
    with refused("file_damaged"):
        open_office_zip(packed((PART, b"x" * 100), method=method)).read(PART)


@given(st.data())
def test_a_changed_byte_never_breaks_the_reader(data: st.DataObject) -> None:
    whole = bytearray(packed((PART, b"<a>" + bytes(range(65, 91)) * 20 + b"</a>"), ("b.xml", b"<b/>")))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        parts = open_office_zip(bytes(whole))
        for name in parts.names():
            parts.xml(name)
    except RejectedFile:
        pass


# Names


@pytest.mark.parametrize(
    ("name", "is_unsafe"),
    [
        ("word/document.xml", False),
        ("整改..方案/一.docx", False),
        ("a/..b", False),
        ("/etc/passwd", True),
        ("../上级.txt", True),
        ("a/../../b", True),
        ("a\\..\\b", True),
        ("\\\\server\\share", True),
        ("C:/x", True),
        ("c:x", True),
        ("a\x00b", True),
        ("a\nb", True),
    ],
)
def test_names_that_point_outside_are_unsafe(name: str, is_unsafe: bool) -> None:
    assert is_unsafe_name(name) is is_unsafe
    if "\x00" in name:
        return  # zipfile itself writes such a name cut off
    if is_unsafe:
        with refused("file_member_name_unsafe"):
            open_office_zip(packed((name, b"x")))


# XML


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("before", ["", "<!-- 说明 -->", "<?x y?>\n"])
def test_a_doctype_is_refused_in_every_encoding(encoding: str, before: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")[:6].rstrip("-")}"?>'
    text = f'{declared}{before}<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    with refused("file_has_doctype"):
        parse_xml(text.encode(encoding), PART)


def test_many_laughs_are_refused() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    with refused("file_has_doctype"):
        parse_xml(f'<!DOCTYPE a [<!ENTITY l0 "哈">{entities}]><a>&l9;</a>'.encode(), PART)


def test_the_words_of_a_doctype_in_a_text_are_text() -> None:
    assert parse_xml(b"<a><![CDATA[<!DOCTYPE html>]]></a>", PART).text == "<!DOCTYPE html>"


@pytest.mark.parametrize(
    "data",
    [b"<a>" * 5_000 + b"</a>" * 5_000, b"<a><b></a>", b"<a", b"", b"\xff\xfe\xff", b"<a>\x00</a>", b"<a>&b;</a>"],
)
def test_broken_and_endlessly_nested_xml_is_damaged(data: bytes) -> None:
    with refused("file_damaged") as caught:
        parse_xml(data, PART)
    assert str(caught.value.facts["why"]).startswith(PART)


def test_a_long_text_is_whole_or_refused() -> None:
    assert len(parse_xml(b"<a>" + b"x" * 9_000_000 + b"</a>", PART).text or "") == 9_000_000
    with refused("file_damaged"):
        parse_xml(b"<a>" + b"x" * 11_000_000 + b"</a>", PART)


@pytest.mark.skipif(sys.platform != "linux", reason="bounds the address space of a child process")
def test_a_part_too_large_for_the_memory_is_not_called_damaged() -> None:
    script = """
import resource
from lxml import etree
from assistant.documents.readers.office_zip import parse_xml
data = b"<a>" + b"<b/>" * 2_000_000 + b"</a>"
resource.setrlimit(resource.RLIMIT_AS, (200 * 2**20, 200 * 2**20))
try:
    parse_xml(data, "word/document.xml")
except MemoryError:
    print("MemoryError")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "MemoryError\n"
