"""A document's repaired text → passages: articles whole, sections with their headings, both kinds of offset.

Where they are cut is known to `cutting`. A passage of a rule carries its address and the addresses it refers to.
"""

from __future__ import annotations

import re
from hashlib import sha256

from assistant.documents.cutting import CountTokens, spans
from assistant.documents.marks import Marks, marks_of
from assistant.records import CORRECTION, Document, Passage
from assistant.text.articles import article_at
from assistant.text.sentences import Span
from assistant.text.structure import Rank

CHUNKER = "3"
"""Version of the rules here and of repair; part of every passage's id, since ids must change when content does."""


def passages(document: Document, count_tokens: CountTokens, max_tokens: int) -> list[Passage]:
    """The passages of a document, in order, without overlap; together they hold all of its text but white space.

    `max_tokens` bounds a passage's text in tokens of `count_tokens`, not counting the headings that it begins with,
    and except a single word beyond it.
    """
    marks = marks_of(document)
    return [_passage(document, marks, span) for span in spans(marks, count_tokens, max_tokens)]


def _passage(document: Document, marks: Marks, span: Span) -> Passage:
    position = marks.names_from(span)
    path = marks.path_at(position)
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


def _address(title: str, marks: Marks, position: int, span: Span) -> str | None:
    """《某办法》第三条, with 款 where the passage is a part of the article."""
    article = article_at(marks.articles, position)
    if article is None or span.end > article.end:
        return None
    return f"{quoted_title(title)}{article.address(position, span.end)}"


def _referred(title: str, marks: Marks, span: Span, own: str | None) -> tuple[str, ...]:
    """The addresses a passage points to, but for its own, each once, in order."""
    named = (f"{quoted_title(each.title or title)}{each.address}" for each in marks.references_in(span))
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
