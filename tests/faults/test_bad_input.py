"""Bad files, folders and settings: one clear line in both languages, the right exit code, the library untouched."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from assistant import messages
from assistant.cli import run

pytestmark = pytest.mark.faults

GOOD = "甲办法\n第一条　整改方案应当在15个工作日内报送。\n第二条　会议费每人每天500元。\n第三条　自印发之日起施行。"


def state(home: Path) -> dict[str, str]:
    """Digest of the truth: originals and what the catalogue holds."""
    import sqlite3

    with sqlite3.connect(f"file:{home / 'catalogue.sqlite3'}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT id, state, text FROM documents ORDER BY id").fetchall()
    connection.close()
    kept = {path.name: sha256(path.read_bytes()).hexdigest() for path in (home / "originals").iterdir()}
    return {**kept, "catalogue": str(rows)}


@pytest.fixture
def library(home: Path, write: Callable[[str, str], Path]) -> Path:
    assert run(["--home", str(home), "ingest", str(write("甲.txt", GOOD))]) == 0
    return home


def picture(folder: Path) -> Path:
    path = folder / "图.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(500))
    return path


def empty(folder: Path) -> Path:
    path = folder / "空.txt"
    path.touch()
    return path


def huge(folder: Path) -> Path:
    path = folder / "大.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    return path


def unknown(folder: Path) -> Path:
    path = folder / "表.xyz"
    path.write_text("甲", encoding="utf-8")
    return path


def missing(folder: Path) -> Path:
    return folder / "没有.txt"


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("make", [picture, empty, huge, unknown, missing])
def test_a_bad_file_is_one_line_and_changes_nothing(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], Path], language: str
) -> None:
    before = state(library)
    messages.use(language)
    code = run(["--home", str(library), "ingest", str(make(tmp_path))])
    first, *rest = capsys.readouterr().err.splitlines()
    assert code == 1
    assert str(tmp_path) in first
    assert len(rest) == 2  # the summary, and that nothing is new
    assert language == "zh" or not any("\u4e00" <= mark <= "\u9fff" for mark in re.sub(r"\S*/\S*", "", first))
    assert state(library) == before


@pytest.fixture
def read_only(library: Path, tmp_path: Path) -> Iterator[Path]:
    """The library mounted read-only, which stops root too; skips where mounting is not allowed."""
    place = tmp_path / "read-only"
    place.mkdir()
    mounted = subprocess.run(["mount", "--bind", str(library), str(place)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    subprocess.run(["mount", "-o", "remount,ro,bind", str(place)], check=True)
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_read_only_home_answers_questions_and_takes_no_documents(
    read_only: Path, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    before = state(library)
    messages.use(language)
    assert run(["--home", str(read_only), "ask", "会议费每人每天多少元？"]) == 0
    assert "500元" in capsys.readouterr().out
    new = tmp_path / "乙.txt"
    new.write_text(GOOD.replace("甲", "乙"), encoding="utf-8")
    assert run(["--home", str(read_only), "ingest", str(new)]) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert str(read_only) in err
    assert state(library) == before


def test_a_home_that_is_a_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "file"
    place.write_text("甲", encoding="utf-8")
    assert run(["--home", str(place), "ask", "甲？"]) == 1
    assert str(place) in capsys.readouterr().err


def test_a_full_disk_is_named_and_questions_are_still_answered(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        shutil.copytree(library, place / "home")
        big = tmp_path / "大.txt"
        big.write_text("\n".join(f"第{n}段　整改任务{n * 7919}已经完成。" for n in range(100_000)), encoding="utf-8")
        assert run(["--home", str(place / "home"), "ingest", str(big)]) == 1
        assert len(capsys.readouterr().err.splitlines()) == 1
        assert run(["--home", str(place / "home"), "ask", "会议费每人每天多少元？"]) == 0
        assert "500元" in capsys.readouterr().out
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_an_endpoint_that_cannot_be_reached_is_said_and_the_answer_is_made_of_excerpts(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL__BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("ASSISTANT_MODEL__NAME", "none")
    messages.use(language)
    before = state(library)
    assert run(["--home", str(library), "ask", "会议费每人每天多少元？"]) == 0
    captured = capsys.readouterr()
    assert "127.0.0.1:9" in captured.err
    assert len(captured.err.splitlines()) == 1
    assert "500元" in captured.out
    assert state(library) == before


def test_an_address_that_is_none_is_a_usage_error(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL__BASE_URL", "nonsense")
    assert run(["--home", str(library), "ask", "甲？"]) == 2
    assert "model.base_url" in capsys.readouterr().err
