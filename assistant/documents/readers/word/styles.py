"""styles.xml → what a style makes of its paragraphs and runs: a heading, an item of a list, hidden text.

It knows what a style inherits. Fonts, spacing and everything else that only looks is not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.documents.readers.word.xml import (
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    VANISH,
    W,
    child_of,
    number_of,
    switch_of,
    value_of,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLE_NAMES = ("title", "标题")
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])")
"""Word writes the English names whatever language it speaks; other programs write what they show."""

_LONGEST_CHAIN = 50
"""Styles based on one another; Word allows far fewer, and a loop must end."""

_STYLE_BEGINS, _STYLE_ENDS = b"<w:style ", b"</w:style>"

OUTLINE_BODY = 9
"""Outline level of body text; 0 to 8 are headings."""


@dataclass(frozen=True, slots=True)
class ListItem:
    """That a paragraph or style belongs to a list, as far as it says so itself."""

    list_id: str | None
    level: int | None
    style: str | None = None
    """The style that puts it into the list, where a style does."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style comes to with all that it inherits."""

    heading: int | None
    """0 for a title, 1 to 9 for a heading."""
    item: ListItem | None
    is_hidden: bool


def without_table_styles(data: bytes) -> bytes:
    """styles.xml without the styles of tables, which only say how tables look and are never asked for.

    In files by python-docx they are nine tenths of it: 0.3 ms to cut them out, 2.5 ms to parse them.
    """
    if b"!" in data:
        return data  # perhaps a comment or a CDATA section, inside which the same letters mean nothing
    kept = []
    for style in data.split(_STYLE_BEGINS):
        ends, behind = b"", b""
        if b'w:type="table"' in style[: style.find(b">")]:
            _, ends, behind = style.rpartition(_STYLE_ENDS)
        kept.append(behind if ends else _STYLE_BEGINS + style)
    return b"".join(kept).removeprefix(_STYLE_BEGINS)


class Styles:
    """The styles of a document, resolved when first asked for."""

    def __init__(self, root: _Element | None) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._elements = {style.get(f"{W}styleId", ""): style for style in found}
        self._resolved: dict[str, Style] = {}
        self._default = next(
            (
                style.get(f"{W}styleId", "")
                for style in found
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )

    def paragraph(self, style_id: str | None) -> Style:
        """The style of a paragraph; of one that names none, the default."""
        return self.named(style_id if style_id is not None and style_id in self._elements else self._default)

    def named(self, style_id: str) -> Style:
        """The style of that id with what it inherits; one that the file does not define says nothing."""
        style = self._resolved.get(style_id)
        if style is None:
            style = self._resolved[style_id] = self._resolve(style_id)
        return style

    def _resolve(self, style_id: str) -> Style:
        chain = list(self._chain(style_id))
        heading = next((level for style in chain if (level := _outline_level(style)) is not None), OUTLINE_BODY + 1)
        hidden = next((hides for style in chain if (hides := _hides(style)) is not None), False)
        return Style(heading if heading <= OUTLINE_BODY else None, _item(chain), hidden)

    def _chain(self, style_id: str | None) -> Iterator[_Element]:
        """A style and those it is based on, itself first."""
        for _ in range(_LONGEST_CHAIN):
            style = self._elements.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = value_of(style, f"{W}basedOn")


def list_item(found: _Element | None, style: str | None = None) -> ListItem | None:
    """What a w:numPr says."""
    if found is None:
        return None
    return ListItem(value_of(found, f"{W}numId"), number_of(found, f"{W}ilvl"), style)


def _outline_level(style: _Element) -> int | None:
    """0 to 9 for a title or heading, 10 for body text, None where the style leaves it to the one it is based on.

    A title comes first: Chinese Word gives it the outline level of a heading 1 as well.
    """
    name = (value_of(style, f"{W}name") or "").strip().lower()
    if name in _TITLE_NAMES:
        return 0
    outline = number_of(child_of(style, PARAGRAPH_PROPERTIES), f"{W}outlineLvl")
    if outline is not None:
        return outline + 1
    numbered = _HEADING_NAME.fullmatch(name)
    return int(numbered[1]) if numbered else None


def _numbering(style: _Element) -> _Element | None:
    return child_of(child_of(style, PARAGRAPH_PROPERTIES), f"{W}numPr")


def _hides(style: _Element) -> bool | None:
    return switch_of(child_of(style, RUN_PROPERTIES), VANISH)


def _item(chain: list[_Element]) -> ListItem | None:
    """The list and the level may come from different styles of the chain."""
    items = [item for style in chain if (item := list_item(_numbering(style), style.get(f"{W}styleId"))) is not None]
    listed = next((item for item in items if item.list_id is not None), None)
    if listed is None:
        return None
    level = next((item.level for item in items if item.level is not None), None)
    return ListItem(listed.list_id, level, listed.style)
