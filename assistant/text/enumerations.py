"""一是…二是…, 一要…二要…, （一）…（二）…: enumerations inside paragraphs or over several, as spans of their items.

Text in, spans out. An item reaches to the next one; what an enumeration is about it does not know.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.text.numerals import to_int
from assistant.text.sentences import Span


@dataclass(frozen=True, slots=True)
class Enumeration:
    """一是…二是…: items in order, each from its label to where the next begins."""

    style: str
    """是, 要, or bracketed."""
    items: tuple[Span, ...]


@dataclass(slots=True)
class _Run:
    """Labels that count 1, 2, 3, … so far."""

    marks: list[re.Match[str]]

    @property
    def wants(self) -> int:
        return len(self.marks) + 1


_BEFORE_ITEM = r"(?:^[ \t\u3000*_]*|(?<=[。！？；：，、”》）\s;:,!?.]))"
_ITEM_LABELS = {
    "是": re.compile(rf"{_BEFORE_ITEM}([一二三四五六七八九十]{{1,3}})是", re.MULTILINE),
    "要": re.compile(rf"{_BEFORE_ITEM}([一二三四五六七八九十]{{1,3}})要", re.MULTILINE),
    "bracketed": re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]"),
}

_DEEPEST = 6
"""Enumerations inside one another that are kept open at a time."""

_ABOVE = re.compile(
    r"^[ \t\u3000#*_>]*(?:第[〇零一二三四五六七八九十百\d]{1,7}[编篇章节条]|[一二三四五六七八九十]{1,3}、)",
    re.MULTILINE,
)
"""A heading that stands above every enumeration: none reaches over it."""


def enumerations(text: str) -> list[Enumeration]:
    """Every run of at least two items whose numbers follow, in order of place; one may stand inside an item of another.

    >>> [len(e.items) for e in enumerations("要求如下：一要抓紧；二要抓实；三要抓好。")]
    [3]
    """
    found: list[Enumeration] = []
    for start, end in _stretches(text):
        for style, label in _ITEM_LABELS.items():
            runs = _runs(list(label.finditer(text, start, end)))
            found += [_enumeration(text, style, run, end) for run in runs]
    return sorted(found, key=lambda enumeration: enumeration.items[0].start)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The text cut at the headings that no enumeration reaches over."""
    starts = [0, *(heading.start() for heading in _ABOVE.finditer(text))]
    return zip(starts, [*starts[1:], len(text)], strict=True)


def _runs(marks: list[re.Match[str]]) -> list[_Run]:
    """Labels sorted into runs. A label continues the innermost run that waits for it, and closes those inside."""
    done: list[_Run] = []
    open_runs: list[_Run] = []
    for mark in marks:
        number = to_int(mark[1])
        place = next((at for at in reversed(range(len(open_runs))) if open_runs[at].wants == number), None)
        if place is not None:
            done += open_runs[place + 1 :]
            del open_runs[place + 1 :]
            open_runs[place].marks.append(mark)
        elif number == 1:
            open_runs.append(_Run([mark]))
            done += open_runs[:-_DEEPEST]
            del open_runs[:-_DEEPEST]
    return [run for run in [*done, *open_runs] if len(run.marks) > 1]


def _enumeration(text: str, style: str, run: _Run, end: int) -> Enumeration:
    starts = [mark.start(1) if style != "bracketed" else mark.start() for mark in run.marks]
    ends = [*starts[1:], _last_item_end(text, starts, end)]
    return Enumeration(style, tuple(_trimmed(text, start, stop) for start, stop in zip(starts, ends, strict=True)))


def _last_item_end(text: str, starts: list[int], end: int) -> int:
    """The last item has no follower: it ends with its paragraph where others hold several sentences, else at once."""
    line_end = text.find("\n", starts[-1], end)
    paragraph_end = end if line_end < 0 else line_end
    if any("。" in text[start : stop - 1].rstrip("。\n ") for start, stop in itertools.pairwise(starts)):
        return paragraph_end
    stop = text.find("。", starts[-1], paragraph_end)
    return paragraph_end if stop < 0 else stop + 1


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
