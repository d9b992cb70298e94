"""Pieces of HTML that every kind of draft is shown with: open slots, numbers of citations, the bases, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant import messages
from assistant.records import Citation, Document
from assistant.web.markup import Html, element, joined
from assistant.web.source_panel import Place, badge, link

_SLOT = re.compile(r"(【待填：[^】]*】)")


def with_slots(text: str) -> Html:
    """The text with its open slots marked."""
    parts = _SLOT.split(text)
    return joined(element("span", part, class_="slot") if _SLOT.fullmatch(part) else part for part in parts)


def number(citation: Citation) -> Html:
    """[n], which opens what is cited."""
    return link(f"cite-{citation.n}", f"[{citation.n}]", f"{citation.title}\n{citation.quote}")


def places_of(citations: Iterable[Citation], about: Document | None) -> dict[str, Place]:
    """What the numbers open. The document that a draft is about goes along: the library need not hold it."""
    return {
        f"cite-{each.n}": Place(
            each.document_id,
            each.title,
            each.address or each.heading,
            each.start,
            each.end,
            each.status,
            each.page,
            about if about is not None and each.document_id == about.id else None,
        )
        for each in citations
    }


def bases(citations: Iterable[Citation], about: str, language: str) -> Html:
    """The rules that a draft rests on. `about` is the id of what it is about, which is quoted and needs no list."""
    rows = [
        element("li", number(each), f" {each.title} {each.heading} ", badge(each.status, language))
        for each in citations
        if each.document_id != about
    ]
    return titled_list(messages.text("web.plan_bases", language=language, number=len(rows)), rows)


def slots(rows: Sequence[Html], number: int, language: str) -> Html:
    """So many open slots, a row for each thing that they wait for."""
    return titled_list(messages.text("web.plan_slots", language=language, number=number), rows, "sources slots")


def titled_list(caption: str, rows: Sequence[Html], kind: str = "sources") -> Html:
    """A heading with a list below; nothing where the list is empty."""
    if not rows:
        return Html()
    return element("section", element("h3", caption), element("ul", *rows, class_=kind))
