"""Questions: a library of the suite's corpus, asked. `cases.jsonl` holds a row a question."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from eval.case_files import Place, Row, json_lines
from eval.kinds.kind import Kind, Line, ShelfOf
from eval.matching import locate
from eval.records import Gold, Response, Sample
from eval.subject import LibrarySubject

_READABLE = frozenset({".md", ".txt"})
"""Corpus files whose text is the file itself; what is in others only the system under test can say."""


def _rows(folder: Path) -> list[Row]:
    return json_lines(folder / "cases.jsonl")


def _faults(place: Place, sample: Sample, corpus: Path) -> Iterator[str]:
    """Gold quotes are looked up here, so that a run never takes a mistyped case for a fault of the system."""
    if not sample.question.strip():
        yield place.problem("question", "empty")
    if sample.answerable and not sample.gold:
        yield place.problem("gold", "answerable_without_gold")
    for field in ("gold", "expected_facts"):
        if not sample.answerable and getattr(sample, field):
            yield place.problem(field, "unanswerable_with_target")
    for at, gold in enumerate(sample.gold):
        yield from _gold_faults(place, at, gold, corpus)
    for at, path in enumerate(sample.documents):
        if not (corpus / path).is_file():
            yield place.problem(f"documents.{at}", "no_such_document", path=path)


def _gold_faults(place: Place, at: int, gold: Gold, corpus: Path) -> Iterator[str]:
    file = corpus / gold.path
    if not file.is_file():
        yield place.problem(f"gold.{at}.path", "no_such_document", path=gold.path)
    elif file.suffix in _READABLE and not locate(gold.quote, _corpus_text(file)):
        yield place.problem(f"gold.{at}.quote", "quote_not_in_document", path=gold.path)


@cache
def _corpus_text(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig", errors="replace")


def _open(shelf_of: ShelfOf, corpus: Path) -> LibrarySubject:
    return LibrarySubject(shelf_of(corpus))


def _came(response: Response) -> list[Line]:
    return [Line(said.text) for said in response.sentences]


def _wanted(sample: Sample, response: Response | None) -> list[Line]:
    places = [()] * len(sample.gold) if response is None else response.gold
    cited = [] if response is None else [citation.span for citation in response.citations]
    return [
        Line(gold.quote, gold.path, any(span.overlaps(one) for span in where for one in cited))
        for gold, where in zip(sample.gold, places, strict=False)
    ]


ASK = Kind("ask", Sample, Response, _rows, _faults, _open, _came, _wanted)
