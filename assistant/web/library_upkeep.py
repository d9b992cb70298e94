"""The part of the library tab about the library as a whole: check it, write its indexes anew, switch its embedder.

It shows counts of everything that is there, and is therefore for those alone who manage the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import messages
from assistant.errors import AssistantError
from assistant.library.maintenance import Rebuilt
from assistant.library.standing import SwitchStanding, switch_in_words
from assistant.library.switching import Switched
from assistant.people.viewer import Role
from assistant.web import library_view
from assistant.web.browser_acts import saying
from assistant.web.events import QUIET, WRITING, Updates
from assistant.web.forms import refusal, remark
from assistant.web.language import label, language_of
from assistant.web.markup import element
from assistant.web.rights import needs
from assistant.web.visitors import viewer_of
from assistant.web.working import working

if TYPE_CHECKING:
    from assistant.web.site import Site


class LibraryUpkeep:
    """The buttons and their events."""

    def __init__(self, site: Site) -> None:
        self._site = site
        with gr.Accordion(label("upkeep"), open=False, visible=False, elem_id="upkeep") as self._whole:
            self._embedder = gr.HTML(elem_id="embedder")
            with gr.Row():
                self._verify = gr.Button(label("verify"), elem_id="verify", min_width=120)
                self._rebuild = gr.Button(label("rebuild"), elem_id="rebuild", min_width=120)
            with gr.Row(elem_id="switch-row"):
                self._other = gr.Textbox(label=label("other_embedder"), elem_id="other-embedder", max_lines=1, scale=4)
                self._switch = gr.Button(label("switch"), elem_id="switch", scale=1, min_width=120)
            self._reply = gr.HTML(elem_id="upkeep-reply")

    @property
    def shown(self) -> list[Any]:
        """What `arrive` updates."""
        return [self._whole, self._embedder]

    def listen(self) -> None:
        """Connect the events."""
        self._verify.click(None, None, self._reply, js=saying("web.working", self._site.language))
        events = [
            self._verify.click(self.verify, None, self._reply, **WRITING),
            self._rebuild.click(self.rebuild, None, self._reply, **WRITING),
            self._switch.click(self.switch, self._other, [self._reply, *self.shown], **WRITING),
        ]
        for event in events:
            event.failure(self.give_up, None, self._reply, **QUIET)

    def arrive(self, request: gr.Request) -> Updates:
        """Show which embedder the library is in, and which one the settings name where that is another."""
        if not viewer_of(request).role.may_act_as(Role.ADMIN):
            return {self._whole: gr.update(visible=False)}
        language = language_of(request, self._site.language)
        stored, wanted = self._site.assistant.embedders()
        key = "embedder_in_use" if stored == wanted else "embedder_other"
        return {
            self._whole: gr.update(visible=True),
            self._embedder: element("p", _say(key, language, stored=stored, wanted=wanted)),
        }

    @needs(Role.ADMIN)
    def verify(self, request: gr.Request) -> Updates:
        """Compare the stores with one another and with the originals."""
        language = language_of(request, self._site.language)
        try:
            found = self._site.assistant.verify()
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        return {self._reply: library_view.verified(found, language)}

    @needs(Role.ADMIN)
    def rebuild(self, request: gr.Request) -> Iterator[Updates]:
        """Write the indexes anew."""
        language = language_of(request, self._site.language)
        yield from self._told(lambda _: self._site.assistant.rebuild(), language)

    @needs(Role.ADMIN)
    def switch(self, other: str, request: gr.Request) -> Iterator[Updates]:
        """Put the library into another embedder; questions are answered meanwhile."""
        language = language_of(request, self._site.language)
        if not other.strip():
            yield {self._reply: refusal(_say("embedder_missing", language))}
            return
        yield from self._told(lambda tell: self._site.assistant.switch_to(other.strip(), tell), language)
        yield self.arrive(request)

    def give_up(self, request: gr.Request) -> Updates:
        """Say that the program failed."""
        return {self._reply: refusal(_say("failed", language_of(request, self._site.language)))}

    def _told(
        self, work: Callable[[Callable[[SwitchStanding], None]], Rebuilt | Switched], language: str
    ) -> Iterator[Updates]:
        yield {self._reply: remark(_say("working", language))}
        try:
            for told in working(work, language):
                yield {self._reply: remark(_told(told, language))}
        except AssistantError as error:
            yield {self._reply: refusal(error.in_language(language))}


def _told(told: SwitchStanding | Rebuilt | Switched, language: str) -> str:
    if isinstance(told, Rebuilt):
        return _say("rebuilt", language, documents=told.documents, passages=told.passages)
    if isinstance(told, Switched):
        return _say("switched", language, before=told.before, now=told.now, passages=told.passages)
    with messages.speaking(language):
        return switch_in_words(told)


def _say(key: str, language: str, **facts: object) -> str:
    return messages.text(f"web.{key}", language=language, **facts)
