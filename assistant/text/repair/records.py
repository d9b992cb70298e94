"""What the stages of repair hand to one another and to the caller. Records only; positions are in characters.

An `Edit` is what a stage proposes for the text it sees. A `Repair`, `Suggestion` or `Notice` is what the caller reads:
it lies in the repaired text and, beside it, in the original.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from assistant.text.offsets import OffsetMap, Replacement

if TYPE_CHECKING:
    from assistant.text.repair.trigrams import Trigrams

Spans = tuple[tuple[int, int], ...]

# Below this confidence a repair counts as a guess: its original is shown beside it wherever it is quoted.
SURE = 0.95


class Edit(NamedTuple):
    """`text[start:end]` is to become `new`; `spans`, where given, tell each new character's own stretch of `text`."""

    start: int
    end: int
    new: str
    confidence: float
    spans: Spans | None = None

    @property
    def replacement(self) -> Replacement:
        return Replacement(self.start, self.end, self.new, self.spans)


class Remark(NamedTuple):
    """Something to say about `text[start:end]` without changing it; `proposal` is empty where nothing is proposed."""

    kind: str
    start: int
    end: int
    proposal: str = ""
    confidence: float = 0.0


@dataclass(frozen=True)
class Switches:
    """Which stages may act. A switch has the name of its stage and of the kind of its repairs."""

    entity: bool = True
    recode: bool = True
    shift: bool = True
    gloss: bool = True
    script: Literal["auto", "always", "never"] = "auto"
    glyph: bool = True
    invisible: bool = True
    alphanumeric: bool = False
    layout: bool = True
    space: bool = True
    punctuation: bool = True
    suggest: bool = True


@dataclass(frozen=True)
class Page:
    """A text on its way through the stages, with what is known about it so far.

    `glossed`: pinyin glosses of a converter run through it, so that timid rules may act too. `markup`: tags, fences or
    links, where entities are meant.
    """

    text: str
    switches: Switches
    model: Callable[[], Trigrams]
    glossed: bool = False
    markup: bool = False

    @cached_property
    def alphabet(self) -> frozenset[str]:
        """Every character of the text once: the cheapest test for what a stage looks for."""
        return frozenset(self.text)


class Step(NamedTuple):
    """One stage's edits, in the coordinates of the text that the steps before it made."""

    kind: str
    replacements: tuple[Replacement, ...]


@dataclass(frozen=True)
class Repair:
    """`original[original_start:original_end] == before` became `text[start:end] == after`.

    `kind` is the stage that acted; stages after it may have had a hand in `after` too (a restored character that was
    then simplified). `confidence` is the share of repairs so marked that are expected to be right to the letter.
    """

    kind: str
    start: int
    end: int
    original_start: int
    original_end: int
    before: str
    after: str
    confidence: float

    @property
    def is_guess(self) -> bool:
        return self.confidence < SURE


@dataclass(frozen=True)
class Suggestion:
    """What a person might want to change; never applied. Fields as in `Repair`."""

    kind: str
    start: int
    end: int
    original_start: int
    original_end: int
    before: str
    after: str
    confidence: float


@dataclass(frozen=True)
class Notice:
    """Something wrong with the text that no rule can put right, and where it stands."""

    kind: str
    start: int
    end: int
    original_start: int
    original_end: int
    excerpt: str


@dataclass(frozen=True)
class Repaired:
    """A repaired text with the way back to its original."""

    text: str
    offsets: OffsetMap
    repairs: tuple[Repair, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    warnings: tuple[Notice, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def guesses(self) -> tuple[Repair, ...]:
        """The repairs whose original must be shown beside them."""
        return tuple(repair for repair in self.repairs if repair.is_guess)

    def count_by_kind(self) -> dict[str, int]:
        """How many repairs there are of each kind, most frequent first."""
        kinds = [repair.kind for repair in self.repairs]
        return dict(sorted(((kind, kinds.count(kind)) for kind in set(kinds)), key=lambda row: (-row[1], row[0])))

    def to_json(self) -> dict[str, Any]:
        """The result as plain data, without the offset map and the steps."""
        return {
            "text": self.text,
            "repairs": [asdict(repair) for repair in self.repairs],
            "suggestions": [asdict(suggestion) for suggestion in self.suggestions],
            "warnings": [asdict(notice) for notice in self.warnings],
        }
