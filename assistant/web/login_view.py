"""The pages of the way in, as plain HTML: nothing of theirs needs a script, a style sheet or another request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import messages
from assistant.people.passwords import LONGEST, SHORTEST
from assistant.web.markup import Html, element, joined

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font-family:system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;max-width:24rem;"
    "margin:12vh auto;padding:0 1rem;line-height:1.6}label{display:block;margin:1rem 0 .25rem}"
    "input,button{font:inherit;width:100%;box-sizing:border-box;padding:.5rem .6rem;border-radius:.3rem}"
    "input{border:1px solid #8a94a6}button{margin-top:1.5rem;border:0;background:#1d4ed8;color:#fff;cursor:pointer}"
    "button:hover{background:#1e40af}"
    "[role=alert]{border-left:.25rem solid #b3261e;padding:.25rem .75rem}"
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form; its label is under `[people.field]` of the message files."""

    name: str
    autocomplete: str
    is_secret: bool = True


ACCOUNT = Field("name", "username", is_secret=False)
PASSWORD = Field("password", "current-password")
NEW = Field("new", "new-password")
AGAIN = Field("again", "new-password")
KEY = Field("key", "one-time-code", is_secret=False)


def form_page(form: str, fields: Sequence[Field], language: str, problem: str | None = None) -> str:
    """The page of one form, which is sent to where it came from: `login`, `first`, `password` or `logout`."""
    rows = [part for field in fields for part in _row(field, language)]
    button = element("button", _say(f"{form}_send", language), type="submit")
    hint = _say(f"{form}_hint", language, shortest=SHORTEST)
    parts = [
        element("h1", _say(form, language)),
        element("p", hint),
        element("p", problem, role="alert") if problem else Html(),
        element("form", *rows, button, method="post", action=form),
    ]
    head = joined(
        [
            Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
            element("title", _say(form, language)),
            # An icon of nothing, or the browser would ask for one that whoever is not signed in does not get.
            Html(f'<link rel="icon" href="data:,"><style>{_STYLE}</style>'),
        ]
    )
    page = element("html", element("head", head), element("body", element("main", *parts)), lang=language)
    return f"<!doctype html>{page}"


def _row(field: Field, language: str) -> tuple[Html, Html]:
    kind = "password" if field.is_secret else "text"
    typed = Html(
        f'<input id="{field.name}" name="{field.name}" type="{kind}" autocomplete="{field.autocomplete}" '
        f'maxlength="{LONGEST}" autocapitalize="none" spellcheck="false" required>'
    )
    return element("label", messages.text(f"people.field.{field.name}", language=language), for_=field.name), typed


def _say(key: str, language: str, **facts: object) -> str:
    return messages.text(f"people.page.{key}", language=language, **facts)
