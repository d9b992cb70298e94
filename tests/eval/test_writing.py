"""Files are whole or as they were, and a line that was torn takes no other with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import UsageError
from eval.writing import append_line, read_text, write_text


def test_lines_are_added_and_a_torn_one_is_ended_first(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "lines.jsonl"
    append_line(path, "一")
    path.write_bytes(path.read_bytes() + b'{"torn')
    append_line(path, "二")
    append_line(path, "三")
    assert path.read_text(encoding="utf-8") == '一\n{"torn\n二\n三\n'


def test_what_cannot_be_written_or_read_is_a_usage_error_that_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"\xff\xfe")
    inside = tmp_path / "file" / "inside"
    with pytest.raises(UsageError, match="inside"):
        write_text(inside, "x")
    with pytest.raises(UsageError, match="inside"):
        append_line(inside, "x")
    with pytest.raises(UsageError, match="file"):
        read_text(tmp_path / "file")


def test_writing_leaves_nothing_but_the_file(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "旧")
    write_text(tmp_path / "a.txt", "新\n")
    assert [(one.name, one.read_text(encoding="utf-8")) for one in tmp_path.glob("*.*")] == [("a.txt", "新\n")]
