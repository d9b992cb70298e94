"""One region of advice (意见建议) of a feedback document → each piece of advice, as a span.

It knows nothing of problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.drafting.items import Item, items, trimmed
from assistant.drafting.label_styles import Style
from assistant.drafting.regions import Region
from assistant.drafting.titles import is_subject_heading
from assistant.text.sentences import Span, sentences


def advice_in(text: str, region: Region) -> Iterator[Span]:
    """Items of a region of advice, but for headings that name what it is about; without items its sentences."""
    forest = items(text, region.start, region.end)
    yield from _of_items(text, forest)
    if not forest:
        yield from _of_paragraphs(text, region.start, region.end)


def _of_items(text: str, sisters: Sequence[Item]) -> Iterator[Span]:
    """What items advise. Where some of a list are headings with words below, those without any advise nothing."""
    below = [_below_heading(text, item) for item in sisters]
    are_headings = any(span is not None and span.end > span.start for span in below)
    for item, rest in zip(sisters, below, strict=True):
        if item.children and (item.label.style is Style.LINE or rest is not None):
            yield from _of_items(text, item.children)
        elif rest is not None and are_headings:
            is_list = _BETWEEN_PIECES.search(rest.of(text)) is not None
            yield from _in_sentences(text, *rest) if is_list else [rest] * (rest.end > rest.start)
        elif (words := item.words(text)).end > words.start and (rest is None or item.label.style is not Style.LINE):
            yield words


def _below_heading(text: str, item: Item) -> Span | None:
    """The words under the heading that an item begins with; None where it begins with none."""
    words = item.words(text)
    title, _, _ = words.of(text).partition("\n")
    return trimmed(text, words.start + len(title), words.end) if is_subject_heading(title) else None


def _of_paragraphs(text: str, begin: int, end: int) -> Iterator[Span]:
    """Paragraphs, where each is a slogan with what it asks for; else sentences."""
    lines = [trimmed(text, *match.span()) for match in _LINE.finditer(text, begin, end) if match[0].strip()]
    if len(lines) > 1 and all(len(sentences(line.of(text))) > 1 for line in lines):
        yield from lines
    else:
        yield from _in_sentences(text, begin, end)


_LINE = re.compile(r"[^\n]+")


_BETWEEN_PIECES = re.compile("[；;]")


def _in_sentences(text: str, begin: int, end: int) -> Iterator[Span]:
    """Sentences, cut at ；."""
    for sentence in sentences(text[begin:end]):
        start = begin + sentence.start
        for piece in _BETWEEN_PIECES.split(text[start : begin + sentence.end]):
            words = trimmed(text, start, start + len(piece))
            start += len(piece) + 1
            if words.end > words.start:
                yield words
