"""A zip from anywhere → its members and XML parts, within bounds. For office files, OFD and plain archives.

Bytes in; names, bytes and lxml elements out. All bounds are held before anything is inflated by what the zip declares,
and again while inflating, since a zip may lie. It knows nothing of what the parts mean.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from assistant.errors import RejectedFile
from assistant.text.decoding import looks_binary

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_MEMBERS = 2_000
MOST_INFLATED_BYTES = 200 * 2**20
"""Of all members together."""
HIGHEST_RATIO = 100
"""Bytes inflated for a byte in the zip; text of real documents stays below 30."""
RATIO_COUNTS_FROM_BYTES = 2**20
"""A small member may be squeezed further: a blank sheet is, and does no harm."""
LARGEST_PART_BYTES = 64 * 2**20
"""Of one XML part, before it is parsed."""

_MEGABYTE = 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream in which Office and WPS keep a document with a password."""

_OTHER_FORMATS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"<?xml", "XML"),
    (b"<html", "HTML"),
    (b"<!DOCTYPE", "HTML"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
)
"""First bytes of what is often found under an office suffix."""

_FLAG_ENCRYPTED = 0x1
_END_RECORD = b"PK\x05\x06"
_LOCATOR_64 = b"PK\x06\x07"
_LOCATOR_64_BYTES = 20
_LISTED_MEMBER = b"PK\x01\x02"

_UNSAFE_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f]")

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/diagram", b"drawingml/2006/diagram"),
    (b"http://purl.oclc.org/ooxml/drawingml/chart", b"drawingml/2006/chart"),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", b"drawingml/2006/picture"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", b"drawingml/2006/wordprocessingDrawing"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"officeDocument/2006/relationships"),
)
"""Names of ISO/IEC 29500 Strict, and the ends of the usual names that mean the same: readers need know one set."""


class SafeZip:
    """An opened zip that has passed the bounds. Members are inflated one at a time, when asked for."""

    def __init__(self, members: ZipFile) -> None:
        self._zip = members
        self._members = {info.filename: info for info in members.infolist() if not info.is_dir()}

    def names(self) -> tuple[str, ...]:
        """Names of the members as the zip has them, in its order, without folders; none points outside."""
        return tuple(self._members)

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def read(self, name: str, limit: int = MOST_INFLATED_BYTES) -> bytes:
        """The bytes of a member.

        Raises KeyError for an unknown name; RejectedFile where the member is encrypted, damaged or over the limit.
        """
        info = self._members[name]
        if info.file_size > limit:
            raise RejectedFile("file_inflates", size=_megabytes(info.file_size), limit=limit // _MEGABYTE)
        if info.flag_bits & _FLAG_ENCRYPTED:
            raise RejectedFile("file_encrypted")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            # The others cannot be inflated in bounded steps, and no office program writes them.
            raise RejectedFile("file_damaged", why=f"{name}: compression method {info.compress_type}")
        return self._inflated(info)

    def xml(self, name: str, limit: int = LARGEST_PART_BYTES) -> _Element:
        """The root of an XML part, with Strict names turned into the usual ones; raises as `read` and `parse_xml`."""
        return parse_xml(self.read(name, limit), name)

    def _inflated(self, info: ZipInfo) -> bytes:
        """Never more than the member declares: `ZipFile.read` would inflate a liar as a whole before cutting it."""
        try:
            with self._zip.open(info) as stream:
                data = stream.read(info.file_size + 1)
        except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error) as error:
            raise RejectedFile("file_damaged", why=f"{info.filename}: {error or type(error).__name__}") from error
        if len(data) != info.file_size:
            raise RejectedFile("file_damaged", why=f"{info.filename}: {len(data)} / {info.file_size} bytes")
        return data


def open_office_zip(data: bytes, name: str = "") -> SafeZip:
    """The zip in these bytes; `name` is that of the file, for the message about a wrong suffix.

    Raises RejectedFile: encrypted, of another format, damaged, too many members, a name that points outside, or
    inflating beyond the bounds.
    """
    _refuse_other_formats(data, name)
    _refuse_too_many_members(data)
    try:
        members = ZipFile(BytesIO(data))
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise RejectedFile("file_damaged", why=str(error)) from error
    _refuse_bombs(members.infolist())
    if any(is_unsafe_name(info.orig_filename) for info in members.infolist()):
        raise RejectedFile("file_member_name_unsafe")
    return SafeZip(members)


def is_unsafe_name(name: str) -> bool:
    """Whether a member's name is absolute, points upwards, or holds control characters."""
    return _UNSAFE_NAME.search(name) is not None


def parse_xml(data: bytes, part: str) -> _Element:
    """The root element of an XML part.

    Raises RejectedFile where it has a DOCTYPE, is broken, or nests too deep; MemoryError where it is too large to hold.
    """
    from lxml import etree  # noqa: PLC0415 - heavy, and only the child process that reads needs it

    if _declares_doctype(data):
        raise RejectedFile("file_has_doctype", part=part)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_without_strict_names(data), parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error  # the part may be sound: it is the reader's bound that was reached
        raise RejectedFile("file_damaged", why=f"{part}: {error.msg}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise RejectedFile("file_has_doctype", part=part)  # written in an encoding that hid it from the search above
    return root


def _refuse_other_formats(data: bytes, name: str) -> None:
    suffix = f".{name.rpartition('.')[2]}" if "." in name else ""
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            raise RejectedFile("file_encrypted")
        raise RejectedFile("file_suffix_wrong", found="Office 97", suffix=suffix)
    start = data[:64].lstrip()
    found = next((words for magic, words in _OTHER_FORMATS if start.startswith(magic)), None)
    if found is None and start and not start.startswith(b"PK") and not looks_binary(data):
        found = "TXT"
    if found is not None:
        raise RejectedFile("file_suffix_wrong", found=found, suffix=suffix)


def _refuse_too_many_members(data: bytes) -> None:
    """Counted in the bytes of the list of members: to open a zip of a million members would already cost the memory."""
    end = data.rfind(_END_RECORD)
    if end < 0:
        return  # no zip at all: opening it says so
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    has_64_bit_list = data[max(0, end - _LOCATOR_64_BYTES) : end].startswith(_LOCATOR_64)
    listed = data if has_64_bit_list else data[max(0, end - size) : end]
    count = listed.count(_LISTED_MEMBER)
    if count > MOST_MEMBERS:
        raise RejectedFile("file_too_many_parts", count=count, limit=MOST_MEMBERS)


def _refuse_bombs(members: list[ZipInfo]) -> None:
    inflated = sum(info.file_size for info in members)
    if inflated > MOST_INFLATED_BYTES:
        limit = MOST_INFLATED_BYTES // _MEGABYTE
        raise RejectedFile("file_inflates", size=_megabytes(inflated), limit=limit)
    for info in members:
        ratio = info.file_size // max(1, info.compress_size)
        if info.file_size > RATIO_COUNTS_FROM_BYTES and ratio > HIGHEST_RATIO:
            raise RejectedFile("file_squeezed", part=info.filename, ratio=ratio, limit=HIGHEST_RATIO)


def _megabytes(count: int) -> int:
    return -(-count // _MEGABYTE)


def _declares_doctype(data: bytes) -> bool:
    """Only before the root element can one stand; inside, the same words are text."""
    if b"\x00" in data[:4]:
        data = data.replace(b"\x00", b"")  # UTF-16 and UTF-32 reduced to what they say in ASCII
    root = re.search(rb"<[A-Za-z_]", data)
    return b"<!DOCTYPE" in (data[: root.start()] if root else data)


def _without_strict_names(data: bytes) -> bytes:
    if b"http://purl.oclc.org/ooxml/" not in data:
        return data
    for strict, usual in _STRICT:
        data = data.replace(strict, b"http://schemas.openxmlformats.org/" + usual)
    return data
