"""Skeletons of speeches, `prompts/skeletons/remarks/<genre>.md` → units: sentences with a rank, and places to fill.

A line `3 …` is a sentence that is spoken where there is time for rank 3; 0 is always spoken, and `3+ …` is counted
(一是, 二是). An empty line ends a paragraph, `# …` begins a section, and `@name rank words` is a place that the genre
fills. Values are put in once and never read as templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from assistant import resources
from assistant.errors import UsageError

COUNT, SECTIONS = "\ue000", "\ue001"
"""Stand for {items}, how many points the section counts, and {sections}, until it is known what is spoken."""

_FRONT_MATTER = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_VARIABLE = re.compile(r"\{([a-z_]+)\}")
_SENTENCE = re.compile(r"(?P<rank>\d)(?P<counted>\+)? (?P<text>.+)")
_PLACE = re.compile(r"@(?P<name>[a-z]+)(?: (?P<rank>\d))?(?: (?P<words>.+))?")


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of a skeleton."""

    section: int
    """0 above the first heading, then counted."""
    paragraph: int
    text: str = ""
    rank: int = 0
    is_counted: bool = False
    place: str = ""
    """The name of a place to fill, without its @; the text is then what it is to be filled with."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A genre: what is printed above the text, the titles of its sections, and its pieces in order."""

    title: str
    byline: tuple[str, ...]
    document_type: str
    sections: tuple[str, ...]
    """Titles by number; the first, of what stands above them, is empty. A section without one ends what has titles."""
    pieces: tuple[Piece, ...]


def skeleton(name: str, values: Mapping[str, str]) -> Skeleton:
    """A skeleton with its values. Raises UsageError where it is missing or malformed, or names unknown variables."""
    path = resources.prompts() / "skeletons" / "remarks" / f"{name}.md"
    try:
        matched = _FRONT_MATTER.match(path.read_text(encoding="utf-8"))
        head = yaml.safe_load(matched["head"]) if matched else None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError("prompt_unreadable", prompt=name, why=error) from error
    if matched is None or not isinstance(head, dict) or not {"title", "byline", "document_type"} <= head.keys():
        raise UsageError("drafting.skeleton_malformed", prompt=name)
    known = {**{key: value.replace(COUNT, "").replace(SECTIONS, "") for key, value in values.items()}, **_COUNTS}
    unknown = set(_VARIABLE.findall(matched[0])) - known.keys()
    if unknown:
        raise UsageError("prompt_values_missing", prompt=name, names=", ".join(sorted(unknown)))

    def filled(text: str) -> str:
        return _VARIABLE.sub(lambda found: known[found[1]], text)

    titles, pieces = _read(matched["body"], name)
    return Skeleton(
        title=filled(head["title"]),
        byline=tuple(filled(line) for line in head["byline"]),
        document_type=head["document_type"],
        sections=tuple(filled(title) for title in titles),
        pieces=tuple(
            Piece(piece.section, piece.paragraph, filled(piece.text), piece.rank, piece.is_counted, piece.place)
            for piece in pieces
        ),
    )


_COUNTS = {"items": COUNT, "sections": SECTIONS}


def _read(body: str, name: str) -> tuple[list[str], list[Piece]]:
    titles, pieces, paragraph = [""], list[Piece](), 0
    for line in body.splitlines():
        if not line.strip():
            paragraph += 1
        elif line.startswith("# "):
            titles.append(line[2:].strip())
            paragraph += 1
        else:
            pieces += _pieces(line.strip(), len(titles) - 1, paragraph, name)
    return titles, pieces


def _pieces(line: str, section: int, paragraph: int, name: str) -> Iterator[Piece]:
    sentence, place = _SENTENCE.fullmatch(line), _PLACE.fullmatch(line)
    if sentence:
        yield Piece(section, paragraph, sentence["text"], int(sentence["rank"]), sentence["counted"] is not None)
    elif place:
        yield Piece(section, paragraph, place["words"] or "", int(place["rank"] or 0), place=place["name"])
    else:
        raise UsageError("drafting.skeleton_malformed", prompt=name)
