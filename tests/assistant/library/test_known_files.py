"""Of a file that comes again, what is new, what is known, and what people said of it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.application import Assistant
from assistant.library.candidates import Candidate
from assistant.library.file_work import FileWork
from assistant.library.known_files import KnownFiles

Write = Callable[[str, str], Path]


def known(assistant: Assistant) -> KnownFiles:
    return KnownFiles(assistant.store.catalogue, "default")


def candidate(path: Path, stated: Mapping[str, object] | None = None) -> Candidate:
    return Candidate(path, stated, is_named=True)


def original_of(assistant: Assistant) -> str:
    (original,) = assistant.store.catalogue.originals()
    return original


def test_the_same_bytes_of_which_the_same_is_said_are_known(assistant: Assistant, write: Write) -> None:
    path = write("甲.txt", "整改方案\n\n各单位应当按时整改。\n")
    (report,) = assistant.ingest([path]).files
    original = original_of(assistant)
    assert known(assistant).unchanged(candidate(path), original) == report.document_ids
    assert known(assistant).unchanged(candidate(path, {"title": "乙"}), original) is None
    assert known(assistant).unchanged(candidate(path), "other.txt") is None


def test_what_was_read_from_the_path_before_it_changed_is_replaced(assistant: Assistant, write: Write) -> None:
    path = write("甲.txt", "整改方案\n\n各单位应当按时整改。\n")
    (report,) = assistant.ingest([path]).files
    changed = known(assistant).to_be_written(candidate(path), b"", "other.txt", FileWork())
    assert changed.replaced == report.document_ids
    same = known(assistant).to_be_written(candidate(path), b"", original_of(assistant), FileWork())
    assert (same.fresh, same.restated, same.replaced) == ((), (), ())
