"""A file is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.export.files import write_whole


def test_a_file_is_written_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "方案.md", "整改".encode())
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["方案.md"]
    assert (tmp_path / "方案.md").read_text(encoding="utf-8") == "整改"


def test_what_was_there_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "方案.md"
    path.write_text("旧", encoding="utf-8")
    write_whole(path, "新".encode())
    assert path.read_text(encoding="utf-8") == "新"


def test_what_was_there_stays_where_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "方案.md"
    path.write_text("旧", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "磁盘已满")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UsageError, match=r"方案\.md.*磁盘已满"):
        write_whole(path, "新".encode())
    assert path.read_text(encoding="utf-8") == "旧"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["方案.md"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有"):
        write_whole(tmp_path / "没有" / "方案.md", b"")
