"""A served page with accounts over a small library, on loopback, and people who come with every kind of right to it."""

from __future__ import annotations

import asyncio
import json
import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from argon2 import PasswordHasher

from assistant.application import Assistant
from assistant.library.reach import Secrecy
from assistant.people import passwords
from assistant.people.office import People
from assistant.people.viewer import Role
from assistant.settings import Settings
from assistant.web.app import build_app
from assistant.web.entrance import Entrance
from assistant.web.rights import Rights
from assistant.web.server import listener

OPEN = (
    "临江市巡察整改工作办法\n\n第一条 被巡察党组织应当在收到反馈意见之日起三个月内完成集中整改，并报送整改进展报告。\n"
)
OF_A_GROUP = "暗号甲三七同志考察情况通报\n\n第一条 经考察，暗号甲三七同志拟任职务另行通知，任职公示期为五个工作日。\n"
SECRET = "机密★1年\n\n暗号乙五九专项巡察工作方案\n\n第一条 专项巡察的暗号乙五九安排在第二季度进行，时间为三十天。\n"
MARKS = ("暗号甲三七", "暗号乙五九")
"""Words that stand in hidden documents alone."""
PASSWORD = "整改 台账 逐项销号 2026"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
ENVIRONMENT = ("GRADIO_ANALYTICS_ENABLED", "GRADIO_TEMP_DIR", "HF_HUB_DISABLE_TELEMETRY", "NO_PROXY", "no_proxy")


@dataclass
class Office:
    """The served page, and what the tests know of it."""

    address: str
    app: Any
    page: Any
    rights: Rights
    people: People
    home: Path
    documents: dict[str, str]
    """open, group, secret → id."""
    clients: list[httpx.Client] = field(default_factory=list)

    def client(self, token: str | None = None) -> httpx.Client:
        """Somebody's browser; nobody's without a token."""
        cookies = {} if token is None else {"assistant": token}
        # Reading the certificates that nothing is asked of would be most of the time that these tests take.
        client = httpx.Client(base_url=self.address, cookies=cookies, timeout=20, verify=False)
        self.clients.append(client)
        return client

    def token(self, name: str, hours_ago: float = 0.0) -> str:
        """A session's token."""
        clock = People(self.home, clock=lambda: time.time() - 3600 * hours_ago)
        return clock.sign_in(name, PASSWORD, "test")

    def of(self, name: str) -> httpx.Client:
        """The browser of somebody who is signed in."""
        return self.client(self.token(name))

    def event(self, handler: str) -> int:
        """The number of the event that runs a handler, as `LibraryTab.come_back`."""
        return self.events(handler)[0]

    def events(self, handler: str) -> list[int]:
        """The numbers of all events that run a handler, such as one that several editors share."""
        return [number for number, each in self.page.fns.items() if qualified(each.fn) == handler]


def qualified(handler: Any) -> str:
    """`LibraryTab.come_back`, of a bound method."""
    handler = getattr(handler, "func", handler)  # what a `partial` fills in
    return getattr(getattr(handler, "__func__", handler), "__qualname__", "")


def begin(
    client: httpx.Client, number: int, data: Sequence[Any], session: str, clicked: dict[str, str] | None = None
) -> httpx.Response:
    """Ask for an event to be run; `clicked` is what the browser says of what was clicked."""
    body = {"data": [*data], "fn_index": number, "session_hash": session, "trigger_id": None, "event_data": clicked}
    return client.post("/gradio_api/queue/join", json=body)


def watch(client: httpx.Client, session: str) -> Iterator[dict[str, Any]]:
    """What comes through a session's stream, until it ends."""
    with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as answer:
        for line in answer.iter_lines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))


def run(
    client: httpx.Client, number: int, data: Sequence[Any], session: str, clicked: dict[str, str] | None = None
) -> str:
    """All that an event answers with, as text."""
    joined = begin(client, number, data, session, clicked)
    assert joined.status_code == 200, joined.text
    # Where a handler failed there is an error in place of data.
    outputs = [each["output"] for each in watch(client, session) if each["msg"] == "process_completed"]
    told = [output.get("data", output.get("error")) for output in outputs]
    return json.dumps(told, ensure_ascii=False)


@contextmanager
def served(app: Any, address: list[str]) -> Iterator[None]:
    """Serve an application from a thread of its own; its address goes into the list."""
    with listener("127.0.0.1", 0) as listening:
        address.append(f"http://127.0.0.1:{listening.getsockname()[1]}")
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", proxy_headers=False))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield
        server.should_exit = server.force_exit = True
        thread.join(20)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The page of an office with seven accounts and three documents."""
    before = {name: os.environ.get(name) for name in ENVIRONMENT}
    patched = pytest.MonkeyPatch()
    # Hundreds of sessions are begun here: passwords as they are kept, with the least work that Argon2 takes.
    patched.setattr(passwords, "_hasher", lambda: QUICK)
    home = tmp_path_factory.mktemp("office") / ".assistant"
    with Assistant(Settings(home=home, workers=0)) as assistant:
        documents = _fill(assistant, home.parent)
        people = _people(home)
        entrance = Entrance(people)

        async def built() -> Any:
            return build_app(assistant, entrance=entrance)

        # Gradio opens an event loop of its own where none is running, and never closes it: here, one is running.
        app = asyncio.run(built())
        address: list[str] = []
        with served(app, address):
            page = app.routes[-1].app.get_blocks()
            rights = app.user_middleware[0].kwargs["rights"]
            made = Office(address[0], app, page, rights, people, home, documents)
            yield made
            for client in made.clients:
                client.close()
    patched.undo()
    for name, value in before.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value


def _fill(assistant: Assistant, folder: Path) -> dict[str, str]:
    texts = {"open": ("default", OPEN), "group": ("personnel", OF_A_GROUP), "secret": ("default", SECRET)}
    documents = {}
    for name, (collection, text) in texts.items():
        path = folder / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        (report,) = assistant.ingest([path], collection=collection).files
        (documents[name],) = report.document_ids
    return documents


def _people(home: Path) -> People:
    people = People(home)
    add = lambda name, role, groups, clearance: people.add(  # noqa: E731
        name, PASSWORD, role, groups=groups, clearance=clearance, by="console"
    )
    add("主任", Role.ADMIN, ("人事",), Secrecy.TOP_SECRET)
    add("alice", Role.DRAFTER, ("人事",), Secrecy.CONFIDENTIAL)
    add("other-user", Role.DRAFTER, ("人事",), Secrecy.CONFIDENTIAL)
    add("other-group", Role.READER, ("综合",), Secrecy.CONFIDENTIAL)
    add("lower-clearance", Role.READER, ("人事",), Secrecy.PUBLIC)
    add("librarian", Role.LIBRARIAN, (), Secrecy.PUBLIC)
    add("lower-admin", Role.ADMIN, (), Secrecy.PUBLIC)
    people.keep_to("personnel", ["人事"], by="console")
    return people
