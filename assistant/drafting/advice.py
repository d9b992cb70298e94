"""One region of advice (意见建议) of a feedback document → each piece of advice, as a span.

It knows nothing of problems.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting.items import Style, items, trimmed
from assistant.drafting.regions import Region
from assistant.text.sentences import Span, sentences


def advice_in(text: str, region: Region) -> Iterator[Span]:
    """Items of a region of advice; without items its sentences, cut at ；."""
    forest = items(text, region.start, region.end)
    for item in forest:
        inner = item.children if item.label.style is Style.LINE else (item,)
        yield from (words for one in inner or (item,) if (words := one.words(text)).end > words.start)
    if forest:
        return
    for sentence in sentences(text[region.start : region.end]):
        start = region.start + sentence.start
        for piece in text[start : region.start + sentence.end].split("；"):
            words = trimmed(text, start, start + len(piece))
            start += len(piece) + 1
            if words.end > words.start:
                yield words
