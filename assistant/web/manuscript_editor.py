"""A report or speech to work on, line by line; every change is kept at once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

import gradio as gr

from assistant.drafting.editing import Edit
from assistant.drafting.line_editing import counterpart
from assistant.drafting.manuscript import Manuscript
from assistant.errors import AssistantError
from assistant.web import manuscript_view
from assistant.web.draft_view import places_of
from assistant.web.events import DESK, DRAFTING, Updates
from assistant.web.forms import by_name, refusal, remark
from assistant.web.language import label
from assistant.web.manuscript_desk import ManuscriptDesk, ManuscriptDraft, OpenedManuscript
from assistant.web.manuscript_files import KINDS, manuscript_files
from assistant.web.row_editor import RowEditor, RowParts
from assistant.web.visitors import viewer_of

if TYPE_CHECKING:
    from assistant.records import Document
    from assistant.web.site import Site

Summary = Callable[[ManuscriptDraft, str], str]
"""A draft and a language → a line on its length or its figures."""


Redraft = Callable[[OpenedManuscript, str | None, "gr.Request"], Manuscript]
"""A draft on the page, a file that was uploaded → the manuscript as it would be drafted now. Raises AssistantError."""


class ManuscriptParts(RowParts):
    """The components of one editor."""

    def _lay_out(self) -> gr.Dataframe:
        with gr.Accordion(label("editor_lines"), open=False, elem_id=f"{self.name}-lines-box"):
            table = self.cells(1, ["8%", "92%"])
            self.lay_out_row()
        return table


class ManuscriptEditor(RowEditor[ManuscriptDraft]):
    """The editor of one kind of manuscript on one page."""

    columns = ("",)

    def __init__(
        self, site: Site, desk: ManuscriptDesk, name: str, summary: Summary, redraft: Redraft, places: gr.State
    ) -> None:
        """Ids begin with `name`. `places` holds what the links of the manuscript open."""
        super().__init__(site, desk, ManuscriptParts(name, label("editor_texts"), KINDS, places))
        self._summary, self._redraft = summary, redraft

    def connect(self, page: gr.Blocks, tab: gr.Tab, source: gr.File) -> None:
        """Connect the events; `source` holds the file that a draft is made from, where it was uploaded."""
        self.listen(page, tab)
        self.listen_to_rows()
        self.tell_at_once()
        parts = self.parts
        anew = parts.anew.click(self.propose, [parts.opened, parts.row, source], parts.outputs, **DRAFTING)
        making = parts.make.click(self.make_files, parts.opened, parts.outputs, **DESK)
        self.watch_over(anew, making)

    def keep(self, draft: ManuscriptDraft, source: str, about: Document | None, request: gr.Request) -> Updates:
        """Put what was drafted on the desk and show it with its files; where it cannot be kept, show it and say so.

        `about` is the document that it is about, which the library need not hold.
        """
        said = self.text(draft, self.language(request), about)
        try:
            opened = self.desk.keep(viewer_of(request).name, draft, draft.manuscript.title, source)
        except AssistantError as error:
            return self.close() | said | self.refused(error, request)
        return self.nothing_pending(self.shown(opened, request)) | said | self._files(draft, request)

    def propose(
        self, opened: OpenedManuscript | None, row: str | None, source: str | None, request: gr.Request
    ) -> Updates:
        """Draft a line anew and show what would change; nothing changes before somebody says so."""
        if opened is None or row is None:
            return self.choose_first(request)
        manuscript = opened.draft.manuscript
        if row in self.desk.locked(opened.draft):
            return self.is_locked(row, request)
        try:
            anew = self._redraft(opened, source, request)
        except AssistantError as error:
            said = error.in_language(self.language(request))
            return {self.parts.notice: refusal(by_name(said, source) if source else said)}
        line = counterpart(manuscript, row, anew)
        if line is None:
            return {self.parts.notice: remark(self.say("editor_no_counterpart", request))}
        before = opened.shown[row]
        edits = [Edit(row, before, line.text)] if line.text != before else []
        return self.offered(opened, row, (line, anew.citations), edits, request)

    def make_files(self, opened: OpenedManuscript | None, request: gr.Request) -> Updates:
        """Lay the files ready as the desk holds the draft now."""
        if opened is None:
            return self.unchanged()
        try:
            latest = self.desk.open(viewer_of(request).name, opened.heading.id)
        except AssistantError as error:
            return self.refused(error, request)
        return self.files_ready(request) | self._files(latest.draft, request)

    # --- what is shown

    def headers(self, request: gr.Request) -> list[str]:
        return [self.say("editor_line", request)]

    def headlines(self, opened: OpenedManuscript) -> dict[str, str]:
        return {f"L{number}": line.text for number, line in enumerate(opened.draft.manuscript.lines, start=1)}

    def rows(self, opened: OpenedManuscript) -> list[list[str]]:
        return [[place, text] for place, text in opened.shown.items()]

    def text(self, draft: ManuscriptDraft, language: str, about: Document | None = None) -> Updates:
        key, manuscript = secrets.token_hex(16), draft.manuscript
        summary = self._summary(draft, language)
        return {
            self.parts.text: manuscript_view.manuscript(manuscript, summary, draft.notes, key, language),
            self.parts.places: {key: places_of(manuscript.citations, about)},
        }

    def _files(self, draft: ManuscriptDraft, request: gr.Request) -> Updates:
        folder, language = self._site.files_for(request), self.language(request)
        try:
            files = manuscript_files(draft.manuscript, draft.json, draft.on, folder, language)
        except AssistantError as error:
            return self.refused(error, request)
        return {self.parts.make: gr.update(visible=False)} | self.parts.downloads.offer(files)
