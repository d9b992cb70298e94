"""Whatever answers at the address of a Chroma server, the library stays right; a real server is in tests/faults."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.application import Assistant
from assistant.errors import LibraryUnavailable, UsageError
from assistant.library.chroma_server import ChromaServer
from assistant.settings import LibrarySettings, Settings
from tests.chroma_process import ChromaProcess

Write = Callable[[str, str], Path]

VECTOR = np.ones((1, 2), np.float32)


class Impostor:
    """A server that answers every request with the same status and body, and remembers what it was asked."""

    def __init__(self, status: int, body: Any) -> None:
        self.headers: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.headers.append(str(self.headers))
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                said = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(said)))
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()
                self.wfile.write(said)

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def impostor() -> Iterator[Callable[[int, Any], Impostor]]:
    made: list[Impostor] = []

    def make(status: int, body: Any) -> Impostor:
        made.append(Impostor(status, body))
        return made[-1]

    yield make
    for each in made:
        each.close()


CALLS: list[Callable[[ChromaServer], object]] = [
    lambda server: server.check(),
    lambda server: server.create("甲", 3),
    lambda server: server.count("x"),
    lambda server: server.nearest("x", VECTOR, 3),
    lambda server: list(server.ids("x")),
    lambda server: server.vectors("x", ["a"]),
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    ("status", "body", "key"),
    [
        (200, b"<html>", "chroma_not_chroma"),
        (200, "what", "chroma_not_chroma"),
        (200, {"ids": [["a"]], "distances": [["near"]], "embeddings": 3}, "chroma_not_chroma"),
        (200, {"ids": [["a", "b"]], "distances": [[0.1]]}, "chroma_not_chroma"),
        (401, {}, "chroma_unauthorized"),
        (500, {"message": "整改方案"}, "chroma_refused"),
        (503, b"", "chroma_unreachable"),
        (302, b"", "chroma_refused"),
    ],
)
def test_what_does_not_answer_as_chroma_does_is_named(
    impostor: Callable[[int, Any], Impostor],
    call: Callable[[ChromaServer], object],
    status: int,
    body: Any,
    key: str,
) -> None:
    other = impostor(status, body)
    server = ChromaServer(other.url, "口令".encode().hex())
    try:
        with pytest.raises(LibraryUnavailable) as caught:
            call(server)
    finally:
        server.close()
    assert caught.value.key == key
    assert other.url in str(caught.value)
    assert "整改方案" not in str(caught.value)


def test_the_token_is_sent_and_nothing_says_who_we_are_else(impostor: Callable[[int, Any], Impostor]) -> None:
    other = impostor(200, [])
    server = ChromaServer(other.url + "/", "secret")
    server.check()
    server.close()
    assert "Bearer secret" in other.headers[0]


@pytest.mark.parametrize(
    ("url", "token", "is_allowed"),
    [
        ("http://127.0.0.1:8000", None, True),
        ("http://localhost:8000", None, True),
        ("http://[::1]:8000", None, True),
        ("http://192.0.2.7:8000", None, False),
        ("http://192.0.2.7:8000", "secret", False),
        ("https://chroma.example", None, False),
        ("https://chroma.example", "secret", True),
        ("http://localhost.example:8000", None, False),
    ],
)
def test_a_server_that_others_can_reach_needs_a_proxy_that_checks(
    home: Path, url: str, token: str | None, is_allowed: bool
) -> None:
    settings = Settings(home=home, library=LibrarySettings(chroma_url=url, chroma_token=token))  # type: ignore[arg-type]
    if is_allowed:
        Assistant(settings).close()
    else:
        with pytest.raises(UsageError) as caught:
            Assistant(settings)
        assert url in str(caught.value)


def test_a_base_on_a_server_answers(home: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.library.vectors.MOST_NEWER", 0)
    process = ChromaProcess(tmp_path / "chroma")
    process.start()
    try:
        settings = Settings(home=home, library=LibrarySettings(chroma_url=process.url))
        with Assistant(settings) as assistant:
            assistant.ingest(
                [write("甲办法.txt", "第一条　整改方案应当在15个工作日内报送。\n第二条　会议费每天500元。")]
            )
            answer = assistant.ask("整改方案多少个工作日内报送？")
            assert "15个工作日" in answer.text
            assert answer.degraded == ()
            assert len(process.names()) == 1
            assert assistant.verify().findings == ()
    finally:
        process.kill()
