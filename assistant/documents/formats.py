"""Which formats can be read: a file's suffix, checked against its first bytes → the reader for it.

It knows the readers by the names of their modules, so that none is imported before it is wanted.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from assistant.documents.readers.items import Reader
from assistant.errors import RejectedFile

_READERS = "assistant.documents.readers"


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one kind are read."""

    reader: str
    """Module under `assistant.documents.readers` with a function `read`."""
    signatures: tuple[str, ...] = ()
    """What the first bytes may be, as `signature` names it; empty where any text may stand there."""
    by_office: bool = False
    """Converted by LibreOffice before it is read."""
    is_image: bool = False
    """Holds no text but what character recognition makes out."""


_TEXT = Format("plain")
_WORD = Format("word.document", ("ZIP / Office", "OLE / Office 97"))
_SHEET = Format("sheets.workbook", ("ZIP / Office", "OLE / Office 97"))
_PAGE = Format("web_page.page")
_LEGACY = Format("word.document", ("OLE / Office 97", "RTF", "ZIP / Office", "XML", "HTML"), by_office=True)
"""Programs name RTF, HTML and even newer files .doc; LibreOffice goes by the content."""
_IMAGE = Format("scanned", ("PNG", "JPEG", "TIFF", "BMP"), is_image=True)

FORMATS: dict[str, Format] = {
    ".txt": _TEXT,
    ".md": _TEXT,
    ".markdown": _TEXT,
    ".docx": _WORD,
    ".docm": _WORD,
    ".pdf": Format("pdf.document", ("PDF",)),
    ".html": _PAGE,
    ".htm": _PAGE,
    ".mht": _PAGE,
    ".mhtml": _PAGE,
    ".xlsx": _SHEET,
    ".xlsm": _SHEET,
    ".csv": Format("sheets.delimited"),
    ".eml": Format("mail.message"),
    ".ofd": Format("ofd.package", ("ZIP / Office",)),
    ".zip": Format("archive", ("ZIP / Office",)),
    ".doc": _LEGACY,
    ".wps": _LEGACY,
    ".rtf": _LEGACY,
    ".odt": _LEGACY,
    ".png": _IMAGE,
    ".jpg": _IMAGE,
    ".jpeg": _IMAGE,
    ".tif": _IMAGE,
    ".tiff": _IMAGE,
    ".bmp": _IMAGE,
}
"""By suffix in lower case."""

_SIGNATURES = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"PK\x03\x04", "ZIP / Office"),
    (b"PK\x05\x06", "ZIP / Office"),
    (b"\xd0\xcf\x11\xe0", "OLE / Office 97"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"BM", "BMP"),
)
_PDF_HEAD_BYTES = 1024
"""The mark of a PDF may stand behind other bytes, but within these."""


def format_of(name: str) -> Format | None:
    """The format that a file's name claims, if it is one that can be read."""
    return FORMATS.get(suffix_of(name))


def suffix_of(name: str) -> str:
    """The last suffix of a name in lower case, with its dot; empty where there is none."""
    return PurePath(name).suffix.lower()


def known_suffixes() -> str:
    """Every suffix that can be read, for people."""
    return " ".join(FORMATS)


def signature(data: bytes) -> str | None:
    """What the first bytes say that a file is; None for text and for what is not known."""
    if b"%PDF-" in data[:_PDF_HEAD_BYTES]:
        return "PDF"
    head = data[:_PDF_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<?xml"):
        return "XML"
    if head[:15].lower().startswith((b"<html", b"<!doctype html")):
        return "HTML"
    return next((named for mark, named in _SIGNATURES if data.startswith(mark)), None)


def check_signature(name: str, data: bytes) -> None:
    """Raise RejectedFile where the bytes are plainly of another format than the name says."""
    known = format_of(name)
    found = signature(data)
    if known is None or not known.signatures or found in known.signatures:
        return
    if found is None:
        raise RejectedFile("file_damaged", why=f"{suffix_of(name)} ?")
    raise RejectedFile("file_suffix_wrong", found=found, suffix=suffix_of(name))


def reader(module: str) -> Reader:
    """The function `read` of a reader's module; imports it."""
    found: Reader = import_module(f"{_READERS}.{module}").read
    return found
