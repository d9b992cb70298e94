"""Texts → pairs of stretches that belong together, from which an embedder learns what goes with what.

No labels are needed: a heading belongs to what stands below it, a sentence to the rest of its passage, one half of a
passage to the other. Only text is known here, no model.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.text.sentences import Span, sentences
from assistant.text.structure import Rank, outline, path_to

_SHORTEST_PASSAGE = 120
"""Characters: shorter articles are joined with the next, so that a sentence taken out leaves something behind."""

_LONGEST_PASSAGE = 500
_SHORTEST_SIDE = 4
"""Characters that each side of a pair has at least."""

_SENTENCE_STAYS = 0.1
"""Share of pairs whose sentence stays in its passage, so that plain repetition keeps counting."""


class Pair(NamedTuple):
    """What a person might search with, and what should be found."""

    query: str
    passage: str


class TrainingPassage(NamedTuple):
    """A stretch of a text and the titles above it, outermost first, joined by spaces."""

    heading: str
    text: str


def pairs(texts: Sequence[str], rounds: int, dice: random.Random) -> list[list[Pair]]:
    """For each text its pairs: `rounds` times through its passages, each time with new draws of `dice`."""
    passages = [list(training_passages(text)) for text in texts]
    return [
        [pair for _ in range(rounds) for passage in of_text for pair in _drawn(passage, dice) if _is_long_enough(pair)]
        for of_text in passages
    ]


def training_passages(text: str) -> Iterator[TrainingPassage]:
    """The passages of a text: what stands between two headings, short ones joined, long ones cut at sentences."""
    headings = outline(text)
    title = next((heading.title for heading in headings if heading.rank is Rank.TITLE), "")
    starts = [Span(0, 0), *(Span(heading.start, heading.end) for heading in headings)]
    ends = [*(heading.start for heading in headings), len(text)]
    begun, joined = 0, ""
    for start, end in zip(starts, ends, strict=True):
        begun = begun if joined else start.end
        joined += text[start.end : end].strip()
        if len(joined) < _SHORTEST_PASSAGE and end < len(text):
            continue
        above = [title, *(heading.title for heading in path_to(headings, begun) if heading.rank is not Rank.TITLE)]
        yield from (TrainingPassage(" ".join(filter(None, above)), piece) for piece in _cut(joined))
        joined = ""


def _cut(text: str) -> Iterator[str]:
    piece = ""
    for sentence in sentences(text):
        if piece and len(piece) + sentence.end - sentence.start > _LONGEST_PASSAGE:
            yield piece
            piece = ""
        piece += sentence.of(text)
    if piece:
        yield piece[: 2 * _LONGEST_PASSAGE]


def _drawn(passage: TrainingPassage, dice: random.Random) -> Iterator[Pair]:
    spans = sentences(passage.text)
    kind = dice.choice(("heading", "sentence", "halves"))
    if kind == "heading" or len(spans) < 2:
        yield Pair(passage.heading, passage.text)
    elif kind == "sentence":
        yield _sentence_and_rest(passage.text, dice.choice(spans), dice)
    else:
        middle = spans[len(spans) // 2].start
        yield Pair(passage.text[:middle], passage.text[middle:])


def _sentence_and_rest(text: str, sentence: Span, dice: random.Random) -> Pair:
    if dice.random() < _SENTENCE_STAYS:
        return Pair(sentence.of(text), text)
    return Pair(sentence.of(text), text[: sentence.start] + text[sentence.end :])


def _is_long_enough(pair: Pair) -> bool:
    return len(pair.query) >= _SHORTEST_SIDE and len(pair.passage) >= _SHORTEST_SIDE
