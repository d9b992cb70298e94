"""Where an answer is looked for: documents, a collection, kinds of document, and the day whose law counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import messages
from assistant.web.events import Updates
from assistant.web.forms import document_choices, typed_date
from assistant.web.language import label

if TYPE_CHECKING:
    from assistant.application import Assistant

_EVERYWHERE = ""


class Scope:
    """Four fields; an empty one sets no limit. What was chosen and is no longer in the library is dropped."""

    def __init__(self) -> None:
        with gr.Row(elem_id="scope-row"):
            self.documents = gr.Dropdown(
                [], multiselect=True, label=label("scope"), elem_id="scope", scale=4, min_width=260
            )
            self.as_of = gr.Textbox(
                label=label("as_of"), placeholder="2026-01-31", elem_id="as-of", max_lines=1, scale=2, min_width=200
            )
            self.genres = gr.Dropdown(
                [], multiselect=True, label=label("scope_genres"), elem_id="scope-genres", scale=3, min_width=200
            )
            self.collection = gr.Dropdown(
                [], value=None, label=label("scope_collection"), elem_id="scope-collection", scale=2, min_width=160
            )
        for field in self.chosen:
            # A server that was started anew does not know what it offered to a page that is still open.
            field.preprocess = _as_chosen  # type: ignore[method-assign, assignment]

    @property
    def inputs(self) -> list[gr.Dropdown | gr.Textbox]:
        """What `limits` takes, in its order."""
        return [self.documents, self.as_of, self.genres, self.collection]

    @property
    def chosen(self) -> list[gr.Dropdown]:
        """What `arrive` takes, in its order, and updates."""
        return [self.documents, self.genres, self.collection]

    def arrive(
        self,
        assistant: Assistant,
        documents: list[str] | None,
        genres: list[str] | None,
        collection: str | None,
        language: str,
    ) -> Updates:
        """Offer what the library holds now; what is chosen stays chosen as far as it is still there."""
        held = assistant.documents()
        choices = document_choices(assistant)
        kinds = [(_say(f"genre_{genre}", language), genre) for genre in sorted({each.genre for each in held})]
        places = [(_say("collection_all", language), _EVERYWHERE)]
        places += [(_named(name, language), name) for name in sorted({each.collection for each in held})]
        collections = {value for _, value in places}
        return {
            self.documents: _offered(choices, documents),
            self.genres: _offered(kinds, genres),
            self.collection: gr.update(choices=places)
            if collection in collections
            else gr.update(choices=places, value=_EVERYWHERE),
        }

    def limit_to(self, assistant: Assistant, documents: list[str]) -> Updates:
        """Look in these documents alone, whatever was chosen before."""
        choices = document_choices(assistant)
        return {
            self.documents: gr.update(choices=choices, value=documents),
            self.genres: gr.update(value=[]),
            self.collection: gr.update(value=_EVERYWHERE),
        }


def limits(documents: list[str] | None, as_of: str, genres: list[str] | None, collection: str | None) -> dict[str, Any]:
    """What `Assistant.ask_events` takes. Raises UsageError for what is no date."""
    return {
        "documents": frozenset(documents) if documents else None,
        "as_of": typed_date(as_of),
        "genres": tuple(genres or ()),
        "collection": collection or None,
    }


def to_json(within: Mapping[str, Any]) -> dict[str, Any]:
    """The limits as the desk keeps them."""
    return {
        "documents": sorted(within["documents"]) if within["documents"] else None,
        "as_of": within["as_of"].isoformat() if within["as_of"] else None,
        "genres": list(within["genres"]),
        "collection": within["collection"],
    }


def from_json(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The limits that the desk kept."""
    as_of = asked.get("as_of")
    documents = asked.get("documents")
    return {
        "documents": frozenset(documents) if documents else None,
        "as_of": date.fromisoformat(as_of) if as_of else None,
        "genres": tuple(asked.get("genres") or ()),
        "collection": asked.get("collection"),
    }


def _as_chosen(payload: Any) -> list[str] | str | None:
    if isinstance(payload, list):
        return [each for each in payload if isinstance(each, str)]
    return payload if isinstance(payload, str) else None


def _offered(choices: list[tuple[str, str]], chosen: list[str] | None) -> dict[str, Any]:
    """What is chosen is touched only where some of it is gone (`forms.offered`)."""
    held = {value for _, value in choices}
    kept = [each for each in chosen or () if each in held]
    return gr.update(choices=choices) if kept == (chosen or []) else gr.update(choices=choices, value=kept)


def _named(collection: str, language: str) -> str:
    return _say(f"collection_{collection}", language) if collection in ("sample", "default") else collection


def _say(key: str, language: str) -> str:
    return messages.text(f"web.{key}", language=language)
