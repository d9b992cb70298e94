"""The line that says who is signed in, with the ways to another password and out; and what of the page he is shown.

What is hidden here is refused at the gate as well (`rights`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import gradio as gr

from assistant import messages
from assistant.people.viewer import SOLE, Role, Viewer
from assistant.web.events import QUIET, Updates
from assistant.web.language import language_of
from assistant.web.markup import Html, element
from assistant.web.visitors import viewer_of

if TYPE_CHECKING:
    from gradio.blocks import Block

    from assistant.web.site import Site


class VisitorBar:
    """The line of one page."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._html = gr.HTML(elem_id="visitor", visible=False)
        self._restricted: Mapping[Role, Sequence[Block]] = {}

    def listen(self, page: gr.Blocks, restricted: Mapping[Role, Sequence[Block]]) -> None:
        """Show these parts of the page to those only whose role may act as the one they are listed under.

        They are laid out hidden: the browser shows a tab that was hidden, and does not hide one that was shown.
        """
        self._restricted = restricted
        parts = [part for listed in restricted.values() for part in listed]
        page.load(self.arrive, None, [self._html, *parts], **QUIET)

    def arrive(self, request: gr.Request) -> Updates:
        """Say who is signed in, and show him his part of the page."""
        viewer = viewer_of(request)
        line = "" if viewer is SOLE else _line(viewer, language_of(request, self._site.language))
        shown: Updates = {self._html: gr.update(value=line, visible=bool(line))}
        for role, parts in self._restricted.items():
            shown |= {part: gr.update(visible=viewer.role.may_act_as(role)) for part in parts}
        return shown


def _line(viewer: Viewer, language: str) -> Html:
    said = messages.text("people.signed_in", language=language, name=viewer.name, role=role_name(viewer.role, language))
    ways = [
        element("a", messages.text(f"people.page.{way}", language=language), href=way) for way in ("password", "logout")
    ]
    return element("nav", element("span", said), *ways, class_="visitor")


def role_name(role: Role, language: str) -> str:
    """A role in words."""
    return messages.text(f"people.role.{role.value}", language=language)
