"""A model's text as it arrives → what a reader sees at once, and each sentence with its keys as soon as it is settled.

Nothing here knows where the text comes from. A sentence is settled when nothing that may still arrive can change where
it ends or which citation marks are its own; until then it waits. However the text is cut into pieces, the sentences
are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.composing.composer import ComposedSentence, Delta
from assistant.composing.prompts import CANNOT_ANSWER, visible
from assistant.composing.repetition import Watch
from assistant.text.sentences import sentences

_MARK = re.compile(
    r"[ \t\u3000]*[\[【［]\s*\^?(?:材料|资料|来源)?\s*"
    r"(?P<numbers>\d{1,3}(?:\s*[,，、;；\-–—~～至]\s*\d{1,3})*)"
    r"\s*(?:†[^\]】］\n]{0,20})?[\]】］]"
    r"(?!\d{1,4}号)"
)
"""[1] 【1】 ［1］ [1,2] [1-3] [材料1] 【1†来源】; not the year of a document number, [2023]5号."""

_UNFINISHED_MARK = re.compile(r"[ \t\u3000]*(?:[\[【［][^\]】］\n]{0,40})?\Z")
_RANGE = re.compile(r"(\d{1,3})\s*[\-–—~～至]\s*(\d{1,3})")
_WIDEST_RANGE = 20
"""[1-3] names three pieces of evidence; a wider span than this names its two ends only."""

_MAY_END = re.compile(r"[。！？!?…；;\n”’」』]")
_CLOSERS = "”’」』》）)】〕］"
_LOOKAHEAD = 14
"""Characters behind a sentence before it is settled: more than its splitter looks ahead for （一）, ……”他说 or 3.5."""

_ENDED = "。！？!?”’」』"
_LINE_DECORATION = re.compile(r"\A(?:[-*•·]\s+|#{1,6}\s+|>\s+)+")
_THOUGHT_OPENS, _THOUGHT_CLOSES = "<think>", "</think>"


class _Mark(NamedTuple):
    position: int
    """Where it stood, in the text without marks."""
    raw_end: int
    keys: tuple[int, ...]


class _Unmarked(NamedTuple):
    """A text without its citation marks. `origins[i]` is where character `i` stood in the text with them."""

    text: str
    origins: list[int]
    marks: list[_Mark]


class AnswerReader:
    """Takes the pieces of one answer in order."""

    def __init__(self) -> None:
        self._thoughts = Thoughts()
        self._held = ""
        self._is_abstaining = True
        self._pending = ""
        self.watch = Watch()
        """Of the answer so far, thoughts apart."""
        self._has_given_words = False

    @property
    def has_words(self) -> bool:
        """Whether anything but white space, punctuation and citation marks has arrived."""
        return self._has_given_words or _has_words(self._pending)

    def feed(self, piece: str) -> Iterator[Delta | ComposedSentence]:
        """What a piece of text gives: the text itself, and the sentences that it settles."""
        return self._take(self._thoughts.feed(piece))

    def close(self, *, cut: bool = False) -> Iterator[Delta | ComposedSentence]:
        """What is left when the text has ended. Where it was `cut` off, a sentence without its end is not given."""
        yield from self._take(self._thoughts.close())
        if self._held and not cut and CANNOT_ANSWER not in self._held:
            yield Delta(self._held)  # it only began like the words for "cannot answer"
        yield from self._settled(final=True, cut=cut)

    def _take(self, text: str) -> Iterator[Delta | ComposedSentence]:
        text = visible(text)
        if not text:
            return
        self.watch.feed(text)
        self._pending += text
        yield from self._shown(text)
        yield from self._settled()

    def _shown(self, text: str) -> Iterator[Delta]:
        """Text goes out at once, except while it may still turn out to be nothing but the words for "cannot answer"."""
        if not self._is_abstaining:
            yield Delta(text)
            return
        self._held += text
        if not _may_abstain(self._held):
            self._is_abstaining = False
            yield Delta(self._held)
            self._held = ""

    def _settled(self, *, final: bool = False, cut: bool = False) -> Iterator[ComposedSentence]:
        while final or _MAY_END.search(self._pending):
            unmarked = _without_marks(self._pending, final=final)
            taken = _first_sentence(unmarked, final=final)
            if taken is None:
                return
            end, raw_end, keys = taken
            written = unmarked.text[:end].strip()
            self._pending = self._pending[raw_end:]
            if cut and not self._pending.strip() and written[-1] not in _ENDED:
                return
            text = _LINE_DECORATION.sub("", written).replace("**", "")
            if not _has_words(text):
                continue
            self._has_given_words = True
            if not _is_abstention(text):
                yield ComposedSentence(text, keys)


class Thoughts:
    """Drops what a reasoning model writes before its answer between <think> and </think>."""

    def __init__(self) -> None:
        self._held = ""
        self._passed = False

    def feed(self, piece: str) -> str:
        if self._passed:
            return piece
        self._held += piece
        begun = self._held.lstrip()
        if begun.startswith(_THOUGHT_OPENS):
            answer = begun.partition(_THOUGHT_CLOSES)[2].lstrip()
            self._passed = bool(answer)
            return answer
        self._passed = not _THOUGHT_OPENS.startswith(begun)
        return self._held if self._passed else ""

    def close(self) -> str:
        """What was held back in case a thought began with it."""
        return "" if self._passed or self._held.lstrip().startswith(_THOUGHT_OPENS) else self._held


def keys_of(mark: str) -> tuple[int, ...]:
    """The evidence numbers that a citation mark names, in its order, each once.

    >>> keys_of("[2,1]"), keys_of("【3】"), keys_of("［１、２］"), keys_of("[2-4]")
    ((2, 1), (3,), (1, 2), (2, 3, 4))
    """
    return tuple(dict.fromkeys(number for part in re.split(r"[,，、;；]", mark) for number in _numbers(part)))


def _numbers(part: str) -> list[int]:
    span = _RANGE.search(part)
    if span:
        first, last = int(span[1]), int(span[2])
        return list(range(first, last + 1)) if 0 < last - first <= _WIDEST_RANGE else [first, last]
    return [int(number) for number in re.findall(r"\d+", part)]


def _without_marks(raw: str, *, final: bool) -> _Unmarked:
    """Take the marks out. A mark that may still be arriving, at the very end, is left for later."""
    arrived = raw if final else raw[: _UNFINISHED_MARK.search(raw).start()]  # type: ignore[union-attr]  # matches ""
    pieces: list[str] = []
    origins: list[int] = []
    marks: list[_Mark] = []
    position = 0
    for found in _MARK.finditer(arrived):
        pieces.append(arrived[position : found.start()])
        origins += range(position, found.start())
        marks.append(_Mark(len(origins), found.end(), keys_of(found["numbers"])))
        position = found.end()
    pieces.append(arrived[position:])
    origins += range(position, len(arrived))
    return _Unmarked("".join(pieces), origins, marks)


def _first_sentence(unmarked: _Unmarked, *, final: bool) -> tuple[int, int, tuple[int, ...]] | None:
    """The first sentence, if it is settled: its end without marks, its end with them, and its keys.

    A mark behind the end of a sentence is that sentence's own, unless a line break stands between.
    """
    text = unmarked.text
    spans = sentences(text)
    if not spans:
        return None
    end = spans[0].end
    if not final and not _is_settled(text, end):
        return None
    own = [mark for mark in unmarked.marks if len(spans) == 1 or _belongs(mark.position, end, text, spans[1].start)]
    raw_end = max([unmarked.origins[end - 1] + 1, *(mark.raw_end for mark in own)])
    return end, raw_end, tuple(dict.fromkeys(key for mark in own for key in mark.keys))


def _is_settled(text: str, end: int) -> bool:
    """Enough text follows, and no closing mark that may still come would make the sentence longer."""
    return len(text) - end >= _LOOKAHEAD and sentences(text + _CLOSERS)[0].end == end


def _belongs(position: int, end: int, text: str, next_start: int) -> bool:
    return position <= end or (position <= next_start and "\n" not in text[end:position])


def _has_words(text: str) -> bool:
    return any(mark.isalnum() for mark in _MARK.sub("", text))


def _is_abstention(text: str) -> bool:
    return text.strip(" \t。.！!“”\"'") == CANNOT_ANSWER


def _may_abstain(text: str) -> bool:
    """Whether the text so far is the words for "cannot answer", or a beginning of them."""
    begun = _UNFINISHED_MARK.sub("", text.lstrip(" \t\n“\"'"))
    words, phrase, rest = begun.partition(CANNOT_ANSWER)
    return not words and not _has_words(rest) if phrase else CANNOT_ANSWER.startswith(begun)
