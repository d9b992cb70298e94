"""What the editors of all drafts have in common: the list of one's own, undo, deletion, a table whose cells are kept.

The desk holds the draft. The page shows what it held last, and says what it could not change and why.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import gradio as gr

from assistant import messages
from assistant.desk.file import in_words
from assistant.drafting.editing import Edit
from assistant.errors import AssistantError
from assistant.web.cells_seen import SEEN, as_seen, place_of
from assistant.web.downloads import Downloads
from assistant.web.draft_desk import DraftDesk, Opened, edits_of
from assistant.web.editor_view import conflicts, locked_out
from assistant.web.events import DESK, QUIET, TOLD, Updates
from assistant.web.forms import refusal, remark
from assistant.web.language import label, language_of
from assistant.web.markup import element, joined
from assistant.web.visitors import viewer_of

if TYPE_CHECKING:
    from assistant.web.site import Site

D = TypeVar("D")
SMALL: dict[str, Any] = {"size": "sm", "min_width": 90}
"""Buttons beside a field."""


class DraftParts:
    """The components that every editor has. `places` holds what the links of the draft open."""

    def __init__(self, name: str, drafts: str, kinds: Sequence[str], places: gr.State) -> None:
        """Ids begin with `name`; the draft itself is shown in the element of that id. `drafts` labels their list."""
        self.name, self.places = name, places
        self.opened = gr.State(None)
        """The draft as the page shows it."""
        self.seen = gr.Textbox(visible=False)
        """Filled by the browser with each change of a cell: what stood there when it was begun."""
        with gr.Row(elem_id=f"{name}-drafts-row", visible=False) as self.kept:
            self.drafts = gr.Dropdown([], value=None, label=drafts, elem_id=f"{name}-drafts", scale=5)
            self.undo = gr.Button(label("editor_undo"), elem_id=f"{name}-undo", interactive=False, **SMALL)
            self.delete = gr.Button(label("editor_delete"), elem_id=f"{name}-delete", **SMALL)
        with gr.Row(visible=False, elem_id=f"{name}-really-delete") as self.asked:
            self.question = gr.HTML(padding=True)
            self.confirm = gr.Button(label("editor_confirm_delete"), variant="stop", elem_id=f"{name}-confirm", **SMALL)
            self.keep = gr.Button(label("keep"), elem_id=f"{name}-keep", **SMALL)
        self.notice = gr.HTML(elem_id=f"{name}-notice")
        self.make = gr.Button(label("editor_make_files"), elem_id=f"{name}-make-files", size="sm", visible=False)
        self.downloads = Downloads(name, kinds)
        with gr.Column(visible=False, elem_id=f"{name}-editor") as self.editor:
            self.table = self._lay_out()
        self.text = gr.HTML(elem_id=name, elem_classes="draft")

    def _lay_out(self) -> gr.Dataframe:
        """Lay out what is below the files; the table of it."""
        raise NotImplementedError

    def cells(self, columns: int, widths: list[str | int]) -> gr.Dataframe:
        """A table whose first column is the name of the row, and whose other cells can be typed into."""
        return gr.Dataframe(
            headers=[""] * (columns + 1),
            type="pandas",
            interactive=True,
            wrap=True,
            static_columns=[0],
            column_widths=widths,
            max_height=520,
            buttons=["fullscreen"],
            show_label=False,
            elem_id=f"{self.name}-table",
        )

    @property
    def outputs(self) -> list[Any]:
        """The components that updates of the editor are for."""
        common = [self.opened, self.kept, self.drafts, self.undo, self.asked, self.question, self.notice]
        common += [self.make, self.editor, self.table, self.text]
        return [*common, self.places, *self.downloads.outputs]


class DraftEditor(ABC, Generic[D]):
    """The editor of one page: its parts, and what happens to them."""

    columns: Sequence[str]
    """Of the table, behind the name of the row; an empty name for the only one."""

    def __init__(self, site: Site, desk: DraftDesk[D], parts: DraftParts) -> None:
        self._site, self.desk, self.parts = site, desk, parts

    @abstractmethod
    def headers(self, request: gr.Request) -> list[str]:
        """The heads of the table's columns, behind that of the names of the rows."""

    @abstractmethod
    def rows(self, opened: Opened[D]) -> list[list[str]]:
        """The rows of the table."""

    @abstractmethod
    def text(self, draft: D, language: str) -> Updates:
        """The draft as people read it, with what its links open."""

    def listen(self, page: gr.Blocks, tab: gr.Tab) -> None:
        """Connect the events that all editors have."""
        parts, opened, outputs = self.parts, self.parts.opened, self.parts.outputs
        for arriving in (page.load, tab.select):
            arriving(self.arrive, opened, [parts.kept, parts.drafts], **DESK)
        parts.drafts.input(self.open, parts.drafts, outputs, **TOLD)
        parts.delete.click(self.ask_to_delete, opened, outputs, **DESK)
        parts.confirm.click(self.delete, opened, outputs, **DESK)
        parts.keep.click(self.keep_it, None, outputs, **DESK)
        parts.undo.click(self.undo, opened, outputs, **DESK)
        parts.table.edit(self.type, [opened, parts.table, parts.seen], outputs, js=SEEN, **TOLD)
        parts.table.input(self.edit, [opened, parts.table, parts.seen], outputs, js=SEEN, **TOLD)

    def watch_over(self, *events: Any) -> None:
        """Say so where the program fails in one of these."""
        for event in events:
            event.failure(self.give_up, None, [self.parts.notice], **QUIET)

    def arrive(self, opened: Opened[D] | None, request: gr.Request) -> Updates:
        """Offer the drafts that are on the desk; the one that is open stays chosen."""
        try:
            return self._offered(request, opened)
        except AssistantError:
            return {self.parts.drafts: gr.update(choices=[], value=None)}

    def open(self, draft_id: str | None, request: gr.Request) -> Updates:
        """Show a draft of the desk."""
        if draft_id is None:
            return self.close()
        return self.attempt(request, lambda owner: self.desk.open(owner, draft_id))

    def close(self) -> Updates:
        """Show no draft."""
        parts = self.parts
        return {
            parts.opened: None,
            parts.drafts: gr.update(value=None),
            parts.undo: gr.update(interactive=False),
            parts.asked: gr.update(visible=False),
            parts.notice: "",
            parts.make: gr.update(visible=False),
            parts.editor: gr.update(visible=False),
            parts.text: "",
            parts.places: {},
        } | parts.downloads.withdraw()

    def ask_to_delete(self, opened: Opened[D] | None, request: gr.Request) -> Updates:
        """Ask before a draft is gone for good."""
        if opened is None:
            return self.unchanged()
        question = element("p", self.say("editor_really_delete", request, title=opened.heading.title))
        return {self.parts.asked: gr.update(visible=True), self.parts.question: question}

    def keep_it(self) -> Updates:
        """Delete nothing."""
        return {self.parts.asked: gr.update(visible=False)}

    def delete(self, opened: Opened[D] | None, request: gr.Request) -> Updates:
        """Delete the draft that is open, with all its versions."""
        if opened is None:
            return self.unchanged()
        try:
            self.desk.delete(viewer_of(request).name, opened.heading.id)
        except AssistantError as error:
            return self.refused(error, request)
        gone = remark(self.say("editor_deleted", request))
        return self.close() | self._offered(request, None) | {self.parts.notice: gone}

    def type(
        self, opened: Opened[D] | None, table: Any, event: gr.EditData, request: gr.Request, seen: str = ""
    ) -> Updates:
        """Keep what was typed over one cell, if the desk still says what stood there."""
        rows = _rows(table)
        row, column = event.index if isinstance(event.index, (tuple, list)) else (-1, 0)
        if opened is None or not (0 <= row < len(rows) and 0 < column <= len(self.columns)):
            return self.unchanged()
        where = place_of(rows[row][0], column, self.columns)
        edits = as_seen([Edit(where, str(event.previous_value), str(event.value))], self.columns, seen)
        return self.write(edits, opened, rows, request)

    def edit(self, opened: Opened[D] | None, table: Any, request: gr.Request, seen: str = "") -> Updates:
        """Keep what else is new in the table, such as what was pasted over several cells.

        The browser tells this of a single cell too, more than once, and also of a table whose place another one has
        taken meanwhile: what differs between two tables was typed by nobody.
        """
        if opened is None or str(table.columns[0]) != opened.stamp:
            return self.unchanged()
        rows = _rows(table)
        edits = as_seen(edits_of(rows, self.columns, opened.shown), self.columns, seen)
        return self.write(edits, opened, rows, request) if edits else self.unchanged()

    def write(self, edits: Sequence[Edit], opened: Opened[D], rows: list[list[str]], request: gr.Request) -> Updates:
        """Keep what was written into cells; `rows` is the table as the browser shows it."""
        after = self.attempt(request, lambda owner: self.desk.edit(owner, opened, edits))
        now = after.get(self.parts.opened)
        if isinstance(now, Opened) and self.rows(now) == rows:
            # The table says it already; sent again, it would take the cell away from whoever is typing in the next.
            del after[self.parts.table]
            after[self.parts.opened] = replace(now, stamp=opened.stamp)
        return after

    def undo(self, opened: Opened[D] | None, request: gr.Request) -> Updates:
        """Take the last change back."""
        if opened is None:
            return self.unchanged()
        return self.attempt(request, lambda owner: self.desk.undo(owner, opened))

    def give_up(self, request: gr.Request) -> Updates:
        """Say that the program failed."""
        return {self.parts.notice: refusal(self.say("failed", request))}

    # --- what is shown

    def attempt(self, request: gr.Request, change: Callable[[str], Opened[D]]) -> Updates:
        """What the page shows after a change, or why there was none; then it shows what it did before."""
        try:
            opened = change(viewer_of(request).name)
        except AssistantError as error:
            return self.refused(error, request)
        return self.shown(opened, request)

    def shown(self, opened: Opened[D], request: gr.Request) -> Updates:
        """A draft of the desk."""
        parts, language = self.parts, self.language(request)
        at = in_words(opened.heading.saved_at)
        version = opened.heading.version
        saved = remark(self.say("editor_saved", request, at=at, version=version))
        headers = [self.say("editor_numbers", request, version=version), *self.headers(request)]
        return (
            {
                parts.opened: replace(opened, stamp=headers[0]),
                parts.undo: gr.update(interactive=bool(opened.undo)),
                parts.asked: gr.update(visible=False),
                parts.notice: joined(
                    [conflicts(opened.conflicts, language), locked_out(opened.locked_out, language), saved]
                ),
                parts.make: gr.update(visible=True),
                parts.editor: gr.update(visible=True),
                parts.table: gr.update(value={"headers": headers, "data": self.rows(opened)}),
            }
            | self._offered(request, opened)
            | self.text(opened.draft, language)
            | parts.downloads.withdraw()
        )

    def files_ready(self, request: gr.Request) -> Updates:
        """The files of the draft can be had."""
        return {self.parts.notice: remark(self.say("editor_files_ready", request))}

    def refused(self, error: AssistantError, request: gr.Request) -> Updates:
        """Why something was not done."""
        return {self.parts.notice: refusal(error.in_language(self.language(request)))}

    def unchanged(self) -> Updates:
        """Nothing to show."""
        return {self.parts.notice: gr.skip()}

    def language(self, request: gr.Request) -> str:
        return language_of(request, self._site.language)

    def say(self, key: str, request: gr.Request, **facts: object) -> str:
        return messages.text(f"web.{key}", language=self.language(request), **facts)

    def _offered(self, request: gr.Request, opened: Opened[D] | None) -> Updates:
        """The drafts to choose from; where there are none, nothing is to be chosen, undone or deleted."""
        choices = [
            (f"{each.title} · {in_words(each.saved_at)}", each.id)
            for each in self.desk.headings(viewer_of(request).name)
        ]
        return {
            self.parts.kept: gr.update(visible=bool(choices)),
            self.parts.drafts: gr.update(choices=choices, value=opened.heading.id if opened else None),
        }


def _rows(table: Any) -> list[list[str]]:
    """The rows of a table as it came from the browser, a pandas DataFrame."""
    rows: list[list[str]] = table.fillna("").astype(str).to_numpy().tolist()
    return rows
