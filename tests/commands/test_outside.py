"""What lies outside of a command: the terminal's encoding, a full disk, a reader that leaves, files named wrongly."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from assistant import messages
from assistant.cli import run

Write = Callable[[str, str], Path]
FULL = Path("/dev/full")
FEEDBACK = """关于巡察甲局党组的反馈意见
二、存在的主要问题
（一）学习不够深入。2024年中心组学习只有两次专题研讨。
三、意见建议
（一）加强学习。"""


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    messages.use(request.param)
    return str(request.param)


def ended(
    *arguments: str, variables: Mapping[str, str], out: int | object = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        stdout=out,  # type: ignore[call-overload]
        stderr=subprocess.PIPE,
        env={**os.environ, **variables},
        check=False,
    )


def test_a_terminal_of_another_encoding_gets_what_it_can_show_and_json_whole(home: Path) -> None:
    variables = {"ASSISTANT_HOME": str(home / "✓"), "PYTHONIOENCODING": "gbk", "ASSISTANT_LANGUAGE": "zh"}
    plain = ended("config", "show", variables=variables)
    assert (plain.returncode, plain.stderr) == (0, b"")
    assert f"home = {home}/?" in plain.stdout.decode("gbk")
    in_json = ended("config", "show", "--json", variables=variables)
    assert json.loads(in_json.stdout)["home"]["value"] == str(home / "✓")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_standard_output_on_a_full_disk_is_told_as_such(home: Path) -> None:
    with FULL.open("wb") as full:
        done = ended("config", "show", variables={"ASSISTANT_HOME": str(home), "ASSISTANT_LANGUAGE": "en"}, out=full)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "standard output cannot be written: the disk is full. Check the folder and its permissions."
    ]


def test_a_reader_that_leaves_early_is_no_error(home: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = ended("config", "show", variables={"ASSISTANT_HOME": str(home)}, out=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "command",
    [
        ["draft", "plan", "{file}"],
        ["draft", "remarks", "表态发言", "--about", "{file}"],
        ["repair", "{file}"],
    ],
)
def test_what_is_read_is_never_written_over(
    command: list[str], home: Path, write: Write, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    suffix = ".txt" if command[0] == "repair" else ".md"
    source = write(f"反馈意见{suffix}", FEEDBACK)
    before = source.read_bytes()
    assert run(["--home", str(home), *[part.format(file=source) for part in command], "-o", str(source)]) == 2
    assert str(source) in capsys.readouterr().err
    assert source.read_bytes() == before


@pytest.mark.parametrize("command", [["draft", "plan", "{file}"], ["repair", "{file}"]])
def test_a_place_that_no_file_can_go_to_is_told_before_anything_is_done(
    command: list[str], home: Path, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    source = write("反馈意见.txt", FEEDBACK)
    (tmp_path / "方案.md").mkdir()
    for output in (tmp_path / "没有" / "方案.md", tmp_path / "方案.md", source / "方案.md"):
        assert run(["--home", str(home), *[part.format(file=source) for part in command], "-o", str(output)]) == 2
        out, err = capsys.readouterr()
        assert (out, err.count(str(output)), len(err.splitlines())) == ("", 1, 1)
        assert "No such" not in err
    assert not home.exists()


@pytest.mark.parametrize(
    "command",
    [
        ["check", "{path}"],
        ["draft", "export", "{path}"],
        ["draft", "ledger", "{path}"],
        ["draft", "progress", "{path}"],
        ["draft", "plan", "{path}"],
        ["verify-pack", "{path}"],
        ["repair", "{path}"],
    ],
)
def test_a_folder_and_nothing_are_told_apart_from_a_file_of_another_kind(
    command: list[str], home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    folder, missing = tmp_path / "文件夹.docx", tmp_path / "没有.docx"
    folder.mkdir()
    for key, path in (("file_is_folder", folder), ("file_missing", missing)):
        assert run(["--home", str(home), *[part.format(path=path) for part in command]]) == 1
        assert capsys.readouterr().err == f"{messages.text(f'errors.{key}', path=path)}\n"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"findings": 3}', "不是 JSON"])
def test_a_plan_that_is_none_is_told_without_the_words_of_the_programming_language(
    content: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    broken = tmp_path / "方案.json"
    broken.write_text(content, encoding="utf-8")
    for command in (["check"], ["draft", "export"], ["draft", "ledger"]):
        assert run(["--home", str(home), *command, str(broken)]) == 1
        err = capsys.readouterr().err
        assert str(broken) in err
        assert "Error" not in err


def test_a_template_that_is_not_there_is_missing_and_not_damaged(
    home: Path, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    missing, source = tmp_path / "模板.docx", write("反馈意见.txt", FEEDBACK)
    given = ["draft", "plan", str(source), "--template", str(missing), "-o", str(tmp_path / "方案.docx")]
    assert run(["--home", str(home), *given]) == 1
    assert capsys.readouterr().err == f"{messages.text('errors.file_missing', path=missing)}\n"


def test_the_name_of_a_file_gives_no_orders_to_the_terminal(
    home: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("\x1b[31m红.txt", "会议费每人每天500元。")
    empty = write("\x1b]0;空\x07.txt", "")
    assert run(["--home", str(home), "ingest", str(empty.parent)]) == 1
    out, err = capsys.readouterr()
    assert "\u241b[31m红.txt" in out
    assert not {"\x1b", "\x07"} & {*out, *err}


def test_an_empty_library_says_where_it_lies(home: Path, capsys: pytest.CaptureFixture[str], language: str) -> None:
    assert run(["--home", str(home), "library", "list"]) == 0
    out, err = capsys.readouterr()
    assert (out, err.count(str(home))) == ("", 1)


@pytest.mark.parametrize("name", ["甲\t乙", "\x1b[31m", "  ", "", "长" * 61])
def test_a_collection_has_a_name_that_a_line_can_show(
    name: str, home: Path, write: Write, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    assert run(["--home", str(home), "ingest", str(write("甲.txt", "乙")), "--collection", name]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_folder_without_files_is_no_success(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    folder = tmp_path / "空"
    folder.mkdir()
    assert run(["--home", str(home), "ingest", str(folder)]) == 5
    assert messages.text("ingest.nothing_found") in capsys.readouterr().err


@pytest.mark.parametrize("command", [["draft", "ledger"], ["draft", "progress"], ["check"]])
def test_a_file_of_another_kind_is_told_with_the_kinds_that_there_are(
    command: list[str], home: Path, write: Write, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    assert run(["--home", str(home), *command, str(write("包.zip", "x"))]) in {1, 2}
    err = capsys.readouterr().err
    assert "包.zip" in err
    assert ".xlsx" in err
