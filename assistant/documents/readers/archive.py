"""A zip archive → the files in it, each with a name that is safe to show and to join to a path.

Bounds are those of office_zip, held before anything is inflated. What a file in it is, and how deep archives may nest,
is for the caller to say.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from assistant.documents.readers.items import Enclosed, Item
from assistant.documents.readers.office_zip import is_unsafe_name, open_office_zip
from assistant.errors import RejectedFile

_FLAG_ENCRYPTED = 0x1
_FLAG_UTF8 = 0x800
_UNIX = 3
"""The system in a member's record whose file modes can mark a symbolic link; macOS writes it too."""

_PACKAGES = (("[Content_Types].xml", "Office"), ("OFD.xml", "OFD"), ("META-INF/container.xml", "EPUB"))
"""A member by which a zip is known to be one document under a wrong suffix."""

_LITTER = frozenset(("__MACOSX", "Thumbs.db", "desktop.ini", "$RECYCLE.BIN"))
_LOCK = "~$"
"""Word's and WPS's mark for a file that someone has open."""


def read(data: bytes, name: str) -> Iterator[Item]:
    """The files of an archive in its order, without what systems leave in folders.

    Raises RejectedFile before the first file: damaged, encrypted, too many or too large files, names that point
    outside, links, or nothing to read.
    """
    archive = open_office_zip(data, name)
    _refuse_packages(archive.names())
    with ZipFile(BytesIO(data)) as listed:
        members = [info for info in listed.infolist() if not info.is_dir()]
    if any(info.flag_bits & _FLAG_ENCRYPTED for info in members):
        raise RejectedFile("file_encrypted")
    names = {info.filename: _safe_name(info) for info in members}
    wanted = [member for member in names if not _is_litter(names[member])]
    if not wanted:
        raise RejectedFile("file_no_text")
    for member in wanted:
        yield Enclosed(names[member], archive.read(member))


def _refuse_packages(names: tuple[str, ...]) -> None:
    found = next((words for member, words in _PACKAGES if member in names), None)
    if found is not None:
        raise RejectedFile("file_suffix_wrong", found=found, suffix=".zip")


def _safe_name(info: ZipInfo) -> str:
    """The name as its author wrote it, with forward slashes. Raises RejectedFile for a link or a name that escapes."""
    written = _written_name(info).replace("\\", "/")
    is_link = info.create_system == _UNIX and stat.S_ISLNK(info.external_attr >> 16)
    if is_link or is_unsafe_name(written):
        raise RejectedFile("file_member_name_unsafe")
    return str(PurePosixPath(written))


def _written_name(info: ZipInfo) -> str:
    """Chinese Windows writes GBK names and says nothing; `zipfile` then reads them as code page 437."""
    if info.flag_bits & _FLAG_UTF8:
        return info.orig_filename
    for encoding in ("utf-8", "gb18030"):  # macOS writes UTF-8 and says nothing either
        try:
            return info.orig_filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return info.orig_filename


def _is_litter(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", _LOCK)) or part in _LITTER for part in parts)
