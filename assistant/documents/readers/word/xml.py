"""Names of WordprocessingML that the Word reader asks for, and the three ways in which its elements hold a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_SCHEMAS = "http://schemas.openxmlformats.org"
W = f"{{{_SCHEMAS}/wordprocessingml/2006/main}}"
M = f"{{{_SCHEMAS}/officeDocument/2006/math}}"
R = f"{{{_SCHEMAS}/officeDocument/2006/relationships}}"
A = f"{{{_SCHEMAS}/drawingml/2006/main}}"
DIAGRAM = f"{{{_SCHEMAS}/drawingml/2006/diagram}}"
CHART = f"{{{_SCHEMAS}/drawingml/2006/chart}}"
COMPATIBILITY = f"{{{_SCHEMAS}/markup-compatibility/2006}}"
VML = "{urn:schemas-microsoft-com:vml}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

PARAGRAPH = f"{W}p"
PARAGRAPH_PROPERTIES = f"{W}pPr"
RUN = f"{W}r"
RUN_PROPERTIES = f"{W}rPr"
TABLE = f"{W}tbl"
TEXT = f"{W}t"
VANISH = f"{W}vanish"
DELETED = f"{W}del"
MOVED_FROM = f"{W}moveFrom"
ALTERNATES = f"{COMPATIBILITY}AlternateContent"
BOX_CONTENT = f"{W}txbxContent"
_SAYS_SOMETHING = (BOX_CONTENT, TEXT, f"{M}t", f"{DIAGRAM}relIds", f"{VML}textpath")

_VALUE = f"{W}val"
_OFF = ("0", "false", "off")
_LONGEST_NUMBER = 9
"""Digits: a longer number is no number of a document, and would only cost time."""


def child_of(parent: _Element | None, name: str) -> _Element | None:
    """The first child of a name. A loop, since lxml's own `find` takes four times as long on so few children."""
    if parent is not None:
        for child in parent:
            if child.tag == name:
                return child
    return None


def value(element: _Element | None) -> str | None:
    """The w:val of an element, where there is such an element with one."""
    return None if element is None else element.get(_VALUE)


def value_of(parent: _Element | None, name: str) -> str | None:
    """The w:val of a child, where there is such a child with one."""
    return value(child_of(parent, name))


def number_of(parent: _Element | None, name: str) -> int | None:
    """The w:val of a child as a whole number of zero or more."""
    return whole_number(value_of(parent, name))


def switch_of(parent: _Element | None, name: str) -> bool | None:
    """Whether a child switches something on or off; None where it says nothing. Without a value it means on."""
    child = child_of(parent, name)
    return None if child is None else is_on(child)


def is_on(switch: _Element) -> bool:
    """Whether an element that is there switches on: it does unless it says that it does not."""
    return switch.get(_VALUE) not in _OFF


def whole_number(text: str | None) -> int | None:
    """A whole number of zero or more; None where it is none."""
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if text is not None and is_number else None


def has_text(element: _Element) -> bool:
    """Whether anything below holds words that would be printed, deleted ones included."""
    return any((found.text or "").strip() for found in element.iter(TEXT, f"{W}delText"))


def chosen_branch(alternates: _Element) -> _Element | None:
    """The one branch to be read of mc:AlternateContent: all say the same, for newer and for older programs.

    The first with words or a box, since a choice may hold what only a newer program draws and no text of its own.
    """
    for branch in alternates:
        if any(True for _ in branch.iter(*_SAYS_SOMETHING)):
            return branch
    return alternates[0] if len(alternates) else None
