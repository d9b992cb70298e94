"""What is said of documents beside them, or an error that names the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.documents.catalogues import catalogue_of, sidecar_of
from assistant.errors import UsageError


@pytest.mark.parametrize("text", ["just words", "- title: no path", "[", "documents: 3"])
def test_a_file_that_is_no_catalogue_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "catalogue.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        catalogue_of(tmp_path)
    assert "catalogue.yaml" in str(caught.value)


def test_a_sidecar_beside_a_document_speaks_of_it(tmp_path: Path) -> None:
    document = tmp_path / "a.docx"
    assert sidecar_of(document) is None
    (tmp_path / "a.docx.yaml").write_text("title: 另名\nissued_on: 2024-05-01\n", encoding="utf-8")
    assert sidecar_of(document) == {"title": "另名", "issued_on": date(2024, 5, 1)}


@pytest.mark.parametrize("text", ["just words", "[", "- 甲", "1: 甲"])
def test_a_sidecar_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        sidecar_of(tmp_path / "a.txt")
    assert "a.txt.yaml" in str(caught.value)
