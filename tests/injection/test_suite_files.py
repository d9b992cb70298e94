"""The suite `injection` holds every attack in every carrier: what lies in the repository is what would be made anew."""

from __future__ import annotations

import json

from tests.injection.documents import hostile_files
from tests.injection.suite_files import FOLDER, cases, documents

TEXT = (".txt", ".md", ".html")
"""Of the others the bytes hold the time at which they were made."""


def test_there_are_enough_documents_of_enough_kinds() -> None:
    files = hostile_files()
    assert len(files) >= 100
    assert len({file.kind for file in files}) >= 30


def test_the_cases_are_those_of_the_attacks() -> None:
    lines = (FOLDER / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == cases()


def test_the_documents_are_those_of_the_attacks() -> None:
    folder = FOLDER / "documents"
    wanted = documents()
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == set(wanted)
    for path, data in wanted.items():
        if path.endswith(TEXT):
            assert (folder / path).read_bytes() == data, path
