"""What is said at a meeting (讲话稿): by kind, about a document or a topic, for the time there is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import messages
from assistant.drafting.forms import Genre
from assistant.drafting.remarks_fitting import FASTEST, SLOWEST
from assistant.errors import AssistantError, NotInLibrary, UsageError
from assistant.export.manuscripts import remarks_notes, remarks_to_json
from assistant.web.browser_acts import going_to, saying
from assistant.web.document_choice import DocumentChoice
from assistant.web.events import DRAFTING, QUIET, Updates
from assistant.web.forms import by_name, refusal
from assistant.web.language import label, language_of
from assistant.web.manuscript_desk import ManuscriptDesk, ManuscriptDraft, OpenedManuscript
from assistant.web.manuscript_editor import ManuscriptEditor

if TYPE_CHECKING:
    from assistant.drafting.manuscript import Manuscript
    from assistant.drafting.remarks import Remarks
    from assistant.records import Document
    from assistant.web.site import Site

_LONGEST_MINUTES = 180
"""As on the command line."""


class RemarksForm:
    """The form and its events. `places` holds what the speech's links open."""

    def __init__(self, site: Site, desk: ManuscriptDesk) -> None:
        self._site = site
        with gr.Tab(label("kind_remarks")):
            self.places = gr.State({})
            self._lay_out()
            self._editor = ManuscriptEditor(site, desk, "remarks", _summary, self.redraft, self.places)

    def _lay_out(self) -> None:
        gr.Markdown(label("remarks_hint"))
        with gr.Row():
            self._about = DocumentChoice(self._site, "about", label("about_file"), label("about_pick"))
            with gr.Column():
                self._topic = gr.Textbox(label=label("about_topic"), elem_id="about-topic", max_lines=2)
                self._genre = gr.Dropdown([], value=None, label=label("remarks_kind"), elem_id="remarks-kind")
                self._minutes = gr.Textbox(label=label("remarks_minutes"), elem_id="remarks-minutes", max_lines=1)
                self._agenda = gr.Textbox(label=label("remarks_agenda"), elem_id="remarks-agenda", lines=2, max_lines=8)
        self._draft = gr.Button(label("draft_remarks"), variant="primary", elem_id="draft-remarks")
        self._problem = gr.HTML(elem_id="remarks-problem")

    def listen(self, page: gr.Blocks, tab: gr.Tab) -> None:
        """Connect the events."""
        self._about.listen(tab)
        self._editor.connect(page, tab, self._about.file)
        page.load(self.offer_kinds, None, self._genre, **QUIET)
        shown = [self._problem, *self._editor.parts.outputs]
        asked = [*self._about.inputs, self._topic, self._genre, self._minutes, self._agenda]
        self._draft.click(None, None, self._problem, js=saying("web.drafting_now", self._site.language))
        drafting = self._draft.click(self.draft, asked, shown, **DRAFTING)
        drafting.success(None, self._problem, None, js=going_to("#remarks-drafts-row"))
        drafting.failure(self.give_up, None, [self._problem], **QUIET)

    def offer_kinds(self, request: gr.Request) -> Updates:
        """The kinds of speech; the Chinese name stands in both languages, since it is what is asked for."""
        language = language_of(request, self._site.language)
        named = [
            (messages.text(f"web.remarks_{genre.name.lower()}", language=language), genre.value) for genre in Genre
        ]
        return {self._genre: gr.update(choices=named, value=Genre.PLEDGE.value)}

    def draft(
        self,
        file: str | None,
        picked: str | None,
        topic: str,
        genre: str | None,
        minutes: str,
        agenda: str,
        request: gr.Request,
    ) -> Updates:
        """Write the speech, put it on the desk, show it, and lay its files ready."""
        language = language_of(request, self._site.language)
        try:
            about = self._document(file, picked, topic, request)
            items = [line.strip() for line in agenda.splitlines() if line.strip()]
            asked = {"genre": genre or Genre.PLEDGE.value, "minutes": _typed_minutes(minutes), "agenda": items}
            remarks = self._written(about, asked, request)
        except AssistantError as error:
            said = error.in_language(language)
            return {self._problem: refusal(by_name(said, file) if file else said)}
        draft = ManuscriptDraft(
            remarks.manuscript,
            date.today(),
            remarks_to_json(remarks, language=language),
            tuple(remarks_notes(remarks, language=language)),
            # A topic is nowhere but here; files and documents are read again.
            asked | ({"topic": topic} if file is None and picked is None else {}),
        )
        return {self._problem: ""} | self._editor.keep(draft, about.id, about, request)

    def redraft(self, opened: OpenedManuscript, file: str | None, request: gr.Request) -> Manuscript:
        """The speech as it would be written now.

        Raises UsageError where what it is about is neither a topic, nor in the library, nor uploaded once more.
        """
        asked, source = opened.draft.asked, opened.heading.source
        if "topic" in asked:
            return self._written(self._site.assistant.topic(asked["topic"]), asked, request).manuscript
        assistant = self._site.assistant_for(request)
        try:
            about = assistant.document(source)
        except NotInLibrary:
            read = None if file is None else assistant.read(Path(file))
            if read is None or read.id != source:
                raise UsageError("draft_source_gone") from None
            about = read
        return self._written(about, asked, request).manuscript

    def _written(self, about: Document, asked: Mapping[str, Any], request: gr.Request) -> Remarks:
        return self._site.assistant_for(request).draft_remarks(
            Genre(asked["genre"]), about, minutes=asked["minutes"], agenda=asked["agenda"]
        )

    def give_up(self, request: gr.Request) -> Updates:
        """Say that the program failed."""
        said = messages.text("web.failed", language=language_of(request, self._site.language))
        return {self._problem: refusal(said)}

    def _document(self, file: str | None, picked: str | None, topic: str, request: gr.Request) -> Document:
        """What it is about. A topic is never the name of a file of this machine, whatever it looks like."""
        chosen = self._about.chosen(file, picked, request)
        if chosen is None:
            return self._site.assistant.topic(topic)
        return self._site.assistant.read(chosen) if isinstance(chosen, Path) else chosen


def _typed_minutes(text: str) -> float | None:
    """The minutes that were typed; None for an empty field. Raises UsageError."""
    typed = unicodedata.normalize("NFKC", text).strip().removesuffix("分钟").strip()
    if not typed:
        return None
    if re.fullmatch(r"\d{1,3}(\.\d+)?", typed, re.ASCII) and 1 <= float(typed) <= _LONGEST_MINUTES:
        return float(typed)
    raise UsageError("minutes_wrong", value=text.strip(), most=_LONGEST_MINUTES)


def _summary(draft: ManuscriptDraft, language: str) -> str:
    manuscript = draft.manuscript
    return messages.text(
        "remarks.summary",
        language=language,
        characters=manuscript.characters,
        shortest=f"{manuscript.characters / FASTEST:.1f}",
        longest=f"{manuscript.characters / SLOWEST:.1f}",
        slots=len(manuscript.slots),
        bases=len(manuscript.citations),
    )
