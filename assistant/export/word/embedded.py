"""What a document was made of, kept inside its .docx, and read back: with a word on what somebody has changed since.

The record (JSON) lies in a custom XML part, which Word and LibreOffice keep when they save. Beside it stands the
visible text as it was written: reading compares it with what is there now, so that an edit by hand is noticed.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Literal
from zipfile import BadZipFile, ZipFile

from assistant.errors import RejectedFile
from assistant.export.word.package import Part, relationships_to
from assistant.export.word.xml import NOT_IN_XML, Element, name, parsed, plain, serialised

_NAMESPACE = "urn:inspection-assistant:record"
_SCHEMA = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_STORE = "{7A1C9E52-3B7D-4E0B-9E55-0A6D2C8F4B11}"
"""Identifies the part to Word; the same in every file."""
_VERSION = "1"
_LARGEST_PART = 32 << 20
"""Bytes of one part, unpacked: a plan of 300 findings has a tenth of that."""
_MOST_PARTS = 20
"""Custom parts that are looked at: Word's own are two or three."""


_UNREADABLE = (OSError, BadZipFile, zlib.error, KeyError, SyntaxError, NotImplementedError, RuntimeError, EOFError)
"""What a damaged, encrypted or foreign file raises; SyntaxError is that of XML."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a document was made of."""

    kind: str
    """plan, progress, remarks."""
    value: Mapping[str, Any]
    """As its JSON export."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of paragraphs that somebody changed in Word."""

    kind: Literal["replace", "delete", "insert"]
    number: int
    """The first paragraph, counted as it stands now, from 1."""
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The record of a .docx of ours, and the edits since it was written."""

    record: Record
    edits: tuple[Edit, ...]


def read_back(path: Path) -> ReadBack | None:
    """The record inside a .docx; None where it holds none of ours.

    Raises RejectedFile where the file is no .docx, damaged, or its record of a later release.
    """
    try:
        with ZipFile(path) as archive:
            names = [entry for entry in archive.namelist() if re.fullmatch(r"customXml/item\d+\.xml", entry)]
            roots = (parsed(_content(archive, entry, path)) for entry in names[:_MOST_PARTS])
            ours = next((root for root in roots if root.tag == f"{{{_NAMESPACE}}}record"), None)
            if ours is None:
                return None
            now = visible_text(parsed(_content(archive, "word/document.xml", path)))
    except _UNREADABLE as error:
        raise RejectedFile("export.docx_unreadable", path=path) from error
    return _read(ours, now, path)


def visible_text(root: Element) -> list[str]:
    """The paragraphs of a main document, those of tables in their places, empty ones left out."""
    lines = (_line(paragraph) for paragraph in root.iter(name("p")))
    return [line for line in lines if line]


def record_part(record: Record, visible: list[str]) -> Part:
    """The part that holds a record, with the text that the document shows."""
    root = plain("record", _NAMESPACE, {"version": _VERSION, "kind": record.kind})
    root.append(plain("value", _NAMESPACE, text=_as_json(record.value)))
    root.append(plain("visible", _NAMESPACE, text=_as_json(visible)))
    return Part("/customXml/item1.xml", "customXml", root, "application/xml", "rIdRecord")


def record_files() -> dict[str, bytes]:
    """The properties that Word wants beside a custom part, to keep it."""
    root = plain("datastoreItem", _SCHEMA)
    root.set(f"{{{_SCHEMA}}}itemID", _STORE)
    references = plain("schemaRefs", _SCHEMA)
    reference = plain("schemaRef", _SCHEMA)
    reference.set(f"{{{_SCHEMA}}}uri", _NAMESPACE)
    references.append(reference)
    root.append(references)
    return {
        "customXml/itemProps1.xml": serialised(root),
        "customXml/_rels/item1.xml.rels": relationships_to("itemProps1.xml", "customXmlProps"),
    }


def _as_json(value: object) -> str:
    """JSON in which the characters that XML cannot hold are escaped, so that they come back."""
    said = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", said)


def _read(root: Element, now: list[str], path: Path) -> ReadBack:
    if root.get("version") != _VERSION:
        raise RejectedFile("export.docx_of_later_release", path=path, version=root.get("version"))
    try:
        value = json.loads(root.findtext(f"{{{_NAMESPACE}}}value") or "")
        written = json.loads(root.findtext(f"{{{_NAMESPACE}}}visible") or "")
    except (json.JSONDecodeError, RecursionError) as error:
        raise RejectedFile("export.docx_unreadable", path=path) from error
    if not isinstance(value, dict) or not isinstance(written, list):
        raise RejectedFile("export.docx_unreadable", path=path)
    return ReadBack(Record(root.get("kind") or "", value), tuple(_edits([str(line) for line in written], now)))


def _edits(written: list[str], now: list[str]) -> Iterator[Edit]:
    # What is equal at both ends is left out first: comparing many lines that recur takes time.
    begin = _equal_at_start(written, now)
    end = _equal_at_start(written[begin:][::-1], now[begin:][::-1])
    old, new = written[begin : len(written) - end], now[begin : len(now) - end]
    for kind, before, before_end, after, after_end in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind != "equal":
            yield Edit(kind, begin + after + 1, tuple(old[before:before_end]), tuple(new[after:after_end]))


def _equal_at_start(one: list[str], other: list[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _line(paragraph: Element) -> str:
    """The text of a paragraph as it reads; what Word lists as deleted is not there, and breaks are none."""
    texts = (node.text or "" for node in paragraph.iter(name("t")))
    return " ".join("".join(texts).split())


def _content(archive: ZipFile, entry: str, path: Path) -> bytes:
    """A part of a zip that came from anywhere, not larger than a part may be."""
    with archive.open(entry) as stream:
        content = stream.read(_LARGEST_PART + 1)
    if len(content) > _LARGEST_PART:
        raise RejectedFile("export.docx_too_large", path=path, part=entry)
    return content
