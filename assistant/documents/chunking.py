"""A document's repaired text → passages: articles whole, sections with their headings, both kinds of offset.

A heading never parts from its body. A passage longer than the limit is cut between paragraphs (an article between its
款), then between sentences; only a single sentence beyond the limit is cut inside. A passage of a rule carries its
address and the addresses it refers to.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from assistant.records import CORRECTION, Document, Passage
from assistant.text.articles import Article, article_at, articles
from assistant.text.references import Reference, references
from assistant.text.sentences import Span, sentences
from assistant.text.structure import Heading, Rank, outline, paths

CHUNKER = "3"
"""Version of the rules here and of repair; part of every passage's id, since ids must change when content does."""

_FEWEST_ARTICLES = 3
"""A text with this many articles is a rule, and its articles are its passages."""

_SMALLEST = 0.3
"""Share of the limit below which a section is joined with the next one under the same heading."""

_MOST_BYTES = 4
"""Of a character; a token is a byte at least, so that a quarter of the limit always fits and needs no counting."""

_MARKS_ONLY = " \t\n\u3000*_"
"""White space and Markdown: a heading with nothing else behind it is bare."""

CountTokens = Callable[[str], int]


def passages(document: Document, count_tokens: CountTokens, max_tokens: int) -> list[Passage]:
    """The passages of a document, in order, without overlap; together they hold all of its text but white space.

    `max_tokens` bounds a passage's text in tokens of `count_tokens`, not counting the headings that it begins with,
    and except a single word beyond it.
    """
    marks = _marks(document)
    spans = _spans(document.text, marks, count_tokens, max_tokens)
    return [_passage(document, marks, span) for span in spans]


@dataclass(frozen=True, slots=True)
class _Marks:
    """What structure is known of a document: for each heading its path; of a rule its articles and references."""

    headings: list[Heading]
    paths: list[tuple[Heading, ...]]
    articles: list[Article]
    references: list[Reference]

    @property
    def is_rule(self) -> bool:
        return bool(self.articles)

    def last_before(self, position: int) -> int:
        """Index of the last heading that begins at or before a position; -1 where none does."""
        return bisect_right(self.headings, position, key=_heading_start) - 1


def _heading_start(heading: Heading) -> int:
    return heading.start


def _reference_start(reference: Reference) -> int:
    return reference.start


def _marks(document: Document) -> _Marks:
    text = document.text
    headings = outline(text, [(each.start, each.end, each.level) for each in document.headings])
    is_rule = sum(heading.rank is Rank.ARTICLE for heading in headings) >= _FEWEST_ARTICLES
    found = articles(text, headings) if is_rule else []
    return _Marks(headings, paths(headings), found, references(text, found) if is_rule else [])


def _spans(text: str, marks: _Marks, count_tokens: CountTokens, max_tokens: int) -> Iterator[Span]:
    headings = marks.headings
    cutter = _Cutter(text, marks, count_tokens, max_tokens)
    if not marks.is_rule:
        for block in _joined(text, _blocks(text, headings), headings, count_tokens, max_tokens):
            yield from cutter.cut(block)
        return
    blocks = _blocks(text, [heading for heading in headings if heading.rank <= Rank.ARTICLE])
    for block in _with_bare_headings_attached(text, blocks, headings):
        article = article_at(marks.articles, block.end - 1)
        yield from cutter.cut_article(block, article)


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
        is_bare = block.start in bare and not text[bare[block.start] : block.end].strip(_MARKS_ONLY)
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
    length_at = {heading.start: heading.end - heading.start for heading in reversed(headings)}
    joined: list[Span] = []
    for block in blocks:
        if joined:
            last = joined[-1]
            fits = count_tokens(text[last.start : block.end]) <= max_tokens
            goes_up = rank_at.get(block.start, Rank.ARABIC_BRACKETED) < rank_at.get(last.start, Rank.TITLE)
            is_small = count_tokens(text[last.start : last.end]) < max_tokens * _SMALLEST
            heading_only = last.end - last.start <= length_at.get(last.start, 0)
            announces = text[last.end - 1] in "：:"
            if fits and (heading_only or announces or (is_small and not goes_up)):
                joined[-1] = Span(last.start, block.end)
                continue
        joined.append(block)
    return joined


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Cuts what is over the limit."""

    text: str
    marks: _Marks
    count_tokens: CountTokens
    max_tokens: int

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
            paragraph = _trimmed(self.text, start, end)
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
        return self.count_tokens(self.text[start:end]) <= self.max_tokens

    def _body(self, block: Span) -> int:
        """Where a block's own words begin, behind its headings; at once where those would be half a passage."""
        position = _behind_headings(self.text, self.marks, block)
        if position >= block.end or self.count_tokens(self.text[block.start : position]) * 2 > self.max_tokens:
            return block.start
        return position

    def _pieces(self, block: Span) -> Iterator[Span]:
        """Sentences of a block; one beyond the limit is cut into stretches that fit."""
        for sentence in sentences(block.of(self.text)):
            span = Span(block.start + sentence.start, block.start + sentence.end)
            if self._fits(span.start, span.end):
                yield span
            else:
                yield from self._stretches(span)

    def _stretches(self, span: Span) -> Iterator[Span]:
        """Cut a run-on sentence at clause marks where there are any, else blindly, each stretch within the limit."""
        text, start = self.text, span.start
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


def _passage(document: Document, marks: _Marks, span: Span) -> Passage:
    position = _last_leading_heading(document.text, marks, span)
    above_it = marks.last_before(position)
    path = marks.paths[above_it] if above_it >= 0 else ()
    article = next((heading.label for heading in path if heading.rank is Rank.ARTICLE), None)
    above = [heading for heading in path if heading.rank < Rank.ARTICLE] if article else path
    names = [re.sub(r"\s+", " ", heading.name) for heading in above if heading.rank is not Rank.TITLE]
    original_start, original_end = document.offsets.span_to_original(span.start, span.end)
    address = _address(document.title, marks, position, span)
    return Passage(
        id=_identity(document, span),
        document_id=document.id,
        start=span.start,
        end=span.end,
        original_start=original_start,
        original_end=original_end,
        text=span.of(document.text),
        heading=" › ".join(name for name in names if name),
        article=article,
        address=address,
        references=_referred(document.title, marks, span, address),
        page=document.page_of(original_start),
    )


def _leading_headings(text: str, marks: _Marks, span: Span) -> Iterator[Heading]:
    """The headings that a span begins with, chapter above article."""
    behind = span.start
    for index in range(bisect_left(marks.headings, span.start, key=_heading_start), len(marks.headings)):
        heading = marks.headings[index]
        if heading.start >= span.end or text[behind : heading.start].strip():
            return
        behind = max(behind, heading.end)
        yield heading


def _last_leading_heading(text: str, marks: _Marks, span: Span) -> int:
    """A passage may begin with several headings; the last one names what follows."""
    return max((heading.start for heading in _leading_headings(text, marks, span)), default=span.start)


def _behind_headings(text: str, marks: _Marks, span: Span) -> int:
    position = max((heading.end for heading in _leading_headings(text, marks, span)), default=span.start)
    while position < span.end and text[position].isspace():
        position += 1
    return position


def _address(title: str, marks: _Marks, position: int, span: Span) -> str | None:
    """《某办法》第三条, with 款 where the passage is a part of the article."""
    article = article_at(marks.articles, position)
    if article is None or span.end > article.end:
        return None
    return f"{quoted_title(title)}{article.address(position, span.end)}"


def _referred(title: str, marks: _Marks, span: Span, own: str | None) -> tuple[str, ...]:
    """The addresses a passage points to, but for its own, each once, in order."""
    first = bisect_left(marks.references, span.start, key=_reference_start)
    last = bisect_left(marks.references, span.end, key=_reference_start)
    named = (f"{quoted_title(each.title or title)}{each.address}" for each in marks.references[first:last])
    return tuple(dict.fromkeys(address for address in named if address != own))


def quoted_title(title: str) -> str:
    """A title in 《》, once: a title that it quotes inside itself stands in 〈〉 (GB/T 15834-2011, 4.15).

    >>> quoted_title("贯彻《巡视工作条例》实施办法"), quoted_title("《八项规定》（全文）")
    ('《贯彻〈巡视工作条例〉实施办法》', '《八项规定》（全文）')
    """
    if title.startswith("《"):
        return title
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def _identity(document: Document, span: Span) -> str:
    """The same bytes, span and release give the same words, but where a person corrected some of them."""
    corrected = "".join(
        f":{change.start}:{change.after}"
        for change in document.repair.repairs
        if change.kind == CORRECTION and change.start < span.end and span.start < change.end
    )
    named = f"{document.id}:{span.start}:{span.end}:{CHUNKER}{corrected}"
    return sha256(named.encode()).hexdigest()[:24]
