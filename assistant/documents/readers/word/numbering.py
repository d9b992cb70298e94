"""numbering.xml and the paragraphs in order → their automatic numbers as text: 第一条, （二）, 3., 1.1, ①, •.

A number exists only while a program shows the file: it must be counted as that program counts. All lists made from
one definition count on together; a list restarts where it says so, and a level after a higher one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.documents.readers.word.counting import counted, padded
from assistant.documents.readers.word.styles import ListItem, Styles
from assistant.documents.readers.word.xml import (
    ALTERNATES,
    COMPATIBILITY,
    RUN_PROPERTIES,
    W,
    child_of,
    number_of,
    switch_of,
    value_of,
    whole_number,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

BULLET = "• "
"""What any sign before an item of a list without numbers is read as."""

_NO_LIST = "0"
_LEVELS = 9
_PLACEHOLDER = re.compile("%([1-9])")

_HAN = re.compile(r"[〇㐀-鿿]$")
_NEEDS_NO_SPACE = re.compile(r"[、，。．：；）】〕》」①-⑳㈠-㈩㊀-㊉⑴-⒛]$")
"""Ends of labels that carry their own distance, so that typed text has no space there: 一、 （二） ①."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    number_format: str = "decimal"
    custom: str = ""
    """The first numerals of a custom format, such as 001, 002, 003, …"""
    text: str = ""
    """The label with %1 to %9 where the numbers of the levels stand."""
    suffix: str = "tab"
    restarts_after: int | None = None
    """The level, counted from 1, below which this one starts anew; 0 for never; None for any higher level."""
    is_legal: bool = False
    """Whether the numbers of higher levels are shown in Arabic figures, whatever their own format."""
    is_hidden: bool = False
    style: str | None = None
    """The style whose paragraphs stand on this level."""


@dataclass(slots=True)
class _Definition:
    """An abstract list: its levels and how far it has been counted."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _List:
    """A list made from a definition, with levels and start values of its own."""

    definition: _Definition
    levels: dict[int, Level]
    starts: dict[int, int]
    """Start values not yet applied."""


class Numbering:
    """The lists of a document, counted on with every paragraph."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        found = [] if root is None else root.findall(f"{W}abstractNum")
        self._abstract = {element.get(f"{W}abstractNumId", ""): element for element in found}
        lists = [] if root is None else root.findall(f"{W}num")
        self._elements = {element.get(f"{W}numId", ""): element for element in lists}
        self._definitions: dict[str, _Definition | None] = {}
        self._lists: dict[str, _List | None] = {}

    def label(self, own: ListItem | None, of_style: ListItem | None) -> str:
        """The label of the next paragraph, with what parts it from the text; empty for one that is in no list.

        `own` is what the paragraph says, `of_style` what its style says; the paragraph has precedence.
        """
        list_id = own.list_id if own and own.list_id is not None else of_style.list_id if of_style else None
        if list_id is None or list_id == _NO_LIST:
            return ""
        counting = self._list(list_id)
        if counting is None:
            return ""
        level = min(_level_of(counting, own, of_style), _LEVELS - 1)
        _count(counting, level)
        return _label(counting, level)

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._make_list(list_id)
        return self._lists[list_id]

    def _make_list(self, list_id: str) -> _List | None:
        element = self._elements.get(list_id)
        definition = self._definition(value_of(element, f"{W}abstractNumId") or "")
        if element is None or definition is None:
            return None
        levels, starts = dict(definition.levels), {}
        for override in element.findall(f"{W}lvlOverride"):
            index = _index(override)
            replaced = override.find(f"{W}lvl")
            if replaced is not None:
                levels[index] = _level(replaced)
            start = number_of(override, f"{W}startOverride")
            if start is not None:
                starts[index] = start
        return _List(definition, levels, starts)

    def _definition(self, abstract_id: str) -> _Definition | None:
        if abstract_id not in self._definitions:
            element = self._abstract.get(abstract_id)
            self._definitions[abstract_id] = None  # a list style that leads back to itself defines nothing
            self._definitions[abstract_id] = None if element is None else self._make_definition(element)
        return self._definitions[abstract_id]

    def _make_definition(self, element: _Element) -> _Definition | None:
        linked = value_of(element, f"{W}numStyleLink")
        if linked is None:
            return _Definition({_index(level): _level(level) for level in element.findall(f"{W}lvl")})
        item = self._styles.named(linked).item
        target = None if item is None else self._elements.get(item.list_id or "")
        return self._definition(value_of(target, f"{W}abstractNumId") or "")


def _index(element: _Element) -> int:
    return min(whole_number(element.get(f"{W}ilvl")) or 0, _LEVELS - 1)


def _level(element: _Element) -> Level:
    number_format, custom = _format(element)
    return Level(
        start=number_of(element, f"{W}start") or 0,
        number_format=number_format,
        custom=custom,
        text=value_of(element, f"{W}lvlText") or "",
        suffix=value_of(element, f"{W}suff") or "tab",
        restarts_after=number_of(element, f"{W}lvlRestart"),
        is_legal=switch_of(element, f"{W}isLgl") or False,
        is_hidden=switch_of(child_of(element, RUN_PROPERTIES), f"{W}vanish") or False,
        style=value_of(element, f"{W}pStyle"),
    )


def _format(element: _Element) -> tuple[str, str]:
    """The format's name, and the pattern of a custom one, which stands in a branch for newer programs."""
    number_format = child_of(element, f"{W}numFmt")
    if number_format is None:
        number_format = element.find(f"{ALTERNATES}/{COMPATIBILITY}Choice/{W}numFmt")
    if number_format is None:
        return "decimal", ""
    return number_format.get(f"{W}val", "decimal"), number_format.get(f"{W}format", "")


def _level_of(counting: _List, own: ListItem | None, of_style: ListItem | None) -> int:
    """A list tied to styles finds its level by the style's name; the level that a style states is often left out."""
    if own is not None and own.level is not None:
        return own.level
    if of_style is None:
        return 0
    tied = (index for index, level in counting.levels.items() if level.style and level.style == of_style.style)
    return next(tied, of_style.level or 0)


def _count(counting: _List, level: int) -> None:
    counts, levels = counting.definition.counts, counting.levels
    start = counting.starts.pop(level, None)
    if start is not None:
        counts[level] = start
    elif level in counts:
        counts[level] += 1
    else:
        counts[level] = levels.get(level, Level()).start
    for higher in range(level):
        # A level skipped over counts as begun: the first 1.1 without a 1 before it is followed by 2.
        counts.setdefault(higher, levels.get(higher, Level()).start)
    for lower in [index for index in counts if index > level]:
        after = levels.get(lower, Level()).restarts_after
        if after is None or level < after:
            del counts[lower]


def _label(counting: _List, index: int) -> str:
    level = counting.levels.get(index)
    if level is None or level.is_hidden:
        return ""
    if level.number_format == "bullet":
        return BULLET
    shown = _PLACEHOLDER.sub(lambda found: _numeral(counting, int(found[1]) - 1, level), level.text)
    touches = level.suffix == "nothing" and not shown.endswith((" ", "　"))
    return shown.strip() + ("" if touches else _distance(shown.strip())) if shown.strip() else ""


def _numeral(counting: _List, index: int, shown_on: Level) -> str:
    level = counting.levels.get(index, Level())
    number = counting.definition.counts.get(index, level.start)
    if level.number_format in ("none", "bullet"):
        return ""
    if shown_on.is_legal:
        return str(number)
    return padded(number, level.custom) if level.custom else counted(number, level.number_format)


def _distance(label: str) -> str:
    """What parts a label from its text where it was typed: nothing, a full-width space, or a space."""
    if _NEEDS_NO_SPACE.search(label):
        return ""
    return "　" if _HAN.search(label) else " "
