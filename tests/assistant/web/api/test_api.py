"""Other programs get what the command line prints, within what their person may see and do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis.generation import GenerationMode
from starlette.types import Receive, Scope, Send

from assistant.application import Assistant
from assistant.desk.drafts import Drafts
from assistant.export.answers import answer_to_json
from assistant.library.reach import Reach, Secrecy
from assistant.people.viewer import Role, Viewer
from assistant.web.api.routes import PREFIX, build_api

OPEN = "接待标准管理办法\n\n第一条 公务接待每人每餐标准为八十元。\n"
SECRET = "秘密★3年\n\n线索处置办法\n\n第一条 问题线索由专班在七个工作日内办结。\n"
FEEDBACK = (
    "关于巡察区交通局党组的反馈意见\n\n区交通局党组：\n\n区委第一巡察组对区交通局党组开展了巡察。"
    "现将巡察发现的问题反馈如下。\n\n一、存在问题\n\n1.学习不够深入。党组理论学习中心组全年只学习二次。\n\n"
    "2.公务接待不规范。超标准接待三次。\n\n二、整改要求\n\n区交通局党组应当在收到反馈意见之日起两个月内报送整改情况。\n"
)


class Caller:
    """Stands where the gate stands: says who calls."""

    def __init__(self, app: FastAPI, viewer: Viewer) -> None:
        self.app, self.viewer = app, viewer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"] = {**scope.get("state", {}), "viewer": self.viewer}
        await self.app(scope, receive, send)


def seen_by(assistant: Assistant) -> Callable[[Viewer], Assistant]:
    return lambda viewer: assistant.within(Reach(viewer.clearance))


def calling(
    assistant: Assistant, drafts: Drafts, folder: Path, role: Role, clearance: Secrecy, name: str
) -> TestClient:
    outer = FastAPI(openapi_url=None)
    outer.mount(PREFIX, build_api(seen_by(assistant), drafts, folder, None))
    viewer = Viewer(name, role, clearance=clearance)
    return TestClient(Caller(outer, viewer), base_url=f"http://127.0.0.1{PREFIX}/", raise_server_exceptions=False)


@pytest.fixture
def library(assistant: Assistant, write: Callable[[str, str], Path]) -> Assistant:
    assistant.ingest([write("open.txt", OPEN), write("secret.txt", SECRET), write("feedback.txt", FEEDBACK)])
    return assistant


@pytest.fixture
def call(library: Assistant, drafts: Drafts, tmp_path: Path) -> Iterator[Callable[..., TestClient]]:
    folder = tmp_path / "sent"
    folder.mkdir()
    yield lambda role=Role.ADMIN, clearance=Secrecy.TOP_SECRET, name="li": calling(
        library, drafts, folder, role, clearance, name
    )
    assert list(folder.iterdir()) == []


def test_an_answer_is_what_the_command_line_prints(library: Assistant, call: Callable[..., TestClient]) -> None:
    got = call().post("ask", json={"question": "公务接待每人每餐标准是多少？"}).json()
    own = answer_to_json(library.ask("公务接待每人每餐标准是多少？"))
    assert got.pop("timings_ms").keys() == own.pop("timings_ms").keys()
    for citation in own["citations"]:
        citation["path"] = Path(citation["path"]).name
    assert got == own
    assert "八十元" in got["sentences"][0]["text"]


def test_documents_are_listed_shown_added_and_removed(call: Callable[..., TestClient]) -> None:
    client = call()
    added = client.post("documents", files={"file": ("../../差旅.txt", "差旅费每日补助一百元。\n".encode())})
    assert added.status_code == 201
    (taken,) = added.json()
    assert taken["outcome"] == "added"
    (identity,) = taken["document_ids"]
    assert {row["path"] for row in client.get("documents").json()["documents"]} >= {"差旅.txt", "open.txt"}
    shown = client.get(f"documents/{identity}").json()
    passage = shown["passages"][0]
    assert shown["text"][passage["start"] : passage["end"]] == passage["text"]
    assert client.delete(f"documents/{identity}").status_code == 204
    assert client.get(f"documents/{identity}").status_code == 404


def test_a_file_that_cannot_be_read_is_refused_and_named_without_its_folder(call: Callable[..., TestClient]) -> None:
    refused = call().post("documents", files={"file": ("空.docx", b"")})
    assert (refused.status_code, refused.json()["error"]) == (422, "file_rejected")
    assert refused.json()["message"].startswith("空.docx")


@pytest.mark.parametrize("collection", ["\x1b[31m", "甲\n乙", "甲\t乙", "  ", "长" * 61])
def test_a_collection_is_named_with_what_can_be_shown_in_a_line(
    call: Callable[..., TestClient], collection: str
) -> None:
    sent = {"file": ("差旅.txt", "差旅费每日补助一百元。\n".encode())}
    refused = call().post("documents", files=sent, data={"collection": collection})
    assert (refused.status_code, refused.json()["error"]) == (422, "invalid")


def test_where_a_document_lies_is_in_no_error(library: Assistant, call: Callable[..., TestClient]) -> None:
    row = next(row for row in library.documents() if row.path.endswith("open.txt"))
    refused = call().post("drafts", json={"kind": "plan", "document_id": row.id})
    assert refused.status_code == 422
    assert "open.txt" in refused.text
    assert str(Path(row.path).parent) not in refused.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_wrong_with_a_request_is_told_in_the_language_asked_for(
    call: Callable[..., TestClient], language: str
) -> None:
    wrong = {"question": "问", "genres": ["x"], "as_of": "x"}
    said = call().post("ask", json=wrong, headers={"accept-language": language}).json()["message"]
    assert "speech" in said
    assert ("日期" in said) is (language == "zh")
    assert ("date" in said) is (language == "en")


def test_a_plan_and_remarks_are_drafted(call: Callable[..., TestClient]) -> None:
    client = call(Role.DRAFTER)
    rows = client.get("documents").json()["documents"]
    feedback = next(row["id"] for row in rows if row["path"] == "feedback.txt")
    plan = client.post("drafts", json={"kind": "plan", "document_id": feedback, "received": "2026-03-02"})
    assert plan.status_code == 201
    assert len([each for group in plan.json()["draft"]["groups"] for each in group["findings"]]) == 2
    wanted = {"kind": "remarks", "genre": "pledge", "document_id": feedback, "minutes": 3}
    assert "表态" in client.post("drafts", json=wanted).text
    assert client.post("drafts", json={**wanted, "topic": "x"}).status_code == 422


def test_a_draft_is_kept_for_whoever_made_it_and_for_nobody_else(call: Callable[..., TestClient]) -> None:
    made = call(Role.DRAFTER).post("drafts", json={"kind": "remarks", "genre": "opening", "topic": "推进会"}).json()
    own = call(Role.DRAFTER)
    assert [each["id"] for each in own.get("drafts").json()["drafts"]] == [made["id"]]
    assert own.get(f"drafts/{made['id']}").json()["draft"]["title"] == made["draft"]["title"]
    other = call(Role.ADMIN, name="wang")
    assert other.get("drafts").json() == {"drafts": []}
    foreign, missing = (other.get(f"drafts/{each}") for each in (made["id"], "0" * 32))
    assert (foreign.status_code, foreign.text) == (missing.status_code, missing.text) == (404, missing.text)


def test_what_a_role_may_not_is_refused(library: Assistant, call: Callable[..., TestClient]) -> None:
    identity = library.documents()[0].id
    reader = call(Role.READER)
    for refused in (
        reader.post("drafts", json={"kind": "plan", "document_id": identity}),
        reader.delete(f"documents/{identity}"),
        reader.post("documents", files={"file": ("a.txt", b"x")}),
        call(Role.DRAFTER).delete(f"documents/{identity}"),
    ):
        assert refused.status_code == 403
        assert refused.json()["error"] == "forbidden"
    assert len(library.documents()) == 3


def test_a_hidden_document_is_like_a_missing_one(library: Assistant, call: Callable[..., TestClient]) -> None:
    hidden = next(each.id for each in library.documents() if each.secrecy)
    client = call(Role.ADMIN, Secrecy.PUBLIC)
    assert hidden not in client.get("documents").text
    for method in ("GET", "DELETE"):
        foreign = client.request(method, f"documents/{hidden}")
        missing = client.request(method, f"documents/{'0' * len(hidden)}")
        assert foreign.status_code == missing.status_code == 404
        assert foreign.text.replace(hidden, "") == missing.text.replace("0" * len(hidden), "")
    answers = [
        client.post("ask", json={"question": "问题线索几个工作日内办结？", "documents": [each]}).json()
        for each in (hidden, "0" * len(hidden))
    ]
    assert all(each["abstained"] for each in answers)
    assert answers[0]["searched"] == answers[1]["searched"]
    assert answers[0]["reason"] == answers[1]["reason"]


@pytest.mark.parametrize(
    ("body", "language", "said"),
    [({"question": " "}, "zh", "请求的内容不对"), ({"question": "问", "as_of": "去年"}, "en", "is not right")],
)
def test_what_is_wrong_is_said_in_the_language_asked_for(
    call: Callable[..., TestClient], body: dict[str, str], language: str, said: str
) -> None:
    refused = call().post("ask", json=body, headers={"accept-language": language})
    assert refused.status_code == 422
    assert refused.json()["error"] == "invalid"
    assert said in refused.json()["message"]


def test_a_file_that_is_too_large_is_not_taken(
    call: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.web.api.received.LARGEST_FILE", 10)
    assert call().post("documents", files={"file": ("a.txt", b"x" * 11)}).status_code == 413


def test_the_description_names_every_operation(call: Callable[..., TestClient]) -> None:
    for language in ("zh", "en"):
        page = call().get("", headers={"accept-language": language}).text
        assert all(name in page for name in ("POST", "DELETE", "Answer"))
        assert "http://" not in page.replace("http://www.w3.org", "")


@pytest.mark.parametrize("role", [Role.ADMIN, Role.READER])
def test_no_request_brings_the_interface_down(library: Assistant, drafts: Drafts, tmp_path: Path, role: Role) -> None:
    app = Caller(build_api(seen_by(library), drafts, tmp_path, "en"), Viewer("li", role, clearance=Secrecy.TOP_SECRET))
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    operations = [each.ok() for each in schema.get_all_operations()]
    assert len(operations) == 8
    for operation in operations:
        answers_as_described(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
        if operation.body or operation.path_parameters:
            answers_as_described(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))


def answers_as_described(cases: SearchStrategy[schemathesis.Case]) -> None:
    """Every answer is one that the description names, in the shape that it names."""

    @given(cases)
    @settings(
        max_examples=10,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def one(case: schemathesis.Case) -> None:
        case.call_and_validate()

    one()
