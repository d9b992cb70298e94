"""Words of a question → what documents call the same thing. A table of groups in, alternatives out; documents stay
as they are.

The table that ships with the program is `thesaurus.toml`, which says what its lines mean; a user's own file is laid
over it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.errors import UsageError
from assistant.text.terms import fold

_SHIPPED = Path(__file__).with_name("thesaurus.toml")
_WITHOUT = "without"
"""The section of a user's file that lists words to leave alone."""

_HELPS = re.compile(r"会[怎不有被是受给让把对导]|还[有没要是不]")
"""A character that only helps a verb: 会怎么样, 还没."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A word of a question, and the words that a document may have for it."""

    word: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Which words stand for which."""

    alternatives: Mapping[str, tuple[str, ...]]
    """Folded word → the other words that documents use, in the order of the table."""
    pattern: re.Pattern[str]

    def concepts(self, question: str) -> tuple[Concept, ...]:
        """The known words of a question, longest first where they overlap, with what else to look for.

        >>> shipped().concepts("一把手几天内交")[0].alternatives[0]
        '主要负责人'
        """
        asked = fold(question)
        matches = self.pattern.finditer(asked)
        said = (one[0] for one in matches if len(one[0]) > 1 or not _HELPS.match(asked, one.start()))
        found = dict.fromkeys(said)
        concepts = (Concept(word, tuple(one for one in self.alternatives[word] if one not in asked)) for word in found)
        return tuple(concept for concept in concepts if concept.alternatives)

    def alternatives_in(self, question: str) -> dict[str, tuple[str, ...]]:
        """The known words of a question with what documents have for them."""
        return {concept.word: concept.alternatives for concept in self.concepts(question)}


@cache
def shipped() -> Thesaurus:
    """The table that ships with the program."""
    return _built(_groups(_table(_SHIPPED), _SHIPPED))


def empty() -> Thesaurus:
    """A table without a word."""
    return _built(())


@cache
def extended(file: Path) -> Thesaurus:
    """The shipped table with a user's file. Raises UsageError where the file cannot be read or has another form."""
    table = _table(file)
    without = frozenset(fold(word) for line in _lines(table, _WITHOUT, file) for word in line.split())
    groups = (*_groups(_table(_SHIPPED), _SHIPPED), *_groups(table, file))
    return _built(groups, without)


def _table(file: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError("thesaurus_unreadable", path=file, why=error) from error


def _lines(table: Mapping[str, object], section: str, file: Path) -> list[str]:
    lines = table.get(section, [])
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise UsageError("thesaurus_unreadable", path=file, why=section)
    return lines


def _groups(table: Mapping[str, object], file: Path) -> tuple[tuple[list[str], list[str]], ...]:
    """(words of documents, words of people) of each line."""
    groups = []
    for section in table:
        for line in _lines(table, section, file) if section != _WITHOUT else ():
            written, _, said = fold(line).partition("<")
            apart = written.split("|")
            if not all(each.split() for each in apart):
                raise UsageError("thesaurus_unreadable", path=file, why=line)
            groups += [(each.split(), said.split()) for each in apart]
    return tuple(groups)


def _built(groups: Iterable[tuple[list[str], list[str]]], without: frozenset[str] = frozenset()) -> Thesaurus:
    found: dict[str, dict[str, None]] = {}
    for written, said in groups:
        for word in (*written, *said):
            found.setdefault(word, {}).update((other, None) for other in written if other != word)
    kept = {word: tuple(others) for word, others in found.items() if others and word not in without}
    longest_first = sorted(kept, key=lambda word: (-len(word), word))
    return Thesaurus(kept, re.compile("|".join(map(re.escape, longest_first)) or r"(?!)"))


def words_of(concepts: Iterable[Concept]) -> Iterator[str]:
    """Every alternative once, in order."""
    return iter(dict.fromkeys(one for concept in concepts for one in concept.alternatives))
