"""Elements of WordprocessingML. Tags and attributes in, elements and bytes out; it knows nothing of documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

Element = Any
"""An lxml element; lxml has no types."""

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """`element("pStyle", val="Heading1")` is `<w:pStyle w:val="Heading1"/>`. Children that are None are left out.

    An attribute with another prefix than w is written with two underscores: `r__id`.
    """
    made = etree.Element(name(tag), nsmap=NAMESPACES)
    for key, value in attributes.items():
        prefix, _, local = key.rpartition("__")
        made.set(f"{{{NAMESPACES[prefix or 'w']}}}{local}", str(value))
    made.extend(child for child in children if child is not None)
    return made


def text_element(tag: str, text: str) -> Element:
    """`<w:t>` or `<w:instrText>`, spaces kept."""
    made = element(tag)
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.text = printable(text)
    return made


def printable(text: str) -> str:
    """The text without the characters that XML cannot hold; each becomes U+FFFD, so that nothing vanishes unseen."""
    return NOT_IN_XML.sub("\ufffd", text)


def name(tag: str) -> str:
    return f"{{{NAMESPACES['w']}}}{tag}"


def serialised(root: Element) -> bytes:
    etree.cleanup_namespaces(root, keep_ns_prefixes=list(NAMESPACES))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def plain(tag: str, namespace: str, attributes: Mapping[str, str] | None = None, text: str | None = None) -> Element:
    """An element of another vocabulary, its namespace the default one."""
    made = etree.Element(f"{{{namespace}}}{tag}", nsmap={None: namespace})
    for key, value in (attributes or {}).items():
        made.set(key, value)
    made.text = None if text is None else printable(text)
    return made


def parsed(source: bytes) -> Element:
    """The root of a part that came from outside: no entities, no network. Raises etree.XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    return etree.fromstring(source, parser)
