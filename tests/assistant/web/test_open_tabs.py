"""What a browser tab leaves in the server's memory however long it stays open."""

from __future__ import annotations

import asyncio
from typing import Any

import gradio as gr
import pytest
from fastapi import FastAPI
from gradio.routes import App
from gradio.state_holder import SessionState
from starlette.routing import Mount

from assistant.web.open_tabs import remember_tabs_once
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
        remember_tabs_once(app)
        mounted = next(route.app for route in app.routes if isinstance(route, Mount) and isinstance(route.app, App))
        self.tabs = mounted.state_holder

    def happens(self, tab: SessionState, shown: dict[Any, Any]) -> None:
        """An event of the tab shows this."""
        asyncio.run(self.blocks.postprocess_data(self.blocks.fns[0], shown, tab))


def test_a_tab_that_is_used_all_day_takes_no_more_memory(build: Build) -> None:
    page = build(Page)
    tab = page.tabs["tab"]
    for number in range(20):
        page.happens(tab, {page.choice: gr.update(choices=["甲", str(number)])})
        page.happens(tab, {page.text: f"第{number}个回答"})
    assert len(tab.blocks_config.blocks) == len(page.blocks.default_config.blocks)
    assert tab.config_values == {}


def test_what_a_tab_was_offered_can_be_chosen_there_and_nowhere_else(build: Build) -> None:
    page = build(Page)
    one, two = page.tabs["one"], page.tabs["two"]
    page.happens(one, {page.choice: gr.update(choices=["甲", "乙"])})
    page.happens(one, {page.choice: "乙"})
    choosing = page.blocks.fns[1]
    assert asyncio.run(page.blocks.preprocess_data(choosing, ["乙"], one)) == ["乙"]
    with pytest.raises(gr.Error):
        asyncio.run(page.blocks.preprocess_data(choosing, ["乙"], two))


def test_what_the_server_holds_for_a_tab_is_that_tabs_own(build: Build) -> None:
    page = build(Page)
    page.happens(page.tabs["one"], {page.held: {"places": 1}})
    assert page.tabs["one"][page.held._id] == {"places": 1}
    assert page.tabs["two"][page.held._id] == {}
