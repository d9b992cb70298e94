"""Remarks beside the text (批注): which belong to a place, and the part `comments.xml` made of those that were set.

Remarks come in with the place they are about; a block asks for its own. It knows neither checks nor slots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.export.word.xml import Element, element, text_element

_AUTHOR = "核对"
_INITIALS = "核"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be said beside a document."""

    place: str
    """What of the document it is about: F1, F1-M1.leader; what no block shows goes to the title."""
    text: str
    label: str | None = None
    """Of an open slot: the remark stands at the slot, else at the whole block."""


class Margin:
    """The remarks of one document, each given out once."""

    def __init__(self, remarks: Sequence[Remark], on: date) -> None:
        """`on` is the day that the remarks are dated with."""
        self._waiting: dict[str, dict[int, Remark]] = {}
        self._set: list[Remark] = []
        self._on = on
        for number, remark in enumerate(remarks):
            for place in _places_above(remark.place):
                self._waiting.setdefault(place, {})[number] = remark

    def of_slot(self, place: str, label: str) -> int | None:
        """The comment for an open slot of a block, or None."""
        of_place = self._waiting.get(place, {})
        number = next((number for number, remark in of_place.items() if remark.label == label), None)
        return None if number is None else self._give_out(number, of_place[number])

    def of_block(self, place: str) -> list[int]:
        """The comments for a block as a whole."""
        of_place = self._waiting.get(place, {})
        due = [(number, remark) for number, remark in of_place.items() if remark.label is None]
        return [self._give_out(number, remark) for number, remark in due]

    def rest(self) -> list[int]:
        """The comments for what no block has asked for."""
        left = {number: remark for of_place in self._waiting.values() for number, remark in of_place.items()}
        return [self._give_out(number, left[number]) for number in sorted(left)]

    def part(self) -> Element | None:
        """The root of `comments.xml`; None where nothing was said."""
        comments = [self._comment(number, remark) for number, remark in enumerate(self._set)]
        return element("comments", *comments) if comments else None

    def _give_out(self, number: int, remark: Remark) -> int:
        for place in _places_above(remark.place):
            del self._waiting[place][number]
        self._set.append(remark)
        return len(self._set) - 1

    def _comment(self, number: int, remark: Remark) -> Element:
        said = element("r", text_element("t", remark.text))
        mark = element("r", element("rPr", element("rStyle", val="CommentReference")), element("annotationRef"))
        paragraph = element("p", element("pPr", element("pStyle", val="CommentText")), mark, said)
        on = f"{self._on.isoformat()}T00:00:00Z"
        return element("comment", paragraph, id=number, author=_AUTHOR, initials=_INITIALS, date=on)


def commented(content: Sequence[Element], comments: Sequence[int]) -> list[Element]:
    """Runs with the comments on them around."""
    return [
        *(element("commentRangeStart", id=number) for number in comments),
        *content,
        *(
            one
            for number in comments
            for one in (
                element("commentRangeEnd", id=number),
                element(
                    "r",
                    element("rPr", element("rStyle", val="CommentReference")),
                    element("commentReference", id=number),
                ),
            )
        ),
    ]


def _places_above(place: str) -> list[str]:
    """F1-M1.due.date → itself, F1-M1.due, F1-M1: a block that shows more asks by the shorter name."""
    pieces = place.split(".")
    return [".".join(pieces[:length]) for length in range(len(pieces), 0, -1)]
