"""What a browser tab leaves in the server's memory, however many there were and however long they stay open."""

from __future__ import annotations

import asyncio
from typing import Any

import gradio as gr
import pytest
from fastapi import FastAPI
from gradio.routes import App
from gradio.state_holder import SessionState
from starlette.routing import Mount

from assistant.web.open_tabs import remember_little
from tests.assistant.web.conftest import Build


class Page:
    """A page of a text, a list to choose from and something held by the server, and its tabs."""

    def __init__(self) -> None:
        with gr.Blocks(analytics_enabled=False) as self.blocks:
            self.text, self.choice, self.held = gr.Textbox("一"), gr.Dropdown(["甲"], value="甲"), gr.State({})
            gr.Button().click(lambda: None, None, [self.text, self.choice, self.held])
            gr.Button().click(lambda chosen: None, self.choice, None)
        app = FastAPI()
        gr.mount_gradio_app(app, self.blocks, path="/")
        remember_little(app)
        mounted = next(route.app for route in app.routes if isinstance(route, Mount) and isinstance(route.app, App))
        self.tabs = mounted.state_holder

    def happens(self, tab: SessionState, shown: dict[Any, Any]) -> list[Any]:
        """An event of the tab shows this; what its browser is sent."""
        return asyncio.run(self.blocks.postprocess_data(self.blocks.fns[0], shown, tab))

    def chosen(self, tab: SessionState, value: str) -> list[Any]:
        """What an event is given of what somebody chose."""
        return asyncio.run(self.blocks.preprocess_data(self.blocks.fns[1], [value], tab))


def test_a_tab_that_is_used_all_day_takes_no_more_memory(build: Build) -> None:
    page = build(Page)
    tab = page.tabs["tab"]
    for number in range(20):
        page.happens(tab, {page.choice: gr.update(choices=["甲", str(number)])})
        page.happens(tab, {page.text: gr.update(value=f"第{number}个回答", visible=bool(number % 2))})
        page.chosen(tab, str(number))
    assert len(tab.blocks_config.blocks) == len(page.blocks.default_config.blocks)
    assert tab.config_values == {}


def test_what_a_tab_only_shows_is_sent_and_not_kept(build: Build) -> None:
    page = build(Page)
    tab = page.tabs["tab"]
    sent = page.happens(tab, {page.text: gr.update(value="二", label="回答", visible=False)})
    assert sent[0] == {"value": "二", "label": "回答", "visible": False, "__type__": "update"}
    assert tab[page.text._id] is page.text


def test_tabs_that_are_offered_the_same_keep_it_once(build: Build) -> None:
    page = build(Page)
    one, two = page.tabs["one"], page.tabs["two"]
    for tab in (one, two):
        page.happens(tab, {page.choice: gr.update(choices=["甲", "乙"], value=None)})
    assert one[page.choice._id] is two[page.choice._id]
    page.happens(one, {page.choice: gr.update(choices=["丙"])})
    assert page.chosen(one, "丙") == ["丙"]
    assert page.chosen(two, "乙") == ["乙"]


def test_what_a_tab_was_offered_can_be_chosen_there_and_nowhere_else(build: Build) -> None:
    page = build(Page)
    one, two = page.tabs["one"], page.tabs["two"]
    page.happens(one, {page.choice: gr.update(choices=["甲", "乙"])})
    page.happens(one, {page.choice: gr.update(visible=False)})
    page.happens(one, {page.choice: "乙"})
    assert page.chosen(one, "乙") == ["乙"]
    with pytest.raises(gr.Error):
        page.chosen(two, "乙")


def test_what_the_server_holds_for_a_tab_is_that_tabs_own(build: Build) -> None:
    page = build(Page)
    page.happens(page.tabs["one"], {page.held: {"places": 1}})
    assert page.tabs["one"][page.held._id] == {"places": 1}
    assert page.tabs["two"][page.held._id] == {}
