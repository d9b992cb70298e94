"""Files made to hurt their reader: each is refused with a clear error or read, in bounded time; the rest goes in."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant import messages
from assistant.application import Assistant
from assistant.documents.confinement import ORDINARY
from assistant.documents.reading import FileContents, FileReader
from assistant.errors import RejectedFile
from tests.hostile_files import SENTENCE, Hostile, all_hostile

pytestmark = [pytest.mark.faults, pytest.mark.timeout(180)]

ALL = list(all_hostile())
PATIENCE_S = ORDINARY.seconds + 3
"""The reader's own bound, and what starting and ending a process may take on a busy machine."""


def read(reader: FileReader, path: Path) -> FileContents | RejectedFile:
    try:
        return reader.read(path)
    except RejectedFile as error:
        return error


def outcome(hostile: Hostile, found: FileContents | RejectedFile) -> str:
    """The key of the error, or "read"; an archive whose members were refused for the reason expected counts as that."""
    if isinstance(found, RejectedFile):
        return found.key
    refused = [error.key for error in found.refused if error.key in hostile.outcomes]
    return refused[0] if refused else "read"


@pytest.mark.parametrize("hostile", ALL, ids=lambda hostile: hostile.name)
def test_a_hostile_file_is_refused_or_read_within_its_bounds(hostile: Hostile, tmp_path: Path) -> None:
    path = tmp_path / hostile.name
    path.write_bytes(hostile.make())
    with FileReader() as reader:
        started = time.monotonic()
        found = read(reader, path)
        assert time.monotonic() - started < PATIENCE_S
        assert outcome(hostile, found) in hostile.outcomes
        if isinstance(found, RejectedFile):
            assert all(str(path) in found.in_language(language) for language in messages.LANGUAGES)
        else:
            assert all(member.reading.text.strip() for member in found.members)
        good = tmp_path / "好.txt"
        good.write_text(SENTENCE, encoding="utf-8")
        assert reader.read(good).members[0].reading.text == SENTENCE


def test_long_text_loses_nothing_on_the_way(tmp_path: Path) -> None:
    wanted = {"一个长文字块.html": 3_400_000, "三百层.html": len(SENTENCE), "三十万个属性.html": len(SENTENCE)}
    with FileReader() as reader:
        for hostile in ALL:
            if hostile.name in wanted:
                path = tmp_path / hostile.name
                path.write_bytes(hostile.make())
                (member,) = reader.read(path).members
                assert len(member.reading.text) >= wanted[hostile.name]


def test_nothing_climbs_out_of_an_archive(tmp_path: Path) -> None:
    folder = tmp_path / "下载" / "今天"
    folder.mkdir(parents=True)
    path = folder / "往外爬.zip"
    path.write_bytes(next(hostile for hostile in ALL if hostile.name == path.name).make())
    with FileReader() as reader:
        found = read(reader, path)
    names = [member.name for member in found.members] if isinstance(found, FileContents) else []
    assert not any(".." in name or name.startswith(("/", "\\")) for name in names)
    assert [entry.name for entry in folder.iterdir()] == [path.name]
    assert [entry.name for entry in folder.parent.iterdir()] == [folder.name]


def test_a_batch_with_hostile_files_goes_in_without_them(assistant: Assistant, tmp_path: Path) -> None:
    folder = tmp_path / "批"
    folder.mkdir()
    refused = [hostile for hostile in ALL if "read" not in hostile.outcomes]
    for hostile in refused:
        (folder / hostile.name).write_bytes(hostile.make())
    for number in range(3):
        (folder / f"好{number}.txt").write_text(f"第{number}号通知\n{SENTENCE}", encoding="utf-8")
    report = assistant.ingest([folder])
    assert report.count("added") >= 3
    assert {Path(file.path).name for file in report.files if file.outcome == "rejected"} >= {
        hostile.name for hostile in refused if not hostile.name.endswith((".zip", ".doc"))
    }
    titles = {document.title for document in assistant.documents()}
    assert {f"第{number}号通知" for number in range(3)} <= titles
    assert assistant.store.catalogue.pending() == []


@pytest.mark.parametrize("name", ["十万个标题.md", "十万条.txt", "百万个括号.txt", "一行十兆.txt"])
def test_a_huge_plain_text_goes_in(assistant: Assistant, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(next(hostile for hostile in ALL if hostile.name == name).make())
    assert [file.outcome for file in assistant.ingest([path]).files] == ["added"]
