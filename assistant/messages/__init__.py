"""Every text for people, in Chinese and English, looked up by key: `text("errors.file_missing", path=…)`.

The texts are in `zh.toml` and `en.toml` beside this file. The language is chosen once a process (`use`), from the
user's setting; without one, English where the locale says so and Chinese otherwise, since the documents are Chinese.
Where many read at once, each request speaks its reader's language (`speaking`).
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("zh", "en")

_chosen: str | None = None
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def use(language: str | None) -> None:
    """Choose the language of this process: "zh", "en", or None to follow the environment."""
    global _chosen  # noqa: PLW0603 - chosen once a process, and threads must see it
    if language is not None and language not in LANGUAGES:
        raise ValueError(f"language must be one of {LANGUAGES}, not {language!r}")
    _chosen = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within this block, and this thread, texts are in this language whatever the process speaks."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def current_language() -> str:
    """The language in use: spoken here, else chosen, else ASSISTANT_LANGUAGE, else that of the locale, else Chinese."""
    spoken = _spoken.get()
    if spoken is not None:
        return spoken
    if _chosen is not None:
        return _chosen
    named = os.environ.get("ASSISTANT_LANGUAGE", "")
    if named in LANGUAGES:
        return named
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "en" if locale.startswith("en") else "zh"


class Told(str):
    """A fact that a text tells in words of its own, and not at all where there is none: `{near:Near to it: ….}`.

    >>> "依据待填。{near:相近的有…。}".format(near=Told("第六条")), "依据待填。{near:相近的有…。}".format(near=Told())
    ('依据待填。相近的有第六条。', '依据待填。')
    """

    __slots__ = ()

    def __format__(self, words: str) -> str:
        return words.replace("…", self) if self else ""


def text(key: str, *, language: str | None = None, **facts: object) -> str:
    """The text under a dotted key, with its facts filled in. Raises KeyError for an unknown key or a missing fact."""
    table = catalogue(language or current_language())
    return table[key].format(**facts)


@cache
def catalogue(language: str) -> dict[str, str]:
    """All texts of one language by dotted key."""
    source = Path(__file__).with_name(f"{language}.toml")
    return dict(_flatten(tomllib.loads(source.read_text(encoding="utf-8"))))


def _flatten(table: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in table.items():
        rows += _flatten(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)]
    return rows
