"""Repaired text (with what a catalogue says) → title, genre, issuer, number, level, secrecy and dates, with spans.

A catalogue's word overrides what the text seems to say, and then no span shows it. What neither says stays None:
nothing is guessed from the time of a file or the like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from assistant.documents.by_hand import MARK_OTHERWISE
from assistant.documents.dates import Dates, Shown, date_in_name, dates_of
from assistant.documents.genre import GENRES, genre
from assistant.documents.issuers import issuer_of, level_of, number_of
from assistant.documents.titles import title_of
from assistant.errors import UsageError
from assistant.records import StyledHeading, Version
from assistant.text.letterhead import Element, letterhead
from assistant.text.structure import outline


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document is."""

    title: str
    genre: str
    version: Version
    secrecy: str | None = None
    """密级 as the text states it: 秘密★1年."""
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Name of a field → the span of the text that shows it; absent for what a file's name or a catalogue says."""
    adopted_on: date | None = None
    urgency: str | None = None
    """紧急程度: 特急, 加急."""


def metadata(
    text: str,
    path: Path,
    stated: Mapping[str, object] | None = None,
    *,
    headings: Sequence[StyledHeading] = (),
    stated_title: str = "",
) -> Metadata:
    """Title, genre, version and secrecy of a document; `stated` is what a catalogue says of it and wins.

    A fact of the version that it states to be None is none, whatever the text seems to say; a 密级 is not lowered that
    way. `headings` are those that the file itself marks, `stated_title` is what it calls itself.

    Raises UsageError where the catalogue's word has the wrong shape.
    """
    found = _found(text, path, headings, stated_title)
    return found if not stated else _override(found, stated, path)


def _found(text: str, path: Path, headings: Sequence[StyledHeading], stated_title: str) -> Metadata:
    """What the text shows, and for a title or a date that it does not show, the file's name."""
    marks = outline(text, [(heading.start, heading.end, heading.level) for heading in headings])
    elements = letterhead(text)
    title = title_of(text, marks, path, stated_title)
    dates = dates_of(text, marks, title.words)
    issuer = issuer_of(text, elements, dates, title)
    number = number_of(text, elements, dates)
    level, level_place = level_of(text, issuer, title)
    secrecy, urgency = (_element(elements, kind) for kind in ("secrecy", "urgency"))
    version = Version(
        issuer=issuer.name if issuer else None,
        document_number=_joined(text, number),
        level=level,
        issued_on=_date(dates.issued_on) or date_in_name(path),
        effective_from=_date(dates.effective_from),
    )
    known = {
        "title": title.span,
        "genre": title.span,
        "issuer": issuer.span if issuer else None,
        "level": level_place,
        "document_number": number,
        "secrecy": secrecy,
        "urgency": urgency,
        **_date_places(dates),
    }
    return Metadata(
        title=title.words,
        genre=genre(title.words, text, marks),
        version=version,
        secrecy=_joined(text, secrecy),
        places={name: span for name, span in known.items() if span is not None},
        adopted_on=_date(dates.adopted_on),
        urgency=_joined(text, urgency),
    )


def _element(elements: Sequence[Element], kind: str) -> tuple[int, int] | None:
    return next(((each.start, each.end) for each in elements if each.kind == kind), None)


def _joined(text: str, span: tuple[int, int] | None) -> str | None:
    """The words of a span without the spaces that typography puts between them."""
    return "".join(text[slice(*span)].split()) if span else None


def _date(shown: Shown | None) -> date | None:
    return shown.date if shown else None


def _date_places(dates: Dates) -> dict[str, tuple[int, int] | None]:
    named = {
        "issued_on": dates.issued_on,
        "adopted_on": dates.adopted_on,
        "effective_from": dates.effective_from,
    }
    return {name: (shown.start, shown.end) if shown else None for name, shown in named.items()}


def _override(found: Metadata, stated: Mapping[str, object], path: Path) -> Metadata:
    version_facts: dict[str, object] = {}
    for name in ("issuer", "document_number", "level", "supersedes"):
        if name in stated:
            version_facts[name] = None if stated[name] is None else str(stated[name])
    for name in ("issued_on", "effective_from", "superseded_on"):
        if name in stated:
            version_facts[name] = None if stated[name] is None else _stated_date(stated[name], name, path)
    genre_stated = str(stated.get("genre", found.genre))
    if genre_stated not in GENRES:
        raise UsageError("catalogue_value_wrong", path=path, name="genre", value=genre_stated)
    return replace(
        found,
        title=str(stated.get("title", found.title)),
        genre=genre_stated,
        version=replace(found.version, **version_facts),  # type: ignore[arg-type]
        secrecy=_stated_secrecy(found, stated),
        places={name: span for name, span in found.places.items() if name not in stated},
    )


def _stated_secrecy(found: Metadata, stated: Mapping[str, object]) -> str | None:
    said = stated.get("secrecy") or found.secrecy or stated.get(MARK_OTHERWISE)
    return str(said) if said else None


def _stated_date(value: object, name: str, path: Path) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise UsageError("catalogue_value_wrong", path=path, name=name, value=value) from error
