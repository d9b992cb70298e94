"""UTF-8 that was read as GBK, byte by byte back to text, with the language model where bytes were lost.

GBK reads UTF-8 in pairs: three characters of two bytes for two of three. A pair on a private-use code may have become
? or vanished, and an odd last byte with it. Comes in: the observed run; goes out: the best text with its stretches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.text.characters import CLOSING_MARKS, OPENING_MARKS, is_han
from assistant.text.repair import gbk
from assistant.text.repair.canonical import BREAK, canonical
from assistant.text.repair.records import Spans
from assistant.text.repair.trigrams import Trigrams

BEAM = 16
CHOICES = 8
MAX_LOST_SHARE = 1 / 3
EATEN_COST = 0.7  # log10, for an ASCII character that went with an odd last byte
VANISHED_COST = 1.0  # log10, for a pair that left no mark

# A blank follows the number of an article; any other ASCII character that was eaten stays unknown.
_LABEL = re.compile("第[一二三四五六七八九十百零]{1,8}[编章节条]$")

_LEAD_BYTES = slice(0xE2, 0xF0)  # what begins the next character, where an ideograph or mark follows

LOST = -1  # a byte nobody knows
LOST_SECOND = -2  # the second byte of a lost pair


class RestoredRun(NamedTuple):
    """The text of a run, for each of its characters the stretch it came from, and how many of them are guesses."""

    text: str
    spans: Spans
    guesses: int


class Stream(NamedTuple):
    """The run's bytes, LOST for unknown ones, and the observed character that each came from."""

    values: list[int]
    owners: list[int]


@dataclass(slots=True)
class Link:
    """A hypothesis up to byte `at`; `carried` lost bytes come before it."""

    score: float
    a: int
    b: int
    at: int
    carried: int
    character: str = ""
    start: int = 0
    end: int = 0
    is_guess: bool = False
    before: Link | None = None


class Alphabet(NamedTuple):
    """Characters that may be guessed, with the three bytes of each in UTF-8 and the model's ids."""

    characters: list[str]
    codes: NDArray[np.int64]
    ids: NDArray[np.int32]


def restore_utf8(run: str, model: Trigrams, *, ends_line: bool) -> RestoredRun | None:
    """The text whose UTF-8 bytes GBK would read as this run; None where the bytes cannot be those of UTF-8."""
    stream = _stream(run)
    if stream is None:
        return None
    lost = sum(value < 0 for value in stream.values)
    if lost > MAX_LOST_SHARE * len(stream.values):
        return None
    if not lost and (exact := _decode_exactly(stream)):
        return exact
    for may_vanish in (False, True):
        restored = _Search(stream, model, may_vanish=may_vanish).restore(len(run), ends_line=ends_line)
        if restored is not None:
            return restored
    return None


def _stream(run: str) -> Stream | None:
    values: list[int] = []
    owners: list[int] = []
    for at, character in enumerate(run):
        code = gbk.codes().get(character)
        if character in "?\ufffd":
            taken = [LOST, LOST_SECOND]
        elif character == "€":
            taken = [gbk.EURO]
        elif character.isascii():
            taken = [ord(character)]
        elif code is not None:
            taken = list(code)
        else:
            return None
        values += taken
        owners += [at] * len(taken)
    return Stream(values, owners)


def _decode_exactly(stream: Stream) -> RestoredRun | None:
    try:
        text = bytes(stream.values).decode("utf-8")
    except UnicodeDecodeError:
        return None
    spans: list[tuple[int, int]] = []
    at = 0
    for character in text:
        end = at + len(character.encode("utf-8"))
        spans.append((stream.owners[at], stream.owners[end - 1] + 1))
        at = end
    return RestoredRun(text, tuple(spans), 0)


class _Search:
    def __init__(self, stream: Stream, model: Trigrams, *, may_vanish: bool) -> None:
        self.values, self.owners = stream
        self.model = model
        self.alphabet = _alphabet(model.vocabulary)
        self.may_vanish = may_vanish

    def restore(self, length: int, *, ends_line: bool) -> RestoredRun | None:
        """The most probable text of the whole run, which is `length` observed characters long."""
        layers: dict[int, dict[tuple[int, int, int], Link]] = {0: {(0, 0, 0): Link(0.0, 0, 0, 0, 0)}}
        end = len(self.values)
        for at in range(end):
            layer = sorted(layers.pop(at, {}).values(), key=lambda link: -link.score)[:BEAM]
            for link in layer:
                for following in self._continue(link):
                    target = layers.setdefault(following.at, {})
                    key = following.a, following.b, following.carried
                    if key not in target or target[key].score < following.score:
                        target[key] = following
        finished = [link for link in layers.get(end, {}).values() if not link.carried]
        if not finished:
            return None
        final = self.model.id(BREAK)
        gains = [self.model.log10(link.a, link.b, final) if ends_line else 0.0 for link in finished]
        return _run_of(max(zip(finished, gains, strict=True), key=lambda row: row[0].score + row[1])[0], length)

    def _continue(self, link: Link) -> Iterator[Link]:
        first = self.values[link.at]
        if not link.carried and 0 <= first < 0x80:
            yield self._append(link, chr(first), self._gain(link, chr(first)), link.at + 1, 0, is_guess=False)
            return
        for pattern, at, carried, cost in self._patterns(link):
            known = [value for value in pattern if value >= 0]
            if len(known) == len(pattern):
                try:
                    character = bytes(known).decode("utf-8")
                except UnicodeDecodeError:
                    continue
                gain = self._gain(link, character) - cost
                yield self._append(link, character, gain, at, carried, is_guess=False)
                continue
            for character, gain in self._guesses(link, pattern, is_pair_lost=True):
                yield self._append(link, character, gain - cost, at, carried, is_guess=True)
            if pattern[-1] == LOST and not carried:
                for character, gain in self._guesses(link, pattern, is_pair_lost=False):
                    yield self._eaten(self._append(link, character, gain - cost, at, 0, is_guess=True))

    def _eaten(self, link: Link) -> Link:
        """The mark took the last byte of a character, and with it the ASCII character or the line's end behind it."""
        if link.at + 1 == len(self.values):
            eaten = ""
        elif _LABEL.search(_last_characters(link)):
            eaten = " "
        else:
            eaten = "?"  # it may have been a digit: the mark stays in its place, lest 60日 become 0日
        score = link.score - EATEN_COST
        return Link(score, link.a, link.b, link.at + 1, 0, eaten, link.start, link.end, bool(eaten), link)

    def _patterns(self, link: Link) -> Iterator[tuple[tuple[int, ...], int, int, float]]:
        """The bytes that the next character may consist of, where reading goes on, and what that costs."""
        first = LOST if link.carried else self.values[link.at]
        sizes = (2,) if 0xC2 <= first < 0xE0 else (3,)
        for size in sizes:
            yield from self._take((), link.at, link.carried, size, 0.0)

    def _take(
        self, taken: tuple[int, ...], at: int, carried: int, size: int, cost: float
    ) -> Iterator[tuple[tuple[int, ...], int, int, float]]:
        if len(taken) == size:
            yield taken, at, carried, cost
            return
        if carried:
            yield from self._take((*taken, LOST), at, carried - 1, size, cost)
            return
        if at < len(self.values):
            value = self.values[at]
            if value < 0 or value >= 0x80:
                yield from self._take((*taken, value), at + 1, 0, size, cost)
        if self.may_vanish and not cost and 0 < at < len(self.values) and self.owners[at] != self.owners[at - 1]:
            yield from self._take((*taken, LOST), at, 1, size, cost + VANISHED_COST)

    def _guesses(self, link: Link, pattern: tuple[int, ...], *, is_pair_lost: bool) -> list[tuple[str, float]]:
        """Characters that fit the known bytes and whose lost ones are such as GBK loses."""
        if len(pattern) != 3:
            return []
        fits = np.ones(len(self.alphabet.characters), dtype=np.bool_)
        for column, value in enumerate(pattern):
            if value >= 0:
                fits &= self.alphabet.codes[:, column] == value
        if pattern[1] < 0 and pattern[2] < 0:
            fits &= _vanishes()[self.alphabet.codes[:, 1], self.alphabet.codes[:, 2]]
        elif pattern[2] == LOST and is_pair_lost:
            fits &= _vanishes()[self.alphabet.codes[:, 2], _LEAD_BYTES].any(axis=1)
        places = np.flatnonzero(fits)
        if not len(places):
            return []
        gains = np.log10(self.model.after(link.a, link.b)[self.alphabet.ids[places]])
        order = np.lexsort((places, -gains))[:CHOICES]
        return [(self.alphabet.characters[places[at]], float(gains[at])) for at in order]

    def _gain(self, link: Link, character: str) -> float:
        plain = canonical(character)
        return self.model.log10(link.a, link.b, self.model.id(plain)) if plain else 0.0

    def _append(self, link: Link, character: str, gain: float, at: int, carried: int, *, is_guess: bool) -> Link:
        plain = canonical(character)
        a, b = (link.b, self.model.id(plain)) if plain else (link.a, link.b)
        start = self.owners[min(link.at, len(self.owners) - 1)]
        end = self.owners[at - 1] + 1
        return Link(link.score + gain, a, b, at, carried, character, min(start, end), end, is_guess, link)


def _last_characters(link: Link) -> str:
    characters: list[str] = []
    walk: Link | None = link
    while walk is not None and len(characters) < 10:
        characters.append(walk.character)
        walk = walk.before
    return "".join(reversed(characters))


def _run_of(link: Link, length: int) -> RestoredRun:
    links: list[Link] = []
    walk: Link | None = link
    while walk is not None:
        if walk.character:
            links.append(walk)
        walk = walk.before
    links.reverse()
    spans = tuple((each.start, min(each.end, length)) for each in links)
    return RestoredRun("".join(each.character for each in links), spans, sum(each.is_guess for each in links))


@lru_cache(maxsize=4)
def _alphabet(vocabulary: str) -> Alphabet:
    marks = frozenset(CLOSING_MARKS + OPENING_MARKS)
    known = [
        (at, character)
        for at, character in enumerate(vocabulary, start=1)
        if (is_han(character) or character in marks) and len(character.encode("utf-8")) == 3
    ]
    codes = np.array([list(character.encode("utf-8")) for _, character in known], dtype=np.int64).reshape(-1, 3)
    return Alphabet([character for _, character in known], codes, np.array([at for at, _ in known], dtype=np.int32))


@lru_cache(maxsize=1)
def _vanishes() -> NDArray[np.bool_]:
    table = np.zeros((256, 256), dtype=np.bool_)
    for first, seconds in gbk.vanishing().items():
        table[first, sorted(seconds)] = True
    return table
