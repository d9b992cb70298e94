"""What the server lets in and what it sends along: open routes, allowed hosts, who may ask for what, security headers.

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
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from assistant import messages
from assistant.errors import LibraryUnavailable
from assistant.people.deeds import Deed
from assistant.people.viewer import SOLE, Role
from assistant.web.ownership import HEARTBEAT, JOIN, Ownership, Refused, holds
from assistant.web.site import folder_of
from assistant.web.visitors import mark

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from assistant.web.entrance import Entrance, Visit
    from assistant.web.rights import Rights

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

_FILE_ROUTE = "/gradio_api/file="
_DOORS = frozenset({"/login", "/first"})
"""Open to whoever comes: the way in."""
_FRONT = frozenset({"/", "/logout", "/password"})
"""Where whoever is not signed in is shown the way in."""
_REPORTS = "/reports/"
_API = "/api/v1"
_OPEN_ROUTES = re.compile(
    r"/|/login|/first|/logout|/password|/theme\.css|/favicon\.ico|/manifest\.json|/robots\.txt|/config"
    r"|/(assets|static)/.+|/reports/[0-9a-z-]+|/api/v1(/.*)?"
    r"|/gradio_api/(queue/(join|data)|cancel|reset|startup-events|app_id|heartbeat/[^/]+|upload|upload_progress)"
)
_STREAMS = re.compile(r"/gradio_api/(queue/data|heartbeat/.+)")
_LASTING = re.compile(r"/(assets|static)/.+")
"""What browsers may keep: it is the same for everybody."""
_LONGEST_NAME = 255
"""Bytes of a part of a path; no file system has longer names, and Gradio stumbles over them."""
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
    # Other hosts are told nothing. Our own is: where it were not, browsers would hide a form's origin from us too.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Gate:
    """Wraps the whole app.

    `files` is the one folder that downloads come from, with a folder for each person where there are several; `hosts`
    None answers to any name.
    """

    def __init__(
        self, app: ASGIApp, files: Path, hosts: Iterable[str] | None, entrance: Entrance, rights: Rights
    ) -> None:
        self._app = app
        self._files = files
        self._hosts = None if hosts is None else frozenset(hosts)
        self._entrance = entrance
        self._ownership = Ownership(files, rights)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(_as_sent(scope, self._entrance.prefix), receive, send)
        # Gradio speaks no WebSocket: leaving it unanswered refuses it.

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_begun = is_sent = False

        async def send_with_headers(message: Message) -> None:
            nonlocal is_begun, is_sent
            is_begun = True
            is_sent = message["type"] == "http.response.body" and not message.get("more_body", False)
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if not _LASTING.fullmatch(scope["path"]):
                    headers["cache-control"] = "no-store"
            await send(message)

        try:
            await self._let_in(scope, receive, send_with_headers)
        except Refused as refused:
            await PlainTextResponse(status_code=refused.status)(scope, receive, send_with_headers)
        except asyncio.CancelledError:
            # The server is stopping and ends its streams: an end, not an error.
            if not is_begun:
                await PlainTextResponse(status_code=503)(scope, receive, send_with_headers)
            elif not is_sent:
                await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._check(scope)
        try:
            path = scope["path"]
            # A page that lies open comes back by itself for its heartbeat: nobody does anything.
            is_used = not path.startswith(HEARTBEAT)
            visit = self._entrance.visit(scope, by_key=path.startswith(_API), is_used=is_used)
        except LibraryUnavailable as error:
            # Who comes cannot be known: then nobody comes in.
            raise Refused(503) from error
        if scope["path"] in _DOORS:
            await self._app(scope, receive, send)
        elif visit is None:
            await self._refusal(scope)(scope, receive, send)
        else:
            mark(scope, visit.viewer)
            await self._serve(scope, receive, send, visit)

    async def _serve(self, scope: Scope, receive: Receive, send: Send, visit: Visit) -> None:
        folder = self._files if visit.viewer is SOLE else folder_of(self._files, visit.viewer)
        self._check_right(scope, visit, folder)
        scope, receive = await self._ownership.own(scope, receive, visit, folder)
        if scope["path"] == JOIN:
            send = self._remembering(send, visit)
        elif _STREAMS.fullmatch(scope["path"]):
            send = self._ending(send, visit)
        await self._app(scope, receive, send)

    def _check_right(self, scope: Scope, visit: Visit, folder: Path) -> None:
        """Raises Refused for a file that is not the visitor's, and for a report where he is no administrator."""
        path = scope["path"]
        if path.startswith(_REPORTS) and not visit.viewer.role.may_act_as(Role.ADMIN):
            raise Refused(404)
        if path.startswith(_FILE_ROUTE):
            named = path.removeprefix(_FILE_ROUTE)
            if not holds(folder, named):
                raise Refused(404)
            if visit.viewer is not SOLE and scope["method"] == "GET":
                self._note_taken(visit.viewer.name, Path(named))

    def _note_taken(self, who: str, file: Path) -> None:
        """Write down that a file was taken: by its folder, since its name may be a document's title."""
        try:
            self._entrance.people.note(who, Deed.FILE_TAKEN, file.parent.name[:8] + file.suffix)
        except LibraryUnavailable as error:
            raise Refused(503) from error

    def _remembering(self, send: Send, visit: Visit) -> Send:
        """Sends an answer, and learns from it which event was begun."""

        async def remember(message: Message) -> None:
            if message["type"] == "http.response.body":
                self._ownership.began(message.get("body", b""), visit)
            await send(message)

        return remember

    def _ending(self, send: Send, visit: Visit) -> Send:
        """Sends a stream for as long as its visitor may be here, and then its end."""
        is_over = False

        async def send_or_end(message: Message) -> None:
            nonlocal is_over
            if is_over:
                return
            if message["type"] == "http.response.body" and not self._lasts(visit):
                is_over = True
                message = {"type": "http.response.body", "body": b"", "more_body": False}
            await send(message)

        return send_or_end

    def _lasts(self, visit: Visit) -> bool:
        try:
            return self._entrance.lasts(visit)
        except LibraryUnavailable:
            return False

    def _refusal(self, scope: Scope) -> Response:
        """What somebody is answered whom nobody knows."""
        if scope["path"] in _FRONT:
            way_in = "/first" if self._entrance.awaits_the_first() else "/login"
            return RedirectResponse(self._entrance.prefix + way_in, status_code=303)
        if scope["path"].startswith(_API):
            wanted = Headers(scope=scope).get("accept-language", "")
            message = messages.text("api.http_401", language="en" if wanted[:2].lower() == "en" else "zh")
            said = {"error": "http_401", "message": message}
            return JSONResponse(said, status_code=401, headers={"www-authenticate": "Bearer"})
        return PlainTextResponse(status_code=401)

    def _check(self, scope: Scope) -> None:
        """Raises Refused where it does not matter who comes."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        # A foreign page can make its own name point at this machine; it cannot make the browser send ours.
        if self._hosts is not None and urlsplit(f"//{host}").hostname not in self._hosts:
            raise Refused(421)
        if scope["method"] not in _READING and _comes_from_elsewhere(headers, host):
            raise Refused(403)
        path = scope["path"]
        is_open = path.startswith(_FILE_ROUTE) or _OPEN_ROUTES.fullmatch(path) is not None
        if not is_open or any(len(part.encode()) > _LONGEST_NAME for part in path.split("/")):
            raise Refused(404)


def _comes_from_elsewhere(headers: Headers, host: str) -> bool:
    """Whether a browser says that another page than ours sends this. Programs say nothing of the kind."""
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return True
    return headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


def _as_sent(scope: Scope, prefix: str) -> Scope:
    """The request without what only proxies may say, and below the path that a proxy shows the server under.

    What a proxy that is believed says of the sender and of https is in the scope already (`server.run`).
    """
    headers = [(name, value) for name, value in scope["headers"] if not _is_hearsay(name)]
    path = scope["path"]
    if prefix and (path + "/").startswith(prefix + "/"):
        path = path[len(prefix) :] or "/"
    return {**scope, "headers": headers, "path": path, "raw_path": path.encode()}


def _is_hearsay(name: bytes) -> bool:
    return name == b"forwarded" or name.startswith((b"x-forwarded-", b"x-gradio-server", b"x-real-ip"))
