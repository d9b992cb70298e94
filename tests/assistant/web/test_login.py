"""The way in and out, as a browser without scripts takes it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.people import passwords
from assistant.people.office import People
from assistant.people.sessions import Spans
from assistant.people.viewer import Role
from assistant.web.access import LOOPBACK, Gate
from assistant.web.entrance import Entrance
from assistant.web.login import login_routes
from assistant.web.rights import Rights
from assistant.web.visitors import marked

PASSWORD = "整改 台账 逐项销号 2026"
NAMED = {"name": "reader", "password": PASSWORD}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: quick)


@pytest.fixture
def people(tmp_path: Path) -> People:
    people = People(tmp_path)
    people.add("主任", PASSWORD, Role.ADMIN, by="console")
    people.add("reader", PASSWORD, Role.READER, by="console")
    return people


def browser(entrance: Entrance, base: str = "http://127.0.0.1:7860", language: str = "zh-CN") -> TestClient:
    """A browser before a page that says who is looking."""

    async def page(request: object) -> PlainTextResponse:
        return PlainTextResponse(marked(request.scope).name)  # type: ignore[attr-defined]

    app = Starlette(routes=[*login_routes(entrance, None), Route("/", page), Route("/config", page)])
    gate = Gate(app, Path("/nothing"), LOOPBACK | {"office.example"}, entrance, Rights())
    return TestClient(gate, base_url=base, follow_redirects=False, headers={"accept-language": language})


def signed_in(people: People, **kept: str) -> TestClient:
    client = browser(Entrance(people), **kept)
    assert client.post("/login", data=NAMED).status_code == 303
    return client


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
def test_the_way_in_is_one_form_that_needs_nothing_else(people: People, language: str) -> None:
    page = browser(Entrance(people), language=language).get("/login").text
    assert ("<h1>登录</h1>" in page) == (language == "zh-CN")
    assert re.findall(r"<(?:script|link|img)[^>]*", page) == ['<link rel="icon" href="data:,"']
    assert 'action="login"' in page
    assert [*re.findall(r'name="(\w+)" type="(\w+)"', page)] == [("name", "text"), ("password", "password")]


def test_whoever_signs_in_is_let_in_and_known(people: People) -> None:
    client = browser(Entrance(people))
    assert client.get("/").headers["location"] == "/login"
    answer = client.post("/login", data=NAMED)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert client.get("/").text == "reader"


@pytest.mark.parametrize(
    ("base", "prefix", "cookie"),
    [
        ("http://127.0.0.1:7860", "", r"assistant=[\w-]{43}; Path=/; HttpOnly; SameSite=Strict"),
        ("https://office.example", "", r"__Host-assistant=[\w-]{43}; Path=/; HttpOnly; SameSite=Strict; Secure"),
        ("https://office.example", "/a", r"__Secure-assistant=[\w-]{43}; Path=/a; HttpOnly; SameSite=Strict; Secure"),
    ],
)
def test_the_cookie_is_out_of_reach_of_scripts_other_pages_and_other_hosts(
    people: People, base: str, prefix: str, cookie: str
) -> None:
    answer = browser(Entrance(people, prefix=prefix), base).post("/login", data=NAMED)
    assert re.fullmatch(cookie, answer.headers["set-cookie"])
    assert answer.headers["location"] == f"{prefix}/"


def test_a_session_that_somebody_else_gave_is_not_signed_in_to(people: People) -> None:
    planted = people.sign_in("主任", PASSWORD, "a")
    client = browser(Entrance(people))
    client.cookies.set("assistant", planted)
    token = client.post("/login", data=NAMED).cookies["assistant"]
    assert token != planted
    assert people.viewer(planted) is None


def test_a_wrong_password_is_refused_without_saying_what_was_wrong(people: People) -> None:
    wrong = [{"name": "reader", "password": "x"}, {"name": "nobody", "password": PASSWORD}, {}, {"name": "主任"}]
    pages = {browser(Entrance(people)).post("/login", data=each).text for each in wrong}
    assert len(pages) == 1
    assert "set-cookie" not in browser(Entrance(people)).post("/login", data=wrong[0]).headers


def test_after_several_wrong_ones_the_page_says_how_long_to_wait(people: People) -> None:
    client = browser(Entrance(people))
    answers = [client.post("/login", data={"name": "reader", "password": "x"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [403] * 5 + [429]
    assert answers[-1].headers["retry-after"] == "60"
    assert "60" in answers[-1].text


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
@pytest.mark.parametrize("path", ["/login", "/logout", "/password"])
def test_no_other_page_can_send_a_form_here(people: People, path: str, headers: dict[str, str]) -> None:
    client = signed_in(people)
    assert client.post(path, data=NAMED, headers=headers).status_code == 403
    assert client.get("/").text == "reader"


def test_signing_out_ends_the_session_and_takes_the_cookie(people: People) -> None:
    client = signed_in(people)
    token = client.cookies["assistant"]
    assert client.get("/logout").status_code == 200
    assert client.get("/").text == "reader"  # a link alone ends nothing
    answer = client.post("/logout")
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert people.viewer(token) is None
    assert client.get("/").headers["location"] == "/login"


def test_a_new_password_ends_every_session_this_one_too(people: People) -> None:
    here, there = signed_in(people), signed_in(people)
    new = "另一个 足够长的 密码"
    differ = here.post("/password", data={"password": PASSWORD, "new": new, "again": new + "x"})
    assert (differ.status_code, here.get("/").text) == (403, "reader")
    assert here.post("/password", data={"password": "wrong", "new": new, "again": new}).status_code == 403
    assert here.post("/password", data={"password": PASSWORD, "new": new, "again": new}).status_code == 303
    assert [each.get("/").status_code for each in (here, there)] == [303, 303]
    assert here.post("/login", data={"name": "reader", "password": new}).status_code == 303


@pytest.mark.parametrize(
    "cookie", ["assistant=", "assistant=x", 'assistant="\\', "other=1; assistant", "=;=;" * 50, "assistant=%00"]
)
def test_a_broken_cookie_is_nobodys(people: People, cookie: str) -> None:
    assert browser(Entrance(people)).get("/config", headers={"cookie": cookie}).status_code == 401


def test_a_form_that_is_too_long_is_not_read(people: People) -> None:
    assert browser(Entrance(people)).post("/login", content=b"name=" + b"x" * 10_000).status_code == 413


# --- the first administrator


def first(tmp_path: Path) -> tuple[Entrance, TestClient]:
    entrance = Entrance(People(tmp_path), for_people=True)
    return entrance, browser(entrance)


def filled(entrance: Entrance, **changes: str) -> dict[str, str]:
    assert entrance.first_key is not None
    return {"key": entrance.first_key.text, "name": "主任", "new": PASSWORD, "again": PASSWORD} | changes


def test_a_server_for_people_is_closed_until_the_first_made_his_account(tmp_path: Path) -> None:
    entrance, client = first(tmp_path)
    assert (client.get("/").headers["location"], client.get("/config").status_code) == ("/first", 401)
    assert client.post("/first", data=filled(entrance, key="wrong")).status_code == 403
    assert client.post("/first", data=filled(entrance, again="x")).status_code == 403
    assert client.post("/first", data=filled(entrance, new="short", again="short")).status_code == 403
    assert client.post("/login", data=NAMED).headers["location"] == "/"
    answer = client.post("/first", data=filled(entrance))
    assert (answer.status_code, client.get("/").text) == (303, "主任")
    (made,) = entrance.people.accounts()
    assert made.role is Role.ADMIN


def test_the_first_key_makes_one_account_only(tmp_path: Path) -> None:
    entrance, client = first(tmp_path)
    client.post("/first", data=filled(entrance))
    late = browser(entrance)
    assert late.post("/first", data=filled(entrance, name="late")).headers["location"] == "/"
    assert [each.name for each in entrance.people.accounts()] == ["主任"]
    assert late.get("/first").status_code == 303


def test_a_server_of_one_becomes_one_for_people_as_soon_as_there_is_an_account_and_stays_so(tmp_path: Path) -> None:
    people = People(tmp_path)
    client = browser(Entrance(people))
    assert client.get("/").text == ""
    assert {client.get(path).headers["location"] for path in ("/login", "/first", "/logout", "/password")} == {"/"}
    people.add("主任", PASSWORD, Role.ADMIN, by="console")
    assert client.get("/").headers["location"] == "/login"
    for path in tmp_path.iterdir():
        if path.name.startswith("people"):
            path.unlink()
    assert client.get("/config").status_code == 401


def test_where_accounts_cannot_be_read_nobody_comes_in(tmp_path: Path) -> None:
    people = People(tmp_path)
    client = browser(Entrance(people))
    (tmp_path / "people.sqlite3").write_bytes(b"no database" * 99)
    assert client.get("/").status_code == 503


def test_a_key_of_a_program_opens_the_interface_for_programs_alone(people: People) -> None:
    key = people.new_key("reader", by="主任")
    client = browser(Entrance(people))
    bearer = httpx.Headers({"authorization": f"Bearer {key}"})
    assert client.get("/config", headers=bearer).status_code == 401
    assert client.get("/api/v1/documents", headers=bearer).status_code == 404  # let in, where there is nothing
    refused = client.get("/api/v1/documents", headers={"authorization": f"Bearer {key}x"})
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")


def test_a_page_that_lies_open_keeps_no_session_alive(tmp_path: Path) -> None:
    now = [1_000_000.0]
    people = People(tmp_path, Spans(idle_s=1800), lambda: now[0])
    people.add("主任", PASSWORD, Role.ADMIN, by="console")
    client = browser(Entrance(people))
    client.post("/login", data={"name": "主任", "password": PASSWORD})
    for _ in range(3):
        now[0] += 700
        status = client.get("/gradio_api/heartbeat/a").status_code
    assert status == 401


def test_what_streams_to_somebody_ends_when_he_is_signed_out_elsewhere(people: People) -> None:
    token = people.sign_in("reader", PASSWORD, "a")

    async def stream(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for part in (b"before ", b"after ", b"later"):
            await send({"type": "http.response.body", "body": part, "more_body": True})
            people.sign_out(token)

    gate = Gate(stream, Path("/nothing"), LOOPBACK, Entrance(people), Rights())
    client = TestClient(gate, base_url="http://127.0.0.1:7860", cookies={"assistant": token})
    assert client.get("/gradio_api/queue/data?session_hash=a").text == "before "
