"""Meetings: remarks written for them over the library of the suite's corpus. `cases.jsonl` holds a row a meeting."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from assistant.composing.extractive import NAME
from assistant.drafting.forms import Genre
from assistant.drafting.remarks import Remarks
from assistant.records import Citation, Document
from eval.case_files import Place, Row, json_lines
from eval.cases.drafts import Quoted
from eval.cases.speeches import Occasion, Spoken, SpokenLine, SpokenSource
from eval.kinds.kind import Kind, Line, ShelfOf
from eval.records import Case
from eval.subject import OverLibrary


class RemarksSubject(OverLibrary):
    """The writing of remarks of an Assistant over one corpus."""

    def answer(self, case: Case) -> Spoken:
        """Write what is said. Raises RejectedFile, UsageError."""
        assert isinstance(case, Occasion)  # noqa: S101 - the kind of the suite says so
        assistant = self._assistant
        about = assistant.read(self._shelf.corpus / case.about_file) if case.about_file else assistant.topic(case.about)
        begun = time.perf_counter()
        made = assistant.draft_remarks(Genre(case.genre), about, minutes=case.minutes, agenda=case.agenda)
        elapsed_ms = round((time.perf_counter() - begun) * 1000, 1)
        return _spoken(made, about, tuple(self._source(one, about) for one in made.manuscript.citations), elapsed_ms)

    def _source(self, citation: Citation, about: Document) -> SpokenSource:
        is_own = citation.document_id == about.id
        text = about.text if is_own else self._assistant.document(citation.document_id).text
        return SpokenSource(citation.n, citation.title, Quoted(citation.quote, text[citation.start : citation.end]))


def _spoken(made: Remarks, about: Document, sources: tuple[SpokenSource, ...], elapsed_ms: float) -> Spoken:
    return Spoken(
        about=about.text,
        lines=tuple(SpokenLine(line.text, line.citations, line.level > 0) for line in made.manuscript.lines),
        sources=sources,
        characters=made.manuscript.characters,
        says_too_short=made.is_too_short,
        model=NAME,
        elapsed_ms=elapsed_ms,
    )


def _rows(folder: Path) -> list[Row]:
    return json_lines(folder / "cases.jsonl")


def _faults(place: Place, case: Occasion, corpus: Path) -> Iterator[str]:
    if bool(case.about.strip()) == bool(case.about_file):
        yield place.problem("about", "one_of_two", other="about_file")
    if case.about_file and not (corpus / case.about_file).is_file():
        yield place.problem("about_file", "no_such_document", path=case.about_file)


def _open(shelf_of: ShelfOf, corpus: Path) -> RemarksSubject:
    return RemarksSubject(shelf_of(corpus))


def _came(spoken: Spoken) -> list[Line]:
    return [Line(line.text) for line in spoken.lines]


def _wanted(case: Occasion, spoken: Spoken | None) -> list[Line]:
    return []


SPEAK = Kind("speak", Occasion, Spoken, _rows, _faults, _open, _came, _wanted)
