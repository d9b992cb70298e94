"""What of Gradio's ids and files belongs to whom, where several people use one page.

Gradio knows running events, streams and uploads by ids that browsers make up, and asks nobody whose they are. Here
every such id is put into the space of the session that sends it, before Gradio sees it: somebody else's id, sent by me,
is another id that nobody ever used, and is answered as one. Files belong to the folder of whoever sent them up or had
them laid ready. Knows nothing of what events do.
"""

from __future__ import annotations

import json
import secrets
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope

    from assistant.web.entrance import Visit
    from assistant.web.rights import Rights

JOIN, CANCEL = "/gradio_api/queue/join", "/gradio_api/cancel"
HEARTBEAT = "/gradio_api/heartbeat/"
_IDS = frozenset({"session_hash", "upload_id"})
_LARGEST_BODY = 8 * 2**20
"""Bytes of an event with all that stands in its fields."""
_EVENTS_KNOWN = 10_000


class Refused(Exception):  # noqa: N818 - what becomes of a request
    """A request that is answered with this status and nothing else."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Ownership:
    """Of one server: who may name what. `files` is the folder that everybody's folders of files lie in."""

    def __init__(self, files: Path, rights: Rights) -> None:
        self._files = files
        self._rights = rights
        self._events: OrderedDict[str, str] = OrderedDict()
        """Event → space of the session that began it."""

    async def own(self, scope: Scope, receive: Receive, visit: Visit, folder: Path) -> tuple[Scope, Receive]:
        """The request with every id in the visitor's space. Raises Refused."""
        path = scope["path"]
        if path in (JOIN, CANCEL):
            said = await _read(receive)
            self._rewrite(path, said, visit, folder)
            return _with_body(scope, said, receive)
        if path.startswith(HEARTBEAT):
            return _with_path(scope, HEARTBEAT + _owned(visit, path.removeprefix(HEARTBEAT))), receive
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if any(name in _IDS for name, _ in asked):
            query = urlencode([(name, _owned(visit, value) if name in _IDS else value) for name, value in asked])
            return {**scope, "query_string": query.encode("latin-1")}, receive
        return scope, receive

    def began(self, answer: bytes, visit: Visit) -> None:
        """Learn from the answer to a join which event it began."""
        try:
            event = json.loads(answer)["event_id"]
        except (ValueError, KeyError, TypeError):
            return
        self._events[str(event)] = visit.space
        if len(self._events) > _EVENTS_KNOWN:
            self._events.popitem(last=False)

    def _rewrite(self, path: str, said: dict[str, Any], visit: Visit, folder: Path) -> None:
        said["session_hash"] = _owned(visit, str(said.get("session_hash", "")))
        if path == CANCEL:
            if self._events.get(str(said.get("event_id"))) != visit.space:
                said["event_id"] = secrets.token_hex(16)
            return
        if not self._rights.allow(said.get("fn_index"), visit.viewer) or not self._are_his(said, folder):
            raise Refused(404)

    def _are_his(self, said: Any, folder: Path) -> bool:
        """Whether every file that is named anywhere in what was sent is one of his."""
        waiting = [said]
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                if str(self._files) in part and not holds(folder, part):
                    return False
            elif isinstance(part, list):
                waiting.extend(part)
            elif isinstance(part, dict):
                named = part.get("path")
                if named is not None and not (isinstance(named, str) and holds(folder, named)):
                    return False
                # `url` is where the browser reads the same file from: the gate asks again there.
                waiting.extend(value for key, value in part.items() if key != "url")
        return True


def holds(folder: Path, named: str) -> bool:
    """Whether a path names a file below a folder, whatever way it is spelled."""
    try:
        path = Path(named)
        is_plain = path.is_absolute() and ".." not in path.parts
        return is_plain and path.resolve().is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError):
        return False


def _owned(visit: Visit, given: str) -> str:
    return f"{visit.space}-{given}" if visit.space else given


async def _read(receive: Receive) -> dict[str, Any]:
    """The JSON object that a request carries. Raises Refused."""
    body = bytearray()
    while (message := await receive())["type"] == "http.request":
        body += message.get("body", b"")
        if len(body) > _LARGEST_BODY:
            raise Refused(413)
        if not message.get("more_body", False):
            break
    try:
        said = json.loads(bytes(body))
    except (ValueError, RecursionError) as error:
        raise Refused(400) from error
    if not isinstance(said, dict):
        raise Refused(400)
    return said


def _with_body(scope: Scope, said: dict[str, Any], receive: Receive) -> tuple[Scope, Receive]:
    """The request with this body, written anew: no second reader can take the first one's bytes for something else."""
    body = json.dumps(said).encode()
    written = {**scope, "headers": [*scope["headers"]]}
    headers = MutableHeaders(scope=written)
    headers["content-length"] = str(len(body))
    del headers["transfer-encoding"]
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_body() -> Message:
        return waiting.pop() if waiting else await receive()

    return written, receive_body


def _with_path(scope: Scope, path: str) -> Scope:
    return {**scope, "path": path, "raw_path": path.encode()}
