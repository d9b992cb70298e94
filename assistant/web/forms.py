"""What more than one tab asks of the people in front of it: a document of the library, a date; and how it replies.

Replies stand on the page, beside what they are about: Gradio's own pop-up messages have English titles only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import messages
from assistant.errors import UsageError
from assistant.web.markup import Html, element

if TYPE_CHECKING:
    from assistant.application import Assistant

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


def document_choices(assistant: Assistant) -> list[tuple[str, str]]:
    """(name, id) of every document; documents of one title are told apart by their files' names."""
    documents = assistant.documents()
    titles = Counter(document.title for document in documents)
    return [
        (each.title if titles[each.title] == 1 else f"{each.title} ({Path(each.path).name})", each.id)
        for each in documents
    ]


def offered(choices: Sequence[tuple[str, str]], chosen: str | None) -> dict[str, Any]:
    """An update of a field to choose from, in which one is chosen.

    What is chosen is touched only where it is gone: the browser may have made another choice by the time this comes.
    """
    if chosen is None or chosen in {value for _, value in choices}:
        return gr.update(choices=choices)
    return gr.update(choices=choices, value=None)


def must_be_shown(picked: str | None, shown_of: str) -> None:
    """What a form says is meant for what it shows. Raises UsageError where something else has been picked since."""
    if picked != shown_of:
        raise UsageError("still_opening")


def typed_date(text: str | None) -> date | None:
    """The date that was typed, as 2026-01-31 or 2026年1月31日; None for an empty field. Raises UsageError."""
    if not text or not text.strip():
        return None
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise UsageError("date_wrong", value=text.strip())
    year, month, day = (int(number) for number in found.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UsageError("date_wrong", value=text.strip()) from error


def collection_name(name: str, language: str) -> str:
    """A collection in words: those that the program makes have names in both languages."""
    return messages.text(f"web.collection_{name}", language=language) if name in ("sample", "default") else name


def by_name(text: str, path: str | Path) -> str:
    """The text with the file called by its name; the folder that an upload lies in for the moment is ours."""
    return text.replace(str(path), Path(path).name)


def refusal(text: str) -> Html:
    """What went wrong and what to do about it."""
    return element("p", f"⚠ {text}", class_="notice", role="alert")


def remark(text: str) -> Html:
    """What was done, or how things stand now."""
    return element("p", text, class_="remark", role="status")
