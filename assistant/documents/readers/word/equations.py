"""An equation of Word (m:oMath) → one line of text in which its figures can be told apart: 1/2, not 12.

Structures that could change a value when run together are written out: fractions, powers, roots, brackets. All else
is the text of the equation in its order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.documents.readers.word.xml import DELETED, MOVED_FROM, TEXT, M

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED = frozenset({DELETED, MOVED_FROM, f"{M}rPr", f"{M}ctrlPr"})
_MANY = 2
"""Characters from which a numerator or denominator needs brackets to stay one."""


def equation_text(element: _Element) -> str:
    """The text of an equation or of a part of one."""
    if element.tag in (f"{M}t", TEXT):
        return element.text or ""
    if element.tag in _SKIPPED:
        return ""
    write = _STRUCTURES.get(str(element.tag))
    return write(element) if write else "".join(equation_text(child) for child in element)


def _part(element: _Element, name: str) -> str:
    child = element.find(f"{M}{name}")
    return "" if child is None else equation_text(child)


def _grouped(text: str) -> str:
    """Brackets round what would otherwise be torn apart: (a+b)/2, but 100/3."""
    is_one = text.isalnum() or len(text) < _MANY
    return text if is_one else f"({text})"


def _fraction(element: _Element) -> str:
    return f"{_grouped(_part(element, 'num'))}/{_grouped(_part(element, 'den'))}"


def _power(element: _Element) -> str:
    return f"{_part(element, 'e')}^{_grouped(_part(element, 'sup'))}"


def _index(element: _Element) -> str:
    return f"{_part(element, 'e')}_{_grouped(_part(element, 'sub'))}"


def _index_and_power(element: _Element) -> str:
    return f"{_index(element)}^{_grouped(_part(element, 'sup'))}"


def _root(element: _Element) -> str:
    degree = _part(element, "deg")
    return f"{f'[{degree}]' if degree else ''}√{_grouped(_part(element, 'e'))}"


def _sign(element: _Element, properties: str, name: str, default: str) -> str:
    """A bracket or operator that is a property, not text."""
    found = element.find(f"{M}{properties}/{M}{name}")
    return default if found is None else found.get(f"{M}val", default)


def _brackets(element: _Element) -> str:
    inner = ",".join(equation_text(child) for child in element.findall(f"{M}e"))
    return f"{_sign(element, 'dPr', 'begChr', '(')}{inner}{_sign(element, 'dPr', 'endChr', ')')}"


def _sum(element: _Element) -> str:
    """∑, ∫ and their like with the limits."""
    below, above = _part(element, "sub"), _part(element, "sup")
    limits = (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")
    return f"{_sign(element, 'naryPr', 'chr', '∫')}{limits} {_part(element, 'e')}"


_STRUCTURES = {
    f"{M}f": _fraction,
    f"{M}sSup": _power,
    f"{M}sSub": _index,
    f"{M}sSubSup": _index_and_power,
    f"{M}rad": _root,
    f"{M}d": _brackets,
    f"{M}nary": _sum,
}
