"""The tab where people ask: a conversation with cited answers, the documents it looks in, the date it is for."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import messages
from assistant.composing.composer import Delta
from assistant.errors import AssistantError
from assistant.web import answer_view
from assistant.web.answer_actions import AnswerActions
from assistant.web.answer_feedback import FeedbackBook
from assistant.web.conversation import Conversation, Turn, failed, questions, with_latest
from assistant.web.downloads import forget_upload
from assistant.web.events import ASKING, QUIET, WRITING, Updates
from assistant.web.forms import by_name, document_choices, refusal, remark
from assistant.web.language import label, language_of
from assistant.web.making import Making
from assistant.web.markup import escape
from assistant.web.scope import Scope, limits
from assistant.web.site import Site
from assistant.web.source_panel import Places, places_of

_STARTERS = 6
"""Starter questions shown at most."""
_TO_THE_END = """() => {
  const log = document.querySelector("#conversation [role=log]");
  if (!log) return;
  log.following?.disconnect();
  const toTheEnd = () => { log.scrollTop = log.scrollHeight; };
  log.following = new MutationObserver(toTheEnd);
  log.following.observe(log, {childList: true, subtree: true, characterData: true});
  for (const hand of ["wheel", "touchmove", "pointerdown", "keydown"])
    log.addEventListener(hand, () => log.following.disconnect(), {once: true});
  toTheEnd();
}"""
"""Whoever asks wants to see the answer, also after scrolling back; the conversation alone would stay where it is.
It is followed as it grows, until the reader takes hold of it."""
_REDRAW_S = 0.08
"""Text in progress is shown anew after this many seconds at the earliest: nobody reads faster."""


class AskTab:
    """The tab and its events. `places` holds what the answers' links open."""

    def __init__(self, site: Site, book: FeedbackBook) -> None:
        """`book` takes what people say of answers."""
        self._site = site
        self._in_the_making: dict[str, Making] = {}
        """Answers in progress, of all sessions, by the keys of their turns."""
        with gr.Tab(label("tab_ask")) as self._tab:
            self.places = gr.State({})
            self._conversation = gr.State(())
            self._lay_out(book)

    def _lay_out(self, book: FeedbackBook) -> None:
        with gr.Column(visible=False, elem_id="empty-library") as self._empty:
            gr.Markdown(label("empty_library"))
            self._load_sample = gr.Button(label("load_sample"), variant="primary", elem_id="load-sample")
        self._chat = gr.Chatbot(
            label=label("conversation"),
            placeholder=label("conversation_hint"),
            elem_id="conversation",
            show_label=False,
            height="50vh",
            layout="panel",
            buttons=[],
            feedback_options=None,
            latex_delimiters=[],
        )
        with gr.Row(elem_id="question-row"):
            self._question = gr.Textbox(
                label=label("question"),
                placeholder=label("question_hint"),
                elem_id="question",
                show_label=False,
                container=False,
                max_lines=8,
                scale=8,
            )
            self._send = gr.Button(label("send"), variant="primary", elem_id="send", scale=1, min_width=96)
            self._stop = gr.Button(label("stop"), variant="stop", elem_id="stop", scale=1, min_width=96, visible=False)
        self._actions = AnswerActions(self._site, book)
        self._reply = gr.HTML(elem_id="ask-reply")
        self._scope = Scope(self._site)
        self._upload = gr.UploadButton(label("upload_and_ask"), elem_id="upload-and-ask", size="sm")

    def listen(self, page: gr.Blocks) -> None:
        """Connect the events."""
        chosen = self._scope.chosen
        of_library = [self._chat, self._empty, *chosen]
        page.load(self.arrive, chosen, of_library, **QUIET)
        self._tab.select(self.arrive, chosen, of_library, **QUIET)
        self._upload.upload(self.take_document, self._upload, [self._empty, self._reply, *chosen], **WRITING)
        self._load_sample.click(self.load_sample, chosen, [self._load_sample, self._reply, *of_library], **WRITING)
        self._listen_to_questions()
        self._actions.listen(self._conversation)

    def _listen_to_questions(self) -> None:
        conversation = [self._chat, self._conversation, self._send, self._stop]
        asked = {
            "fn": self.ask,
            "inputs": [self._question, self._conversation, self.places, *self._scope.inputs],
            "outputs": [*conversation, self.places, self._question, self._reply],
        } | ASKING
        typed = gr.on([self._question.submit, self._send.click], **asked)
        gr.on([self._question.submit, self._send.click], None, js=_TO_THE_END)
        taken = self._chat.example_select(self.take_starter, None, self._question, **QUIET)
        started = taken.then(**asked)
        for answering in (typed, started):
            answering.failure(self.give_up, self._conversation, conversation, **QUIET)
        self._stop.click(self.halt, self._conversation, None, **QUIET)
        self._chat.clear(self.begin_again, None, [self._conversation, self.places], **QUIET)

    def arrive(
        self, chosen: list[str] | None, genres: list[str] | None, collection: str | None, request: gr.Request
    ) -> Updates:
        """Bring what the tab shows of the library up to date; what is chosen stays chosen."""
        language = language_of(request, self._site.language)
        return {
            self._chat: gr.update(examples=_starters(self._site.assistant.starter_questions())),
            self._empty: gr.update(visible=not self._site.assistant.documents()),
        } | self._scope.arrive(chosen, genres, collection, language)

    def take_starter(self, event: gr.SelectData) -> str:
        """Put a starter question where questions are typed."""
        return str(event.value["text"])

    def ask(
        self,
        question: str,
        conversation: Conversation,
        places: Places,
        chosen: list[str] | None,
        as_of: str,
        genres: list[str] | None,
        collection: str | None,
        request: gr.Request,
    ) -> Iterator[Updates]:
        """Answer a question: first the steps, then the text as it is written, then the checked answer."""
        if not question.strip():
            return
        language = language_of(request, self._site.language)
        try:
            within = limits(chosen, as_of, genres, collection)
        except AssistantError as error:
            yield {self._reply: refusal(error.in_language(language))}
            return
        turn = Turn(question.strip())
        yield self._in_progress(with_latest(conversation, turn), language) | {self._question: "", self._reply: ""}
        for state in self._answering(turn, within | {"history": questions(conversation)}, language):
            turn = state
            yield self._in_progress(with_latest(conversation, turn), language)
        opened = {} if turn.answer is None else {turn.key: places_of(turn.answer)}
        yield self._at_rest(with_latest(conversation, turn), language) | {self.places: {**places, **opened}}

    def give_up(self, conversation: Conversation, request: gr.Request) -> Updates:
        """Say that an answer broke off, where the program failed."""
        language = language_of(request, self._site.language)
        return self._at_rest(failed(conversation, messages.text("web.failed", language=language)), language)

    def halt(self, conversation: Conversation) -> None:
        """End the answer in progress. The event that shows it sees that nothing more comes, and says so."""
        making = self._in_the_making.get(conversation[-1].key) if conversation else None
        if making is not None:
            making.stop()

    def begin_again(self) -> tuple[Conversation, Places]:
        """Forget the conversation."""
        return (), {}

    def take_document(self, file: str, request: gr.Request) -> Updates:
        """Add a document to the library and limit the questions to it."""
        language = language_of(request, self._site.language)
        try:
            with messages.speaking(language):
                reports = self._site.assistant.ingest([Path(file)]).files
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        forget_upload(self._site.files, file)
        held = [document_id for report in reports for document_id in report.document_ids]
        if not held:
            return {self._reply: refusal(by_name(reports[0].message, reports[0].path))}
        titles = {document_id: title for title, document_id in document_choices(self._site.assistant)}
        named = "》《".join(titles[document_id] for document_id in held)
        limited = messages.text("web.limited_to", language=language, title=named)
        return {self._empty: gr.update(visible=False), self._reply: remark(limited)} | self._scope.limit_to(held)

    def load_sample(
        self, chosen: list[str] | None, genres: list[str] | None, collection: str | None, request: gr.Request
    ) -> Iterator[Updates]:
        """Fill an empty library with the sample corpus."""
        language = language_of(request, self._site.language)
        yield {self._load_sample: gr.update(value=messages.text("web.loading", language=language), interactive=False)}
        ready = {self._load_sample: gr.update(value=label("load_sample"), interactive=True)}
        try:
            self._site.assistant.load_sample_corpus()
        except AssistantError as error:
            yield ready | {self._reply: refusal(error.in_language(language))}
        else:
            yield ready | self.arrive(chosen, genres, collection, request)

    def _answering(self, turn: Turn, within: dict[str, Any], language: str) -> Iterator[Turn]:
        """The turn after each event that is worth showing; the last one is finished."""
        shown = time.monotonic()
        try:
            making = Making(self._site.assistant.ask_events(turn.question, **within), language)
            self._in_the_making[turn.key] = making
            with closing(iter(making)) as events:
                for event in events:
                    turn = turn.after(event)
                    if not isinstance(event, Delta) or time.monotonic() - shown >= _REDRAW_S:
                        shown = time.monotonic()
                        yield turn
            yield turn if turn.is_finished else replace(turn, stopped=True)
        except AssistantError as error:
            yield replace(turn, problem=error.in_language(language))
        finally:
            self._in_the_making.pop(turn.key, None)

    def _in_progress(self, conversation: Conversation, language: str) -> Updates:
        return self._shown(conversation, language) | {
            self._send: gr.update(visible=False),
            self._stop: gr.update(visible=True),
        }

    def _at_rest(self, conversation: Conversation, language: str) -> Updates:
        return self._shown(conversation, language) | {
            self._send: gr.update(visible=True),
            self._stop: gr.update(visible=False),
        }

    def _shown(self, conversation: Conversation, language: str) -> Updates:
        lines: list[dict[str, str]] = []
        for turn in conversation:
            lines.append({"role": "user", "content": escape(turn.question)})
            lines.append({"role": "assistant", "content": answer_view.message(turn, language)})
        return {self._chat: lines, self._conversation: conversation}


def _starters(questions: Sequence[str]) -> list[dict[str, str]]:
    """A few questions from all over the list, so that they are not all about one document."""
    step = max(1, len(questions) // _STARTERS)
    return [{"text": question} for question in questions[::step][:_STARTERS]]
