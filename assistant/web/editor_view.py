"""Changes of a plan → HTML: what would change, what could not be changed and why. Knows nothing of Gradio."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import messages
from assistant.drafting.editing import Conflict, Edit
from assistant.export.places import place_in_words
from assistant.web.markup import Html, element


def changes(edits: Sequence[Edit], language: str) -> Html:
    """A table of cells as they are and as they would be."""
    head = element("tr", *(element("th", _say(f"editor_{name}", language), scope="col") for name in _COLUMNS))
    rows = [
        element("tr", element("th", _place(edit, language), scope="row"), _before(edit.before), _after(edit.after))
        for edit in edits
    ]
    return element("table", element("thead", head), element("tbody", *rows), class_="difference")


def conflicts(found: Sequence[Conflict], language: str) -> Html:
    """Cells that read something else now than where they were changed; what was typed is shown, so it is not lost."""
    if not found:
        return Html()
    rows = [
        element(
            "li",
            _place(conflict.edit, language),
            "：",
            _say("editor_conflict_now", language, now=_gone(conflict.now, language)),
            " ",
            element("q", conflict.edit.after),
        )
        for conflict in found
    ]
    return element(
        "div", element("p", _say("editor_conflicts", language)), element("ul", *rows), class_="notice", role="alert"
    )


def locked_out(edits: Sequence[Edit], language: str) -> Html:
    """Cells of locked rows that somebody tried to change."""
    if not edits:
        return Html()
    rows = [element("li", _place(edit, language), " ", element("q", edit.after)) for edit in edits]
    return element(
        "div", element("p", _say("editor_locked_out", language)), element("ul", *rows), class_="notice", role="alert"
    )


_COLUMNS = ("place", "before", "after")


def _place(edit: Edit, language: str) -> str:
    row, _, field = edit.where.partition(".")
    if row in ("outline", "plan"):
        return _say("editor_section_place", language)
    return f"{place_in_words(row)} {_say(f'editor_{field}', language)}" if field else row


def _before(text: str) -> Html:
    return element("td", element("del", text))


def _after(text: str) -> Html:
    return element("td", element("ins", text))


def _gone(now: str | None, language: str) -> str:
    return _say("editor_row_is_gone", language) if now is None else now


def _say(key: str, language: str, **facts: object) -> str:
    return messages.text(f"web.{key}", language=language, **facts)
