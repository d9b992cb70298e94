"""A suite's corpus as a library holds it: where words stand in its documents, and what stands at a place.

Whatever system is tested, its citations are held against these texts. It asks nothing and scores nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache, cached_property
from pathlib import Path

from assistant import messages
from assistant.application import Assistant
from assistant.errors import NotInLibrary
from assistant.records import Document
from assistant.settings import Settings, load
from eval.editions import Editions
from eval.matching import locate
from eval.records import Cited, Sample, Span


class Shelf:
    """The documents of one corpus. Paths are relative to it, with forward slashes."""

    def __init__(self, assistant: Assistant, corpus: Path, notes: tuple[str, ...] = ()) -> None:
        """`assistant` holds the documents under `corpus`; `notes` tell of those that it refused."""
        self.assistant = assistant
        self.notes = notes
        self.corpus = corpus.resolve()
        summaries = assistant.documents()
        self._paths: Mapping[str, str] = {
            one.id: path_within(self._relative(one.path), one.member) for one in summaries
        }
        self._ids: Mapping[str, str] = {path: identity for identity, path in self._paths.items()}
        self._files: dict[str, list[str]] = {}
        """Path of a file → those of the documents in it, in their order."""
        for one in summaries:
            self._files.setdefault(self._relative(one.path), []).append(self._paths[one.id])
        self._titles = {self._paths[one.id]: one.title for one in summaries}

    def path_of(self, document_id: str) -> str:
        """The path of a document; its id where there is no such document."""
        return self._paths.get(document_id, document_id)

    def path_named(self, name: str) -> str:
        """The path that another program means: absolute, or relative to anywhere. Its own name where there is none."""
        relative = self._relative(name)
        if relative in self._files:
            return relative
        ends = (path for path in self._files if f"/{Path(name).as_posix()}".endswith(f"/{path}"))
        return max(ends, key=len, default=relative)

    def places(self, path: str, words: str) -> tuple[Span, ...]:
        """Every place of the documents at `path` that holds `words`, blanks aside."""
        return tuple(
            Span(each, start, end)
            for each in self._files.get(path, [path])
            if (document := self._document(each)) is not None
            for start, end in locate(words, document.text)
        )

    def gold(self, sample: Sample) -> tuple[tuple[Span, ...], ...]:
        """For each gold quote of a sample every place that holds it."""
        return tuple(self.places(gold.path, gold.quote) for gold in sample.gold)

    def only(self, sample: Sample) -> frozenset[str] | None:
        """Ids of the only documents that a sample lets be searched; None for all. One that is not held has no text."""
        held = (self._ids.get(each, each) for path in sample.documents for each in self._files.get(path, [path]))
        return frozenset(held) if sample.documents else None

    def other_editions(self, sample: Sample) -> tuple[str, ...]:
        """The other editions of the documents that hold a sample's gold."""
        return self._editions.beside(gold.path for gold in sample.gold)

    def cited(self, n: int, span: Span, quote: str) -> Cited:
        """A citation with what the document itself holds there."""
        document = self._document(span.path)
        inside = document is not None and 0 <= span.start < span.end <= len(document.text)
        return Cited(n, span, quote, document.text[span.start : span.end] if document and inside else None)

    @cached_property
    def _editions(self) -> Editions:
        return Editions(self._titles)

    def _document(self, path: str) -> Document | None:
        try:
            return self.assistant.document(self._ids.get(path, ""))
        except NotInLibrary:
            return None

    def _relative(self, path: str) -> str:
        try:
            return Path(path).resolve().relative_to(self.corpus).as_posix()
        except (ValueError, OSError):
            return Path(path).as_posix()


def path_within(path: str, member: str) -> str:
    """The path of a document, told from those of others in the same file."""
    return f"{path}#{member.removeprefix('#')}" if member else path


def settings_at(home: Path) -> Settings:
    """The user's settings, but for the home."""
    return load({"home": home, "language": messages.current_language()})


@contextmanager
def open_shelf(corpus: Path) -> Iterator[Shelf]:
    """A library, in a temporary home and with the user's settings, of the documents under `corpus`."""
    with (
        tempfile.TemporaryDirectory(prefix="assistant-eval-") as home,
        Assistant.open(settings_at(Path(home))) as assistant,
    ):
        report = assistant.ingest([corpus])
        rejected = (file for file in report.files if file.outcome == "rejected")
        yield Shelf(assistant, corpus, tuple(f"{file.path}: {file.message}" for file in rejected))


@contextmanager
def open_shelves() -> Iterator[Callable[[Path], Shelf]]:
    """Shelves by their corpus, each opened when it is first asked for and closed with the others."""
    with ExitStack() as opened:
        yield cache(lambda corpus: opened.enter_context(open_shelf(corpus)))
