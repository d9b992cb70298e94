"""The administrators' tab: accounts, who sees which collection, and the record of what was done."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

import gradio as gr

from assistant import messages
from assistant.errors import AssistantError, UsageError
from assistant.library.reach import Secrecy
from assistant.people.office import CONSOLE
from assistant.people.viewer import SOLE, Role
from assistant.web import people_view
from assistant.web.account_removal import AccountRemoval
from assistant.web.events import CHOSEN, QUIET, Updates
from assistant.web.forms import collection_name, must_be_shown, refusal, remark
from assistant.web.language import label, language_of
from assistant.web.visitor_bar import role_name
from assistant.web.visitors import viewer_of

if TYPE_CHECKING:
    from assistant.desk.desk import Desk
    from assistant.people.office import People
    from assistant.web.site import Site

_FIELD: dict[str, Any] = {"min_width": 180}
"""Fields of an account stand beside one another on a desktop, and below one another on a phone."""
_BETWEEN = re.compile(r"[,，、；;\n]")


class PeopleTab:
    """The tab and its events."""

    def __init__(self, site: Site, desk: Desk) -> None:
        self._site = site
        with gr.Tab(label("tab_people"), visible=False) as self.tab:
            # Held by the browser: the account and the collection whose particulars it shows.
            self._details_of, self._teams_of = gr.Textbox(visible=False), gr.Textbox(visible=False)
            self._table = gr.HTML(elem_id="accounts")
            self._reply = gr.HTML(elem_id="people-reply")
            self._lay_out_account()
            self._removal = AccountRemoval(site, desk, self._name, self._delete, self._reply)
            self._lay_out_collection()
            with gr.Accordion(label("deeds"), open=False):
                self._deeds = gr.HTML(elem_id="deeds")

    def _lay_out_account(self) -> None:
        with gr.Row():
            self._name = gr.Dropdown(
                [], value=None, allow_custom_value=True, label=label("account_name"), elem_id="account-name", **_FIELD
            )
            self._role = gr.Dropdown([], value=None, label=label("account_role"), elem_id="account-role", **_FIELD)
            self._groups = gr.Textbox(label=label("account_groups"), elem_id="account-groups", max_lines=1)
            self._clearance = gr.Dropdown([], value=None, label=label("account_clearance"), elem_id="account-clearance")
            self._password = gr.Textbox(
                label=label("account_password"), elem_id="account-password", type="password", max_lines=1
            )
        self._add = self._button("add", label("account_add"), "primary")
        # What is done with an account that there is.
        with gr.Row(visible=False) as self._of_account:
            self._change = self._button("change", label("account_change"))
            self._set_password = self._button("set-password", label("account_set_password"))
            self._disable = self._button("disable", label("account_disable"))
            self._enable = self._button("enable", label("account_enable"))
            self._delete = self._button("delete", label("account_delete"), "stop")

    @staticmethod
    def _button(act: str, says: str, variant: Literal["primary", "secondary", "stop"] = "secondary") -> gr.Button:
        return gr.Button(says, variant=variant, elem_id=f"account-{act}", min_width=110)

    def _lay_out_collection(self) -> None:
        with gr.Accordion(label("collections"), open=False):
            self._collections = gr.HTML(elem_id="collections")
            with gr.Row(elem_id="collection-row"):
                self._collection = gr.Dropdown([], value=None, label=label("collection"), elem_id="collection")
                self._teams = gr.Textbox(label=label("collection_groups"), elem_id="collection-groups", max_lines=1)
                self._keep = gr.Button(label("collection_keep"), elem_id="collection-keep")

    def listen(self) -> None:
        """Connect the events."""
        tables = [self._table, self._collections, self._deeds]
        shown = [*tables, self._of_account, self._name, self._collection, self._reply]
        details = [self._role, self._groups, self._clearance]
        self.tab.select(self.arrive, self._name, [*shown, *details, self._details_of], **QUIET)
        self._name.input(self.pick, self._name, [*details, self._details_of], **CHOSEN)
        done = [*shown, self._password]
        self._add.click(self.add, [self._name, *details, self._password], done, **QUIET)
        self._change.click(self.change, [self._name, self._details_of, *details], done, **QUIET)
        self._set_password.click(self.set_password, [self._name, self._password], done, **QUIET)
        self._disable.click(self.disable, self._name, done, **QUIET)
        self._enable.click(self.enable, self._name, done, **QUIET)
        self._removal.listen(self.show, shown, self._by)
        self._collection.input(self.pick_collection, self._collection, [self._teams, self._teams_of], **CHOSEN)
        self._keep.click(self.keep, [self._collection, self._teams_of, self._teams], done, **QUIET)

    def arrive(self, name: str | None, request: gr.Request) -> Updates:
        """Show accounts, collections and deeds as they are now; the account that is chosen, with what it has."""
        language = language_of(request, self._site.language)
        roles = [(role_name(role, language), role.value) for role in Role]
        degrees = [(people_view.clearance_name(degree, language), degree.name) for degree in Secrecy]
        picked = self.pick(name)
        # The first account has to be an administrator's.
        new = {self._role: (Role.READER if self._people.accounts() else Role.ADMIN).value}
        new |= {self._clearance: Secrecy.PUBLIC.name}
        chosen = {
            field: gr.update(choices=choices, value=picked.get(field, new[field]))
            for field, choices in ((self._role, roles), (self._clearance, degrees))
        }
        return self.show(request) | picked | chosen | {self._reply: ""}

    def pick(self, name: str | None) -> Updates:
        """Show what an account has, for it to be changed."""
        held = next((each for each in self._people.accounts() if each.name == name), None)
        if held is None:
            return {self._details_of: ""}
        return {
            self._role: held.role.value,
            self._groups: "、".join(sorted(held.groups)),
            self._clearance: held.clearance.name,
            self._details_of: held.name,
        }

    def pick_collection(self, name: str | None) -> tuple[str, str]:
        """The groups that a collection is kept to, to be changed, and its name."""
        return "、".join(sorted(self._people.collections().get(name or "", ()))), name or ""

    def add(
        self, name: str | None, role: str, groups: str, clearance: str, password: str, request: gr.Request
    ) -> Updates:
        """Make an account."""
        return self._do(
            request,
            lambda by: self._people.add(
                _named(name), password, Role(role), groups=_split(groups), clearance=Secrecy[clearance], by=by
            ),
        )

    def change(
        self, name: str | None, details_of: str, role: str, groups: str, clearance: str, request: gr.Request
    ) -> Updates:
        """Give an account another role, other groups, another clearance: what differs from what it has."""

        def change(by: str) -> None:
            held = next((each for each in self._people.accounts() if each.name == _named(name)), None)
            if held is not None:
                must_be_shown(held.name, details_of)
            if held is None or Role(role) != held.role:
                self._people.set_role(_named(name), Role(role), by=by)
            if held is None or set(_split(groups)) != held.groups:
                self._people.set_groups(_named(name), _split(groups), by=by)
            if held is None or Secrecy[clearance] != held.clearance:
                self._people.set_clearance(_named(name), Secrecy[clearance], by=by)

        return self._do(request, change)

    def set_password(self, name: str | None, password: str, request: gr.Request) -> Updates:
        """Give an account another password."""
        return self._do(request, lambda by: self._people.set_password(_named(name), password, by=by))

    def disable(self, name: str | None, request: gr.Request) -> Updates:
        """Let somebody in no more."""
        return self._do(request, lambda by: self._people.disable(_named(name), by=by))

    def enable(self, name: str | None, request: gr.Request) -> Updates:
        """Let somebody in again."""
        return self._do(request, lambda by: self._people.enable(_named(name), by=by))

    def keep(self, collection: str | None, teams_of: str, groups: str, request: gr.Request) -> Updates:
        """Keep a collection to groups."""

        def keep(by: str) -> None:
            must_be_shown(_named(collection), teams_of)
            self._people.keep_to(_named(collection), _split(groups), by=by)

        return self._do(request, keep)

    @property
    def _people(self) -> People:
        return self._site.accounts

    def _do(self, request: gr.Request, change: Callable[[str], object]) -> Updates:
        """Make a change in the name of whoever asks for it, and show how things are then."""
        language = language_of(request, self._site.language)
        try:
            change(self._by(request))
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        done = remark(messages.text("people.done", language=language))
        return self.show(request) | {self._reply: done, self._password: ""}

    def _by(self, request: gr.Request) -> str:
        """In whose name something is done."""
        viewer = viewer_of(request)
        return CONSOLE if viewer is SOLE else viewer.name

    def show(self, request: gr.Request) -> Updates:
        """Accounts, collections and deeds as they are now."""
        language = language_of(request, self._site.language)
        listed, kept_to = self._people.accounts(), self._people.collections()
        held = {each.collection for each in self._site.assistant_for(request).documents()}
        return {
            self._table: people_view.accounts(listed, language),
            self._collections: people_view.collections(kept_to, held, language),
            self._deeds: people_view.deeds(self._people.deeds(), language),
            self._of_account: gr.update(visible=bool(listed)),
            self._name: gr.update(choices=[each.name for each in listed]),
            self._collection: gr.update(
                choices=[(collection_name(name, language), name) for name in sorted({*kept_to, *held})]
            ),
        }


def _split(groups: str | None) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(groups or "") if part.strip()]


def _named(chosen: str | None) -> str:
    """What was chosen or typed. Raises UsageError for nothing."""
    if not chosen or not chosen.strip():
        raise UsageError("people.nothing_chosen")
    return chosen.strip()
