from __future__ import annotations

import base64
import hashlib
import inspect
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text import tokens
from assistant.text.tokens import count, counter_for, ranks_of


@given(st.text(max_size=200))
def test_tokens_hold_every_byte(text: str) -> None:
    encoding = tokens._own_encoding()
    assert encoding.decode_bytes(encoding.encode_ordinary(text)) == text.encode("utf-8")


def test_special_tokens_are_ordinary_text() -> None:
    assert count("<|endoftext|>") > 3


def test_the_estimate_is_near_what_chinese_needs(shared_data: Path) -> None:
    texts = [path.read_text(encoding="utf-8", errors="ignore") for path in (shared_data / "real-docs").glob("*.md")]
    assert 0.5 < sum(map(count, texts)) / sum(map(len, texts)) < 0.9


@pytest.mark.parametrize("character", ["整", " ", "a", "。", "1"])
def test_long_runs_take_no_time(character: str) -> None:
    began = time.perf_counter()
    count(character * 200_000)
    assert time.perf_counter() - began < 2


def test_ranks_are_small_and_complete() -> None:
    ranks = ranks_of(tokens.RANKS)
    assert tokens.RANKS.stat().st_size < 200_000
    assert sorted(ranks.values()) == list(range(6000))
    assert {bytes([byte]) for byte in range(256)} <= set(ranks)


@pytest.mark.parametrize("name", [None, "", "qwen3:8b", "deepseek-chat", "gpt-4o"])
def test_without_a_cache_the_estimate_is_used(
    name: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    counter = counter_for(name)
    assert counter.is_estimate
    assert counter.name == tokens.NAME
    assert counter.count("整改") == count("整改")


@pytest.mark.parametrize("folder", ["", "here"])
def test_a_cache_that_tiktoken_would_not_use_is_not_used(
    folder: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With no cache folder, or with other content than the encoding's, tiktoken downloads."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").mkdir()
    for place in (tmp_path, tmp_path / "here"):
        (place / tokens._CACHED["o200k_base"][0]).write_bytes(b"QQ== 0\n")
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", folder)
    assert counter_for("gpt-4o").is_estimate


def test_the_models_own_encoding_is_used_where_the_cache_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ranks = b"".join(base64.b64encode(bytes([byte])) + f" {byte}\n".encode() for byte in range(256))
    file = tokens._CACHED["cl100k_base"][0]
    (tmp_path / file).write_bytes(ranks)
    digest = hashlib.sha256(ranks).hexdigest()
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr("tiktoken.load.check_hash", lambda _data, _expected: True)
    monkeypatch.setattr("tiktoken.registry.ENCODINGS", {})
    monkeypatch.setitem(tokens._CACHED, "cl100k_base", (file, digest))
    counter = counter_for("gpt-4")
    assert counter.name == "cl100k_base"
    assert not counter.is_estimate
    assert counter.count("整改") == 6


def test_the_files_of_the_cache_are_those_tiktoken_asks_for() -> None:
    from tiktoken_ext import openai_public

    for name, (file, digest) in tokens._CACHED.items():
        source = inspect.getsource(getattr(openai_public, name))
        assert digest in source
        address = source.split("load_tiktoken_bpe(")[1].split('"')[1]
        assert hashlib.sha1(address.encode()).hexdigest() == file
