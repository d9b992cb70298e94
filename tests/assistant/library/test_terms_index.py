"""What the term index finds, apart from the rest of the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.library import terms_index
from assistant.library.terms_index import TermEntry, TermsIndex


def index_of(folder: Path, texts: list[str]) -> TermsIndex:
    index = TermsIndex(folder)
    index.write(TermEntry(f"p{at:04}", f"d{at:04}", text, "", "") for at, text in enumerate(texts))
    return index


def test_a_character_that_is_everywhere_finds_nothing_beside_pairs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terms_index, "_LARGE", 10)
    index = index_of(tmp_path / "terms", [f"市里第{at}次会议" for at in range(20)] + ["会同财政局"])
    assert [hit.passage_id for hit in index.search("财政局开会", 20)] == ["p0020"]
    assert len(index.search("会", 30)) == 21, "alone it is all that was asked for"


def test_in_a_small_library_every_character_counts(tmp_path: Path) -> None:
    index = index_of(tmp_path / "terms", [f"市里第{at}次会议" for at in range(20)] + ["会同财政局"])
    assert len(index.search("财政局开会", 30)) == 21
