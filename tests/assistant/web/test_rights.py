"""Who may run which event."""

from __future__ import annotations

from typing import Any

import gradio as gr
import pytest

from assistant.people.viewer import SOLE, Role, Viewer
from assistant.web.rights import Rights, needs


class Tab:
    def read(self) -> None: ...

    @needs(Role.LIBRARIAN)
    def remove(self) -> None: ...

    def opened(self) -> None: ...


@pytest.fixture
def rights(build: Any) -> Rights:
    """Of a drafters' tab with four events, and of one that nobody named a role for."""

    def made() -> Rights:
        rights, tab = Rights(), Tab()
        with gr.Blocks() as page:
            button = gr.Button()
            with rights.of(Role.DRAFTER, page):
                for handler in (tab.read, tab.remove):
                    button.click(handler)
                page.load(tab.opened)
                page.load(tab.remove)
            button.click(tab.read)
        return rights

    made_rights: Rights = build(made)
    return made_rights


@pytest.mark.parametrize(
    ("event", "allowed"),
    [
        (0, {Role.DRAFTER, Role.LIBRARIAN, Role.ADMIN}),
        (1, {Role.LIBRARIAN, Role.ADMIN}),
        (2, {*Role}),
        (3, {Role.LIBRARIAN, Role.ADMIN}),
        (4, {Role.ADMIN}),
        (99, {Role.ADMIN}),
        ("0", {Role.ADMIN}),
        (None, {Role.ADMIN}),
    ],
)
def test_an_event_is_for_the_roles_of_its_tab_or_higher_ones(rights: Rights, event: object, allowed: set[Role]) -> None:
    assert {role for role in Role if rights.allow(event, Viewer("x", role))} == allowed
    assert rights.allow(event, SOLE)
