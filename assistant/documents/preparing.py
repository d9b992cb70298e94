"""The contents of a file → Documents: repaired, separated where one file holds several, with what each is.

Stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from assistant.documents.by_hand import ByHand, said_by_hand
from assistant.documents.correcting import correct
from assistant.documents.metadata import metadata
from assistant.documents.readers.items import Reading
from assistant.documents.reading import FileContents, Member, read_file
from assistant.documents.splitting import calls_itself_otherwise, parts
from assistant.errors import RejectedFile
from assistant.records import Change, Document, Doubt, Place, RepairLog, StyledHeading
from assistant.text.newlines import unify_newlines
from assistant.text.offsets import OffsetMap
from assistant.text.repair import Repair, Repaired, Suggestion, Switches, repair

EVERY_STAGE = Switches()

_TRUNCATED = ("truncated_start",)
"""Doubts of the repair that mean that a text begins in the middle."""


def prepare(path: Path, *, stated: Mapping[str, object] | None = None, switches: Switches = EVERY_STAGE) -> Document:
    """Read one file as one Document of no collection; `stated` is what a catalogue says of it.

    `switches` tell which stages of repair may act.

    Raises RejectedFile where the file cannot be read or holds several files.
    """
    contents = read_file(path)
    if len(contents.members) > 1:
        raise RejectedFile("file_several_documents", path=path, count=len(contents.members))
    member = contents.members[0]
    source = _Source(path, contents.digest, collection="")
    return _document(_mended(member.reading, switches), source, member.name, stated)


def documents_in(
    contents: FileContents,
    path: Path,
    *,
    collection: str,
    stated: Mapping[str, object] | None = None,
    switches: Switches = EVERY_STAGE,
) -> list[Document]:
    """Every Document of a file, in order; a text that is made of several is separated.

    `stated` speaks of the first of them; `stated["members"]` may speak of the others by their names inside. What a
    person said of one by hand wins over both.
    """
    source = _Source(path, contents.digest, collection)
    mended = [
        (name, piece)
        for member in contents.members
        for name, piece in _separated(member, _mended(member.reading, switches), switches)
    ]
    of_members = (stated or {}).get("members")
    said = of_members if isinstance(of_members, Mapping) else {}
    return [
        _by_hand(piece, source, name, said.get(name, stated if at == 0 else None), said_by_hand(stated, name))
        for at, (name, piece) in enumerate(mended)
    ]


def document_id(digest: str, collection: str, member: str = "") -> str:
    """The same bytes are another document in another collection, so that rights never travel with a copy."""
    named = f"\0{member}" if member else ""
    return sha256(f"{collection}\0{digest}{named}".encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class _Source:
    path: Path
    digest: str
    collection: str


@dataclass(frozen=True, slots=True)
class _Mended:
    """A reading with its repaired text, the way back, what was done, and its headings in places of that text."""

    reading: Reading
    text: str
    offsets: OffsetMap
    log: RepairLog
    headings: tuple[StyledHeading, ...]


def _mended(reading: Reading, switches: Switches) -> _Mended:
    unified, newlines = unify_newlines(reading.text)
    repaired = repair(unified, switches=switches)
    offsets = repaired.offsets.compose(newlines)
    return _Mended(
        reading, repaired.text, offsets, _log(reading.text, repaired, newlines), _moved(reading.headings, offsets)
    )


def _log(original: str, repaired: Repaired, newlines: OffsetMap) -> RepairLog:
    """What was done, in places of the repaired text and of the text as read."""

    def change(done: Repair | Suggestion) -> Change:
        start, end = newlines.span_to_original(done.original_start, done.original_end)
        before = original[start:end] if isinstance(done, Repair) else repaired.text[done.start : done.end]
        return Change(done.kind, done.start, done.end, start, end, before, done.after, done.confidence)

    return RepairLog(
        tuple(change(done) for done in repaired.repairs),
        tuple(change(might) for might in repaired.suggestions),
        tuple(Doubt(notice.kind, notice.start, notice.end, notice.excerpt) for notice in repaired.warnings),
    )


def _moved(headings: Sequence[StyledHeading], offsets: OffsetMap) -> tuple[StyledHeading, ...]:
    """Headings in places of the text as read → in places of the repaired text; one that is gone is left out."""
    spans = ((offsets.span_from_original(heading.start, heading.end), heading.level) for heading in headings)
    return tuple(StyledHeading(start, end, level) for (start, end), level in spans if start < end)


def _separated(member: Member, whole: _Mended, switches: Switches) -> Iterator[tuple[str, _Mended]]:
    """The documents that one text is made of, each with its name; each is repaired by itself."""
    spans = parts(whole.text, whole.headings)
    if len(spans) < 2:
        yield member.name, whole
        return
    starts = [0, *(whole.offsets.span_to_original(span.start, span.end)[0] for span in spans[1:])]
    for number, (start, end) in enumerate(pairwise([*starts, len(member.reading.text)]), start=1):
        yield f"{member.name}#{number}", _mended(_slice(member.reading, start, end), switches)


def _slice(reading: Reading, start: int, end: int) -> Reading:
    return replace(
        reading,
        text=reading.text[start:end],
        places=tuple(_places_within(reading.places, start, end)),
        headings=tuple(
            StyledHeading(heading.start - start, heading.end - start, heading.level)
            for heading in reading.headings
            if start <= heading.start and heading.end <= end
        ),
        stated_title="",
        warnings=(*reading.warnings, "several_documents"),
    )


def _places_within(places: Sequence[Place], start: int, end: int) -> Iterator[Place]:
    """The places of a stretch, counted from its start; the last of each kind before it reaches into it."""
    reaching = {place.kind: place for place in places if place.start <= start}
    yield from (replace(place, start=0) for place in reaching.values())
    yield from (replace(place, start=place.start - start) for place in places if start < place.start < end)


def _by_hand(
    mended: _Mended, source: _Source, member: str, stated: Mapping[str, object] | None, said: ByHand
) -> Document:
    """A document with what a person said of it: facts, and what of its text is to be otherwise."""
    facts = {**(stated or {}), **said.facts}
    done = correct(mended.text, mended.reading.text, mended.offsets, mended.log, said)
    headings = _moved(mended.reading.headings, done.offsets)
    document = _document(_Mended(mended.reading, done.text, done.offsets, done.log, headings), source, member, facts)
    return replace(document, warnings=(*document.warnings, "correction_missed")) if done.missed else document


def _document(mended: _Mended, source: _Source, member: str, stated: Mapping[str, object] | None) -> Document:
    reading = mended.reading
    what = metadata(mended.text, source.path, stated, headings=mended.headings, stated_title=reading.stated_title)
    warnings = [*reading.warnings]
    if calls_itself_otherwise(mended.text, what.title):
        warnings.append("title_over_other_body")
    if any(doubt.kind in _TRUNCATED for doubt in mended.log.doubts):
        warnings.append("starts_mid_sentence")
    return Document(
        id=document_id(source.digest, source.collection, member),
        title=what.title,
        path=str(source.path),
        collection=source.collection,
        genre=what.genre,
        version=what.version,
        text=mended.text,
        original_text=reading.text,
        offsets=mended.offsets,
        warnings=tuple(dict.fromkeys(warnings)),
        repair=mended.log,
        headings=mended.headings,
        places=reading.places,
        member=member,
        secrecy=what.secrecy,
        shown=what.places,
    )
