"""Files on their way into the library, seen from the page: what became of each so far, and how far it has come.

The adding goes on in a thread of its own whether anybody watches or not: a page that is closed half-way leaves no half
of a folder. Knows neither HTML nor Gradio.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue

from assistant import messages
from assistant.library.file_reports import FileReport, IngestReport
from assistant.library.standing import Standing
from assistant.people.deeds import Deed

Ingest = Callable[[Callable[[FileReport], None], Callable[[Standing], None]], IngestReport]
News = FileReport | Standing | IngestReport | Exception

_EVERY_S = 0.4
"""News is gathered for this long: nobody reads faster, and the list is shown whole each time."""


@dataclass(frozen=True, slots=True)
class Added:
    """What is known so far."""

    files: tuple[FileReport, ...] = ()
    standing: Standing | None = None
    is_finished: bool = False


def adding(ingest: Ingest, language: str) -> Iterator[Added]:
    """What is known, again and again, the last time finished; raises what `ingest` raises.

    `ingest` takes whom to tell of a file and whom to tell how far it has come; its texts are in `language`.
    """
    news: SimpleQueue[News] = SimpleQueue()

    def work() -> None:
        try:
            with messages.speaking(language):
                news.put(ingest(news.put, news.put))
        except Exception as error:
            news.put(error)

    threading.Thread(target=work, name="adding", daemon=True).start()
    known = Added()
    while not known.is_finished:
        for one in _gathered(news):
            known = _after(known, one)
        yield known


def deeds_of(files: Iterable[FileReport]) -> Iterator[tuple[Deed, str]]:
    """What was done to which document, for the record; what was there before was not added."""
    for file in files:
        if file.outcome != "unchanged":
            yield from ((Deed.DOCUMENT_ADDED, identity) for identity in file.document_ids)
        yield from ((Deed.DOCUMENT_REMOVED, identity) for identity in file.replaced_ids)


def _gathered(news: SimpleQueue[News]) -> Iterator[News]:
    """The next piece of news, whenever it comes, and what comes soon after it."""
    until = time.monotonic() + _EVERY_S
    one = news.get()
    while True:
        yield one
        try:
            one = news.get(timeout=max(0.0, until - time.monotonic()))
        except Empty:
            return


def _after(known: Added, one: News) -> Added:
    if isinstance(one, Exception):
        raise one
    if isinstance(one, IngestReport):
        return replace(known, files=one.files, is_finished=True)
    if isinstance(one, FileReport):
        return replace(known, files=(*known.files, one))
    return replace(known, standing=one)
