"""The tab where people ask: a conversation with cited answers, the documents it looks in, the date it is for.

The page only watches. Questions and answers are on the desk, and the server makes an answer whether anybody looks or
not; what the page itself holds is which conversation it shows, and as of which version.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import messages
from assistant.errors import AssistantError, ChangedMeanwhile, NotOnDesk
from assistant.library.candidates import Sent
from assistant.people.viewer import Role
from assistant.web import scope
from assistant.web.adding import deeds_of
from assistant.web.answer_actions import AnswerActions
from assistant.web.answer_feedback import FeedbackBook
from assistant.web.ask_events import ASKING, REMEMBER, RETURN, RETURN_QUESTION, TO_THE_QUESTION, TYPED_SINCE
from assistant.web.browser_acts import saying
from assistant.web.conversation_list import ALL, ConversationList
from assistant.web.downloads import forget_upload
from assistant.web.events import POINTED, QUIET, WRITING, Updates
from assistant.web.forms import document_choices, refusal, remark
from assistant.web.language import label, language_of
from assistant.web.rights import needs
from assistant.web.scope import Scope, limits
from assistant.web.site import Site
from assistant.web.talks import Talk
from assistant.web.watching import ConversationView, Watching

if TYPE_CHECKING:
    from assistant.web.talks import Talks

_STARTERS = 6
"""Starter questions shown at most."""


class AskTab:
    """The tab and its events."""

    def __init__(self, site: Site, book: FeedbackBook, talks: Talks) -> None:
        """`book` takes what people say of answers."""
        self._site = site
        self._talks = talks
        with gr.Tab(label("tab_ask")) as self._tab:
            self._lay_out(book)

    def _lay_out(self, book: FeedbackBook) -> None:
        with gr.Column(visible=False, elem_id="empty-library") as self._empty:
            gr.Markdown(label("empty_library"))
            self._load_sample = gr.Button(label("load_sample"), variant="primary", elem_id="load-sample", visible=False)
        with gr.Row(elem_id="conversation-row"):
            self._list = ConversationList(self._site, self._talks)
            self._new = gr.Button(label("new_conversation"), elem_id="new-conversation", size="sm", scale=0)
        self._view = ConversationView(self._site, self._talks)
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
            self._view.lay_out_buttons()
        self._reply = gr.HTML(elem_id="ask-reply")
        self._watching = Watching(self._site, self._talks, self._view, self._list, self._reply)
        self._actions = AnswerActions(self._site, self._talks, book, self._reply)
        self._scope = Scope()
        self._upload = gr.UploadButton(label("upload_and_ask"), elem_id="upload-and-ask", size="sm", visible=False)
        # Hidden: the answer that a question is asked instead of, and what the browser tab remembers.
        self._instead_of, self._remembered = gr.Textbox(visible=False), gr.Textbox(visible=False)
        # The question that was taken; whatever else stands in the field was typed since.
        self._taken = gr.Textbox(visible=False)
        gr.Markdown(label("connection_words"), elem_id="connection-words")

    @property
    def changes(self) -> list[gr.Button | gr.UploadButton]:
        """What adds to the library, hidden until it is known who looks."""
        return [self._load_sample, self._upload]

    def listen(self, page: gr.Blocks) -> None:
        """Connect the events."""
        chosen = self._scope.chosen
        of_library = [self._view.chat, self._empty, *chosen]
        page.load(self.arrive, chosen, of_library, **QUIET)
        self._tab.select(self.arrive, chosen, of_library, **QUIET)
        self._upload.upload(None, None, self._reply, js=saying("web.working", self._site.language))
        self._upload.upload(self.take_document, self._upload, [self._empty, self._reply, *chosen], **WRITING)
        self._load_sample.click(self.load_sample, chosen, [self._load_sample, self._reply, *of_library], **WRITING)
        self._listen_to_questions()
        self._listen_to_conversations(page)
        self._actions.listen(self._view.id)
        self._list.listen()

    def _listen_to_questions(self) -> None:
        asked: dict[str, Any] = {
            "fn": self.ask,
            "inputs": [self._question, *self._view.standing, self._instead_of, *self._scope.inputs],
            "outputs": self._of_conversation,
        } | ASKING
        typed = gr.on([self._question.submit, self._view.send.click], **asked)
        links = self._actions.links
        taken = self._view.chat.example_select(self.take_starter, None, self._question, **QUIET)
        followed = links.follow(self.take_follow_up, None, self._question, **QUIET)
        again = links.again(self.ask_again, self._view.standing, self._of_conversation, **ASKING)
        links.edit(self.take_question, None, [self._question, self._instead_of, self._reply], **QUIET)
        for begun in (typed, taken.then(**asked), followed.then(**asked), again):
            self._watch_after(begun)
        self._view.stop.click(self.halt, self._view.id, self._reply, **QUIET)

    def _listen_to_conversations(self, page: gr.Blocks) -> None:
        page.load(None, None, self._question, js=RETURN_QUESTION)
        arrived = page.load(self.come_back, self._remembered, self._of_conversation, js=RETURN, **QUIET)
        opened = self._list.html.open(self.open, None, self._of_conversation, **POINTED)
        begun = self._new.click(self.begin_anew, None, self._of_conversation, **POINTED)
        gone = self._list.confirm.click(self.delete, [self._list.target, self._view.id], self._of_conversation, **QUIET)
        for shown in (arrived, opened, begun, gone):
            self._watch_after(shown)

    def _watch_after(self, event: Any) -> None:
        """Let the browser tab remember which conversation it shows, turn to its end, and watch its answer come."""
        event.then(None, js=TO_THE_QUESTION)
        fields = [self._taken, self._question]
        typed = event.then(None, fields, fields, js=TYPED_SINCE)
        typed.then(None, [self._view.id, self._question], None, js=REMEMBER)
        self._watching.begin(event)

    @property
    def _of_conversation(self) -> list[Any]:
        return [*self._view.outputs, self._taken, self._instead_of, self._reply, *self._list.outputs]

    # --- the library

    def arrive(
        self, chosen: list[str] | None, genres: list[str] | None, collection: str | None, request: gr.Request
    ) -> Updates:
        """Bring what the tab shows of the library up to date; what is chosen stays chosen."""
        language = language_of(request, self._site.language)
        assistant = self._site.assistant_for(request)
        return {
            self._view.chat: gr.update(examples=_starters(assistant.starter_questions())),
            self._empty: gr.update(visible=not assistant.documents()),
        } | self._scope.arrive(assistant, chosen, genres, collection, language)

    @needs(Role.LIBRARIAN)
    def take_document(self, file: str, request: gr.Request) -> Updates:
        """Add a document to the library and limit the questions to it."""
        language = language_of(request, self._site.language)
        assistant = self._site.assistant_for(request)
        try:
            with messages.speaking(language):
                reports = assistant.ingest([Sent(Path(file))]).files
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        forget_upload(self._site.files, file)
        for deed, identity in deeds_of(reports):
            self._site.note(request, deed, identity)
        held = [document_id for report in reports for document_id in report.document_ids]
        if not held:
            return {self._reply: refusal(reports[0].message)}
        titles = {document_id: title for title, document_id in document_choices(assistant)}
        named = "》《".join(titles[document_id] for document_id in held if document_id in titles)
        limited = messages.text("web.limited_to", language=language, title=named)
        replaced = [report.message for report in reports if report.outcome == "replaced"]
        shown = {self._empty: gr.update(visible=False), self._reply: remark("\n".join([*replaced, limited]))}
        return shown | self._scope.limit_to(assistant, held)

    @needs(Role.LIBRARIAN)
    def load_sample(
        self, chosen: list[str] | None, genres: list[str] | None, collection: str | None, request: gr.Request
    ) -> Iterator[Updates]:
        """Fill an empty library with the sample corpus."""
        language = language_of(request, self._site.language)
        yield {self._load_sample: gr.update(value=messages.text("web.loading", language=language), interactive=False)}
        ready = {self._load_sample: gr.update(value=label("load_sample"), interactive=True)}
        try:
            self._site.assistant_for(request).load_sample_corpus()
        except AssistantError as error:
            yield ready | {self._reply: refusal(error.in_language(language))}
        else:
            yield ready | self.arrive(chosen, genres, collection, request)

    # --- questions

    def take_starter(self, event: gr.SelectData) -> str:
        """Put a starter question where questions are typed."""
        return str(event.value["text"])

    def take_follow_up(self, event: gr.EventData) -> str:
        """Put a question that was suggested after an answer where questions are typed."""
        return str(event.text)

    def take_question(self, event: gr.EventData, request: gr.Request) -> Updates:
        """Put the last question where questions are typed, to be asked again in other words."""
        language = language_of(request, self._site.language)
        try:
            turn = self._talks.turn(request, str(event.owner))
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        said = remark(messages.text("web.editing", language=language))
        return {self._question: turn.question, self._instead_of: turn.key, self._reply: said}

    def ask(
        self, request: gr.Request, question: str, conversation_id: str, version: float, instead_of: str, *chosen: Any
    ) -> Updates:
        """Keep a question and have it answered; where it cannot be, it stays where it was typed.

        `chosen` are the values of the scope's inputs.
        """
        if not question.strip():
            return {self._reply: ""}
        try:
            within = limits(*chosen)
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language_of(request, self._site.language)))}
        return self._asked(question, conversation_id, version, instead_of, within, request)

    def ask_again(self, event: gr.EventData, conversation_id: str, version: float, request: gr.Request) -> Updates:
        """Ask the last question once more, within the same limits; its answer makes room for another."""
        try:
            turn = self._talks.turn(request, str(event.owner))
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language_of(request, self._site.language)))}
        within = scope.from_json(turn.asked)
        return self._asked(turn.question, conversation_id, version, turn.key, within, request)

    def halt(self, conversation_id: str, request: gr.Request) -> Updates:
        """End the answer in progress. Whoever watches it sees that nothing more comes."""
        try:
            self._talks.stop(request, self._talks.open(request, conversation_id))
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language_of(request, self._site.language)))}
        return {self._reply: ""}

    def _asked(
        self,
        question: str,
        conversation_id: str,
        version: float,
        instead_of: str,
        within: dict[str, Any],
        request: gr.Request,
    ) -> Updates:
        language = language_of(request, self._site.language)
        try:
            shown = self._talks.open(request, conversation_id)
            asked = Talk(shown.id, int(version or 0), shown.turns)
            kept = self._talks.ask(request, asked, question.strip(), within, instead_of=instead_of or "")
            talk = self._talks.open(request, kept)
        except ChangedMeanwhile as error:
            now = self._view.shown(shown, language)
            return now | {self._instead_of: "", self._reply: refusal(error.in_language(language))}
        except NotOnDesk as error:  # deleted in another page
            return self._shown(Talk(), request) | {self._reply: refusal(error.in_language(language))}
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        self._watching.leave(request)
        emptied = {self._taken: question, self._instead_of: "", self._reply: ""}
        return self._view.shown(talk, language) | emptied | self._list.shown(request)

    # --- conversations

    def come_back(self, remembered: str, request: gr.Request) -> Updates:
        """Show the conversation that this browser tab showed, else the latest that ended unseen, else a new one."""
        try:
            talk = self._remembered_talk(remembered, request)
        except AssistantError as error:
            return self._list.refused(error, request)
        # Whoever was quicker than the page has asked already: a new conversation is what it shows anyway.
        if not talk.id or self._watching.is_watched(request):
            return self._list.shown(request)
        return self._shown(talk, request)

    def open(self, event: gr.EventData, request: gr.Request) -> Updates:
        """Show a conversation of the list."""
        try:
            talk = self._talks.open(request, str(event.id))
        except AssistantError as error:
            return self._list.refused(error, request)
        return self._shown(talk, request)

    def begin_anew(self, request: gr.Request) -> Updates:
        """Show a conversation that is not begun yet. What is being made goes on."""
        return self._shown(Talk(), request)

    def delete(self, target: str, conversation_id: str, request: gr.Request) -> Updates:
        """Delete what was asked about; where that is what the page shows, it shows a new conversation."""
        try:
            listed = self._list.delete(target, request)
            talk = self._talks.open(request, "" if target in (conversation_id, ALL) else conversation_id)
        except AssistantError as error:
            return self._list.refused(error, request)
        return self._shown(talk, request) | listed

    def _remembered_talk(self, remembered: str, request: gr.Request) -> Talk:
        if remembered in {heading.id for heading in self._talks.headings(request)}:
            return self._talks.open(request, remembered)
        return self._talks.open(request, self._talks.unseen(request))

    def _shown(self, talk: Talk, request: gr.Request) -> Updates:
        self._watching.leave(request)
        language = language_of(request, self._site.language)
        left = {self._instead_of: "", self._reply: ""}
        return self._view.shown(talk, language) | left | self._list.shown(request)


def _starters(questions: Sequence[str]) -> list[dict[str, str]]:
    """A few questions from all over the list, so that they are not all about one document."""
    step = max(1, len(questions) // _STARTERS)
    return [{"text": question} for question in questions[::step][:_STARTERS]]
