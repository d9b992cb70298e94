"""A report or speech as lines, before it is a file: headings with their number, paragraphs with their citations.

Records only; what is open in a text is found in the text itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.drafting.records import Slot, SlotKind
from assistant.drafting.slots import KINDS, slots_in
from assistant.records import Citation


@dataclass(frozen=True, slots=True)
class Line:
    """A heading (level 1 is 一、, 2 is （一）, 3 is 1.) with its number, or a paragraph (level 0)."""

    text: str
    level: int = 0
    citations: tuple[int, ...] = ()
    is_locked: bool = False
    """Whether somebody has said that it stays as it is."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One document, in the order in which it is printed or spoken."""

    title: str
    document_type: str
    """文种: 报告, 通报, 讲话, 主持词, …"""
    lines: tuple[Line, ...]
    byline: tuple[str, ...] = ()
    addressee: str = ""
    signer: str = ""
    signed_on: str = ""
    """成文日期 or its slot."""
    citations: tuple[Citation, ...] = ()
    about: str = ""
    """The id of the document that it is about: a source, but no basis."""

    @property
    def texts(self) -> Iterator[str]:
        """Everything that is printed, in order."""
        yield from (self.title, *self.byline, *([self.addressee] if self.addressee else ()))
        yield from (line.text for line in self.lines)
        yield from (text for text in (self.signer, self.signed_on) if text)

    @property
    def characters(self) -> int:
        """What is spoken, or counts for the length: everything but white space; title and byline aside."""
        return sum(len("".join(line.text.split())) for line in self.lines)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What is open, by line: line.0 is the title."""
        found = [(label, f"line.{number}") for number, text in enumerate(self.texts) for label in slots_in(text)]
        return tuple(
            Slot(f"slot-{number}", KINDS.get(label, SlotKind.OTHER), label, where)
            for number, (label, where) in enumerate(found, start=1)
        )
