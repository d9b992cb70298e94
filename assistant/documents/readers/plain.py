"""Text and Markdown in any encoding that Chinese offices use: bytes in, the text exactly as written out.

Line ends and markup stay as they are; repair and structure know what to do with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from assistant.documents.readers.items import Item, Reading
from assistant.errors import RejectedFile
from assistant.text.decoding import Decoded, decode, looks_binary

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


def read(data: bytes, name: str) -> Iterator[Item]:
    """The one text of a .txt or .md file.

    Raises RejectedFile: no text at all, of no known encoding, or empty.
    """
    decoded = decoded_text(data)
    if not decoded.text.strip():
        raise RejectedFile("file_empty")
    suffix = PurePath(name).suffix.lower()
    form = "md" if suffix in (".md", ".markdown") else "txt"
    yield Reading(decoded.text, form, decoded.encoding, warnings=losses(decoded))


def decoded_text(data: bytes) -> Decoded:
    """Bytes that must be text, decoded by their content.

    Raises RejectedFile where they are no text or fit no encoding.
    """
    if data.startswith(b"%PDF-") or looks_binary(data):
        raise RejectedFile("file_not_text", found=named_by_magic(data))
    decoded = decode(data)
    refuse_holes(decoded)
    return decoded


def refuse_holes(decoded: Decoded) -> None:
    """Raise RejectedFile where too many characters were lost for the text to be trusted."""
    lost = decoded.text.count("\ufffd")
    if lost > len(decoded.text) * _LOST_SHARE:
        raise RejectedFile("file_encoding_unknown", lost=lost)


def losses(decoded: Decoded) -> tuple[str, ...]:
    """The warning that a text has holes, if it has."""
    return ("lost_characters",) if "\ufffd" in decoded.text else ()


def named_by_magic(data: bytes) -> str:
    """The name of the format that bytes begin like, or a question mark."""
    return next((name for magic, name in _MAGIC if data.startswith(magic)), "?")
