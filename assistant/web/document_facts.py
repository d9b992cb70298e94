"""The fields for what a document is, filled from the library's list, and what somebody changed in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import messages
from assistant.documents.genre import GENRES
from assistant.documents.issuers import LEVELS
from assistant.errors import UsageError
from assistant.web.events import Updates
from assistant.web.forms import collection_name, typed_date
from assistant.web.language import label

if TYPE_CHECKING:
    from assistant.library.overview import DocumentSummary

Fact = str | date | None

_DATES = ("issued_on", "effective_from", "superseded_on")
_DEGREES = ("公开", "内部", "秘密", "机密", "绝密")
"""As they stand on documents, in either language of the page."""
_NONE = ""
_LONGEST = 300
"""Characters of a fact."""


class DocumentFacts:
    """The fields of one page."""

    def __init__(self) -> None:
        self._fields: dict[str, gr.Textbox | gr.Dropdown] = {}
        with gr.Row():
            self._words("title", scale=3)
            self._pick("genre")
            self._pick("level")
        with gr.Row():
            self._words("issuer", scale=2)
            self._words("document_number", scale=2)
            self._pick("secrecy", is_open=True)
            self._pick("collection", is_open=True)
        with gr.Row():
            for name in _DATES:
                self._words(name, hint="2026-01-31")

    @property
    def fields(self) -> list[gr.Textbox | gr.Dropdown]:
        """What `changed` takes, in its order, and `show` updates."""
        return [*self._fields.values()]

    def show(self, document: DocumentSummary, documents: Sequence[DocumentSummary], language: str) -> Updates:
        """Fill in what is known of a document."""
        choices = {
            "genre": [(_say(f"genre_{name}", language), name) for name in GENRES],
            "level": [("–", _NONE), *((_say(f"level_{name}", language), name) for name in LEVELS)],
            "secrecy": [(name, name) for name in dict.fromkeys([_shown(document)["secrecy"], *_DEGREES])],
            "collection": [
                (collection_name(name, language), name) for name in sorted({each.collection for each in documents})
            ],
        }
        filled: Updates = {}
        for name, value in _shown(document).items():
            field = self._fields[name]
            filled[field] = gr.update(value=value, choices=choices[name]) if name in choices else value
        return filled

    def changed(self, document: DocumentSummary, typed: Sequence[str | None]) -> tuple[dict[str, Fact], str | None]:
        """The facts that are another now, None for one that was emptied, and the collection if it is another.

        Raises UsageError for what cannot be.
        """
        before = _shown(document)
        now = {name: (value or _NONE).strip() for name, value in zip(self._fields, typed, strict=True)}
        for value in now.values():
            if len(value) > _LONGEST or not value.isprintable():
                raise UsageError("fact_wrong", longest=_LONGEST)
        for name in ("title", "collection"):
            if not now[name]:
                raise UsageError("fact_missing")
        other = {name: value for name, value in now.items() if value != before[name]}
        collection = other.pop("collection", None)
        return {name: _fact(name, value) for name, value in other.items()}, collection

    def _words(self, name: str, scale: int = 1, hint: str | None = None) -> None:
        self._fields[name] = gr.Textbox(
            label=label(f"fact_{name}"), placeholder=hint, elem_id=f"fact-{_dashed(name)}", max_lines=1, scale=scale
        )

    def _pick(self, name: str, *, is_open: bool = False) -> None:
        self._fields[name] = gr.Dropdown(
            [],
            value=None,
            label=label(f"fact_{name}"),
            elem_id=f"fact-{_dashed(name)}",
            allow_custom_value=is_open,
            min_width=140,
        )


def _shown(document: DocumentSummary) -> dict[str, str]:
    """What stands in the fields, by name, in their order."""
    version = document.version
    said: dict[str, Any] = {name: getattr(version, name) for name in ("issuer", "document_number", "level", *_DATES)}
    facts = {
        "title": document.title,
        "genre": document.genre,
        "level": said["level"],
        "issuer": said["issuer"],
        "document_number": said["document_number"],
        "secrecy": document.secrecy or _DEGREES[0],
        "collection": document.collection,
        **{name: said[name].isoformat() if said[name] else None for name in _DATES},
    }
    return {name: value or _NONE for name, value in facts.items()}


def _fact(name: str, value: str) -> Fact:
    if name in _DATES:
        return typed_date(value)
    if name == "secrecy":
        return value or _DEGREES[0]
    return value or None


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _say(key: str, language: str) -> str:
    return messages.text(f"web.{key}", language=language)
