"""A terminal shows how far an ingest has come; a pipe gets the lines alone."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import messages
from assistant.library.standing import Course, Standing, in_words

ROOT = Path(__file__).parents[2]


def ingest(home: Path, file: Path, stderr: int) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "assistant", "--home", str(home), "ingest", str(file)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=stderr, check=True, cwd=ROOT, env=environment, timeout=60
    )


def read_all(descriptor: int) -> str:
    """What was written to a terminal whose other side is closed."""
    parts = []
    while True:
        try:
            part = os.read(descriptor, 65536)
        except OSError:  # how Linux says that the other side is gone
            break
        if not part:
            break
        parts.append(part)
    os.close(descriptor)
    return b"".join(parts).decode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "甲.txt"
    path.write_text("甲办法\n第一条　整改方案应当在15个工作日内报送。", encoding="utf-8")
    return path


def test_a_terminal_shows_how_far_it_has_come(home: Path, file: Path) -> None:
    ours, theirs = pty.openpty()
    done = ingest(home, file, theirs)
    os.close(theirs)
    shown = read_all(ours)
    assert "正在整理索引" in shown
    assert "新增 1" in shown
    assert done.stdout.decode().startswith("已导入")


def test_a_pipe_gets_lines_alone(home: Path, file: Path) -> None:
    done = ingest(home, file, subprocess.PIPE)
    assert done.stderr.decode() == "新增 1，替换 0，无变化 0，略过 0，失败 0\n"


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing("reading", 1, 10, 10, 100, 500, 0.5), "1/10 个文件　每秒 1,000 字"),
        (Standing("reading", 2, 10, 20, 100, 50_000, 20.0), "2/10 个文件　每秒 2,500 字　约剩 1:20"),
        (Standing("reading", 0, 0, 0, 0, 0, 0.0), "0/0 个文件　每秒 0 字"),
        (Standing("comparing", 10, 10, 100, 100, 50_000, 20.0), "正在比对版本和重复件……"),
    ],
)
def test_the_rate_and_the_time_left_are_said(standing: Standing, words: str) -> None:
    with messages.speaking("zh"):
        assert in_words(standing) == words


def test_every_file_counts_once() -> None:
    heard: list[Standing] = []
    course = Course(3, 60, heard.append)
    for size, characters in ((10, 5), (20, 0), (30, 9)):
        course.advance(size, characters)
    assert [(each.files, each.read_bytes, each.characters) for each in heard] == [(1, 10, 5), (2, 30, 5), (3, 60, 14)]
    assert heard[-1].seconds_left in (None, 0)
