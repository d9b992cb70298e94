"""What a person does with answers: copy one, say that it was right or wrong, take the conversation away as a file.

Links below each answer name it by its key; the server makes the text or the file, and the browser copies or saves it.
What is said of an answer becomes a case.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant import messages
from assistant.errors import AssistantError
from assistant.export.conversations import (
    Exchange,
    answer_to_text,
    conversation_to_document,
    conversation_to_markdown,
)
from assistant.export.gbt9704 import to_docx
from assistant.web.answer_feedback import FeedbackBook, Said, case_of
from assistant.web.browser_acts import COPY, SAVE
from assistant.web.conversation import Conversation, questions
from assistant.web.downloads import as_file_name
from assistant.web.events import POINTED, QUIET, Updates
from assistant.web.forms import refusal, remark
from assistant.web.language import label, language_of
from assistant.web.ready_files import lay_ready
from assistant.web.talks import documents_of

if TYPE_CHECKING:
    from assistant.web.site import Site
    from assistant.web.talks import Talks

_SAID: dict[str, Said] = {"good": "good", "bad": "bad", "wrong_citation": "wrong_citation"}


class AnswerActions:
    """The links below the answers, and a row of buttons below the conversation.

    `links` triggers `again`, `edit` and `follow` besides, which are the business of whoever asks questions.
    """

    def __init__(self, site: Site, talks: Talks, book: FeedbackBook, reply: gr.HTML) -> None:
        """`reply` says what was done with an answer, until something else is to be said beside the question."""
        self._site = site
        self._talks = talks
        self._book = book
        script = Path(__file__).parent / "assets" / "answer_links.js"
        self.links = gr.HTML("", elem_id="answer-links", js_on_load=script.read_text(encoding="utf-8"))
        with gr.Row(elem_id="answer-actions"):
            self._docx = gr.Button(label("export_docx"), elem_id="export-docx", size="sm", min_width=120)
            self._markdown = gr.Button(label("export_markdown"), elem_id="export-markdown", size="sm", min_width=120)
        self._reply = reply
        # Hidden carriers of what the browser copies or saves.
        self._text = gr.Textbox(visible=False)
        self._file = gr.File(visible=False)

    def listen(self, conversation_id: gr.Textbox) -> None:
        """Connect the events."""
        copied = self.links.copy(self.copy, None, [self._text, self._reply], **POINTED)
        copied.success(None, self._text, None, js=COPY)
        self.links.judge(self.judge, None, self._reply, **POINTED)
        for button, make in ((self._docx, self.as_docx), (self._markdown, self.as_markdown)):
            made = button.click(make, conversation_id, [self._file, self._reply], **QUIET)
            made.success(None, self._file, None, js=SAVE)

    def copy(self, event: gr.EventData, request: gr.Request) -> Updates:
        """An answer with the list of its sources."""
        language = language_of(request, self._site.language)
        try:
            answer = self._talks.turn(request, str(event.owner)).answer
        except AssistantError as error:
            return {self._text: "", self._reply: refusal(error.in_language(language))}
        if answer is None:
            return {self._text: ""} | self._nothing(language)
        return {self._text: answer_to_text(answer, language=language)} | self._done("copied", language)

    def judge(self, event: gr.EventData, request: gr.Request) -> Updates:
        """Keep an answer as a case: it was right, or wrong, or its citation does not hold."""
        language = language_of(request, self._site.language)
        said = _SAID[str(event.name)]
        try:
            conversation = self._talks.around(request, str(event.owner))
            turn = conversation[-1]
            if turn.answer is None:
                return self._nothing(language)
            about = frozenset[str]().union(
                *(documents_of(each.answer) for each in conversation if each.answer is not None)
            )
            self._book.add(case_of(turn.answer, turn.question, questions(conversation[:-1]), said, about))
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        return self._done(f"said_{said}", language)

    def as_docx(self, conversation_id: str, request: gr.Request) -> Updates:
        """The conversation as a Word file."""
        return self._exported(conversation_id, ".docx", request)

    def as_markdown(self, conversation_id: str, request: gr.Request) -> Updates:
        """The conversation as a Markdown file."""
        return self._exported(conversation_id, ".md", request)

    def _exported(self, conversation_id: str, suffix: str, request: gr.Request) -> Updates:
        language = language_of(request, self._site.language)
        try:
            conversation = self._talks.open(request, conversation_id, whole=True).turns
        except AssistantError as error:
            return {self._file: None, self._reply: refusal(error.in_language(language))}
        if not conversation:
            return {self._file: None} | self._nothing(language)
        title = as_file_name(messages.text("conversation.title", language=language))
        name = f"{title}-{date.today().isoformat()}{suffix}"
        path = lay_ready(self._site.files_for(request), name, _file(conversation, suffix, language))
        return {self._file: str(path)} | self._done("exported", language)

    def _done(self, key: str, language: str) -> Updates:
        return {self._reply: remark(messages.text(f"web.{key}", language=language))}

    def _nothing(self, language: str) -> Updates:
        return {self._reply: refusal(messages.text("web.no_answer_yet", language=language))}


def _file(conversation: Conversation, suffix: str, language: str) -> bytes:
    exchanges = [Exchange(turn.question, turn.answer) for turn in conversation]
    if suffix == ".md":
        return conversation_to_markdown(exchanges, language=language).encode()
    with messages.speaking(language):
        return to_docx(conversation_to_document(exchanges, language=language), on=date.today())
