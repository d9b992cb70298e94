"""Parts → the bytes of a .docx: content types, relationships, and a zip that is the same every time.

The zip holds no time of writing, and its files stand in one order: two exports of the same are equal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from assistant.export.word.xml import Element, plain, serialised

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the package that the main document refers to."""

    name: str
    """Below word/, or absolute with a leading slash."""
    kind: str
    """Last word of the type of the relationship: styles, footer, comments."""
    root: Element
    content_type: str
    id: str
    """Of the relationship."""

    @property
    def path(self) -> str:
        return self.name[1:] if self.name.startswith("/") else f"word/{self.name}"


def word_part(name: str, kind: str, root: Element, identity: str) -> Part:
    """A part of WordprocessingML: styles.xml is of the kind styles."""
    return Part(name, kind, root, f"{_WORD}.{kind}+xml", identity)


def packed(document: Element, parts: Sequence[Part], *, title: str, on: date, extra: Mapping[str, bytes]) -> bytes:
    """The .docx of a main document and its parts; `extra` are files that only other parts refer to, by path."""
    files = {
        "[Content_Types].xml": _content_types(parts, extra),
        "_rels/.rels": _relationships(
            [
                ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": _core(title, on),
        "word/document.xml": serialised(document),
        "word/_rels/document.xml.rels": _relationships(
            [(part.id, f"{_OFFICE}/{part.kind}", f"/{part.path}") for part in parts]
        ),
        **{part.path: serialised(part.root) for part in parts},
        **extra,
    }
    return zipped(files)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of files by name, in the order given, without times."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            archive.writestr(entry, content)
    return written.getvalue()


def relationships_to(target: str, kind: str) -> bytes:
    """A relationships file with one entry."""
    return _relationships([("rId1", f"{_OFFICE}/{kind}", target)])


def _relationships(entries: Sequence[tuple[str, str, str]]) -> bytes:
    namespace = f"{_PACKAGE}/relationships"
    root = plain("Relationships", namespace)
    root.extend(
        plain("Relationship", namespace, {"Id": identity, "Type": kind, "Target": target})
        for identity, kind, target in entries
    )
    return serialised(root)


def _content_types(parts: Sequence[Part], extra: Mapping[str, bytes]) -> bytes:
    namespace = f"{_PACKAGE}/content-types"
    root = plain("Types", namespace)
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    root.append(plain("Default", namespace, {"Extension": "rels", "ContentType": rels}))
    root.append(plain("Default", namespace, {"Extension": "xml", "ContentType": "application/xml"}))
    properties = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    named = {
        "word/document.xml": f"{_WORD}.document.main+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{part.path: part.content_type for part in parts},
        **{path: properties for path in extra if path.startswith("customXml/itemProps")},
    }
    root.extend(
        plain("Override", namespace, {"PartName": f"/{path}", "ContentType": kind}) for path, kind in named.items()
    )
    return serialised(root)


def _core(title: str, on: date) -> bytes:
    root = plain("coreProperties", _CORE)
    root.append(plain("title", _DUBLIN, text=title))
    for name in ("created", "modified"):
        time = plain(name, _TERMS, text=f"{on.isoformat()}T00:00:00Z")
        time.set("{http://www.w3.org/2001/XMLSchema-instance}type", "dcterms:W3CDTF")
        root.append(time)
    return serialised(root)
