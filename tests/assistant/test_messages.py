from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import assistant
from assistant import messages


def facts_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_texts_with_the_same_facts() -> None:
    zh, en = messages.catalogue("zh"), messages.catalogue("en")
    assert set(zh) == set(en)
    assert {key: facts_of(text) for key, text in zh.items()} == {key: facts_of(text) for key, text in en.items()}


def test_no_text_is_empty_or_left_in_the_other_language() -> None:
    words = {key: re.sub(r"\{.*?\}", "", text) for key, text in messages.catalogue("zh").items()}
    han = re.compile("[\u4e00-\u9fff]")
    assert [key for key, text in words.items() if re.search("[a-z]{4}", text) and not han.search(text)] == []
    assert all(messages.catalogue("en").values())


def test_every_error_that_is_raised_has_its_text() -> None:
    raised = re.compile(r'(?:RejectedFile|UsageError|NotInLibrary|LibraryUnavailable|EndpointError)\(\s*"(\w+)"')
    sources = Path(assistant.__file__).parent.rglob("*.py")
    keys = {key for source in sources for key in raised.findall(source.read_text(encoding="utf-8"))}
    assert keys
    assert {f"errors.{key}" for key in keys} <= set(messages.catalogue("zh"))


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "ASSISTANT_LANGUAGE": "en"}, "en"),
        ({}, "zh"),
    ],
)
def test_the_environment_chooses_the_language(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    monkeypatch.delenv("LANG")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert messages.current_language() == language
