"""What the server lets in and what it sends along: open routes, allowed hosts, security headers.

Gradio brings some eighty routes: a proxy, run history, an API description, monitoring. The page needs a few of them;
whatever is not in the list below does not exist. Knows nothing of the library.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

_FILE_ROUTE = "/gradio_api/file="
_OPEN_ROUTES = re.compile(
    r"/|/theme\.css|/favicon\.ico|/manifest\.json|/robots\.txt|/config|/(assets|static)/.+|/reports/[0-9a-z-]+"
    r"|/gradio_api/(queue/(join|data)|cancel|reset|startup-events|heartbeat/[^/]+|upload|upload_progress)"
)
_READING = frozenset({"GET", "HEAD"})

HEADERS = {
    # Gradio starts from an inline script and compiles the templates of its HTML component; no other host is allowed.
    "content-security-policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; frame-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Gate:
    """Wraps the whole app. `files` is the one folder that downloads come from; `hosts` None answers to any name."""

    def __init__(self, app: ASGIApp, files: Path, hosts: Iterable[str] | None) -> None:
        self._app = app
        self._files = files
        self._hosts = None if hosts is None else frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        # Gradio speaks no WebSocket: leaving it unanswered refuses it.

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_sent = False

        async def send_with_headers(message: Message) -> None:
            nonlocal is_sent
            is_sent = message["type"] == "http.response.body" and not message.get("more_body", False)
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if scope["path"].startswith(("/gradio_api/", "/reports/")):
                    headers["cache-control"] = "no-store"
            await send(message)

        refusal = self._refusal(scope)
        answer = self._app if refusal is None else PlainTextResponse(status_code=refusal)
        try:
            await answer(scope, receive, send_with_headers)
        except asyncio.CancelledError:
            # The server is stopping and ends its streams: an end, not an error.
            if not is_sent:
                await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _refusal(self, scope: Scope) -> int | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        # A foreign page can make its own name point at this machine; it cannot make the browser send ours.
        if self._hosts is not None and urlsplit(f"//{host}").hostname not in self._hosts:
            return 421
        origin = headers.get("origin")
        if scope["method"] not in _READING and origin is not None and urlsplit(origin).netloc != host:
            return 403
        return None if self._is_open(scope["path"]) else 404

    def _is_open(self, path: str) -> bool:
        if path.startswith(_FILE_ROUTE):
            file = Path(path.removeprefix(_FILE_ROUTE))
            return ".." not in file.parts and file.is_relative_to(self._files)
        return _OPEN_ROUTES.fullmatch(path) is not None
