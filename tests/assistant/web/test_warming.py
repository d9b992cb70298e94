from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

import pytest

from assistant import messages
from assistant.application import Assistant
from assistant.errors import LibraryUnavailable
from assistant.settings import ModelSettings, Settings
from assistant.web.warming import warming_up
from tests.model_server import MODEL, ModelServer


def test_the_server_is_up_while_the_library_is_made_ready_and_says_when_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    is_up = threading.Event()
    with warming_up(standing_for(lambda: is_up.wait(10))):
        assert capsys.readouterr().err == ""
        is_up.set()
    assert capsys.readouterr().err.strip() == messages.text("web.ready")


def test_a_library_that_cannot_be_read_is_no_reason_not_to_serve(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise LibraryUnavailable("library_not_writable", path="x", why="y")

    with warming_up(standing_for(fail)):
        pass
    assert capsys.readouterr().err == ""


def test_making_the_library_ready_asks_no_model(sample: Assistant) -> None:
    with ModelServer() as model:
        settings = ModelSettings(base_url=model.url, name=MODEL)
        with Assistant(Settings(home=sample.settings.home, model=settings)) as assistant:
            assistant.warm_up()
        assert model.requests == []


def test_an_empty_library_has_nothing_to_make_ready(assistant: Assistant) -> None:
    assistant.warm_up()
    assert assistant.documents() == []


def standing_for(work: Any) -> Any:
    return SimpleNamespace(warm_up=work)
