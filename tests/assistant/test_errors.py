"""What an error says: in the user's language, also where it is the operating system that refuses."""

from __future__ import annotations

import errno
import json
import os
import pickle
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.documents.reading import read_file
from assistant.errors import LibraryUnavailable, RejectedFile, UsageError

REFUSED = [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EADDRINUSE]


@pytest.mark.parametrize("number", REFUSED)
@pytest.mark.parametrize("as_text", [True, False])
def test_why_the_system_refuses_is_told_in_the_users_language(number: int, as_text: bool) -> None:
    why = OSError(number, os.strerror(number), "方案.docx")
    error = UsageError("drafting.not_writable", path="方案.docx", why=why.strerror if as_text else why)
    for language in ("zh", "en"):
        assert os.strerror(number) not in error.in_language(language)
        assert error.in_language(language).count("方案.docx") == 1


@pytest.mark.parametrize(
    ("read", "data"),
    [(json.loads, b"{"), (tomllib.loads, b"{"), (tomllib.loads, b"a = ["), (str, b"\xff")],
)
def test_what_is_wrong_with_a_text_is_told_in_the_users_language(read: Callable[[str], object], data: bytes) -> None:
    with pytest.raises(ValueError) as wrong:  # noqa: PT011 - what Python calls all of them
        read(data.decode())
    error = UsageError("file_unreadable", path="甲", why=wrong.value)
    assert str(wrong.value) not in error.in_language("zh")
    assert re.search("不是(正确的| utf-8)", error.in_language("zh"))
    assert "not " in error.in_language("en")


def test_a_full_disk_below_the_database_is_told_in_the_users_language() -> None:
    error = LibraryUnavailable("desk_not_writable", path="desk", why="database or disk is full")
    assert "磁盘已满" in error.in_language("zh")
    assert "the disk is full" in error.in_language("en")


@pytest.mark.parametrize(("name", "data"), [("方案.docx", b"PK\x03\x04 cut"), ("方案.pdf", b"%PDF-1.4 cut")])
def test_what_is_wrong_with_a_damaged_file_is_told_in_the_users_language(
    name: str, data: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(RejectedFile) as refused:
        read_file(tmp_path / name)
    assert not re.search("[a-z]{5}", refused.value.in_language("zh").replace(str(tmp_path), ""))


def test_what_is_not_known_is_shown_as_the_system_says_it() -> None:
    error = UsageError("drafting.not_writable", path="方案.docx", why=OSError(28, "磁盘坏了"))
    assert "磁盘坏了" in str(error)


def test_an_error_of_a_worker_process_says_the_same_here() -> None:
    error = RejectedFile("file_unreadable", path="甲.docx", why=PermissionError(13, os.strerror(13), "甲.docx"))
    assert pickle.loads(pickle.dumps(error)).in_language("zh") == error.in_language("zh")
