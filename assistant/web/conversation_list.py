"""The list of a person's own conversations: open one, call it something else, delete it, delete all of them.

It knows the headings of conversations; what happens on the page when one is opened is the ask tab's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant import messages
from assistant.desk.file import in_words
from assistant.errors import AssistantError
from assistant.web.events import POINTED, QUIET, Updates
from assistant.web.forms import refusal, remark
from assistant.web.language import label, language_of
from assistant.web.markup import Html, element

if TYPE_CHECKING:
    from assistant.desk.records import ConversationHeading
    from assistant.web.site import Site
    from assistant.web.talks import Talks

ALL = "*"


class ConversationList:
    """`html` triggers `open`; `removed` is what has been deleted, after `confirm`."""

    def __init__(self, site: Site, talks: Talks) -> None:
        self._site = site
        self._talks = talks
        script = Path(__file__).parent / "assets" / "conversation_list.js"
        with gr.Accordion(label("my_conversations"), open=False, elem_id="conversations"):
            self.html = gr.HTML("", elem_id="conversation-list", js_on_load=script.read_text(encoding="utf-8"))
            self._target = gr.Textbox(visible=False)
            with gr.Row(visible=False, elem_id="rename-row") as self._renaming:
                self._title = gr.Textbox(label=label("conversation_title"), elem_id="new-title", max_lines=1, scale=4)
                self._rename = gr.Button(label("rename"), elem_id="rename", size="sm", min_width=96)
            with gr.Row(visible=False, elem_id="delete-row") as self._deleting:
                self.confirm = gr.Button(label("confirm_delete"), variant="stop", elem_id="confirm-delete", size="sm")
                self._keep = gr.Button(label("keep"), elem_id="keep-conversation", size="sm")
            self._purge = gr.Button(label("delete_conversations"), elem_id="delete-conversations", size="sm")
            self._reply = gr.HTML(elem_id="conversation-reply")

    @property
    def outputs(self) -> list[gr.HTML | gr.Row | gr.Textbox]:
        """The components that an event of the list updates."""
        return [self.html, self._target, self._renaming, self._title, self._deleting, self._reply]

    @property
    def target(self) -> gr.Textbox:
        """What is about to be renamed or deleted."""
        return self._target

    def listen(self) -> None:
        """Connect the events that change nothing but the list."""
        self.html.rename(self.begin_rename, None, self.outputs, **POINTED)
        gr.on([self._rename.click, self._title.submit], self.rename, [self._target, self._title], self.outputs, **QUIET)
        self.html.remove(self.begin_delete, None, self.outputs, **POINTED)
        self._purge.click(self.begin_purge, None, self.outputs, **QUIET)
        self._keep.click(self.leave, None, self.outputs, **QUIET)

    def shown(self, request: gr.Request, reply: str = "") -> Updates:
        """The list as it is now, with nothing half begun."""
        hidden = gr.update(visible=False)
        return {self.html: self.headings(request), self._renaming: hidden, self._deleting: hidden, self._reply: reply}

    def headings(self, request: gr.Request) -> Html:
        """The list alone."""
        language = language_of(request, self._site.language)
        try:
            return headings_in_html(self._talks.headings(request), language)
        except AssistantError as error:
            return refusal(error.in_language(language))

    def begin_rename(self, event: gr.EventData, request: gr.Request) -> Updates:
        """Ask what a conversation is to be called."""
        titles = {heading.id: heading.title for heading in self._talks.headings(request)}
        wanted = str(event.id)
        if wanted not in titles:
            return self.shown(request)
        return self.shown(request) | {
            self._target: wanted,
            self._renaming: gr.update(visible=True),
            self._title: titles[wanted],
        }

    def rename(self, conversation_id: str, title: str, request: gr.Request) -> Updates:
        """Call a conversation something else."""
        language = language_of(request, self._site.language)
        try:
            self._talks.rename(request, conversation_id, title)
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        return self.shown(request, remark(messages.text("web.renamed", language=language)))

    def begin_delete(self, event: gr.EventData, request: gr.Request) -> Updates:
        """Ask whether a conversation is really to be deleted."""
        titles = {heading.id: heading.title for heading in self._talks.headings(request)}
        wanted = str(event.id)
        return self._asking(wanted, "really_delete", request, title=titles[wanted]) if wanted in titles else {}

    def begin_purge(self, request: gr.Request) -> Updates:
        """Ask whether all conversations are really to be deleted."""
        return self._asking(ALL, "really_delete_all", request, count=len(self._talks.headings(request)))

    def leave(self, request: gr.Request) -> Updates:
        """Delete nothing after all."""
        return self.shown(request)

    def delete(self, target: str, request: gr.Request) -> Updates:
        """Delete what was asked about. Raises NotOnDesk, LibraryUnavailable."""
        language = language_of(request, self._site.language)
        if target == ALL:
            count = self._talks.purge(request)
        else:
            self._talks.delete(request, target)
            count = 1
        said = messages.text("web.conversations_deleted", language=language, count=count)
        return self.shown(request, remark(said)) | {self._target: ""}

    def refused(self, error: AssistantError, request: gr.Request) -> Updates:
        """Why something could not be done."""
        return self.shown(request, refusal(error.in_language(language_of(request, self._site.language))))

    def _asking(self, target: str, key: str, request: gr.Request, **facts: object) -> Updates:
        asked = messages.text(f"web.{key}", language=language_of(request, self._site.language), **facts)
        return self.shown(request, refusal(asked)) | {self._target: target, self._deleting: gr.update(visible=True)}


def headings_in_html(headings: Sequence[ConversationHeading], language: str) -> Html:
    """The list as HTML; links name conversations by their ids."""
    if not headings:
        return element("p", messages.text("web.no_conversations", language=language), class_="caption")
    return element("ul", *(_row(heading, language) for heading in headings), class_="conversations")


def _row(heading: ConversationHeading, language: str) -> Html:
    state = "making" if heading.is_making else "seen" if heading.is_seen else "unseen"
    facts = messages.text(
        "web.conversation_facts", language=language, at=in_words(heading.changed_at), turns=heading.turns
    )
    marks = "" if state == "seen" else element("span", _say(f"conversation_{state}", language), class_=f"badge {state}")
    acts = (
        element(
            "a", _say(f"act_{name}", language), href=f"#{name}-{heading.id}", title=f"{_say(f'act_{name}', language)}"
        )
        for name in ("rename", "remove")
    )
    opens = element("a", heading.title, class_="open", href=f"#open-{heading.id}")
    return element("li", opens, " ", element("span", facts, class_="caption"), " ", marks, *acts)


def _say(key: str, language: str) -> str:
    return messages.text(f"web.{key}", language=language)
