"""A marked text → the stretches that become passages: articles whole, sections with their headings, each in the limit.

A heading never parts from its body. What is longer than the limit is cut between paragraphs (an article between its
款), then between sentences; only a single sentence beyond the limit is cut inside. It knows no documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.documents.marks import Marks
from assistant.text.articles import Article, article_at
from assistant.text.sentences import Span, sentences
from assistant.text.structure import Heading, Rank

_SMALLEST = 0.3
"""Share of the limit below which a section is joined with the next one under the same heading."""

_MOST_BYTES = 4
"""Of a character; a token is a byte at least, so that a quarter of the limit always fits and needs no counting."""

_MARKS_ONLY = " \t\n\u3000*_"
"""White space and Markdown: a heading with nothing else behind it is bare."""

CountTokens = Callable[[str], int]


def spans(marks: Marks, count_tokens: CountTokens, max_tokens: int) -> Iterator[Span]:
    """The stretches in order, without overlap; together they hold all of the text but white space.

    `max_tokens` bounds each in tokens of `count_tokens`, not counting the headings that it begins with, and except a
    single word beyond it.
    """
    cutter = _Cutter(marks, count_tokens, max_tokens)
    if not marks.is_rule:
        for block in cutter.joined(_blocks(marks.text, marks.headings)):
            yield from cutter.cut(block)
        return
    blocks = _blocks(marks.text, [heading for heading in marks.headings if heading.rank <= Rank.ARTICLE])
    for block in _with_bare_headings_attached(marks, blocks):
        yield from cutter.cut_article(block, article_at(marks.articles, block.end - 1))


def _blocks(text: str, headings: Sequence[Heading]) -> list[Span]:
    """The text cut at the start of each heading."""
    starts = sorted({0, *(heading.start for heading in headings)})
    return [
        span
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
        if (span := _trimmed(text, start, end)).start < span.end
    ]


def _with_bare_headings_attached(marks: Marks, blocks: list[Span]) -> list[Span]:
    """A chapter's heading line alone is no passage: it goes with the article behind it."""
    bare = {heading.start: heading.end for heading in marks.headings if heading.rank < Rank.ARTICLE}
    attached: list[Span] = []
    waiting: int | None = None
    for block in blocks:
        is_bare = block.start in bare and not marks.text[bare[block.start] : block.end].strip(_MARKS_ONLY)
        if is_bare:
            waiting = block.start if waiting is None else waiting
            continue
        attached.append(Span(block.start if waiting is None else waiting, block.end))
        waiting = None
    if waiting is not None:
        attached.append(Span(waiting, blocks[-1].end))
    return attached


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Brings blocks of a text to the size of passages."""

    marks: Marks
    count_tokens: CountTokens
    max_tokens: int

    @property
    def _text(self) -> str:
        return self.marks.text

    def joined(self, blocks: Sequence[Span]) -> list[Span]:
        """Small neighbouring sections become one passage while they fit and the later one does not stand higher."""
        rank_at = {heading.start: heading.rank for heading in self.marks.headings}
        joined: list[Span] = []
        for block in blocks:
            if joined and self._fits(joined[-1].start, block.end):
                last = joined[-1]
                goes_up = rank_at.get(block.start, Rank.ARABIC_BRACKETED) < rank_at.get(last.start, Rank.TITLE)
                if self._is_unfinished(last) or (self._is_small(last) and not goes_up):
                    joined[-1] = Span(last.start, block.end)
                    continue
            joined.append(block)
        return joined

    def _is_unfinished(self, block: Span) -> bool:
        """Whether it is a heading alone, or announces what follows it."""
        heading = self.marks.heading_at(block.start)
        return (heading is not None and block.end <= heading.end) or self._text[block.end - 1] in "：:"

    def _is_small(self, block: Span) -> bool:
        return self.count_tokens(block.of(self._text)) < self.max_tokens * _SMALLEST

    def cut_article(self, block: Span, article: Article | None) -> Iterator[Span]:
        """An article that fits is whole; a longer one is cut between its 款, none mixed with a part of another."""
        if self._fits(self._body(block), block.end):
            yield block
            return
        if article is None:
            yield from self.cut(block)
            return
        starts = [block.start, *(paragraph.start for paragraph in article.paragraphs[1:])]
        waiting: Span | None = None
        for start, end in zip(starts, [*starts[1:], block.end], strict=True):
            paragraph = _trimmed(self._text, start, end)
            if waiting is not None and self._fits(self._body(waiting), paragraph.end):
                waiting = Span(waiting.start, paragraph.end)
                continue
            if waiting is not None:
                yield from self.cut(waiting)
            waiting = paragraph
        if waiting is not None:
            yield from self.cut(waiting)

    def cut(self, block: Span) -> Iterator[Span]:
        """The block whole if it fits, else its sentences, as many together as fit; its headings stay with the first."""
        body = self._body(block)
        if self._fits(body, block.end):
            yield block
            return
        start = end = block.start
        for piece in self._pieces(Span(body, block.end)):
            if end > start and not self._fits(max(start, body), piece.end):
                yield Span(start, end)
                start = piece.start
            end = piece.end
        if end > start:
            yield Span(start, end)

    def _fits(self, start: int, end: int) -> bool:
        if (end - start) * _MOST_BYTES <= self.max_tokens:
            return True
        return self.count_tokens(self._text[start:end]) <= self.max_tokens

    def _body(self, block: Span) -> int:
        """Where a block's own words begin, behind its headings; at once where those would be half a passage."""
        position = self.marks.behind_headings(block)
        if position >= block.end or self.count_tokens(self._text[block.start : position]) * 2 > self.max_tokens:
            return block.start
        return position

    def _pieces(self, block: Span) -> Iterator[Span]:
        """Sentences of a block; one beyond the limit is cut into stretches that fit."""
        for sentence in sentences(block.of(self._text)):
            span = Span(block.start + sentence.start, block.start + sentence.end)
            if self._fits(span.start, span.end):
                yield span
            else:
                yield from self._stretches(span)

    def _stretches(self, span: Span) -> Iterator[Span]:
        """Cut a run-on sentence at clause marks where there are any, else blindly, each stretch within the limit."""
        text, start = self._text, span.start
        while start < span.end:
            length = min(span.end - start, self.max_tokens)
            while length > 1 and not self._fits(start, start + length):
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
