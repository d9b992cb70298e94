"""What the library holds, what became of files, what is in doubt, what a check found → HTML. It knows no Gradio."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import messages
from assistant.library.standing import in_words
from assistant.web.adding import Added
from assistant.web.editions import begins, chains
from assistant.web.forms import collection_name
from assistant.web.markup import Html, element, joined, scrolling
from assistant.web.source_panel import Place, badge, link

if TYPE_CHECKING:
    from assistant.library.file_reports import FileReport
    from assistant.library.maintenance import Purged
    from assistant.library.overview import DocumentSummary, OpenQuestion
    from assistant.library.verifying import Verification

_SIGNS = {"added": "✓", "replaced": "✓", "unchanged": "=", "skipped": "–", "rejected": "✗"}
_WIDTHS = dict.fromkeys(("genre", "status", "collection", "secrecy", "passages"), "narrow") | dict.fromkeys(
    ("title", "editions", "warnings"), "wide"
)
_MOST_SHOWN = 200
"""Findings of a check that are shown; the command line lists all."""


def places_of(documents: Sequence[DocumentSummary]) -> dict[str, Place]:
    """What the links open: each document, from its start."""
    return {name: Place(each.id, each.title) for each, name in zip(documents, _names(documents).values(), strict=True)}


def table(documents: Sequence[DocumentSummary], key: str, language: str) -> Html:
    """The documents, one a row; a title opens its document under `key`."""
    if not documents:
        return element("p", _say("library_empty", language), class_="notice")
    several = len({document.collection for document in documents}) > 1
    marked = any(document.secrecy for document in documents)
    where = [*(["collection"] if several else []), *(["secrecy"] if marked else [])]
    columns = ["title", "genre", "status", "editions", *where, "passages", "warnings"]
    named = {name: _say(f"column_{name}", language) for name in columns}
    head = element("tr", *(element("th", title, scope="col", class_=_WIDTHS[name]) for name, title in named.items()))
    names, editions = _names(documents), chains(documents)
    rows = [_row(each, named, names, editions.get(each.id, ()), language) for each in documents]
    caption = element("caption", _say("library_holds", language, documents=len(documents)))
    held = element("table", caption, element("thead", head), element("tbody", *rows), class_=f"listing cited-{key}")
    return scrolling(held, _say("library_holds", language, documents=len(documents)))


def review(questions: Sequence[OpenQuestion], documents: Sequence[DocumentSummary], key: str, language: str) -> Html:
    """What a person should settle, each with the documents it is about; nothing where nothing is in doubt."""
    if not questions:
        return Html()
    names = _names(documents)
    rows = [
        element(
            "li",
            question.message,
            element("ul", *(element("li", *_doubtful(each, names, language)) for each in question.documents)),
        )
        for question in questions
    ]
    summary = element("summary", _say("review_open", language, number=len(rows)))
    settle = element("p", _say("review_settle", language), class_="remark")
    return element("details", summary, element("ul", *rows), settle, class_=f"review cited-{key}")


def added(known: Added, language: str) -> Html:
    """How far it has come, and what became of each file so far."""
    parts = [reports(known.files)] if known.files else []
    if not known.is_finished:
        with messages.speaking(language):
            said = in_words(known.standing) if known.standing else _say("loading_files", language)
        parts.insert(0, element("p", said, class_="remark", role="status"))
    return joined(parts)


def reports(files: Iterable[FileReport]) -> Html:
    """What became of each file, one a line."""
    lines = (element("li", f"{_SIGNS[each.outcome]} {each.message}", class_=each.outcome) for each in files)
    return element("ul", *lines, class_="reports", role="status")


def verified(found: Verification, language: str) -> Html:
    """What was looked at and what is wrong with it."""
    counts = {
        name: getattr(found, name)
        for name in ("documents", "passages", "originals", "terms", "base_rows", "base_found")
    }
    told = messages.text("maintenance.verified", language=language, **counts)
    verdict = "mend" if found.findings else "sound"
    lines = [
        element("li", messages.text(f"maintenance.found.{each.kind}", language=language, subject=each.subject))
        for each in found.findings[:_MOST_SHOWN]
    ]
    end = messages.text(f"maintenance.{verdict}", language=language, count=len(found.findings))
    sign = "⚠" if found.findings else "✓"
    return joined(
        [
            element("p", told, class_="remark", role="status"),
            element("ul", *lines, class_="reports"),
            element("p", f"{sign} {end}", class_="notice" if found.findings else "sound"),
        ]
    )


def purged(done: Purged, language: str) -> Html:
    """What was searched for what was removed, and what of it is left."""
    searched = done.searched
    told = messages.text(
        "maintenance.searched",
        language=language,
        documents=len(done.documents),
        files=searched.files,
        size=f"{searched.bytes / 2**20:.1f}",
        patterns=searched.patterns,
        shared=done.shared,
    )
    left = element("ul", *(element("li", line, class_="rejected") for line in _left(done, language)), class_="reports")
    verdict = messages.text("maintenance.purged" if done.is_clean else "maintenance.not_purged", language=language)
    end = element("p", f"{'✓' if done.is_clean else '⚠'} {verdict}", class_="sound" if done.is_clean else "notice")
    return joined([element("p", told, class_="remark", role="status"), left, end])


def _left(done: Purged, language: str) -> Iterable[str]:
    for trace in done.searched.traces:
        yield messages.text(f"maintenance.left.{trace.kind}", language=language, path=trace.path, count=trace.count)
    if done.removed_rows:
        yield messages.text("maintenance.left.terms", language=language, count=done.removed_rows)
    for url in done.servers:
        yield messages.text("maintenance.left.server", language=language, url=url)
    for original, others in done.kept_originals.items():
        yield messages.text("maintenance.left.original", language=language, original=original, others=" ".join(others))


def _names(documents: Sequence[DocumentSummary]) -> dict[str, str]:
    return {each.id: f"document-{n}" for n, each in enumerate(documents, start=1)}


def _row(
    document: DocumentSummary,
    named: Mapping[str, str],
    names: Mapping[str, str],
    editions: Sequence[DocumentSummary],
    language: str,
) -> Html:
    cells = {
        "title": link(names[document.id], document.title, Path(document.path).name),
        "genre": _say(f"genre_{document.genre}", language),
        "status": badge(document.status, language),
        "editions": _editions(document, editions, names, language),
        "collection": collection_name(document.collection, language),
        "secrecy": document.secrecy or "–",
        "passages": str(document.passages),
        "warnings": "; ".join(document.warnings) or "–",
    }
    return element(
        "tr", *(element("td", cells[name], data_label=title, class_=_WIDTHS[name]) for name, title in named.items())
    )


def _editions(
    document: DocumentSummary, editions: Sequence[DocumentSummary], names: Mapping[str, str], language: str
) -> Html:
    """The days from which the editions of a rule count, oldest first; the others open."""
    if not editions:
        return element("span", _day(document, language))
    shown = [
        element("strong", _day(each, language))
        if each.id == document.id
        else link(names[each.id], _day(each, language), each.title)
        for each in editions
    ]
    return joined([shown[0], *(joined([" → ", each]) for each in shown[1:])])


def _doubtful(document: DocumentSummary, names: Mapping[str, str], language: str) -> Iterable[str]:
    yield link(names[document.id], document.title, Path(document.path).name)
    yield f" {_day(document, language)} {Path(document.path).name} {document.member}".rstrip()


def _day(document: DocumentSummary, language: str) -> str:
    day = begins(document)
    return day.isoformat() if day else _say("undated", language)


def _say(key: str, language: str, **facts: object) -> str:
    return messages.text(f"web.{key}", language=language, **facts)
