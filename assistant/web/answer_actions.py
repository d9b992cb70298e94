"""What a person does with answers: copy the last one, take the conversation away as a file, say that it was wrong.

The server makes the text or the file; the browser copies or saves it. What is said of an answer becomes a case.
"""

from __future__ import annotations

from datetime import date
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
from assistant.web.conversation import Conversation, answered, questions
from assistant.web.downloads import as_file_name, lay_ready
from assistant.web.events import QUIET, Updates
from assistant.web.forms import refusal, remark
from assistant.web.language import label, language_of

if TYPE_CHECKING:
    from assistant.web.site import Site

_COPY = """async (text) => {
  if (!text) return;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Not on a secure address, as in an office's own network: the old way.
    const field = Object.assign(document.createElement("textarea"), {value: text});
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}"""
_SAVE = """(file) => {
  if (!file) return;
  const link = Object.assign(document.createElement("a"), {href: file.url, download: file.orig_name || ""});
  document.body.append(link);
  link.click();
  link.remove();
}"""


class AnswerActions:
    """A row of buttons below the conversation."""

    def __init__(self, site: Site, book: FeedbackBook) -> None:
        self._site = site
        self._book = book
        with gr.Row(elem_id="answer-actions"):
            self._copy = gr.Button(label("copy_answer"), elem_id="copy-answer", size="sm", min_width=120)
            self._docx = gr.Button(label("export_docx"), elem_id="export-docx", size="sm", min_width=120)
            self._markdown = gr.Button(label("export_markdown"), elem_id="export-markdown", size="sm", min_width=120)
            self._good = gr.Button(label("answer_good"), elem_id="answer-good", size="sm", min_width=96)
            self._bad = gr.Button(label("answer_bad"), elem_id="answer-bad", size="sm", min_width=96)
            self._wrong = gr.Button(label("wrong_citation"), elem_id="wrong-citation", size="sm", min_width=96)
        self._reply = gr.HTML(elem_id="action-reply")
        # Hidden carriers of what the browser copies or saves.
        self._text = gr.Textbox(visible=False)
        self._file = gr.File(visible=False)

    def listen(self, conversation: gr.State) -> None:
        """Connect the events."""
        copied = self._copy.click(self.copy, conversation, [self._text, self._reply], **QUIET)
        copied.success(None, self._text, None, js=_COPY)
        for button, make in ((self._docx, self.as_docx), (self._markdown, self.as_markdown)):
            made = button.click(make, conversation, [self._file, self._reply], **QUIET)
            made.success(None, self._file, None, js=_SAVE)

        for button, say in ((self._good, self.praise), (self._bad, self.blame), (self._wrong, self.blame_citation)):
            button.click(say, conversation, self._reply, **QUIET)

    def praise(self, conversation: Conversation, request: gr.Request) -> Updates:
        """Keep the last answer as a case that was right."""
        return self._said("good", conversation, request)

    def blame(self, conversation: Conversation, request: gr.Request) -> Updates:
        """Keep the last answer as a case that was wrong."""
        return self._said("bad", conversation, request)

    def blame_citation(self, conversation: Conversation, request: gr.Request) -> Updates:
        """Keep the last answer as a case whose citation does not hold."""
        return self._said("wrong_citation", conversation, request)

    def copy(self, conversation: Conversation, request: gr.Request) -> Updates:
        """The last answer with the list of its sources."""
        language = language_of(request, self._site.language)
        turns = answered(conversation)
        if not turns or turns[-1].answer is None:
            return {self._text: ""} | self._nothing(language)
        return {self._text: answer_to_text(turns[-1].answer, language=language)} | self._done("copied", language)

    def as_docx(self, conversation: Conversation, request: gr.Request) -> Updates:
        """The conversation as a Word file."""
        language = language_of(request, self._site.language)
        if not conversation:
            return {self._file: None} | self._nothing(language)
        with messages.speaking(language):
            document = conversation_to_document(exchanges(conversation), language=language)
            data = to_docx(document, on=date.today())
        return self._saved(data, ".docx", language)

    def as_markdown(self, conversation: Conversation, request: gr.Request) -> Updates:
        """The conversation as a Markdown file."""
        language = language_of(request, self._site.language)
        if not conversation:
            return {self._file: None} | self._nothing(language)
        text = conversation_to_markdown(exchanges(conversation), language=language)
        return self._saved(text.encode(), ".md", language)

    def _said(self, said: Said, conversation: Conversation, request: gr.Request) -> Updates:
        language = language_of(request, self._site.language)
        turns = answered(conversation)
        if not turns or turns[-1].answer is None:
            return self._nothing(language)
        before = conversation[: conversation.index(turns[-1])]
        try:
            self._book.add(case_of(turns[-1].answer, turns[-1].question, questions(before), said))
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        return self._done(f"said_{said}", language)

    def _saved(self, data: bytes, suffix: str, language: str) -> Updates:
        title = as_file_name(messages.text("conversation.title", language=language))
        path = lay_ready(self._site.files, f"{title}-{date.today().isoformat()}{suffix}", data)
        return {self._file: str(path)} | self._done("exported", language)

    def _done(self, key: str, language: str) -> Updates:
        return {self._reply: remark(messages.text(f"web.{key}", language=language))}

    def _nothing(self, language: str) -> Updates:
        return {self._reply: refusal(messages.text("web.no_answer_yet", language=language))}


def exchanges(conversation: Conversation) -> list[Exchange]:
    """The turns as they are exported."""
    return [Exchange(turn.question, turn.answer) for turn in conversation]
