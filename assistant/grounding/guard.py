"""A sentence and the evidence it names → whether everything in it that can be compared letter by letter stands there.

However likely a judge finds a sentence: a figure, date, quotation, document or article number that no source holds is
not supported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.grounding.quotes import check
from assistant.records import Evidence


def holds(sentence: str, evidence: Sequence[Evidence]) -> bool:
    """Whether every mark of the sentence is the evidence's own."""
    cited = [text for item in evidence for text in _texts(item) if text]
    return all(mark.is_checked for mark in check(sentence, cited))


def _texts(item: Evidence) -> Iterator[str]:
    """What a piece of evidence says, and what it says of itself."""
    passage = item.passage
    yield from (passage.text, item.title, passage.heading, passage.address or passage.article or "")
    if item.issued_on is not None:
        yield f"{item.issued_on.year}年{item.issued_on.month}月{item.issued_on.day}日"
