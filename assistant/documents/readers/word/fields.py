"""Fields of Word that show something without storing it as text: circled characters, old readings, boxes to tick.

A field is an instruction and mostly a result; the result is text like any other and is not dealt with here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.documents.readers.word.counting import circled
from assistant.documents.readers.word.xml import W, number_of, switch_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_BUTTON = re.compile(r"\s*MACROBUTTON\s+\S+\s+(.*)", re.IGNORECASE | re.DOTALL)
_EQUATION = re.compile(r"\s*EQ\b(.*)", re.IGNORECASE | re.DOTALL)
_OVERLAID = re.compile(r"\\o(?:\\a[lcrd])?\s*\((.*)\)\s*", re.IGNORECASE | re.DOTALL)
_FRACTION = re.compile(r"\\f\s*\(([^(),;，]*)[,;，]([^(),;，]*)\)\s*", re.IGNORECASE)
_FORMATTING = re.compile(r"""\\\*\s*(?:"[^"]*"|\S+)\s*""")
_SWITCH = re.compile(r"\\[a-z]+\d*(?:\s+-?\d+)?\s*", re.IGNORECASE)
_SEPARATOR = re.compile("[,;，]")
_CIRCLES = "○〇◯"


@dataclass(slots=True)
class Field:
    """A field that has begun and not ended."""

    begin: _Element
    instruction: list[str] = field(default_factory=list)
    in_result: bool = False
    held: list[str] = field(default_factory=list)
    """Text met in the instruction: shown only if the field turns out to have no end."""


def shown_without_result(found: Field) -> str:
    """What a field shows that ended without a result."""
    instruction = "".join(found.instruction)
    button = _BUTTON.fullmatch(instruction)
    if button:
        return button[1].strip()
    equation = _EQUATION.fullmatch(instruction)
    if equation:
        return _equation(_FORMATTING.sub("", equation[1]).strip())
    return _form_control(found.begin)


def _equation(code: str) -> str:
    r"""\o(○,1) → ①; a reading over a character, \o(\s\up 9(dū),督) → 督; \f(1,2) → 1/2; else the words in it."""
    overlaid = _OVERLAID.fullmatch(code)
    if overlaid:
        first, _, last = _parted(overlaid[1])
        return _circled(last.strip()) if first.strip() in _CIRCLES else _words(last)
    fraction = _FRACTION.fullmatch(code)
    return f"{fraction[1].strip()}/{fraction[2].strip()}" if fraction else _words(code)


def _parted(arguments: str) -> tuple[str, str, str]:
    """Before and behind the last separator."""
    places = [found.start() for found in _SEPARATOR.finditer(arguments)]
    at = places[-1] if places else len(arguments)
    return arguments[:at], arguments[at : at + 1], arguments[at + 1 :]


def _circled(text: str) -> str:
    return circled(int(text)) if text.isascii() and text.isdigit() and 0 < int(text) <= 20 else f"（{text}）"


def _words(code: str) -> str:
    return _SWITCH.sub("", code).strip("() ")


def _form_control(begin: _Element) -> str:
    """A box to tick, or the chosen entry of a list; a text control has a result."""
    box = begin.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        ticked = switch_of(box, f"{W}checked")
        return "☑" if (switch_of(box, f"{W}default") if ticked is None else ticked) else "☐"
    choices = begin.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    entries = choices.findall(f"{W}listEntry")
    chosen = number_of(choices, f"{W}result") or 0
    return entries[chosen].get(f"{W}val", "") if chosen < len(entries) else ""
