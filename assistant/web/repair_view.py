"""One document's structure, and what its repair did and proposes → HTML and choices. It knows no Gradio.

Changes that stand close together are shown as one piece of text, before and after, each change marked in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import messages
from assistant.records import Change, Document
from assistant.text.headings import Heading
from assistant.text.structure import outline, paths
from assistant.web.markup import Html, element, joined, scrolling
from assistant.web.source_panel import Place, link

_MOST_PIECES = 100
_MOST_HEADINGS = 400
_APART = 30
"""Changes further apart than this are shown apart, in characters."""
_LONGEST = 160
"""From this length on a piece takes in no further change."""
_AROUND = 20
"""Characters shown on either side of the changes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the repaired text, the stretch of the text as read that it came from, and the changes in it."""

    start: int
    end: int
    original_start: int
    original_end: int
    changes: tuple[Change, ...]


def pieces(document: Document) -> Iterator[Piece]:
    """All changes of a document, in the order of its text."""
    for changes in _near_one_another(document.repair.repairs):
        first, last = min(each.start for each in changes), max(each.end for each in changes)
        start = max(0, first - _AROUND, document.text.rfind("\n", 0, first) + 1)
        break_after = document.text.find("\n", last)
        end = min(len(document.text), last + _AROUND, break_after if break_after >= 0 else len(document.text))
        before = [(each.original_start, each.original_end) for each in changes]
        origin = document.offsets.span_to_original(start, end)
        yield Piece(
            start,
            end,
            min(origin[0], *(place for place, _ in before)),
            max(origin[1], *(place for _, place in before)),
            tuple(changes),
        )


def changes(document: Document, language: str) -> Html:
    """What was changed, before and after beside each other; what could not be put right below."""
    shown = [*pieces(document)]
    if not shown and not document.repair.doubts:
        return element("p", _say("no_repairs", language), class_="caption")
    told = _say("repairs_read", language, changes=len(document.repair.repairs))
    columns = [_say(f"column_{name}", language) for name in ("change", "before", "after")]
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    rows = [_row(piece, document, columns, language) for piece in shown[:_MOST_PIECES]]
    table = element("table", element("caption", told), element("thead", head), element("tbody", *rows))
    left = len(shown) - _MOST_PIECES
    more = element("p", _say("repairs_left", language, pieces=left), class_="caption") if left > 0 else Html()
    return joined([scrolling(table, told) if shown else "", more, _doubts(document, language)])


def structure(document: Document, key: str, language: str) -> Html:
    """The headings as a list in a list; each opens its place under `key`."""
    headings = _headings(document)
    if not headings:
        return element("p", _say("no_structure", language), class_="caption")
    lines = [
        element(
            "li", link(_name(n), heading.name or document.title, document.title), class_=f"deep-{min(len(path), 5)}"
        )
        for n, (heading, path) in enumerate(zip(headings, paths(headings), strict=True))
    ]
    held = element("ul", *lines, class_=f"structure cited-{key}")
    return scrolling(held, messages.text("web.labels.structure", language=language))


def places_of(document: Document) -> dict[str, Place]:
    """What the lines of its structure open."""
    return {
        _name(n): Place(document.id, document.title, heading.name, heading.start, heading.end)
        for n, heading in enumerate(_headings(document))
    }


def suggestions(document: Document, language: str) -> list[tuple[str, str]]:
    """(words, mark) of each suggestion that nobody has settled yet."""
    return [(_suggested(each, document.text, language), mark_of(each)) for each in document.repair.suggestions]


def mark_of(suggestion: Change) -> str:
    """What a suggestion is known by while its document stays as it is."""
    return f"{suggestion.original_start}-{suggestion.original_end}-{suggestion.after}"


def _near_one_another(repairs: Sequence[Change]) -> Iterator[list[Change]]:
    near: list[Change] = []
    for each in sorted(repairs, key=lambda change: (change.start, change.end)):
        end = max((change.end for change in near), default=0)
        if near and (each.start - end > _APART or end - near[0].start > _LONGEST) and each.start >= end:
            yield near
            near = []
        near.append(each)
    if near:
        yield near


def _row(piece: Piece, document: Document, columns: Sequence[str], language: str) -> Html:
    kinds = dict.fromkeys(each.kind for each in piece.changes)
    names = "、".join(messages.text(f"repair.kind.{kind}", language=language) for kind in kinds)
    guess = messages.text("repair.guess", language=language) if any(each.is_guess for each in piece.changes) else ""
    before = [(each.original_start, each.original_end) for each in piece.changes]
    after = [(each.start, each.end) for each in piece.changes]
    cells = (
        f"{names}{guess}",
        _marked("del", document.original_text, (piece.original_start, piece.original_end), before),
        _marked("ins", document.text, (piece.start, piece.end), after),
    )
    return element("tr", *(element("td", cell, data_label=column) for cell, column in zip(cells, columns, strict=True)))


def _marked(name: str, text: str, window: tuple[int, int], marks: Sequence[tuple[int, int]]) -> Html:
    """A stretch of text with others inside it marked; those that overlap are marked as one."""
    parts: list[str] = []
    position, end = window
    for start, stop in sorted(marks):
        first = max(start, position)
        parts.append(text[position:first])
        if stop > first:
            parts.append(element(name, text[first:stop]))
        position = max(position, stop)
    return element("span", *parts, text[position:end], class_="piece")


def _doubts(document: Document, language: str) -> Html:
    said = (
        messages.text(f"repair.notice.{each.kind}", language=language, at=each.start + 1, excerpt=each.excerpt)
        for each in document.repair.doubts[:_MOST_PIECES]
    )
    lines = [element("li", line) for line in said]
    return element("ul", *lines, class_="notice") if lines else Html()


def _headings(document: Document) -> list[Heading]:
    return outline(document.text, [(each.start, each.end, each.level) for each in document.headings])[:_MOST_HEADINGS]


def _name(number: int) -> str:
    return f"heading-{number}"


def _suggested(suggestion: Change, text: str, language: str) -> str:
    start, end = suggestion.start, suggestion.end
    before, behind = text[max(0, start - 8) : start], text[end : end + 8]
    return _say(
        "suggestion",
        language,
        before=before.replace("\n", " "),
        now=suggestion.before,
        then=suggestion.after,
        behind=behind.replace("\n", " "),
        share=round(suggestion.confidence * 100),
    )


def _say(key: str, language: str, **facts: object) -> str:
    return messages.text(f"web.{key}", language=language, **facts)
