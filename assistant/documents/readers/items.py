"""What every reader yields: the text of a document with where it stands in its file, or a file found inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.records import Place, StyledHeading


@dataclass(frozen=True, slots=True)
class Reading:
    """One document's text as a reader found it: lines end with a line feed, a paragraph is a line."""

    text: str
    format: str
    """The format in words that people use: txt, md, docx, pdf, html, xlsx, csv, eml, ofd."""
    encoding: str = ""
    """Of the bytes, where the format does not settle it."""
    places: tuple[Place, ...] = ()
    """Where stretches of `text` stand in the file, in order of start."""
    headings: tuple[StyledHeading, ...] = ()
    """What the file marks as a heading, in order of start."""
    stated_title: str = ""
    """What the file itself calls the document: a page's title, a mail's subject. A hint, no more."""
    warnings: tuple[str, ...] = ()
    """Keys under `[warnings]` of the message files."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file inside a file: a member of an archive, an attachment of a mail."""

    name: str
    """Its path inside, with forward slashes; never absolute, never upwards."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Pages:
    """How many pages are about to be read. It comes first and earns a reader more time."""

    count: int


Item = Reading | Enclosed | Pages

Reader = Callable[[bytes, str], Iterator[Item]]
"""The bytes of a file and its name → what is in it. Raises RejectedFile without a `path`: the caller knows it."""
