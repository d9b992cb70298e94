"""The stop button ends an answer where it is written: at the model's server."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.model_server import MODEL, ModelServer, endlessly, say

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_stopping_hangs_up_on_the_model_and_keeps_what_was_written(
    visit: Callable[..., Page], serve_page: Callable[..., AbstractContextManager[str]], small_library: Path
) -> None:
    with ModelServer() as server, serve_page(small_library, model={"base_url": server.url, "name": MODEL}) as address:
        server.will(endlessly(say("书记负责。"), every_s=0.1))
        page = visit(address)
        page.locator("#question textarea").fill("巡察整改的第一责任人是谁？")
        page.keyboard.press("Enter")
        page.locator("#conversation .written", has_text="书记负责").wait_for()
        page.locator("#stop").click()
        page.locator("#conversation .notice", has_text="已停止").wait_for()
        assert server.hung_up.wait(5)
        assert "书记负责" in page.locator("#conversation .written").inner_text()
        page.locator("#send").wait_for()
        assert page.locator("#stop").is_hidden()
