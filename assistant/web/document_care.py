"""The part of the library tab about one document: its structure, its repairs, and what a person says of it.

What is said here is kept beside what a catalogue states; the file itself stays as it is.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import messages
from assistant.errors import AssistantError
from assistant.people.deeds import Deed
from assistant.people.viewer import Role
from assistant.web import repair_view
from assistant.web.browser_acts import saying
from assistant.web.document_facts import DocumentFacts
from assistant.web.events import QUIET, WRITING, Updates
from assistant.web.forms import must_be_shown, refusal, remark
from assistant.web.language import label, language_of
from assistant.web.rights import needs
from assistant.web.visitors import viewer_of

if TYPE_CHECKING:
    from assistant.records import Change
    from assistant.web.site import Site

Arrive = Callable[[gr.Request], Updates]


class DocumentCare:
    """The fields and their events. `picked` names the document; `places` are those of the whole tab.

    `outside` replies where the document is out of sight, and these fields with it.
    """

    def __init__(self, site: Site, picked: gr.Dropdown, places: gr.State, outside: gr.HTML) -> None:
        self._site = site
        self._picked, self._places, self._outside = picked, places, outside
        # Held by the browser: the document whose facts and suggestions it shows.
        self._shown_of = gr.Textbox(visible=False)
        with gr.Column(visible=False, elem_id="document-care") as self._whole:
            with gr.Accordion(label("structure"), open=False, elem_id="structure"):
                self._structure = gr.HTML()
            with gr.Accordion(label("repairs"), open=True, elem_id="repairs"):
                self._changes = gr.HTML()
                self._suggestions = gr.CheckboxGroup([], label=label("suggestions"), elem_id="suggestions")
                with gr.Row(elem_id="settle-row"):
                    self._accept = gr.Button(label("accept"), variant="primary", elem_id="accept", min_width=120)
                    self._decline = gr.Button(label("decline"), elem_id="decline", min_width=120)
            with gr.Accordion(label("facts"), open=False, elem_id="facts") as self._of_facts:
                self._facts = DocumentFacts()
                self._save = gr.Button(label("save_facts"), variant="primary", elem_id="save-facts")
            self._reply = gr.HTML(elem_id="care-reply")

    def listen(self, arrive: Arrive, shown: list[Any]) -> None:
        """Connect the events; `arrive` brings the tab up to date, that is what of it is in `shown`."""
        self._arrive = arrive
        settling = [self._suggestions, self._accept, self._decline]
        preview = [self._whole, self._structure, self._changes, *settling, self._of_facts, *self._facts.fields]
        preview.append(self._shown_of)
        self._picked.change(self.show, [self._picked, self._places], [*preview, self._places], **QUIET)
        of_one = [self._picked, self._shown_of]
        chosen, done = [*of_one, self._suggestions], [self._reply, self._outside, *shown, *preview]
        # Said of the document that was picked before.
        self._picked.input(None, None, [self._reply, self._outside], js="() => ['', '']")
        for button in (self._accept, self._decline, self._save):
            button.click(None, None, self._reply, js=saying("web.working", self._site.language))
        accepting = self._accept.click(self.accept, chosen, done, **WRITING)
        declining = self._decline.click(self.decline, chosen, done, **WRITING)
        saving = self._save.click(self.save, [*of_one, *self._facts.fields], done, **WRITING)
        for event in (accepting, declining, saving):
            event.failure(self.give_up, None, self._reply, **QUIET)

    def show(self, picked: str | None, places: dict[str, Any], request: gr.Request) -> Updates:
        """Show the document that was picked, or nothing."""
        language = language_of(request, self._site.language)
        assistant = self._site.assistant_for(request)
        summary = next((each for each in assistant.documents() if each.id == picked), None)
        if summary is None:
            return {self._whole: gr.update(visible=False), self._shown_of: ""}
        document, key = assistant.document(summary.id), secrets.token_hex(16)
        may_change = viewer_of(request).role.may_act_as(Role.LIBRARIAN)
        asked = repair_view.suggestions(document, language)
        settling = gr.update(visible=bool(asked) and may_change)
        of_list = dict(list(places.items())[:1])
        return {
            self._whole: gr.update(visible=True),
            self._shown_of: summary.id,
            self._structure: repair_view.structure(document, key, language),
            self._changes: repair_view.changes(document, language),
            self._suggestions: gr.update(choices=asked, value=[], visible=bool(asked)),
            self._accept: settling,
            self._decline: settling,
            self._of_facts: gr.update(visible=may_change),
            self._places: of_list | {key: repair_view.places_of(document)},
            **self._facts.show(summary, assistant.documents(), language),
        }

    @needs(Role.LIBRARIAN)
    def accept(self, picked: str | None, shown_of: str, marks: list[str], request: gr.Request) -> Updates:
        """Change the text as the chosen suggestions propose."""
        return self._settle(picked, shown_of, marks, request, is_accepted=True)

    @needs(Role.LIBRARIAN)
    def decline(self, picked: str | None, shown_of: str, marks: list[str], request: gr.Request) -> Updates:
        """Leave the text as it is, and propose this no more."""
        return self._settle(picked, shown_of, marks, request, is_accepted=False)

    @needs(Role.LIBRARIAN)
    def save(self, picked: str | None, shown_of: str, request: gr.Request, *typed: str | None) -> Updates:
        """Say what the document is, as far as something else was typed than stood there."""
        language = language_of(request, self._site.language)
        assistant = self._site.assistant_for(request)
        try:
            summary = next((each for each in assistant.documents() if each.id == picked), None)
            if summary is None:
                return {self._reply: refusal(_say("pick_first", language))}
            must_be_shown(summary.id, shown_of)
            facts, collection = self._facts.changed(summary, typed)
            if not facts and collection is None:
                return {self._reply: remark(_say("nothing_changed", language))}
            now = assistant.describe(summary.id, facts, collection=collection)
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        return self._done(now, _say("facts_saved", language, title=facts.get("title", summary.title)), request)

    def give_up(self, request: gr.Request) -> Updates:
        """Say that the program failed."""
        return {self._reply: refusal(_say("failed", language_of(request, self._site.language)))}

    def _settle(
        self, picked: str | None, shown_of: str, marks: list[str], request: gr.Request, *, is_accepted: bool
    ) -> Updates:
        language = language_of(request, self._site.language)
        assistant = self._site.assistant_for(request)
        try:
            must_be_shown(picked, shown_of)
            chosen = self._chosen(assistant.document(picked or "").repair.suggestions, marks)
            if not chosen:
                return {self._reply: refusal(_say("suggestion_first", language))}
            accepted, declined = (chosen, []) if is_accepted else ([], chosen)
            assistant.settle(picked or "", accepted, declined, by=viewer_of(request).name)
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        key = "accepted" if is_accepted else "declined"
        return self._done(picked or "", _say(key, language, number=len(chosen)), request)

    @staticmethod
    def _chosen(suggestions: tuple[Change, ...], marks: list[str]) -> list[Change]:
        return [each for each in suggestions if repair_view.mark_of(each) in marks]

    def _done(self, document_id: str, said: str, request: gr.Request) -> Updates:
        """The tab as it is now, with the document still picked where it can still be seen."""
        self._site.note(request, Deed.DOCUMENT_CHANGED, document_id)
        language = language_of(request, self._site.language)
        held = {each.id for each in self._site.assistant_for(request).documents()}
        updates = self._arrive(request)
        if document_id not in held:
            return updates | {self._outside: remark(said + _say("out_of_reach", language)), self._reply: ""}
        updates[self._picked] = updates[self._picked] | {"value": document_id}
        return updates | self.show(document_id, updates[self._places], request) | {self._reply: remark(said)}


def _say(key: str, language: str, **facts: object) -> str:
    return messages.text(f"web.{key}", language=language, **facts)
