"""Skeletons of documents in `prompts/skeletons/`: front matter that names the variables, and a body with {variables}.

Values are put in once and never read as templates, so that no text of a document can name a variable. Paragraphs
without a variable are fixed prose: the same in every draft, until a person changes them in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from assistant import resources
from assistant.drafting.records import Section
from assistant.errors import UsageError

_FRONT_MATTER = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_VARIABLE = re.compile(r"\{([a-z_]+)\}")
_HEADING = re.compile(r"#+\s*(?:[一二三四五六七八九十]+、|附[一二三四五六七八九十]+\s*)?(?P<title>.*)")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, a paragraph or a list of a skeleton."""

    section: str
    """Title of the section it heads or stands in, without its number; empty above the first section."""
    text: str
    is_fixed: bool
    """Whether it is prose without a variable."""

    @property
    def level(self) -> int:
        """Of a heading, as many as it has #; 0 for anything else."""
        return len(self.text) - len(self.text.lstrip("#"))

    @property
    def variable(self) -> str | None:
        """The variable that the part consists of, where it is nothing else."""
        found = _VARIABLE.fullmatch(self.text)
        return found[1] if found else None

    def filled(self, values: Mapping[str, str]) -> str:
        """The text with its values; what looks like a variable in prose that a person wrote stays as it is."""
        return self.text if self.is_fixed else _VARIABLE.sub(lambda found: values[found[1]], self.text)


def fill(name: str, values: Mapping[str, str], fixed: Sequence[Section] = ()) -> str:
    """The skeleton `prompts/skeletons/<name>.md` with every variable replaced, and fixed prose by that of `fixed`.

    Raises UsageError where the file is missing or malformed, or where values are missing or not known to it.
    """
    declared, body = _read(name)
    for key, names in (
        ("prompt_values_missing", declared - values.keys()),
        ("prompt_values_unknown", values.keys() - declared),
    ):
        if names:
            raise UsageError(key, prompt=name, names=", ".join(sorted(names)))
    told = (part.filled(values) for part in _with_prose(_parts(body), fixed))
    return "\n\n".join(filter(None, told)) + "\n"


def parts(name: str, fixed: Sequence[Section] = ()) -> list[Part]:
    """The skeleton piece by piece, its fixed prose replaced by that of `fixed`. Raises UsageError as `fill` does."""
    return list(_with_prose(_parts(_read(name)[1]), fixed))


def fixed_prose(name: str) -> tuple[Section, ...]:
    """The sections of a skeleton that say something by themselves. Raises UsageError as `fill` does."""
    said: dict[str, list[str]] = {}
    for part in _parts(_read(name)[1]):
        if part.is_fixed:
            said.setdefault(part.section, []).append(part.text)
    return tuple(Section(title, tuple(paragraphs)) for title, paragraphs in said.items())


def _with_prose(of_skeleton: Sequence[Part], fixed: Sequence[Section]) -> Iterator[Part]:
    """The parts with the prose that `fixed` gives for their sections, where the first fixed part of each stood."""
    prose = {section.title: section.paragraphs for section in fixed}
    told: set[str] = set()
    for part in of_skeleton:
        if not part.is_fixed or part.section not in prose:
            yield part
        elif part.section not in told:
            told.add(part.section)
            yield from (Part(part.section, paragraph, is_fixed=True) for paragraph in prose[part.section])


def _parts(body: str) -> list[Part]:
    section, found = "", []
    for text in filter(None, (piece.strip() for piece in re.split(r"\n{2,}", body))):
        heading = _HEADING.fullmatch(text)
        if heading and not text.startswith("# "):
            section = heading["title"]
        is_fixed = heading is None and _VARIABLE.search(text) is None
        found.append(Part(section, text, is_fixed))
    return found


def _read(name: str) -> tuple[frozenset[str], str]:
    path = resources.prompts() / "skeletons" / f"{name}.md"
    try:
        matched = _FRONT_MATTER.match(path.read_text(encoding="utf-8"))
        head = yaml.safe_load(matched["head"]) if matched else None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError("prompt_unreadable", prompt=name, why=error) from error
    if matched is None or not isinstance(head, dict) or not isinstance(head.get("variables"), list):
        raise UsageError("drafting.skeleton_malformed", prompt=name)
    declared, used = frozenset(map(str, head["variables"])), frozenset(_VARIABLE.findall(matched["body"]))
    if declared != used:
        raise UsageError("prompt_variables_differ", prompt=name, names=", ".join(sorted(declared ^ used)))
    return declared, matched["body"].lstrip("\n")
