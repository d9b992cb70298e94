"""Both languages are complete, and the browser's wish is followed unless the settings name a language."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant import messages, web
from assistant.web.language import LABELS, language_of, translations

SOURCES = "".join(path.read_text(encoding="utf-8") for path in Path(web.__file__).parent.glob("*.py"))


def request(wanted: str | None) -> SimpleNamespace:
    return SimpleNamespace(headers={} if wanted is None else {"accept-language": wanted})


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_labels_written_are_the_labels_used(language: str) -> None:
    used = set(re.findall(r'\blabel\("(\w+)"\)', SOURCES))
    written = {key.removeprefix(LABELS) for key in messages.catalogue(language) if key.startswith(LABELS)}
    families = tuple(set(re.findall(r'\blabel\(f"(\w+_)\{', SOURCES)))
    assert {label for label in written if not label.startswith(families)} == used
    assert all(any(label.startswith(family) for label in written) for family in families)


@pytest.mark.parametrize(
    ("wanted", "language"), [("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("zh-TW", "zh"), ("en-GB", "en"), ("fr,zh;q=0.5", "en")]
)
def test_the_browser_is_followed(wanted: str, language: str) -> None:
    assert language_of(request(wanted), None) == language  # type: ignore[arg-type]


def test_a_set_language_holds_for_every_browser() -> None:
    assert language_of(request("en-GB"), "zh") == "zh"  # type: ignore[arg-type]
    tables = translations("zh").translations_dict
    assert tables["en"] == tables["zh-CN"]


def test_a_browser_that_names_no_language_gets_that_of_the_server() -> None:
    assert language_of(request(None), None) == messages.current_language()  # type: ignore[arg-type]


def test_labels_differ_between_the_languages() -> None:
    tables = translations(None).translations_dict
    assert tables["zh"] == tables["zh-CN"]
    assert all(tables["zh"][key] != tables["en"][key] for key in tables["en"])
