"""A document's repaired text → passages: articles whole, sections with their headings, both kinds of offset.

A heading never parts from its body. A passage longer than the limit is cut between paragraphs, then between
sentences; only a single sentence beyond the limit is cut inside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from assistant.records import Document, Passage
from assistant.text.sentences import Span, sentences
from assistant.text.structure import Heading, Rank, outline, path_to

CHUNKER = "2"
"""Version of the rules here and of repair; part of every passage's id, since ids must change when content does."""

_FEWEST_ARTICLES = 3
"""A text with this many articles is a rule, and its articles are its passages."""

_SMALLEST = 0.3
"""Share of the limit below which a section is joined with the next one under the same heading."""

CountTokens = Callable[[str], int]


def passages(document: Document, count_tokens: CountTokens, max_tokens: int) -> list[Passage]:
    """The passages of a document, in order, without overlap; together they hold all of its text but white space.

    `max_tokens` bounds a passage's text in tokens of `count_tokens`, except a single word beyond it.
    """
    headings = outline(document.text)
    spans = _spans(document.text, headings, count_tokens, max_tokens)
    return [_passage(document, headings, span) for span in spans]


def _spans(text: str, headings: list[Heading], count_tokens: CountTokens, max_tokens: int) -> Iterator[Span]:
    articles = [heading for heading in headings if heading.rank is Rank.ARTICLE]
    if len(articles) >= _FEWEST_ARTICLES:
        blocks = _blocks(text, [heading for heading in headings if heading.rank <= Rank.ARTICLE])
        blocks = _with_bare_headings_attached(text, blocks, headings)
    else:
        blocks = _joined(text, _blocks(text, headings), headings, count_tokens, max_tokens)
    for block in blocks:
        yield from _within_limit(text, block, count_tokens, max_tokens)


def _blocks(text: str, headings: Sequence[Heading]) -> list[Span]:
    """The text cut at the start of each heading."""
    starts = sorted({0, *(heading.start for heading in headings)})
    return [
        span
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
        if (span := _trimmed(text, start, end)).start < span.end
    ]


def _with_bare_headings_attached(text: str, blocks: list[Span], headings: Sequence[Heading]) -> list[Span]:
    """A chapter's heading line alone is no passage: it goes with the article behind it."""
    bare = {heading.start: heading.end for heading in headings if heading.rank < Rank.ARTICLE}
    attached: list[Span] = []
    waiting: int | None = None
    for block in blocks:
        is_bare = block.start in bare and not text[bare[block.start] : block.end].strip()
        if is_bare:
            waiting = block.start if waiting is None else waiting
            continue
        attached.append(Span(block.start if waiting is None else waiting, block.end))
        waiting = None
    if waiting is not None:
        attached.append(Span(waiting, blocks[-1].end))
    return attached


def _joined(
    text: str, blocks: list[Span], headings: Sequence[Heading], count_tokens: CountTokens, max_tokens: int
) -> list[Span]:
    """Small neighbouring sections become one passage while they fit and the later one does not stand higher."""
    rank_at = {heading.start: heading.rank for heading in headings}
    joined: list[Span] = []
    for block in blocks:
        if joined:
            last = joined[-1]
            fits = count_tokens(text[last.start : block.end]) <= max_tokens
            goes_up = rank_at.get(block.start, Rank.ARABIC_BRACKETED) < rank_at.get(last.start, Rank.TITLE)
            is_small = count_tokens(text[last.start : last.end]) < max_tokens * _SMALLEST
            heading_only = last.end - last.start <= _heading_length(headings, last.start)
            announces = text[last.end - 1] in "：:"
            if fits and (heading_only or announces or (is_small and not goes_up)):
                joined[-1] = Span(last.start, block.end)
                continue
        joined.append(block)
    return joined


def _heading_length(headings: Sequence[Heading], start: int) -> int:
    return next((heading.end - heading.start for heading in headings if heading.start == start), 0)


def _within_limit(text: str, block: Span, count_tokens: CountTokens, max_tokens: int) -> Iterator[Span]:
    if count_tokens(block.of(text)) <= max_tokens:
        yield block
        return
    start, end = block.start, block.start
    for piece in _pieces(text, block, count_tokens, max_tokens):
        if end > start and count_tokens(text[start : piece.end]) > max_tokens:
            yield Span(start, end)
            start = piece.start
        end = piece.end
    if end > start:
        yield Span(start, end)


def _pieces(text: str, block: Span, count_tokens: CountTokens, max_tokens: int) -> Iterator[Span]:
    """Sentences of a block; one beyond the limit is cut into stretches that fit."""
    for sentence in sentences(block.of(text)):
        span = Span(block.start + sentence.start, block.start + sentence.end)
        if count_tokens(span.of(text)) <= max_tokens:
            yield span
        else:
            yield from _stretches(text, span, count_tokens, max_tokens)


def _stretches(text: str, span: Span, count_tokens: CountTokens, max_tokens: int) -> Iterator[Span]:
    """Cut a run-on sentence at clause marks where there are any, else blindly, each stretch within the limit."""
    start = span.start
    while start < span.end:
        length = min(span.end - start, max_tokens)
        while length > 1 and count_tokens(text[start : start + length]) > max_tokens:
            length //= 2
        if start + length < span.end:
            mark = max((text.rfind(mark, start + length // 2, start + length) for mark in "，；,;、 "), default=-1)
            length = mark + 1 - start if mark > start else length
        trimmed = _trimmed(text, start, start + length)
        if trimmed.start < trimmed.end:
            yield trimmed
        start += length


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _passage(document: Document, headings: Sequence[Heading], span: Span) -> Passage:
    path = path_to(headings, _last_leading_heading(document.text, headings, span))
    article = next((heading.label for heading in path if heading.rank is Rank.ARTICLE), None)
    above = [heading for heading in path if heading.rank < Rank.ARTICLE] if article else path
    names = [re.sub(r"\s+", " ", heading.name) for heading in above if heading.rank is not Rank.TITLE]
    original_start, original_end = document.offsets.span_to_original(span.start, span.end)
    return Passage(
        id=_identity(document.id, span),
        document_id=document.id,
        start=span.start,
        end=span.end,
        original_start=original_start,
        original_end=original_end,
        text=span.of(document.text),
        heading=" › ".join(name for name in names if name),
        article=article,
    )


def _last_leading_heading(text: str, headings: Sequence[Heading], span: Span) -> int:
    """A passage may begin with several headings, chapter above article; the last one names what follows."""
    position = behind = span.start
    for heading in headings:
        if span.start <= heading.start < span.end and not text[behind : heading.start].strip():
            position, behind = heading.start, heading.end
    return position


def _identity(document_id: str, span: Span) -> str:
    return sha256(f"{document_id}:{span.start}:{span.end}:{CHUNKER}".encode()).hexdigest()[:24]
