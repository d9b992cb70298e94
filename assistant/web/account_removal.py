"""The part of the administrators' tab that deletes an account: it asks what becomes of conversations and drafts."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import messages
from assistant.errors import AssistantError, UsageError
from assistant.web.departure import dismiss
from assistant.web.events import QUIET, Updates
from assistant.web.forms import refusal, remark
from assistant.web.language import label, language_of
from assistant.web.markup import element

if TYPE_CHECKING:
    from assistant.desk.desk import Desk
    from assistant.web.site import Site

Show = Callable[[gr.Request], Updates]


class Fate(StrEnum):
    """What becomes of somebody's work."""

    PURGE = "purge"
    HAND_OVER = "hand_over"


class AccountRemoval:
    """The question and its events. `name` names the account, `button` asks for it to be deleted."""

    def __init__(self, site: Site, desk: Desk, name: gr.Dropdown, button: gr.Button, reply: gr.HTML) -> None:
        self._site, self._desk = site, desk
        self._name, self._delete, self._reply = name, button, reply
        with gr.Group(visible=False) as self._asked:
            self._question = gr.HTML(padding=True, elem_id="really-delete-account")
            # Held by the browser: whom the question is about, whoever is chosen by the time it is answered.
            self._target = gr.Textbox(visible=False)
            with gr.Row():
                self._fate = gr.Radio([], value=None, label=label("account_work"), elem_id="account-work")
                self._heir = gr.Dropdown([], value=None, label=label("account_heir"), elem_id="account-heir")
            with gr.Row():
                self._confirm = gr.Button(label("account_really_delete"), variant="stop", elem_id="account-confirm")
                self._keep = gr.Button(label("keep"), elem_id="account-keep")

    def listen(self, show: Show, shown: list[Any], by: Callable[[gr.Request], str]) -> None:
        """Connect the events; `show` brings the tab up to date, `by` is in whose name something is done."""
        self._show, self._by = show, by
        asking = [self._asked, self._question, self._target, self._fate, self._heir, self._reply]
        self._delete.click(self.ask, self._name, asking, **QUIET)
        decided = [self._target, self._fate, self._heir]
        self._confirm.click(self.delete, decided, [self._asked, *shown], **QUIET)
        self._keep.click(self.keep, None, self._asked, **QUIET)

    def ask(self, name: str | None, request: gr.Request) -> Updates:
        """Say how much there is of the account's, and ask what becomes of it."""
        language = language_of(request, self._site.language)
        try:
            account = self._site.accounts.account(_named(name))
            work = self._desk.work_of(account.name)
        except AssistantError as error:
            return {self._asked: gr.update(visible=False), self._reply: refusal(error.in_language(language))}
        heirs = [each.name for each in self._site.accounts.accounts() if each.is_enabled and each != account]
        fates = [(_say(f"{fate}_work", language), fate.value) for fate in Fate]
        held = {"conversations": work.conversations, "drafts": work.drafts} if work else {}
        question = _say("really_delete" if work else "really_delete_idle", language, name=account.name, **held)
        return {
            self._asked: gr.update(visible=True),
            self._question: element("p", question),
            self._target: account.name,
            # Nothing is chosen beforehand: neither way can be taken back.
            self._fate: gr.update(choices=fates, value=None, visible=bool(work)),
            self._heir: gr.update(choices=heirs, value=None, visible=bool(work)),
            self._reply: "",
        }

    def delete(self, name: str | None, fate: str | None, heir: str | None, request: gr.Request) -> Updates:
        """Delete the account as was decided."""
        language = language_of(request, self._site.language)
        people, desk = self._site.accounts, self._desk
        try:
            to = _heir_of(fate, heir)
            if fate is None and desk.work_of(_named(name)):
                raise UsageError("people.work_open")
            work = dismiss(people, desk, self._site.files, _named(name), to, by=self._by(request))
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        key = "deleted" if to is None else "deleted_and_handed_over"
        facts = {"conversations": work.conversations, "drafts": work.drafts, "heir": to}
        gone = {self._asked: gr.update(visible=False), self._reply: remark(_say(key, language, name=name, **facts))}
        after = self._show(request)
        return after | {self._name: after[self._name] | {"value": None}} | gone

    def keep(self) -> Updates:
        """Delete nobody."""
        return {self._asked: gr.update(visible=False)}


def _heir_of(fate: str | None, heir: str | None) -> str | None:
    """To whom it is handed over; None for nobody. Raises UsageError where that was left open."""
    if fate != Fate.HAND_OVER:
        return None
    if not heir:
        raise UsageError("people.heir_missing")
    return heir


def _named(chosen: str | None) -> str:
    if not chosen or not chosen.strip():
        raise UsageError("people.nothing_chosen")
    return chosen.strip()


def _say(key: str, language: str, **facts: object) -> str:
    return messages.text(f"people.{key}", language=language, **facts)
