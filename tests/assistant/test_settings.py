from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.settings import load, origins


def test_defaults_need_nothing() -> None:
    settings = load()
    assert settings.home == Path(".assistant")
    assert settings.embedder == "static"
    assert settings.model.base_url is None


def test_a_flag_beats_the_environment_beats_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("assistant.toml").write_text(
        'port = 1\nhost = "127.0.0.2"\nevidence = 3\n[model]\nname = "甲"\n', encoding="utf-8"
    )
    monkeypatch.setenv("ASSISTANT_PORT", "2")
    monkeypatch.setenv("ASSISTANT_HOST", "127.0.0.3")
    found = origins({"port": 3})
    assert found["port"] == (3, "flag")
    assert found["host"] == ("127.0.0.3", "ASSISTANT_HOST")
    assert found["evidence"] == (3, "assistant.toml")
    assert found["model.name"] == ("甲", "assistant.toml")
    assert found["passage_tokens"][1] == "default"


def test_a_misspelt_variable_is_an_error_and_not_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_HOEM", "/tmp")
    with pytest.raises(UsageError) as caught:
        load()
    assert "ASSISTANT_HOEM" in str(caught.value)


@pytest.mark.parametrize("address", ["nonsense", "ftp://x/v1", "http://"])
def test_an_address_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL__BASE_URL", address)
    with pytest.raises(UsageError) as caught:
        load()
    assert "model.base_url" in str(caught.value)


def test_a_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL__API_KEY", "sk-secret")
    assert "sk-secret" not in str(origins())


def test_a_settings_file_that_is_no_toml_is_named() -> None:
    Path("assistant.toml").write_text("home = ", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load()
    assert "assistant.toml" in str(caught.value)


@pytest.mark.parametrize("address", ["http://user:secret@127.0.0.1:8000", "http://127.0.0.1:8000/?token=secret"])
def test_a_secret_in_the_address_of_a_server_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("ASSISTANT_LIBRARY__CHROMA_URL", address)
    with pytest.raises(UsageError) as caught:
        load()
    assert "library.chroma_url" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_settings_file_that_an_editor_marked_as_utf8_is_read() -> None:
    Path("assistant.toml").write_text("evidence = 3\n", encoding="utf-8-sig")
    assert load().evidence == 3


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"evidence = 3\nhost = here\n", "2"),
        (b'host = "', "—"),
        ('host = "甲"'.encode("gbk"), "UTF-8"),
    ],
)
def test_what_is_wrong_with_a_settings_file_is_told_without_the_words_of_the_reader(content: bytes, named: str) -> None:
    Path("assistant.toml").write_bytes(content)
    with pytest.raises(UsageError) as caught:
        load()
    for language in ("zh", "en"):
        said = caught.value.in_language(language)
        assert named in said
        assert "codec" not in said
        assert "Invalid" not in said
