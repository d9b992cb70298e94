"""A file's bytes → text as read: one registry by suffix, checked against the bytes themselves.

The one entry is `read_file`. It refuses what it cannot read faithfully with an error that names the file, the cause
and what to do; it never returns an empty document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from assistant.errors import RejectedFile
from assistant.text.decoding import decode, looks_binary

LARGEST_FILE_BYTES = 50 * 2**20
"""Bytes a file may have. Larger ones are refused before they are read."""

_LOST_SHARE = 0.01
"""Share of undecodable characters above which a file is refused rather than read with holes."""

_MAGIC = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP / Office"),
    (b"\xd0\xcf\x11\xe0", "Office 97"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "ELF"),
)
"""First bytes of formats that are often misnamed .txt, to name what was found; a text may begin with BM too."""


@dataclass(frozen=True, slots=True)
class RawText:
    """A file's text as read, with its bytes and their digest."""

    text: str
    data: bytes
    digest: str
    encoding: str
    warnings: tuple[str, ...] = ()
    """Keys under `[warnings]` of the message files."""


def is_document(path: Path) -> bool:
    """Whether a file's name says that it is a document we can read."""
    return path.suffix.lower() in _READERS


def read_file(path: Path) -> RawText:
    """The text of a file.

    Raises RejectedFile: missing, a folder, empty, too large, of unknown format, or not what its name says.
    """
    reader = _READERS.get(path.suffix.lower())
    data = _read_bytes(path, known=reader is not None)
    if reader is None:
        known = " ".join(sorted(_READERS))
        raise RejectedFile("file_unknown_format", path=path, suffix=path.suffix or "-", known=known)
    return reader(path, data)


def _read_bytes(path: Path, *, known: bool) -> bytes:
    try:
        if path.is_dir():
            raise RejectedFile("file_is_folder", path=path)
        size = path.stat().st_size
        if size > LARGEST_FILE_BYTES:
            raise RejectedFile("file_too_large", path=path, size=size // 2**20, limit=LARGEST_FILE_BYTES // 2**20)
        if size == 0:
            raise RejectedFile("file_empty", path=path)
        return path.read_bytes() if known else b""
    except FileNotFoundError as error:
        raise RejectedFile("file_missing", path=path) from error
    except OSError as error:
        raise RejectedFile("file_unreadable", path=path, why=error.strerror or error) from error


def read_plain(path: Path, data: bytes) -> RawText:
    """Text and Markdown in any encoding that Chinese offices use."""
    if data.startswith(b"%PDF-") or looks_binary(data):
        found = next((name for magic, name in _MAGIC if data.startswith(magic)), "?")
        raise RejectedFile("file_not_text", path=path, found=found)
    decoded = decode(data)
    lost = decoded.text.count("\ufffd")
    if lost > len(decoded.text) * _LOST_SHARE:
        raise RejectedFile("file_encoding_unknown", path=path, lost=lost)
    if not decoded.text.strip():
        raise RejectedFile("file_empty", path=path)
    warnings = ("lost_characters",) if lost else ()
    return RawText(decoded.text, data, sha256(data).hexdigest(), decoded.encoding, warnings)


_READERS: dict[str, Callable[[Path, bytes], RawText]] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".markdown": read_plain,
}
