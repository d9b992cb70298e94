"""Sentences that were found without support → what is asked of a model about them, and its reply read back.

A reply is a line a sentence, with the sentence's number in front. Whether a repaired sentence holds is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from assistant.composing.composer import ComposedSentence, Delta, Finished, Request
from assistant.composing.prompts import as_data
from assistant.composing.streaming import AnswerReader

WITHDRAWN = "删去"
"""What a model is told to write for a sentence that its material does not carry."""

_LINE = re.compile(r"\s*(?:第\s*)?(?P<number>\d{1,3})\s*句?\s*[、.．:：)）]\s*(?P<written>\S.*)")


@dataclass(frozen=True, slots=True)
class Repaired:
    """What became of one of the sentences that were given."""

    at: int
    """Its place among them, from 0."""
    sentences: tuple[ComposedSentence, ...]
    """None where it was withdrawn."""


@runtime_checkable
class Repairer(Protocol):
    """A composer that can be asked again."""

    def repair(
        self, request: Request, sentences: Sequence[ComposedSentence], started: float
    ) -> Iterator[Delta | Repaired | Finished]:
        """Have sentences without support written anew from the same evidence.

        `started` is when the answer was begun, on `time.monotonic()`'s clock: one limit holds for both calls. What the
        reply does not speak of is not repaired. Empty Deltas come while nothing is known yet. Raises EndpointError.
        """
        ...


def numbered(sentences: Sequence[ComposedSentence]) -> str:
    """The sentences as a prompt lists them, with the evidence that each named."""
    return "\n".join(
        f"{n}、{' '.join(as_data(sentence.text).split())}{''.join(f'〔{key}〕' for key in sentence.keys)}"
        for n, sentence in enumerate(sentences, 1)
    )


def read(reply: str, count: int) -> Iterator[Repaired]:
    r"""What a reply says of `count` sentences, each once; lines about others are passed over.

    >>> [each.sentences for each in read("1、限期三个月。[2]\n2、删去", 2)]
    [(ComposedSentence(text='限期三个月。', keys=(2,), quotes=(), redacted=False, context=()),), ()]
    """
    seen: set[int] = set()
    for found in map(_LINE.fullmatch, reply.splitlines()):
        at = int(found["number"]) - 1 if found else -1
        if found and 0 <= at < count and at not in seen:
            seen.add(at)
            yield Repaired(at, tuple(_sentences(found["written"])))


def _sentences(written: str) -> Iterator[ComposedSentence]:
    if written.strip(" “”\"'。.") == WITHDRAWN:
        return
    reader = AnswerReader()
    for event in (*reader.feed(written), *reader.close()):
        if isinstance(event, ComposedSentence):
            yield event
