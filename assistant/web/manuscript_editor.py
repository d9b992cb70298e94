"""A report or speech to work on, line by line; every change is kept at once. The desk holds it, the page shows it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import messages
from assistant.desk.file import in_words
from assistant.errors import AssistantError
from assistant.web import manuscript_view
from assistant.web.downloads import Downloads
from assistant.web.draft_desk import edits_of
from assistant.web.draft_view import places_of
from assistant.web.editor_view import conflicts
from assistant.web.events import DRAFTING, QUIET, Updates
from assistant.web.forms import refusal, remark
from assistant.web.language import label, language_of
from assistant.web.manuscript_desk import ManuscriptDesk, ManuscriptDraft, OpenedManuscript
from assistant.web.manuscript_files import KINDS, manuscript_files
from assistant.web.markup import joined
from assistant.web.visitors import viewer_of

if TYPE_CHECKING:
    from assistant.records import Document
    from assistant.web.site import Site

Summary = Callable[[ManuscriptDraft, str], str]
"""A draft and a language → a line on its length or its figures."""


class ManuscriptEditor:
    """The editor of one kind of manuscript. `places` holds what its links open."""

    def __init__(self, site: Site, desk: ManuscriptDesk, name: str, summary: Summary, places: gr.State) -> None:
        """Ids begin with `name`; the manuscript itself is shown in the element of that id."""
        self._site, self._desk, self._summary, self.places = site, desk, summary, places
        self.opened = gr.State(None)
        with gr.Row(elem_id=f"{name}-drafts-row"):
            self.drafts = gr.Dropdown([], value=None, label=label("editor_texts"), elem_id=f"{name}-drafts", scale=5)
            sized: dict[str, Any] = {"size": "sm", "min_width": 90}
            self.undo = gr.Button(label("editor_undo"), elem_id=f"{name}-undo", interactive=False, **sized)
            self.delete = gr.Button(label("editor_delete"), elem_id=f"{name}-delete", **sized)
        self.notice = gr.HTML(elem_id=f"{name}-notice")
        self.make = gr.Button(label("editor_make_files"), elem_id=f"{name}-make-files", size="sm", visible=False)
        self.downloads = Downloads(name, KINDS)
        with gr.Accordion(label("editor_lines"), open=False, visible=False, elem_id=f"{name}-lines-box") as self.box:
            self.table = gr.Dataframe(
                headers=["", ""],
                type="array",
                interactive=True,
                wrap=True,
                static_columns=[0],
                column_widths=["90px", "900px"],
                max_height=520,
                buttons=["fullscreen"],
                show_label=False,
                elem_id=f"{name}-table",
            )
        self.text = gr.HTML(elem_id=name, elem_classes="draft")

    @property
    def outputs(self) -> list[Any]:
        """The components that the updates of this editor are for."""
        return [
            self.opened,
            self.drafts,
            self.undo,
            self.notice,
            self.make,
            self.box,
            self.table,
            self.text,
            self.places,
            *self.downloads.outputs,
        ]

    def listen(self, page: gr.Blocks, tab: gr.Tab) -> None:
        """Connect the events."""
        page.load(self.arrive, self.opened, [self.drafts], **QUIET)
        tab.select(self.arrive, self.opened, [self.drafts], **QUIET)
        self.drafts.input(self.open, self.drafts, self.outputs, **QUIET)
        self.delete.click(self.remove, self.opened, self.outputs, **QUIET)
        self.undo.click(self.take_back, self.opened, self.outputs, **QUIET)
        self.table.input(self.edit, [self.opened, self.table], self.outputs, **QUIET)
        making = self.make.click(self.make_files, self.opened, self.outputs, **DRAFTING)
        making.failure(self.give_up, None, [self.notice], **QUIET)

    def arrive(self, opened: OpenedManuscript | None, request: gr.Request) -> Updates:
        """Offer the drafts that are on the desk; the one that is open stays chosen."""
        try:
            return {self.drafts: self._offered(request, opened)}
        except AssistantError:
            return {self.drafts: gr.update(choices=[], value=None)}

    def keep(self, draft: ManuscriptDraft, source: str, about: Document | None, request: gr.Request) -> Updates:
        """Put what was drafted on the desk and show it with its files; where it cannot be kept, show it and say so.

        `about` is the document that it is about, which the library need not hold.
        """
        language = self._language(request)
        try:
            opened = self._desk.keep(viewer_of(request).name, draft, draft.manuscript.title, source)
        except AssistantError as error:
            return (
                self.close() | self._text(draft, about, language) | {self.notice: refusal(error.in_language(language))}
            )
        return self._shown(opened, request, about) | self._files(draft, request)

    def open(self, draft_id: str | None, request: gr.Request) -> Updates:
        """Show a draft of the desk."""
        if draft_id is None:
            return self.close()
        return self._attempt(request, lambda owner: self._desk.open(owner, draft_id))

    def close(self) -> Updates:
        """Show no draft."""
        return {
            self.opened: None,
            self.drafts: gr.update(value=None),
            self.undo: gr.update(interactive=False),
            self.notice: "",
            self.make: gr.update(visible=False),
            self.box: gr.update(visible=False),
            self.text: "",
            self.places: {},
        } | self.downloads.withdraw()

    def remove(self, opened: OpenedManuscript | None, request: gr.Request) -> Updates:
        """Delete the draft that is open, with all its versions."""
        if opened is None:
            return self._unchanged()
        try:
            self._desk.delete(viewer_of(request).name, opened.heading.id)
        except AssistantError as error:
            return {self.notice: refusal(error.in_language(self._language(request)))}
        gone = remark(self._say("editor_deleted", request))
        return self.close() | {self.drafts: self._offered(request, None), self.notice: gone}

    def edit(self, opened: OpenedManuscript | None, rows: list[list[Any]], request: gr.Request) -> Updates:
        """Keep what was typed into the table."""
        if opened is None or not (edits := edits_of(rows, [""], opened.shown)):
            return self._unchanged()
        after = self._attempt(request, lambda owner: self._desk.edit(owner, opened, edits))
        if after.get(self.table, {}).get("value", {}).get("data") == [
            [str(cell or "") for cell in row] for row in rows
        ]:
            # The table says it already; sent again, it would take the cell away from whoever is typing in the next.
            del after[self.table]
        return after

    def take_back(self, opened: OpenedManuscript | None, request: gr.Request) -> Updates:
        """Take the last change back."""
        if opened is None:
            return self._unchanged()
        return self._attempt(request, lambda owner: self._desk.undo(owner, opened))

    def make_files(self, opened: OpenedManuscript | None, request: gr.Request) -> Updates:
        """Lay the files ready as the desk holds the draft now."""
        if opened is None:
            return self._unchanged()
        try:
            latest = self._desk.open(viewer_of(request).name, opened.heading.id)
        except AssistantError as error:
            return {self.notice: refusal(error.in_language(self._language(request)))}
        return self._files(latest.draft, request)

    def give_up(self, request: gr.Request) -> Updates:
        """Say that the program failed."""
        return {self.notice: refusal(self._say("failed", request))}

    # --- what is shown

    def _attempt(self, request: gr.Request, change: Callable[[str], OpenedManuscript]) -> Updates:
        """What the page shows after a change, or why there was none; then it shows what it did before."""
        try:
            opened = change(viewer_of(request).name)
        except AssistantError as error:
            return {self.notice: refusal(error.in_language(self._language(request)))}
        return self._shown(opened, request)

    def _shown(self, opened: OpenedManuscript, request: gr.Request, about: Document | None = None) -> Updates:
        language = self._language(request)
        saved = self._say("editor_saved", request, at=in_words(opened.heading.saved_at), version=opened.heading.version)
        rows = [[place, text] for place, text in opened.shown.items()]
        headers = [self._say("column_number", request), self._say("editor_line", request)]
        return (
            {
                self.opened: opened,
                self.drafts: self._offered(request, opened),
                self.undo: gr.update(interactive=bool(opened.undo)),
                self.notice: joined([conflicts(opened.conflicts, language), remark(saved)]),
                self.make: gr.update(visible=True),
                self.box: gr.update(visible=True),
                self.table: gr.update(value={"headers": headers, "data": rows}),
            }
            | self._text(opened.draft, about, language)
            | self.downloads.withdraw()
        )

    def _text(self, draft: ManuscriptDraft, about: Document | None, language: str) -> Updates:
        key, notes = secrets.token_hex(16), draft.notes
        summary = self._summary(draft, language)
        return {
            self.text: manuscript_view.manuscript(draft.manuscript, summary, notes, key, language),
            self.places: {key: places_of(draft.manuscript.citations, about)},
        }

    def _files(self, draft: ManuscriptDraft, request: gr.Request) -> Updates:
        language = self._language(request)
        try:
            files = manuscript_files(draft.manuscript, draft.json, draft.on, self._site.files_for(request), language)
        except AssistantError as error:
            return {self.notice: refusal(error.in_language(language))}
        return {self.make: gr.update(visible=False)} | self.downloads.offer(files)

    def _offered(self, request: gr.Request, opened: OpenedManuscript | None) -> dict[str, Any]:
        choices = [
            (f"{each.title} · {in_words(each.saved_at)}", each.id)
            for each in self._desk.headings(viewer_of(request).name)
        ]
        update: dict[str, Any] = gr.update(choices=choices, value=opened.heading.id if opened else None)
        return update

    def _unchanged(self) -> Updates:
        return {self.notice: gr.skip()}

    def _language(self, request: gr.Request) -> str:
        return language_of(request, self._site.language)

    def _say(self, key: str, request: gr.Request, **facts: object) -> str:
        return messages.text(f"web.{key}", language=self._language(request), **facts)
