"""What the gate lets in, refuses, and sends along, while nobody is set up; with accounts, see `access`."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from assistant.people.office import People
from assistant.web.access import LOOPBACK, Gate
from assistant.web.entrance import Entrance
from assistant.web.rights import Rights

HOME = Path("/home/office/.assistant")
FILES = HOME / "page-files"


def client(
    hosts: frozenset[str] | None = LOOPBACK, files: Path = FILES, app: Any = None, prefix: str = ""
) -> TestClient:
    gate = Gate(app or PlainTextResponse("in"), files, hosts, Entrance(People(HOME), prefix=prefix), Rights())
    return TestClient(gate, base_url="http://127.0.0.1:7860")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/config",
        "/theme.css",
        "/assets/index.js",
        "/static/fonts/a.woff2",
        "/gradio_api/queue/data",
        "/gradio_api/upload",
        "/reports/20260101-120000-answers",
    ],
)
def test_what_the_page_needs_is_open(path: str) -> None:
    assert client().get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/openapi.json",
        "/docs",
        "/monitoring",
        "/gradio_api/info",
        "/gradio_api/openapi.json",
        "/gradio_api/runs",
        "/gradio_api/run/ask",
        "/gradio_api/call/ask",
        "/gradio_api/component_server",
        "/gradio_api/proxy=http://127.0.0.1/",
        "/gradio_api/stream/1",
        "/gradio_api/vibe-edit/",
        "/gradio_api/deep_link",
        "/gradio_api/queue/join/x",
        "/reports/",
        "/reports/../catalogue",
        "/reports/%2e%2e/catalogue",
        "/reports/a/b",
        "/reports/a.html",
    ],
)
def test_everything_else_does_not_exist(path: str) -> None:
    assert client().get(path).status_code == 404


def test_downloads_come_from_the_pages_own_folder(tmp_path: Path) -> None:
    path = tmp_path / "a" / "方案.md"
    path.parent.mkdir()
    path.touch()
    assert client(files=tmp_path).get(f"/gradio_api/file={path}").status_code == 200
    assert client(files=tmp_path).get(f"/gradio_api/file={path.parent}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        f"{FILES}/../catalogue.sqlite3",
        f"{FILES}/%2e%2e/catalogue.sqlite3",
        f"{FILES}-other/a",
        str(FILES.parent / "catalogue.sqlite3"),
        "http://127.0.0.1:7860/",
        "",
        "page-files/a",
    ],
)
def test_no_other_file_is_served(path: str) -> None:
    assert client().get(f"/gradio_api/file={path}").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "", "[::2]:7860"])
def test_a_foreign_name_for_this_machine_is_refused(host: str) -> None:
    assert client().get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "[::1]:7860"])
def test_names_of_loopback_are_answered(host: str) -> None:
    assert client().get("/", headers={"host": host}).status_code == 200


def test_any_name_is_answered_where_the_page_was_opened_to_the_network() -> None:
    assert client(hosts=None).get("/", headers={"host": "office.example"}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999"])
def test_another_page_cannot_post_through_a_readers_browser(origin: str) -> None:
    assert client().post("/gradio_api/upload", headers={"origin": origin}).status_code == 403


def test_the_page_itself_can_post() -> None:
    assert client().post("/gradio_api/upload", headers={"origin": "http://127.0.0.1:7860"}).status_code == 200


@pytest.mark.parametrize("said", ["cross-site", "same-site", "nonsense"])
def test_a_browser_that_says_where_a_form_comes_from_is_believed(said: str) -> None:
    assert client().post("/gradio_api/upload", headers={"sec-fetch-site": said}).status_code == 403
    assert client().post("/gradio_api/upload", headers={"sec-fetch-site": "same-origin"}).status_code == 200


async def _headers_seen(scope: Any, receive: Any, send: Any) -> None:
    names = " ".join(sorted(name.decode() for name, _ in scope["headers"]))
    await PlainTextResponse(f"{scope['path']} {scope['scheme']} {names}")(scope, receive, send)


def test_nobody_is_believed_who_says_what_only_a_proxy_may_say() -> None:
    hearsay = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "forwarded": "host=evil.example"}
    said = client(app=_headers_seen).get("/", headers=hearsay | {"x-gradio-server": "http://evil.example"}).text
    assert "forwarded" not in said
    assert "gradio" not in said
    assert said.startswith("/ http ")


@pytest.mark.parametrize(
    ("asked", "path"), [("/office", "/"), ("/office/", "/"), ("/office/config", "/config"), ("/config", "/config")]
)
def test_below_the_path_of_a_proxy_the_page_is_the_same(asked: str, path: str) -> None:
    assert client(app=_headers_seen, prefix="/office").get(asked).text.startswith(f"{path} ")


def test_a_path_that_only_begins_like_that_of_the_proxy_is_another() -> None:
    assert client(prefix="/office").get("/officeconfig").status_code == 404


@pytest.mark.parametrize("path", ["/", "/nothing"])
def test_security_headers_go_with_every_answer(path: str) -> None:
    headers = client().get(path).headers
    assert "http" not in headers["content-security-policy"]
    assert "default-src 'self'" in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
    assert headers["referrer-policy"] == "same-origin"


def test_what_is_said_to_one_reader_is_not_stored_on_the_way() -> None:
    assert client().get("/gradio_api/queue/data").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("is_sent", [True, False])
def test_a_server_that_stops_ends_its_streams_without_an_error(is_sent: bool) -> None:
    async def stream(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"data", "more_body": not is_sent})
        raise asyncio.CancelledError

    assert client(app=stream).get("/gradio_api/queue/data").text == "data"


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b"[" * 100_000, b'{"session_hash": "\xff"}'])
def test_an_event_that_cannot_be_read_is_refused(body: bytes) -> None:
    assert client().post("/gradio_api/queue/join", content=body).status_code == 400
