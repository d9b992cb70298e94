"""A meeting that something is to be said at; and what was written for it. Records only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from eval.cases.drafts import Quoted
from eval.records import Case, Product

GenreName = Literal["表态发言", "动员讲话", "部署讲话", "主持词", "对照检查"]


@dataclass(frozen=True, slots=True)
class Occasion(Case):
    """What is said, about what, how long. Field for field a row of `cases.jsonl`."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    genre: GenreName
    about: str = ""
    """A topic in words, or a notice or feedback document as text."""
    about_file: str = ""
    """Of the corpus, in the place of `about`."""
    minutes: float | None = None
    agenda: tuple[str, ...] = ()
    """Given to a 主持词 by whoever asks for it."""
    items: int | None = None
    """How many items the agenda has, wherever it stands."""
    problems: int | None = None
    """How many findings a feedback document has, as a person counts them."""


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A heading or a paragraph, with the numbers of what it cites."""

    text: str
    citations: tuple[int, ...] = ()
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class SpokenSource:
    """What a speech cites under a number."""

    n: int
    title: str
    quote: Quoted


@dataclass(frozen=True, slots=True)
class Spoken(Product):
    """What was written for a meeting."""

    about: str
    """The text that it is about, as it was read."""
    lines: tuple[SpokenLine, ...]
    sources: tuple[SpokenSource, ...]
    characters: int
    """Spoken, blanks aside."""
    says_too_short: bool = False
    """Whether it tells by itself that there is not enough to fill the time."""
