"""The tab that shows what the library holds, adds files to it and removes documents from it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant import messages
from assistant.errors import AssistantError
from assistant.library.standing import in_words
from assistant.web.events import QUIET, WRITING, Updates
from assistant.web.forms import by_name, document_choices, refusal, remark
from assistant.web.language import label, language_of
from assistant.web.markup import Html, element
from assistant.web.site import Site
from assistant.web.source_panel import Place, badge, link

if TYPE_CHECKING:
    from assistant.application import DocumentSummary
    from assistant.library.file_reports import FileReport
    from assistant.library.standing import Standing

_SIGNS = {"added": "✓", "replaced": "✓", "unchanged": "=", "skipped": "–", "rejected": "✗"}


class LibraryTab:
    """The tab and its events. `places` holds what the titles of the table open."""

    def __init__(self, site: Site) -> None:
        self._site = site
        with gr.Tab(label("tab_library")) as self._tab:
            self.places = gr.State({})
            self._lay_out()

    def _lay_out(self) -> None:
        self._files = gr.File(label=label("add_files"), file_count="multiple", elem_id="add-files", height=140)
        self._reply = gr.HTML(elem_id="library-reply")
        self._table = gr.HTML(elem_id="documents")
        with gr.Row(elem_id="removal-row"):
            self._picked = gr.Dropdown([], value=None, label=label("remove_pick"), elem_id="remove-pick", scale=4)
            self._remove = gr.Button(label("remove"), variant="stop", elem_id="remove", scale=1, min_width=120)
        with gr.Group(visible=False) as self._confirmation:
            self._asked = gr.HTML(padding=True, elem_id="really-remove")
            with gr.Row():
                self._confirm = gr.Button(label("confirm_remove"), variant="stop", elem_id="confirm-remove")
                self._keep = gr.Button(label("keep"), elem_id="keep")

    def listen(self, page: gr.Blocks) -> None:
        """Connect the events."""
        shown = [self._table, self.places, self._picked]
        page.load(self.arrive, None, shown, **QUIET)
        self._tab.select(self.arrive, None, shown, **QUIET)
        adding = self._files.upload(self.add, self._files, [self._files, self._reply, *shown], **WRITING)
        self._remove.click(self.ask_to_remove, self._picked, [self._confirmation, self._asked, self._reply], **QUIET)
        removing = self._confirm.click(self.remove, self._picked, [self._confirmation, self._reply, *shown], **WRITING)
        for writing in (adding, removing):
            writing.failure(self.give_up, None, self._reply, **QUIET)
        self._keep.click(self.keep, None, self._confirmation, **QUIET)

    def arrive(self, request: gr.Request) -> Updates:
        """Show the documents as they are now."""
        language = language_of(request, self._site.language)
        with messages.speaking(language):
            documents = self._site.assistant.documents()
        key = secrets.token_hex(16)
        places = {f"document-{n}": Place(each.id, each.title) for n, each in enumerate(documents, start=1)}
        return {
            self._table: table(documents, key, language),
            self.places: {key: places},
            self._picked: gr.update(choices=document_choices(self._site.assistant), value=None),
        }

    def add(self, files: list[str], request: gr.Request, progress: gr.Progress = gr.Progress()) -> Updates:  # noqa: B008
        """Add files to the library; one line for each says what became of it."""
        language = language_of(request, self._site.language)

        def advance(standing: Standing) -> None:
            progress((standing.files, standing.of_files), desc=in_words(standing), unit="")

        try:
            with messages.speaking(language):
                report = self._site.assistant.ingest([Path(file) for file in files], watch=advance)
        except AssistantError as error:
            return {self._files: None, self._reply: refusal(error.in_language(language))}
        return {self._files: None, self._reply: reports(report.files)} | self.arrive(request)

    def ask_to_remove(self, picked: str | None, request: gr.Request) -> Updates:
        """Name the document that is about to go."""
        language = language_of(request, self._site.language)
        titles = {document_id: title for title, document_id in document_choices(self._site.assistant)}
        if picked not in titles:
            return {self._reply: refusal(messages.text("web.pick_first", language=language))}
        question = messages.text("web.really_remove", language=language, title=titles[picked])
        return {self._confirmation: gr.update(visible=True), self._asked: element("p", question)}

    def remove(self, picked: str, request: gr.Request) -> Updates:
        """Remove the document that was named."""
        language = language_of(request, self._site.language)
        done = {self._confirmation: gr.update(visible=False)}
        try:
            self._site.assistant.remove(picked)
        except AssistantError as error:
            return done | {self._reply: refusal(error.in_language(language))}
        return done | {self._reply: remark(messages.text("web.removed", language=language))} | self.arrive(request)

    def keep(self) -> Updates:
        """Leave the document where it is."""
        return {self._confirmation: gr.update(visible=False)}

    def give_up(self, request: gr.Request) -> Updates:
        """Say that the program failed."""
        return {self._reply: refusal(_say("failed", language_of(request, self._site.language)))}


def table(documents: Sequence[DocumentSummary], key: str, language: str) -> Html:
    """The documents, one a row; a title opens its document under `key`."""
    if not documents:
        return element("p", _say("library_empty", language), class_="notice")
    columns = [_say(f"column_{name}", language) for name in ("title", "genre", "status", "passages", "warnings")]
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    rows = [_row(n, document, columns, language) for n, document in enumerate(documents, start=1)]
    caption = element("caption", _say("library_holds", language, documents=len(documents)))
    return element("table", caption, element("thead", head), element("tbody", *rows), class_=f"listing cited-{key}")


def reports(files: Iterable[FileReport]) -> Html:
    """What became of each file, one a line."""
    return element("ul", *map(_line, files), class_="reports", role="status")


def _row(n: int, document: DocumentSummary, columns: Sequence[str], language: str) -> Html:
    cells: Sequence[str] = (
        link(f"document-{n}", document.title, Path(document.path).name),
        _say(f"genre_{document.genre}", language),
        badge(document.status, language),
        str(document.passages),
        "; ".join(document.warnings) or "–",
    )
    return element("tr", *(element("td", cell, data_label=column) for cell, column in zip(cells, columns, strict=True)))


def _line(report: FileReport) -> Html:
    text = f"{_SIGNS[report.outcome]} {by_name(report.message, report.path)}"
    return element("li", text, class_=report.outcome)


def _say(key: str, language: str, **facts: object) -> str:
    return messages.text(f"web.{key}", language=language, **facts)
