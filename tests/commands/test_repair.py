"""`assistant repair`: the repaired text and the list of repairs."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import run

Write = Callable[[str, str], Path]
GLOSSED = "上級領導(dǎo)、總書記、責任、現(xiàn)象、機關(guān)、紀(jì)律建設\n"
CLEAN = "上级领导、总书记、责任、现象、机关、纪律建设\n"


def test_the_repaired_text_goes_to_stdout_and_the_summary_to_stderr(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["repair", str(write("甲.txt", GLOSSED))]) == 0
    captured = capsys.readouterr()
    assert captured.out == CLEAN
    assert "括注拼音" in captured.err


def test_json_says_what_stood_where(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["repair", str(write("甲.txt", GLOSSED)), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["text"] == CLEAN
    assert set(told) == {"text", "repairs", "suggestions", "warnings"}
    for repair in told["repairs"]:
        assert set(repair) == {
            "kind", "start", "end", "original_start", "original_end", "before", "after", "confidence"
        }  # fmt: skip
        assert GLOSSED[repair["original_start"] : repair["original_end"]] == repair["before"]
        assert CLEAN[repair["start"] : repair["end"]] == repair["after"]


def test_standard_input_is_read_and_a_file_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GLOSSED.encode())))
    assert run(["repair", "-", "-o", str(tmp_path / "乙.txt")]) == 0
    assert (tmp_path / "乙.txt").read_text(encoding="utf-8") == CLEAN
    assert capsys.readouterr().out == ""


def test_the_difference_shows_both_sides(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["repair", str(write("甲.txt", GLOSSED)), "--diff"]) == 0
    assert "(dǎo)" in capsys.readouterr().out


def test_clean_text_is_left_alone(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["repair", str(write("甲.txt", CLEAN))]) == 0
    captured = capsys.readouterr()
    assert captured.out == CLEAN
    assert "没有需要修复" in captured.err


def test_a_missing_file_is_exit_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["repair", str(tmp_path / "没有.txt")]) == 1
    assert "没有.txt" in capsys.readouterr().err


def test_a_model_trained_on_own_texts_is_used(write: Write, tmp_path: Path) -> None:
    source = write("甲.txt", "各级领导机关要加强纪律建设，落实巡察整改责任。\n" * 50)
    model = tmp_path / "own.npz"
    assert run(["repair", "train", str(source), "-o", str(model)]) == 0
    assert run(["repair", str(write("乙.txt", GLOSSED)), "--model", str(model), "-o", str(tmp_path / "丙.txt")]) == 0
    assert (tmp_path / "丙.txt").read_text(encoding="utf-8") == CLEAN
