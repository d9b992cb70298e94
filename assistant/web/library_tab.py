"""The tab that shows what the library holds and what is in doubt, adds files, and removes or purges documents.

What is said of one document is in `document_care`, what is done to the whole library in `library_upkeep`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import messages
from assistant.desk.desk import Desk
from assistant.desk.records import DraftFate
from assistant.errors import AssistantError
from assistant.library.candidates import Sent
from assistant.open_library import DEFAULT_COLLECTION
from assistant.people.deeds import Deed
from assistant.people.viewer import Role
from assistant.web import library_view
from assistant.web.adding import adding, deeds_of
from assistant.web.browser_acts import saying
from assistant.web.document_care import DocumentCare
from assistant.web.downloads import forget_upload
from assistant.web.events import QUIET, WRITING, Updates
from assistant.web.forms import collection_name, document_choices, offered, refusal, remark
from assistant.web.language import label, language_of
from assistant.web.library_upkeep import LibraryUpkeep
from assistant.web.markup import Html, element, joined
from assistant.web.purging import in_lines, purge
from assistant.web.rights import needs

if TYPE_CHECKING:
    from gradio.blocks import Block

    from assistant.web.site import Site


class LibraryTab:
    """The tab and its events. `places` holds what the titles open."""

    def __init__(self, site: Site) -> None:
        self._site, self._desk = site, Desk(site.files.parent)
        with gr.Tab(label("tab_library")) as self._tab:
            self.places = gr.State({})
            self._lay_out()

    def _lay_out(self) -> None:
        with gr.Row(elem_id="add-row") as self._adding:
            self._files = gr.File(
                label=label("add_files"), file_count="multiple", elem_id="add-files", height=140, scale=4
            )
            self._into = gr.Dropdown(
                [DEFAULT_COLLECTION],
                value=DEFAULT_COLLECTION,
                label=label("add_into"),
                elem_id="add-into",
                allow_custom_value=True,
                min_width=160,
            )
        self._reply = gr.HTML(elem_id="library-reply")
        self._review = gr.HTML(elem_id="review")
        self._table = gr.HTML(elem_id="documents")
        with gr.Row(elem_id="removal-row"):
            self._picked = gr.Dropdown(
                [], value=None, label=label("remove_pick"), elem_id="remove-pick", scale=4, min_width=300
            )
            self._remove = gr.Button(label("remove"), variant="stop", elem_id="remove", scale=1, min_width=120)
            self._purge = gr.Button(label("purge"), variant="stop", elem_id="purge", scale=1, min_width=120)
        self._outcome = gr.HTML(elem_id="removal-reply")
        with gr.Group(visible=False) as self._confirmation:
            self._asked = gr.HTML(padding=True, elem_id="really-remove")
            # Held by the browser: what the question is about, whatever is picked by the time it is answered.
            self._target = gr.Textbox(visible=False)
            self._fate = gr.Radio([], value=None, label=label("purge_drafts"), elem_id="purge-drafts", visible=False)
            with gr.Row():
                self._confirm = gr.Button(label("confirm_remove"), variant="stop", elem_id="confirm-remove")
                self._confirm_purge = gr.Button(label("confirm_purge"), variant="stop", elem_id="confirm-purge")
                self._keep = gr.Button(label("keep"), elem_id="keep")
        self._care = DocumentCare(self._site, self._picked, self.places, self._outcome)
        self._upkeep = LibraryUpkeep(self._site)

    @property
    def _shown(self) -> list[Any]:
        """What `arrive` updates."""
        return [self._table, self._review, self.places, self._picked, self._into, *self._upkeep.shown]

    @property
    def changes(self) -> list[Block]:
        """What only those are shown who may change the library."""
        return [self._adding, self._remove, self._purge]

    def listen(self) -> None:
        """Connect the events."""
        shown = self._shown
        self._tab.select(self.come_back, [self._picked, self.places], shown, **QUIET)
        files = [self._files, self._into]
        adding = self._files.upload(self.add, files, [self._files, self._reply, *shown], **WRITING)
        asking = [self._confirmation, self._asked, self._target, self._fate, self._confirm, self._confirm_purge]
        asking.append(self._outcome)
        self._remove.click(self.ask_to_remove, self._picked, asking, **QUIET)
        self._purge.click(self.ask_to_purge, self._picked, asking, **QUIET)
        done = [self._confirmation, self._outcome, *shown]
        for button in (self._confirm, self._confirm_purge):
            button.click(None, None, self._outcome, js=saying("web.working", self._site.language))
        removing = self._confirm.click(self.remove, self._target, done, **WRITING)
        purging = self._confirm_purge.click(self.purge, [self._target, self._fate], done, **WRITING)
        for event, reply in ((adding, self._reply), (removing, self._outcome), (purging, self._outcome)):
            event.failure(self.give_up, None, reply, **QUIET)
        self._keep.click(self.keep, None, self._confirmation, **QUIET)
        self._care.listen(self.arrive, shown)
        self._upkeep.listen()

    def come_back(self, picked: str | None, places: dict[str, Any], request: gr.Request) -> Updates:
        """Bring the tab up to date; the document that is being looked at stays, with its links."""
        choices = document_choices(self._site.assistant_for(request))
        now = self.arrive(request)
        of_document = dict(list(places.items())[1:])
        return now | {self._picked: offered(choices, picked), self.places: now[self.places] | of_document}

    def arrive(self, request: gr.Request) -> Updates:
        """Show the documents as they are now, and what of them is in doubt."""
        language = language_of(request, self._site.language)
        assistant = self._site.assistant_for(request)
        with messages.speaking(language):
            documents, questions = assistant.documents(), assistant.review()
        key = secrets.token_hex(16)
        names = sorted({DEFAULT_COLLECTION, *(each.collection for each in documents)})
        return {
            self._table: library_view.table(documents, key, language),
            self._review: library_view.review(questions, documents, key, language),
            self.places: {key: library_view.places_of(documents)},
            self._picked: gr.update(choices=document_choices(assistant), value=None),
            # Whoever adds file after file to a collection has chosen it once.
            self._into: gr.update(choices=[(collection_name(name, language), name) for name in names]),
            **self._upkeep.arrive(request),
        }

    @needs(Role.LIBRARIAN)
    def add(self, files: list[str], into: str | None, request: gr.Request) -> Iterator[Updates]:
        """Add files to the library; a line for each, as it comes through, says what became of it and why."""
        language = language_of(request, self._site.language)
        assistant = self._site.assistant_for(request)
        sent = [Sent(Path(file)) for file in files]
        collection = (into or "").strip() or DEFAULT_COLLECTION
        try:
            for known in adding(
                lambda tell, watch: assistant.ingest(sent, collection=collection, progress=tell, watch=watch), language
            ):
                yield {self._reply: library_view.added(known, language)}
        except AssistantError as error:
            yield {self._files: None, self._reply: refusal(error.in_language(language))}
            return
        for deed, identity in deeds_of(known.files):
            self._site.note(request, deed, identity)
        for file in files:
            forget_upload(self._site.files, file)
        yield {self._files: None} | self.arrive(request)

    @needs(Role.LIBRARIAN)
    def ask_to_remove(self, picked: str | None, request: gr.Request) -> Updates:
        """Name the document that is about to go."""
        return self._question("really_remove", picked, request) | {self._fate: gr.update(visible=False)}

    @needs(Role.LIBRARIAN)
    def ask_to_purge(self, picked: str | None, request: gr.Request) -> Updates:
        """Name the document that is about to go without a trace, and say what quotes it."""
        asked = self._question("really_purge", picked, request)
        if picked is None or self._asked not in asked:
            return asked
        language = language_of(request, self._site.language)
        try:
            found = self._desk.quoting([picked])
        except AssistantError as error:
            return {self._outcome: refusal(error.in_language(language))}
        lines = [element("li", line) for line in in_lines(found, language)]
        fates = [(messages.text(f"web.purge_{fate}", language=language), fate.value) for fate in DraftFate]
        return asked | {
            self._asked: joined([asked[self._asked], element("ul", *lines) if lines else Html()]),
            # Nothing is chosen beforehand: neither way can be taken back.
            self._fate: gr.update(choices=fates, value=None, visible=bool(found.drafts)),
        }

    @needs(Role.LIBRARIAN)
    def remove(self, picked: str, request: gr.Request) -> Updates:
        """Remove the document that was named."""
        language = language_of(request, self._site.language)
        done = {self._confirmation: gr.update(visible=False)}
        try:
            self._site.assistant_for(request).remove(picked)
        except AssistantError as error:
            return done | {self._outcome: refusal(error.in_language(language))}
        self._site.note(request, Deed.DOCUMENT_REMOVED, picked)
        return done | {self._outcome: remark(messages.text("web.removed", language=language))} | self.arrive(request)

    @needs(Role.LIBRARIAN)
    def purge(self, picked: str, fate: str | None, request: gr.Request) -> Updates:
        """Remove the document that was named from every file of the library, and show what was searched for it."""
        language = language_of(request, self._site.language)
        done = {self._confirmation: gr.update(visible=False)}
        assistant, home = self._site.assistant_for(request), self._site.files.parent
        try:
            is_seen = picked in {each.id for each in assistant.documents()}
            drafts = self._desk.quoting([picked]).drafts if is_seen else ()
            if drafts and not fate:
                return {self._outcome: refusal(messages.text("web.purge_choose", language=language))}
            found = purge(assistant, self._desk, home, [picked], DraftFate(fate) if fate else None)
        except AssistantError as error:
            return done | {self._outcome: refusal(error.in_language(language))}
        self._site.note(request, Deed.DOCUMENT_PURGED, picked)
        for draft in drafts:
            self._site.note(request, Deed.DRAFT_DELETED if fate == DraftFate.DELETE else Deed.DRAFT_MASKED, draft.id)
        return done | {self._outcome: library_view.purged(found, language)} | self.arrive(request)

    def keep(self) -> Updates:
        """Leave the document where it is."""
        return {self._confirmation: gr.update(visible=False)}

    def give_up(self, request: gr.Request) -> Html:
        """Say that the program failed."""
        return refusal(messages.text("web.failed", language=language_of(request, self._site.language)))

    def _question(self, key: str, picked: str | None, request: gr.Request) -> Updates:
        language = language_of(request, self._site.language)
        choices = document_choices(self._site.assistant_for(request))
        titles = {document_id: title for title, document_id in choices}
        if picked not in titles:
            return {self._outcome: refusal(messages.text("web.pick_first", language=language))}
        question = messages.text(f"web.{key}", language=language, title=titles[picked])
        return {
            self._confirmation: gr.update(visible=True),
            self._asked: element("p", question),
            self._target: picked,
            self._outcome: "",
            self._confirm: gr.update(visible=key == "really_remove"),
            self._confirm_purge: gr.update(visible=key == "really_purge"),
        }
