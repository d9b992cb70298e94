"""A scripted OpenAI-compatible server on loopback, for tests: answers from a queue, records what it was asked.

A script is what happens on the wire, step by step, so that every way a server can fail is one line:

    with ModelServer() as server:
        server.will(say("第一责任人是"), say("党组书记。[1]"), usage(12, 7), finish())
        server.will(status(429, retry_after="1"))
        … server.url … server.requests[0].messages …

`/v1/models` always answers. A request without a script left gets a 500 that says so. It speaks HTTP only; the same
scripts answer streaming and plain requests.
"""

from __future__ import annotations

import json
import select
import socket
import threading
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

MODEL = "scripted-model"


class HungUpError(Exception):
    """The client has closed the connection, or the script closes it."""


@dataclass(frozen=True)
class Request:
    """One request as it came."""

    path: str
    headers: Mapping[str, str]
    body: Any

    @property
    def messages(self) -> list[dict[str, str]]:
        return list(self.body["messages"])

    @property
    def text(self) -> str:
        """All messages, for looking up what was sent."""
        return "\n".join(message["content"] for message in self.messages)


class Reply:
    """The wire, as a step sees it."""

    def __init__(self, handler: _Handler, *, streams: bool) -> None:
        self._handler = handler
        self.streams = streams
        self.begun = False
        self.text = ""
        self.finish_reason: str | None = None
        self.usage: dict[str, int] | None = None

    def begin(self, code: int = 200, content_type: str = "text/event-stream; charset=utf-8", **headers: str) -> None:
        self.begun = True
        self._handler.send_response(code)
        for name, value in {"Content-Type": content_type, "Transfer-Encoding": "chunked", **headers}.items():
            self._handler.send_header(name, value)
        self._handler.end_headers()

    def write(self, data: bytes) -> None:
        """One chunk on the wire, at once."""
        if not self.begun:
            self.begin()
        self._handler.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self._handler.wfile.flush()

    def event(self, data: Mapping[str, Any]) -> None:
        self.write(b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n")

    def chunk(self, delta: Mapping[str, Any], finish_reason: str | None = None) -> None:
        self.event({**_HEAD, "choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}]})

    def wait(self, seconds: float) -> None:
        """A pause that ends at once when the client hangs up."""
        connection = self._handler.connection
        readable, _, _ = select.select([connection], [], [], seconds)
        if readable and not connection.recv(1, socket.MSG_PEEK):
            raise HungUpError

    def end(self) -> None:
        """What comes after the last step: the rest of a stream, or the whole of a plain reply."""
        if self.streams:
            if not self.begun:
                self.begin()
            self._handler.wfile.write(b"0\r\n\r\n")
            return
        if not self.begun:
            message = {"role": "assistant", "content": self.text}
            choice = {"index": 0, "message": message, "finish_reason": self.finish_reason}
            self.begin(content_type="application/json")
            self.write(json.dumps({**_HEAD, "choices": [choice], "usage": self.usage}).encode())
        self._handler.wfile.write(b"0\r\n\r\n")


Step = Callable[[Reply], None]
_HEAD = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": MODEL}


def say(text: str) -> Step:
    """One piece of the answer."""

    def step(reply: Reply) -> None:
        reply.text += text
        if reply.streams:
            reply.chunk({"content": text})

    return step


def think(text: str) -> Step:
    """One piece of reasoning, beside the answer."""
    return lambda reply: reply.chunk({"reasoning_content": text})


def role() -> Step:
    """The empty piece that most servers begin with."""
    return lambda reply: reply.chunk({"role": "assistant", "content": ""}) if reply.streams else None


def finish(reason: str = "stop") -> Step:
    """The end of the answer, and of the stream."""

    def step(reply: Reply) -> None:
        reply.finish_reason = reason
        if reply.streams:
            reply.chunk({}, reason)
            if reply.usage:
                reply.event({**_HEAD, "choices": [], "usage": reply.usage})
            reply.write(b"data: [DONE]\n\n")

    return step


def usage(prompt_tokens: int, completion_tokens: int) -> Step:
    """Usage figures to send behind the finish."""

    def step(reply: Reply) -> None:
        reply.usage = {
            "prompt_tokens": prompt_tokens,
            "completion_tokens": completion_tokens,
            "total_tokens": prompt_tokens + completion_tokens,
        }

    return step


def pause(seconds: float) -> Step:
    """Silence."""
    return lambda reply: reply.wait(seconds)


def keep_alive(times: int, every_s: float) -> Step:
    """Comments that mean nothing but "still here"."""

    def step(reply: Reply) -> None:
        for _ in range(times):
            reply.wait(every_s)
            reply.write(b": keep-alive\n\n")

    return step


def endlessly(step: Step, every_s: float = 0.01) -> Step:
    """The same step until the client hangs up."""

    def steps(reply: Reply) -> None:
        while True:
            step(reply)
            reply.wait(every_s)

    return steps


def raw(*writes: bytes) -> Step:
    """Bytes as they are, each a chunk of its own."""

    def step(reply: Reply) -> None:
        for data in writes:
            reply.write(data)
            reply.wait(0.005)  # so that they arrive apart

    return step


def no_choices() -> Step:
    return lambda reply: reply.event({**_HEAD, "choices": []})


def cut() -> Step:
    """The connection breaks."""

    def step(reply: Reply) -> None:
        raise HungUpError

    return step


def status(code: int, body: Any = None, *, retry_after: str | None = None, location: str | None = None) -> Step:
    """An HTTP status with a JSON body, or a page where the body is text."""

    def step(reply: Reply) -> None:
        headers = {"Retry-After": retry_after, "Location": location}
        content_type = "text/html; charset=utf-8" if isinstance(body, str) else "application/json"
        reply.begin(code, content_type, **{name: value for name, value in headers.items() if value})
        reply.write(body.encode() if isinstance(body, str) else json.dumps(body or {}).encode())

    return step


def error(message: str, **more: object) -> dict[str, object]:
    """The body of an error as OpenAI writes it."""
    return {"error": {"message": message, "type": "invalid_request_error", "code": None, **more}}


class ModelServer:
    """The server; use it as a context manager."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.hung_up = threading.Event()
        """Set when a connection ended before its script did."""
        self._scripts: deque[tuple[Step, ...]] = deque()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def chats(self) -> list[Request]:
        return [request for request in self.requests if request.path.endswith("/chat/completions")]

    def will(self, *steps: Step) -> None:
        """Answer the next request with these steps."""
        self._scripts.append(steps)

    def will_answer(self, *pieces: str) -> None:
        """Answer the next request well."""
        self.will(role(), *map(say, pieces), usage(120, 30), finish())

    def forget(self) -> None:
        """Begin anew: no scripts left over, no requests recorded."""
        self._scripts.clear()
        self.requests.clear()
        self.hung_up.clear()

    def script_for(self, request: Request) -> tuple[Step, ...]:
        """What to answer a request with: the next script, whatever it asks. Requests may come at the same time."""
        del request
        return self.next_script()

    def next_script(self) -> tuple[Step, ...]:
        return self._scripts.popleft() if self._scripts else (status(500, error("no script left")),)

    def __enter__(self) -> ModelServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, owner: ModelServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.owner = owner

    def server_bind(self) -> None:
        """Without the look-up of this machine's name that the parent does, which may wait for a name server."""
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address[:2]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def handle(self) -> None:
        with suppress(ConnectionError):  # a client that hangs up between requests is no news
            super().handle()

    def do_GET(self) -> None:
        self._record(None)
        body = json.dumps({"object": "list", "data": [{"id": MODEL, "object": "model"}]}).encode()
        self.send_response(200 if self.path.endswith("/models") else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        request = self._record(body)
        if not self.path.endswith(("/chat/completions", "/embeddings")):
            self._play((status(404, {"detail": "Not Found"}),), streams=False)
        else:
            self._play(self.server.owner.script_for(request), streams=bool(body.get("stream")))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the parent's name
        """Nothing: a test's output is not the place."""

    def _record(self, body: Any) -> Request:
        request = Request(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        self.server.owner.requests.append(request)
        return request

    def _play(self, steps: tuple[Step, ...], *, streams: bool) -> None:
        reply = Reply(self, streams=streams)
        try:
            for step in steps:
                step(reply)
            reply.end()
        except (HungUpError, OSError):
            self.close_connection = True
            self.server.owner.hung_up.set()
