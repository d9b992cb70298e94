"""What the gate lets in, refuses, and sends along."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from assistant.web.access import LOOPBACK, Gate

FILES = Path("/home/office/.assistant/page-files")


def client(hosts: frozenset[str] | None = LOOPBACK) -> TestClient:
    return TestClient(Gate(PlainTextResponse("in"), FILES, hosts), base_url="http://127.0.0.1:7860")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/config",
        "/theme.css",
        "/assets/index.js",
        "/static/fonts/a.woff2",
        "/gradio_api/queue/join",
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
        "/login",
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


def test_downloads_come_from_the_pages_own_folder() -> None:
    assert client().get(f"/gradio_api/file={FILES}/a/plan.md").status_code == 200


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


@pytest.mark.parametrize("path", ["/", "/nothing"])
def test_security_headers_go_with_every_answer(path: str) -> None:
    headers = client().get(path).headers
    assert "http" not in headers["content-security-policy"]
    assert "default-src 'self'" in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
    assert headers["referrer-policy"] == "no-referrer"


def test_what_is_said_to_one_reader_is_not_stored_on_the_way() -> None:
    assert client().get("/gradio_api/queue/data").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("is_sent", [True, False])
def test_a_server_that_stops_ends_its_streams_without_an_error(is_sent: bool) -> None:
    async def stream(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"data", "more_body": not is_sent})
        raise asyncio.CancelledError

    client = TestClient(Gate(stream, FILES, LOOPBACK), base_url="http://127.0.0.1:7860")
    assert client.get("/gradio_api/queue/data").text == "data"
