"""第三十五条怎么规定: the article, 款 or 项 of that address, whole. 哪一条规定: the article by its number."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.composing.composer import Quote
from assistant.composing.questions import Address, Question
from assistant.composing.ranking import Ranked
from assistant.composing.selection.single import Chosen
from assistant.composing.signals import Weighed
from assistant.composing.units import Source
from assistant.composing.wording import Told, told, told_stretch
from assistant.text.articles import Article, articles
from assistant.text.facts import facts
from assistant.text.numerals import to_int
from assistant.text.sentences import Span
from assistant.text.structure import outline

_LONGEST_REACH = 400


def by_address(question: Question, sources: Sequence[Source]) -> Chosen:
    """The article asked for, from the document that ranks best of those that have it; nothing where none has."""
    address = question.address
    if address is None:
        return Chosen(())
    holding = [source for source in sources if _label(source) == address.article]
    if not holding:
        return Chosen(())
    document = holding[0].item.passage.document_id
    pieces = {source.item.passage.start: source for source in holding if source.item.passage.document_id == document}
    told_pieces = [one for _, source in sorted(pieces.items()) for one in _pieces(source, address)]
    return Chosen(tuple(told_pieces))


def which_article(ranked: Ranked) -> Chosen:
    """The best sentence that stands in an article, with the number of that article."""
    inside = (one for _, one in ranked.candidates if one.source.item.passage.article is not None)
    best = next(inside, ranked.best)
    return Chosen((_with_label(ranked, best),))


def _with_label(ranked: Ranked, best: Weighed) -> Told:
    plain = told(ranked.asked, best.unit, best.source)
    passage = best.source.item.passage
    label = passage.article or ""
    if not label or not passage.text.startswith(label):
        return plain
    begin, end = passage.start, max(quote.end for quote in plain.quotes)
    text = f"{label}：{plain.text}"
    if end - begin <= _LONGEST_REACH:
        return Told(text, (Quote(best.source.key, begin, end),))
    return Told(text, (*plain.quotes, Quote(best.source.key, begin, begin + len(label))))


def _label(source: Source) -> str | None:
    """第3条, as questions are read."""
    label = source.item.passage.article
    found = [fact.value for fact in facts(label) if fact.kind == "article"] if label else []
    return found[0] if found else None


def _pieces(source: Source, address: Address) -> list[Told]:
    """The part of a passage that an address names: in one piece; nothing where it is not there."""
    passage = source.item.passage
    within = articles(passage.text, outline(passage.text))
    begin = within[0].start if within else 0  # a chapter's heading over the article is no part of it
    span = Span(begin, len(passage.text.rstrip()))
    if address.paragraph or address.item:
        narrowed = _narrowed(within[0], address) if within else None
        if narrowed is None:
            return []
        span = narrowed
    end = len(passage.text[: span.end].rstrip())
    return [told_stretch(source, Span(passage.start + span.start, passage.start + end))]


def _narrowed(article: Article, address: Address) -> Span | None:
    paragraphs = [one for one in article.paragraphs if address.paragraph in (None, one.number)]
    if not paragraphs:
        return None
    if address.item is None:
        return Span(paragraphs[0].start, paragraphs[0].end)
    items = [item for one in paragraphs for item in one.items if to_int(item.label) == address.item]
    return Span(items[0].start, items[0].end) if items else None
