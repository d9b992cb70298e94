"""Citations numbered as sentences came → numbered as the sentences that are left show them, without gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.records import Citation, Sentence


def renumbered(sentences: Sequence[Sentence], citations: Sequence[Citation]) -> tuple[list[Sentence], list[Citation]]:
    """The sentences and the citations they name, numbered from 1 in the order in which they are named."""
    order = dict.fromkeys(n for sentence in sentences for n in sentence.citations)
    numbers = {old: new for new, old in enumerate(order, start=1)}
    known = {citation.n: citation for citation in citations}
    return (
        [replace(sentence, citations=tuple(numbers[n] for n in sentence.citations)) for sentence in sentences],
        [replace(known[old], n=new) for old, new in numbers.items()],
    )
