"""Answers that a model takes its time over: stopped where they are written, and no hindrance to the next question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.model_server import MODEL, ModelServer, endlessly, pause, say

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

WAIT_MS = 45_000
QUESTION = "巡察整改的第一责任人是谁？"


@pytest.fixture(scope="module")
def office(
    serve_page: Callable[..., AbstractContextManager[str]], small_library: Path
) -> Iterator[tuple[str, ModelServer]]:
    """The address of a page, and the model that answers there."""
    with ModelServer() as server, serve_page(small_library, model={"base_url": server.url, "name": MODEL}) as address:
        yield address, server


def put(page: Page, question: str) -> None:
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator("#conversation .user", has_text=question).wait_for()


def test_stopping_hangs_up_on_the_model_and_keeps_what_was_written(
    visit: Callable[..., Page], office: tuple[str, ModelServer]
) -> None:
    address, server = office
    server.will(endlessly(say("书记负责。"), every_s=0.1))
    page = visit(address)
    put(page, QUESTION)
    page.locator("#conversation .written", has_text="书记负责").wait_for()
    page.locator("#stop").click()
    page.locator("#conversation .notice", has_text="已停止").wait_for()
    assert server.hung_up.wait(5)
    assert "书记负责" in page.locator("#conversation .written").inner_text()
    page.locator("#send").wait_for()
    assert page.locator("#stop").is_hidden()


def test_an_answer_is_shown_while_that_of_another_conversation_keeps_one_waiting(
    visit: Callable[..., Page], office: tuple[str, ModelServer]
) -> None:
    address, server = office
    server.forget()
    server.will(pause(30))
    server.will(endlessly(say("书记负责。"), every_s=0.1))
    page = visit(address)
    put(page, QUESTION)
    page.locator("#stop").wait_for()
    for _ in range(WAIT_MS // 20):  # what it is to answer goes by the order of the requests
        if server.chats:
            break
        page.wait_for_timeout(20)
    assert server.chats
    page.locator("#new-conversation").click()
    page.locator("#conversation .user").wait_for(state="detached")
    put(page, "书记负责什么？")
    page.locator("#conversation .written", has_text="书记负责").wait_for()
    page.locator("#stop").click()
    page.locator("#conversation .notice", has_text="已停止").wait_for()
