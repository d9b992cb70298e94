"""A home that cannot be written to: what reads, reads; what writes says which folder and what to do."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import messages
from assistant.application import Assistant
from assistant.cli import run
from assistant.people.office import CONSOLE, People
from assistant.people.viewer import Role
from assistant.settings import Settings

RULE = "甲办法\n\n第一条　会议费每人每天500元。\n"
PASSWORD = "整改 台账 逐项销号 2026"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with an index of its vectors, and an account."""
    place = tmp_path_factory.mktemp("home")
    rule = tmp_path_factory.mktemp("files") / "甲.txt"
    rule.write_text(RULE, encoding="utf-8")
    with Assistant(Settings(home=place)) as assistant:
        assistant.ingest([rule])
        assistant.rebuild()
    People(place).add("主任", PASSWORD, Role.ADMIN, by=CONSOLE)
    return place


@pytest.fixture
def read_only(home: Path, tmp_path: Path) -> Iterator[Path]:
    """The same, mounted read-only, which stops root too; skips where mounting is not allowed."""
    place = tmp_path / "read-only"
    place.mkdir()
    if subprocess.run(["mount", "--bind", str(home), str(place)], capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    subprocess.run(["mount", "-o", "remount,ro,bind", str(place)], check=True)
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


READING = {
    "list": ["library", "list"],
    "verify": ["library", "verify"],
    "review": ["library", "review"],
    "ask": ["ask", "会议费每人每天多少元？"],
    "doctor": ["doctor"],
    "people": ["people", "list"],
    "audit": ["people", "audit"],
    "collections": ["people", "collection"],
}
WRITING = {
    "rebuild": ["library", "rebuild"],
    "from originals": ["library", "rebuild", "--from-originals"],
    "vacuum": ["library", "vacuum"],
    "key": ["people", "key", "主任"],
    "disable": ["people", "disable", "主任"],
    "serve": ["serve"],
}


@pytest.mark.parametrize("command", READING)
def test_what_reads_reads(read_only: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--home", str(read_only), *READING[command]]) == 0
    out, err = capsys.readouterr()
    assert "不能" not in err
    assert command != "people" or "主任" in out
    assert command != "verify" or "资料库完好" in err


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("command", WRITING)
def test_what_writes_names_the_folder_and_what_to_do(
    read_only: Path, command: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    messages.use(language)
    assert run(["--home", str(read_only), *WRITING[command]]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert str(read_only) in line
    assert "--home" in line
    assert ("只读" if language == "zh" else "read-only") in line


def test_a_copy_of_a_home_that_was_cut_off_is_read_with_what_lies_in_its_log(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a snapshot of a disk holds it: the log is there, what SQLite shares between processes is not."""
    open_still = sqlite3.connect(home / "people.sqlite3", isolation_level=None)
    open_still.execute("INSERT INTO memberships VALUES ('主任', '一组')")
    place = tmp_path / "snapshot"
    place.mkdir()
    subprocess.run(["cp", "-r", f"{home}/.", str(place)], check=True)
    open_still.close()
    for shared in place.glob("*-shm"):
        shared.unlink()
    if subprocess.run(["mount", "--bind", str(place), str(place)], capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    subprocess.run(["mount", "-o", "remount,ro,bind", str(place)], check=True)
    try:
        assert run(["--home", str(place), "people", "list"]) == 0
        assert "一组" in capsys.readouterr().out
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.parametrize("part", ["originals", "terms", "vectors", "catalogue.sqlite3"])
def test_a_part_that_may_not_be_read_is_named(home: Path, part: str) -> None:
    if os.getuid() != 0 or subprocess.run(["setpriv", "--version"], capture_output=True, check=False).returncode:
        pytest.skip("only root can give up the right to read everything")
    (home / part).chmod(0)
    drop = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all"]
    script = f"from assistant.cli import run; raise SystemExit(run(['--home', {str(home)!r}, 'library', 'list']))"
    done = subprocess.run([*drop, sys.executable, "-c", script], capture_output=True, text=True, check=False)
    (home / part).chmod(0o700)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert str(home / part) in line
    assert "没有权限" in line
