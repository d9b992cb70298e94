"""Text → sentences and clauses, as spans that leave out nothing but white space.

A sentence ends at 。！？ (and their half-width forms before Han text or a line end), at a line break, and before the
next item of a list written in one line. Marks inside quotation marks or brackets end nothing until those close; the
stars that close bold words behind a mark go with the sentence that they close.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.text.emphasis import past_closing_stars


class Span(NamedTuple):
    """`text[start:end]`, in characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


_END_MARKS = "。！？!?…"
_CLAUSE_MARKS = "，,；;：:"
_PAIRS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
    "（": "）",
    "(": ")",
    "【": "】",
    "〔": "〕",
    "［": "］",
    '"': '"',
}
_CLOSERS = frozenset(_PAIRS.values())
_BREAKS = "".join(sorted({*_PAIRS, *_CLOSERS, *_END_MARKS, *"；;", "\n"}))
_SENTENCE_MARKS = re.compile(f"[{re.escape(_BREAKS)}]")
"""The characters that open or close anything, or may end a sentence; no other is looked at."""

_ALL_MARKS = re.compile(f"[{re.escape(_BREAKS + _CLAUSE_MARKS)}]")
"""The same with those that end a clause."""

_LONGEST_ASIDE = 300
"""Characters: an opening mark not closed within this reach was never closed, and is treated as any other character."""

_SPEAKING = re.compile(r"[^，。！？；：\n]{0,8}(?:说|道|指出|强调|问|答|表示|要求)[，。：；]?")
"""What follows a quoted sentence when the quotation is part of a longer one: “……。”他说。"""

_GOES_ON = re.compile("[，,、；;：:的]|这一|等(?!等)")
"""“……。”的说法, “甲。”、“乙。”: the quotation is a word of a sentence that goes on."""

_ITEM = re.compile(
    r"[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|[一二三四五六七八九十]{1,3}(?:是|要|、)(?=[^\s])"
    r"|第[一二三四五六七八九十]{1,3}[，,、]"
    r"|\d{1,2}[.．、](?=[^\d])"
)
"""The label of a list item; behind ；it begins a sentence of its own."""


def sentences(text: str) -> list[Span]:
    """The sentences of a text, in order; together they hold every character that is not white space.

    >>> [s.of("“这是对的。”他说。第二句！") for s in sentences("“这是对的。”他说。第二句！")]
    ['“这是对的。”他说。', '第二句！']
    """
    spans: list[Span] = []
    start = 0
    for end in _sentence_ends(text):
        _append_trimmed(spans, text, start, end)
        start = end
    _append_trimmed(spans, text, start, len(text))
    return spans


def statements(text: str) -> list[Span]:
    """What a text states, one thing after the other: sentences cut again at ； outside quotation marks and brackets.

    >>> [s.of("逾期的，退回；不退的，约谈。") for s in statements("逾期的，退回；不退的，约谈。")]
    ['逾期的，退回；', '不退的，约谈。']
    """
    return _cut_at(text, "；;")


def clauses(text: str) -> list[Span]:
    """The clauses of a text: sentences cut again at ，；： outside quotation marks and brackets."""
    return _cut_at(text, _CLAUSE_MARKS)


def _cut_at(text: str, marks: str) -> list[Span]:
    spans: list[Span] = []
    for sentence in sentences(text):
        start = sentence.start
        for position, depth in _with_depth(_ALL_MARKS, text, sentence.start, sentence.end):
            if depth == 0 and text[position] in marks and not _between_digits(text, position):
                _append_trimmed(spans, text, start, position + 1)
                start = position + 1
        _append_trimmed(spans, text, start, sentence.end)
    return spans


def _sentence_ends(text: str) -> Iterator[int]:
    last = 0
    for position, depth in _with_depth(_SENTENCE_MARKS, text, 0, len(text)):
        if position < last:
            continue
        end = _end_at(text, position, depth)
        if end is not None:
            last = end
            yield end


def _end_at(text: str, position: int, depth: int) -> int | None:
    """Where a sentence ends if one ends with the character at `position`."""
    mark = text[position]
    if mark == "\n":
        return position + 1
    if depth > 0:
        return None
    if mark in _END_MARKS:
        return _past_end_marks(text, position) if _really_ends(text, position) else None
    if mark in _CLOSERS and position and text[position - 1] in _END_MARKS and mark in "”’」』":
        return None if _SPEAKING.match(text, position + 1) or _GOES_ON.match(text, position + 1) else position + 1
    if mark in "；;" and _ITEM.match(text, _past_spaces(text, position + 1)):
        return position + 1
    return None


def _really_ends(text: str, position: int) -> bool:
    """Half-width marks and dots also stand inside words: 12.5, v2!, a lone … in the middle of a clause."""
    mark = text[position]
    if mark in "。！？":
        return True
    if mark == "…":
        return (
            position + 1 == len(text) or text[position + 1] in "\n" or text[position + 1 : position + 2] in _END_MARKS
        )
    following = text[position + 1 : position + 2]
    return not following or following.isspace() or following > "⺀" or following in _END_MARKS


def _past_end_marks(text: str, position: int) -> int:
    end = position + 1
    while end < len(text) and text[end] in _END_MARKS:
        end += 1
    return past_closing_stars(text, end)


def _past_spaces(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \u3000\t":
        position += 1
    return position


def _between_digits(text: str, position: int) -> bool:
    """A comma or colon inside a figure: 1,234 or 9:30."""
    return text[position - 1 : position].isdigit() and text[position + 1 : position + 2].isdigit()


def _with_depth(marks: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each of these marks stands, and how many quotation marks or brackets are open *around* it; a closing one is
    outside.
    """
    open_until: list[int] = []
    for found in marks.finditer(text, start, end):
        position, mark = found.start(), found[0]
        closes = False
        while open_until and position >= open_until[-1]:
            closes = open_until.pop() == position
        yield position, len(open_until)
        closer = None if closes else _PAIRS.get(mark)
        if closer is not None:
            closing = text.find(closer, position + 1, min(end, position + _LONGEST_ASIDE))
            if closing >= 0 and "\n" not in text[position:closing]:
                open_until.append(closing if not open_until else min(closing, open_until[-1]))


def _append_trimmed(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start, end))
