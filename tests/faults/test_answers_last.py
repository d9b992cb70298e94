"""A served page that is asked over HTTP, and killed while it answers: what is on the desk afterwards.

No browser: the events of the page, as any program may send them.
"""

from __future__ import annotations

import json
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.application import Assistant
from assistant.desk.desk import Desk
from assistant.desk.records import KeptTurn, Standing
from assistant.settings import Settings
from tests.faults.killing import ROOT, wait_for
from tests.model_server import MODEL, ModelServer, Reply, finish, pause, say

pytestmark = pytest.mark.faults

RULE = "甲办法\n第一条　整改方案应当在15个工作日内报送。\n第二条　会议费每人每天500元。\n第三条　自印发之日起施行。"
QUESTION = "会议费每人每天多少元？"
OWNER = ""
"""Nobody is set up: the sole user."""
KILLS = 5


class Page:
    """One browser tab's worth of HTTP."""

    def __init__(self, home: Path, model: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self._address = f"http://127.0.0.1:{port}"
        self._session = secrets.token_hex(5)
        self._log = home.with_name("served.log").open("a", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "assistant", "serve", "--port", str(port)],
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "ASSISTANT_HOME": str(home),
                "ASSISTANT_MODEL__BASE_URL": model,
                "ASSISTANT_MODEL__NAME": MODEL,
            },
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._address in self._process.stdout.readline()
        self._config = httpx.get(f"{self._address}/config", timeout=30).json()

    def ask(self, question: str) -> None:
        """Press the button beside the question, and hang up without reading a word of what comes."""
        button = next(each["id"] for each in self._config["components"] if each["props"].get("elem_id") == "send")
        event = next(
            each
            for each in self._config["dependencies"]
            if [button, "click"] in [list(target) for target in each["targets"]] and each["backend_fn"]
        )
        data: list[Any] = [question, "", 0, "", [], "", [], ""]
        sent = {"data": data, "fn_index": event["id"], "trigger_id": button, "session_hash": self._session}
        httpx.post(f"{self._address}/gradio_api/queue/join", json=sent, timeout=30).raise_for_status()

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._log.close()


@pytest.fixture
def home(tmp_path: Path, write: Callable[[str, str], Path]) -> Path:
    with Assistant(Settings(home=tmp_path / "home")) as assistant:
        assistant.ingest([write("甲.txt", RULE)])
    return tmp_path / "home"


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


def asked(desk: Desk) -> list[KeptTurn]:
    """All that the sole user asked, oldest conversation first."""
    headings = reversed(desk.conversations.headings(OWNER))
    return [turn for heading in headings for turn in desk.conversations.open(OWNER, heading.id).turns]


def counting(said: list[float]) -> Callable[[Reply], None]:
    """The model counts aloud, and remembers when it said what."""

    def count(reply: Reply) -> None:
        for number in range(1, 10_000):
            say(f"{number:04}")(reply)
            said.append(time.monotonic())
            pause(0.02)(reply)

    return count


def test_an_answer_whose_reader_hung_up_before_its_first_word_is_finished_all_the_same(
    home: Path, model: ModelServer
) -> None:
    model.will(pause(1.0), say("会议费每人每天500元。[1]"), finish())
    page = Page(home, model.url)
    try:
        page.ask(QUESTION)
        desk = Desk(home)
        wait_for(lambda: asked(desk))
        (turn,) = asked(desk)
        assert (turn.question, turn.standing, turn.written) == (QUESTION, Standing.MAKING, "")
        wait_for(lambda: asked(desk)[0].standing is Standing.DONE)
        assert "500元" in json.dumps(asked(desk)[0].answer, ensure_ascii=False)
        desk.close()
    finally:
        page.kill()


def test_killed_while_it_answers_the_question_and_what_was_written_are_kept(home: Path, model: ModelServer) -> None:
    chance = random.Random(7)
    for kills in range(1, KILLS + 1):
        said: list[float] = []
        model.will(counting(said))
        page = Page(home, model.url)
        page.ask(QUESTION)
        desk = Desk(home)
        wait_for(lambda desk=desk, kills=kills: len(asked(desk)) == kills and asked(desk)[-1].written)  # type: ignore[misc]
        time.sleep(chance.uniform(0, 1))
        page.kill()
        killed, heard = time.monotonic(), len(said)
        turns = asked(desk)
        assert [(turn.question, turn.standing) for turn in turns] == [(QUESTION, Standing.BROKEN_OFF)] * kills
        written = turns[-1].written
        whole = "".join(f"{number:04}" for number in range(1, heard + 10))
        assert whole.startswith(written)
        kept = len(written) // 4
        lost_s = killed - said[kept] if kept < heard else 0.0
        print(f"kept {kept} of {heard} words; the first that was lost was said {lost_s:.2f} s before the kill")
        desk.close()
