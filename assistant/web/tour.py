"""A few hints for whoever sees the page for the first time, over the sample corpus; they can be dismissed for good.

Which hint a browser has come to is a number that the browser keeps; nothing of what people do or read is kept.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant import messages
from assistant.people.viewer import Role
from assistant.web.events import QUIET
from assistant.web.language import language_of
from assistant.web.markup import Html, element
from assistant.web.visitors import viewer_of

if TYPE_CHECKING:
    from assistant.web.site import Site

HINTS = (("ask", Role.READER), ("source", Role.READER), ("draft", Role.DRAFTER), ("library", Role.READER))
"""Each hint with the role that can do what it says; a hint leads to the tab of the same name, where there is one."""
_TABS = {"ask": "tab_ask", "draft": "tab_draft", "library": "tab_library"}


class Tour:
    """The hints of one page."""

    def __init__(self, site: Site) -> None:
        self._site = site
        script = (Path(__file__).parent / "assets" / "tour.js").read_text(encoding="utf-8")
        self._html = gr.HTML("", elem_id="tour", js_on_load=script, padding=False)

    def listen(self, page: gr.Blocks) -> None:
        """Connect the events."""
        page.load(self.arrive, None, self._html, **QUIET)

    def arrive(self, request: gr.Request) -> Html:
        """The hints, where the sample corpus is in the library of whoever comes; else none."""
        if not self._site.assistant_for(request).starter_questions():
            return Html()
        role = viewer_of(request).role
        names = [name for name, needed in HINTS if role.may_act_as(needed)]
        return _hints(names, language_of(request, self._site.language))


def _hints(names: list[str], language: str) -> Html:
    steps = [
        element("p", f"{n}/{len(names)}　{_say(name, language)}", class_="hint", hidden="", **_way(name, language))
        for n, name in enumerate(names, start=1)
    ]
    buttons = [
        element("button", _say(name, language), type="button", class_=name) for name in ("next", "last", "dismiss")
    ]
    name = _say("name", language)
    return element("section", *steps, element("p", *buttons, class_="ways"), aria_label=name, hidden="")


def _way(name: str, language: str) -> dict[str, str]:
    """The name of the tab that a hint is about."""
    key = _TABS.get(name)
    return {} if key is None else {"data_tab": messages.text(f"web.labels.{key}", language=language)}


def _say(key: str, language: str) -> str:
    return messages.text(f"web.tour.{key}", language=language)
