"""The tab that shows what the library holds and what is in doubt, adds files, removes or purges, and verifies."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant import messages
from assistant.errors import AssistantError
from assistant.web import library_view
from assistant.web.adding import adding
from assistant.web.downloads import forget_upload
from assistant.web.events import QUIET, WRITING, Updates
from assistant.web.forms import document_choices, refusal, remark
from assistant.web.language import label, language_of
from assistant.web.markup import element

if TYPE_CHECKING:
    from assistant.web.site import Site

_ADDING = WRITING | {"show_progress": "hidden"}
"""It tells of its own progress, file by file."""


class LibraryTab:
    """The tab and its events. `places` holds what the titles open."""

    def __init__(self, site: Site) -> None:
        self._site = site
        with gr.Tab(label("tab_library")) as self._tab:
            self.places = gr.State({})
            self._lay_out()

    def _lay_out(self) -> None:
        self._files = gr.File(label=label("add_files"), file_count="multiple", elem_id="add-files", height=140)
        self._reply = gr.HTML(elem_id="library-reply")
        with gr.Row(elem_id="removal-row"):
            self._picked = gr.Dropdown([], value=None, label=label("remove_pick"), elem_id="remove-pick", scale=4)
            self._remove = gr.Button(label("remove"), variant="stop", elem_id="remove", scale=1, min_width=120)
            self._purge = gr.Button(label("purge"), variant="stop", elem_id="purge", scale=1, min_width=120)
            self._verify = gr.Button(label("verify"), elem_id="verify", scale=1, min_width=120)
        with gr.Group(visible=False) as self._confirmation:
            self._asked = gr.HTML(padding=True, elem_id="really-remove")
            with gr.Row():
                self._confirm = gr.Button(label("confirm_remove"), variant="stop", elem_id="confirm-remove")
                self._confirm_purge = gr.Button(label("confirm_purge"), variant="stop", elem_id="confirm-purge")
                self._keep = gr.Button(label("keep"), elem_id="keep")
        self._review = gr.HTML(elem_id="review")
        self._table = gr.HTML(elem_id="documents")

    def listen(self, page: gr.Blocks) -> None:
        """Connect the events."""
        shown = [self._table, self._review, self.places, self._picked]
        page.load(self.arrive, None, shown, **QUIET)
        self._tab.select(self.arrive, None, shown, **QUIET)
        adding = self._files.upload(self.add, self._files, [self._files, self._reply, *shown], **_ADDING)
        asking = [self._confirmation, self._asked, self._confirm, self._confirm_purge, self._reply]
        self._remove.click(self.ask_to_remove, self._picked, asking, **QUIET)
        self._purge.click(self.ask_to_purge, self._picked, asking, **QUIET)
        done = [self._confirmation, self._reply, *shown]
        removing = self._confirm.click(self.remove, self._picked, done, **WRITING)
        purging = self._confirm_purge.click(self.purge, self._picked, done, **WRITING)
        verifying = self._verify.click(self.verify, None, self._reply, **WRITING)
        for event in (adding, removing, purging, verifying):
            event.failure(self.give_up, None, self._reply, **QUIET)
        self._keep.click(self.keep, None, self._confirmation, **QUIET)

    def arrive(self, request: gr.Request) -> Updates:
        """Show the documents as they are now, and what of them is in doubt."""
        language = language_of(request, self._site.language)
        with messages.speaking(language):
            documents, questions = self._site.assistant.documents(), self._site.assistant.review()
        key = secrets.token_hex(16)
        return {
            self._table: library_view.table(documents, key, language),
            self._review: library_view.review(questions, documents, key, language),
            self.places: {key: library_view.places_of(documents)},
            self._picked: gr.update(choices=document_choices(self._site.assistant), value=None),
        }

    def add(self, files: list[str], request: gr.Request) -> Iterator[Updates]:
        """Add files to the library; a line for each, as it comes through, says what became of it and why."""
        language = language_of(request, self._site.language)
        paths = [Path(file) for file in files]
        try:
            for known in adding(
                lambda tell, watch: self._site.assistant.ingest(paths, progress=tell, watch=watch), language
            ):
                yield {self._reply: library_view.added(known, language)}
        except AssistantError as error:
            yield {self._files: None, self._reply: refusal(error.in_language(language))}
            return
        for file in files:
            forget_upload(self._site.files, file)
        yield {self._files: None} | self.arrive(request)

    def ask_to_remove(self, picked: str | None, request: gr.Request) -> Updates:
        """Name the document that is about to go."""
        return self._question("really_remove", picked, request)

    def ask_to_purge(self, picked: str | None, request: gr.Request) -> Updates:
        """Name the document that is about to go without a trace."""
        return self._question("really_purge", picked, request)

    def remove(self, picked: str, request: gr.Request) -> Updates:
        """Remove the document that was named."""
        language = language_of(request, self._site.language)
        done = {self._confirmation: gr.update(visible=False)}
        try:
            self._site.assistant.remove(picked)
        except AssistantError as error:
            return done | {self._reply: refusal(error.in_language(language))}
        return done | {self._reply: remark(messages.text("web.removed", language=language))} | self.arrive(request)

    def purge(self, picked: str, request: gr.Request) -> Updates:
        """Remove the document that was named from every file of the library, and show what was searched for it."""
        language = language_of(request, self._site.language)
        done = {self._confirmation: gr.update(visible=False)}
        try:
            found = self._site.assistant.purge([picked])
        except AssistantError as error:
            return done | {self._reply: refusal(error.in_language(language))}
        return done | {self._reply: library_view.purged(found, language)} | self.arrive(request)

    def verify(self, request: gr.Request) -> Updates:
        """Compare the stores with one another and with the originals."""
        language = language_of(request, self._site.language)
        try:
            found = self._site.assistant.verify()
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        return {self._reply: library_view.verified(found, language)}

    def keep(self) -> Updates:
        """Leave the document where it is."""
        return {self._confirmation: gr.update(visible=False)}

    def give_up(self, request: gr.Request) -> Updates:
        """Say that the program failed."""
        return {self._reply: refusal(messages.text("web.failed", language=language_of(request, self._site.language)))}

    def _question(self, key: str, picked: str | None, request: gr.Request) -> Updates:
        language = language_of(request, self._site.language)
        titles = {document_id: title for title, document_id in document_choices(self._site.assistant)}
        if picked not in titles:
            return {self._reply: refusal(messages.text("web.pick_first", language=language))}
        question = messages.text(f"web.{key}", language=language, title=titles[picked])
        return {
            self._confirmation: gr.update(visible=True),
            self._asked: element("p", question),
            self._confirm: gr.update(visible=key == "really_remove"),
            self._confirm_purge: gr.update(visible=key == "really_purge"),
        }
