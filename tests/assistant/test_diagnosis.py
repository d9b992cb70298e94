"""`doctor` says what is wrong with a library and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.application import Assistant
from assistant.diagnosis import Check, diagnose
from assistant.settings import EmbeddingSettings, Settings
from tests.embedders import small_static

Write = Callable[[str, str], Path]

RULE = "甲办法\n第一条　会议费每人每天500元。"


def check(settings: Settings, name: str) -> Check:
    return next(each for each in diagnose(settings) if each.name == name)


def test_damaged_files_are_named_with_the_command_that_looks_into_them(
    assistant: Assistant, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.library.vectors.MOST_NEWER", 0)
    assistant.ingest([write("甲.txt", RULE)])
    assert check(assistant.settings, "vectors").works
    path = next((assistant.store.home / "vectors").glob("*/*/data_level0.bin"))
    path.write_bytes(bytes(255 - byte for byte in path.read_bytes()))
    found = check(assistant.settings, "vectors")
    assert not found.works
    assert "assistant library verify" in found.found


def test_an_embedder_whose_server_is_down_is_named(assistant: Assistant) -> None:
    gone = EmbeddingSettings(base_url="http://127.0.0.1:9/v1")
    found = check(Settings(home=assistant.store.home, embedder="bge-m3", embedding=gone), "embedder")
    assert not found.works
    assert "http://127.0.0.1:9/v1" in found.found


def test_a_switch_that_was_cut_short_is_told(assistant: Assistant, write: Write, tmp_path: Path) -> None:
    assistant.ingest([write("甲.txt", RULE)])
    wanted = Settings(home=assistant.store.home, embedder=small_static(tmp_path / "小模型"))

    def stop(_: object) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        Assistant.switch_embedder(wanted, stop)
    found = check(wanted, "embedder")
    assert found.works
    assert "static-zh" in found.found
    assert "assistant embedder switch" in found.found
    assert check(assistant.settings, "embedder").found == "static-zh"
