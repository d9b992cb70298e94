"""A document's text → what structure is known of it: headings with their paths, of a rule its articles and references.

What passages are cut along, and what they are named by. It knows nothing of passages.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.records import Document
from assistant.text.articles import Article, articles
from assistant.text.references import Reference, references
from assistant.text.sentences import Span
from assistant.text.structure import Heading, Rank, outline, paths

_FEWEST_ARTICLES = 3
"""A text with this many articles is a rule, and its articles are its passages."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a text is marked; all of it in order."""

    text: str
    headings: list[Heading]
    paths: list[tuple[Heading, ...]]
    """For each heading those above it and itself."""
    articles: list[Article]
    references: list[Reference]

    @property
    def is_rule(self) -> bool:
        return bool(self.articles)

    def path_at(self, position: int) -> tuple[Heading, ...]:
        """The headings above a position, outermost first."""
        last = bisect_right(self.headings, position, key=_start) - 1
        return self.paths[last] if last >= 0 else ()

    def heading_at(self, position: int) -> Heading | None:
        """The first heading that begins at a position, if any does."""
        at = bisect_left(self.headings, position, key=_start)
        return self.headings[at] if at < len(self.headings) and self.headings[at].start == position else None

    def names_from(self, span: Span) -> int:
        """Where the heading begins that names a span: of several that it begins with the last one."""
        return max((heading.start for heading in self._leading(span)), default=span.start)

    def behind_headings(self, span: Span) -> int:
        """Where a span's own words begin, behind the headings that it begins with."""
        position = max((heading.end for heading in self._leading(span)), default=span.start)
        while position < span.end and self.text[position].isspace():
            position += 1
        return position

    def references_in(self, span: Span) -> list[Reference]:
        """Those that begin within a span."""
        first = bisect_left(self.references, span.start, key=_start)
        return self.references[first : bisect_left(self.references, span.end, key=_start)]

    def _leading(self, span: Span) -> Iterator[Heading]:
        """The headings that a span begins with, chapter above article."""
        behind = span.start
        for index in range(bisect_left(self.headings, span.start, key=_start), len(self.headings)):
            heading = self.headings[index]
            if heading.start >= span.end or self.text[behind : heading.start].strip():
                return
            behind = max(behind, heading.end)
            yield heading


def marks_of(document: Document) -> Marks:
    """The marks of a document's repaired text, its reader's styled headings among them."""
    text = document.text
    headings = outline(text, [(each.start, each.end, each.level) for each in document.headings])
    is_rule = sum(heading.rank is Rank.ARTICLE for heading in headings) >= _FEWEST_ARTICLES
    found = articles(text, headings) if is_rule else []
    return Marks(text, headings, paths(headings), found, references(text, found) if is_rule else [])


def _start(mark: Heading | Reference) -> int:
    return mark.start
