"""Every route × everybody who may come × one's own id, somebody else's and one that was made up."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.application import Assistant
from assistant.desk.desk import Desk
from assistant.desk.records import DraftKind
from assistant.people.viewer import Role, Viewer
from assistant.web import access, draft_editor, ownership, site, talks
from assistant.web.answer_feedback import Case, Span, book_of
from assistant.web.entrance import Entrance, Visit
from assistant.web.rights import Rights
from tests.assistant.web.access.conftest import MARKS, PASSWORD, Office, begin, run, watch
from tests.assistant.web.access.routes import ROWS, Kind, routes_of

# Gradio counts its events with what newer releases of pandas warn of.
pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

NOBODY = ("anonymous", "made-up", "expired", "idle", "logged-out", "after-password-change", "disabled", "deleted")
"""Whose session is none, or none any more."""
SOMEBODY = ("other-user", "other-group", "lower-clearance")


@pytest.fixture(scope="module")
def alice(office: Office) -> Alice:
    return Alice(office)


class Alice:
    """Somebody at work: a file that she sent up, an event of hers that runs, a download laid ready for her."""

    def __init__(self, office: Office) -> None:
        self.client = office.of("alice")
        self.session = "alice-page"
        answer = self.client.post("/gradio_api/upload", files={"files": ("反馈.txt", "暗号丙一二".encode())})
        (self.file,) = answer.json()
        self.read_session = "alice-read"
        joined = begin(self.client, office.event("LibraryTab.come_back"), [None, None], self.read_session)
        self.event = joined.json()["event_id"]


def nobody(office: Office, kind: str) -> httpx.Client:
    """The browser of somebody who may not come in."""
    if kind == "anonymous":
        return office.client()
    if kind == "made-up":
        return office.client(secrets.token_urlsafe(32))
    if kind == "expired":
        return office.client(office.token("alice", hours_ago=12.1))
    if kind == "idle":
        return office.client(office.token("alice", hours_ago=0.6))
    name = f"{kind}-{secrets.token_hex(3)}"
    office.people.add(name, PASSWORD, Role.READER, by="console")
    client = office.of(name)
    assert client.get("/config").status_code == 200
    if kind == "logged-out":
        client.cookies, kept = httpx.Cookies(), client.cookies
        assert httpx.post(f"{office.address}/logout", cookies=kept).status_code == 303
        client.cookies = kept
    elif kind == "after-password-change":
        office.people.set_password(name, PASSWORD[::-1], by="主任")
    elif kind == "disabled":
        office.people.disable(name, by="主任")
    else:
        office.people.delete(name, by="主任")
    return client


def path_of(row: str, office: Office, alice: Alice) -> tuple[str, str]:
    """The method and a path of a route, with the ids of somebody else in it."""
    method, path = row.split()
    held = {"path_or_url:path": alice.file, "session_hash": alice.read_session, "event_id": alice.event}
    held |= {"document_id": office.documents["open"], "name": "20260101-120000-answers", "path:path": "x.js"}
    path = re.sub(r"\{([^}]+)\}", lambda found: held.get(found[1], "x"), path)
    return method, path + f"?session_hash={alice.read_session}&upload_id=u" if "queue/data" in path else path


def test_every_route_of_the_running_application_has_a_row_and_every_row_a_route(office: Office) -> None:
    assert routes_of(office.app) ^ set(ROWS) == set()


@pytest.mark.parametrize("kind", NOBODY)
def test_whoever_is_not_signed_in_gets_nothing_but_the_way_in(office: Office, alice: Alice, kind: str) -> None:
    expected = {Kind.DOOR: {200, 303, 403, 429}, Kind.FRONT: {303}, Kind.CLOSED: {404}}
    client = nobody(office, kind)
    wrong = []
    for row, kept in ROWS.items():
        method, path = path_of(row, office, alice)
        answer = client.request(method, path)
        if answer.status_code not in expected.get(kept, {401}) or any(mark in answer.text for mark in MARKS):
            wrong.append((row, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("kind", SOMEBODY)
def test_what_does_not_exist_exists_for_nobody(office: Office, alice: Alice, kind: str) -> None:
    client = office.of(kind)
    closed = [row for row, kept in ROWS.items() if kept is Kind.CLOSED]
    answers = {row: client.request(*path_of(row, office, alice)).status_code for row in closed}
    assert answers == dict.fromkeys(closed, 404)


# --- one's own id, somebody else's, one that was made up


def said(answer: httpx.Response, *names: str) -> tuple[int, str, dict[str, str]]:
    """An answer without what differs from one moment to the next, and without the names that were asked for."""
    text = answer.text
    for name in names:
        text = text.replace(name, "…")
    headers = {key: value for key, value in answer.headers.items() if key not in ("date", "content-length")}
    return answer.status_code, text, headers


def file_of(client: httpx.Client, path: str) -> httpx.Response:
    return client.get(f"/gradio_api/file={path}")


def other_file(alice: Alice) -> str:
    """A path that might be hers and is nobody's."""
    return str(Path(alice.file).parent.with_name(secrets.token_hex(32)) / "反馈.txt")


def file_leaks(office: Office, alice: Alice, kind: str) -> Iterator[str]:
    client = office.of(kind)
    own = client.post("/gradio_api/upload", files={"files": ("a.txt", b"own")}).json()[0]
    if file_of(client, own).text != "own":
        yield "one's own file is not given"
    made_up = other_file(alice)
    if said(file_of(client, alice.file), alice.file) != said(file_of(client, made_up), made_up):
        yield "a file of somebody else is not like one that is not there"
    missing = str(Path(own).with_name("b.txt"))
    if said(file_of(client, missing), missing) != said(file_of(client, made_up), made_up):
        yield "a missing file of one's own shows which files are somebody else's"


def event_leaks(office: Office, alice: Alice, kind: str) -> Iterator[str]:
    """Another page of hers has asked for something; somebody else listens in, and stops it."""
    client = office.of(kind)
    number = office.event("LibraryTab.come_back")
    session = secrets.token_hex(5)
    event = begin(alice.client, number, [None, None], session).json()["event_id"]
    for theirs, given in ((session, event), (secrets.token_hex(5), secrets.token_hex(16))):
        stream = heard_of(client, theirs)
        body = {"session_hash": theirs, "fn_index": number, "event_id": given}
        stopped = client.post("/gradio_api/cancel", json=body)
        with client.stream("GET", f"/gradio_api/heartbeat/{theirs}") as beat:
            first = next(beat.iter_lines())
        heard = (stream, said(stopped), beat.status_code, first)
        if any("process_" in line for line in stream):
            yield "somebody else hears an answer"
        if theirs == session:
            of_hers = heard
    if of_hers != heard:
        yield "an event of somebody else is not like one that was made up"
    if "暗号甲三七" not in json.dumps(list(watch(alice.client, session)), ensure_ascii=False):
        yield "her own answer does not come any more"


def heard_of(client: httpx.Client, session: str) -> list[str]:
    """All that a stream says. Gradio breaks off the stream of a session that it does not know."""
    lines = []
    with (
        suppress(httpx.RemoteProtocolError),
        client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as answer,
    ):
        lines.append(str(answer.status_code))
        lines.extend(answer.iter_lines())
    return lines


def body_leaks(office: Office, alice: Alice, kind: str) -> Iterator[str]:
    """A file of hers, named in what an event is given."""
    client = office.of(kind)
    number = office.event("AskTab.arrive") if kind != "other-user" else office.event("PlanForm.read")
    outcomes = []
    for path in (alice.file, other_file(alice)):
        file = {"path": path, "meta": {"_type": "gradio.FileData"}, "orig_name": "a.txt"}
        hidden = {"deep": [{"er": file}]}
        outcomes.append([said(begin(client, number, [each, None], "mine"), path) for each in (file, hidden, path)])
    if outcomes[0] != outcomes[1] or any(status != 404 for status, *_ in outcomes[0]):
        yield "a file of somebody else is not like one that is not there"


def upload_leaks(office: Office, alice: Alice, kind: str) -> Iterator[str]:
    """How her upload comes on, by the id that her browser gave it."""
    client = office.of(kind)
    upload = secrets.token_hex(5)
    alice.client.post("/gradio_api/upload", params={"upload_id": upload}, files={"files": ("暗号甲三七.txt", b"x")})
    answers = [
        client.get("/gradio_api/upload_progress", params={"upload_id": each}) for each in (upload, secrets.token_hex(5))
    ]
    if said(answers[0]) != said(answers[1]) or "暗号" in answers[0].text:
        yield "an upload of somebody else is not like one that was made up"


def report_leaks(office: Office, alice: Alice, kind: str) -> Iterator[str]:
    """What only administrators see."""
    name = "20260101-120000-answers"
    folder = office.home / "quality" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.html").write_text("<p>暗号甲三七", encoding="utf-8")
    client = office.of(kind)
    answers = [client.get(f"/reports/{each}") for each in (name, "20260101-120001-answers")]
    if said(answers[0]) != said(answers[1]) or "暗号" in answers[0].text:
        yield "a report is shown to whoever is no administrator"
    if office.of("主任").get(f"/reports/{name}").status_code != 200:
        yield "a report is not shown to an administrator"


BY_ANSWER = (
    "SourcePanel.show",
    "SourcePanel.lay_original",
    "AnswerActions.copy",
    "AnswerActions.as_docx",
    "AnswerActions.as_markdown",
    "AnswerActions.judge",
    "ConversationList.rename",
)


def conversation_leaks(office: Office, alice: Alice, kind: str) -> Iterator[str]:
    """What she asked, named by its id wherever the page takes one."""
    client = office.of(kind)
    desk = Desk(office.home).conversations
    nothing = [None] * (len(office.page.fns[office.event("AskTab.ask")].inputs) - 4)
    run(alice.client, office.event("AskTab.ask"), ["暗号甲三七是怎么规定的？", "", 0, "", *nothing], "asking")
    hers = desk.headings("alice")[0].id
    (turn,) = desk.open("alice", hers).turns
    for given, made_up in ((hers, secrets.token_hex(16)), (turn.key, secrets.token_hex(16))):
        heard = []
        for each in (given, made_up):
            clicked = {"id": each, "owner": each, "name": "cite-1"}
            acts = {
                "AskTab.open": [],
                "AskTab.halt": [each],
                "AskTab.delete": [each, each],
                "AskTab.ask": ["时限是多久？", each, 1, "", *nothing],
                "AskTab.ask_again": [each, 1],
                "AskTab.take_question": [],
            } | {act: [each] * len(office.page.fns[office.event(act)].inputs) for act in BY_ANSWER}
            told = {
                act: re.sub(
                    r"\b[0-9a-f]{8,}\b", "…", run(client, office.event(act), data, secrets.token_hex(5), clicked)
                )
                for act, data in acts.items()
            }
            heard.append(told)
        for act in heard[0]:
            if heard[0][act] != heard[1][act] or "暗号" in heard[0][act]:
                yield f"{act}: a conversation of somebody else is not like one that was made up"
    if [each.key for each in desk.open("alice", hers).turns] != [turn.key]:
        yield "her conversation was changed"
    desk.purge("alice")


def draft_leaks(office: Office, alice: Alice, kind: str) -> Iterator[str]:
    """A draft of hers, named by its id."""
    client = office.of(kind)
    hers = Desk(office.home).drafts.create("alice", DraftKind.PLAN, "暗号甲三七整改方案", "反馈.txt", {}).id
    editors = office.events("RowEditor.open")
    assert len(editors) == len(DraftKind)
    for opens in editors:
        answers = [begin(client, opens, [each], secrets.token_hex(5)) for each in (hers, "0" * 32)]
        if kind != "other-user":
            if said(answers[0]) != said(answers[1]) or answers[0].status_code != 404:
                yield f"event {opens}: somebody who drafts nothing opens drafts"
            continue
        told = [run(client, opens, [each], secrets.token_hex(5)) for each in (hers, "0" * 32)]
        if told[0].replace(hers, "…") != told[1].replace("0" * 32, "…"):
            yield f"event {opens}: a draft of somebody else is not like one that was made up"
    for arrives in office.events("DraftEditor.arrive"):
        given = [None] * len(office.page.fns[arrives].inputs)
        if begin(client, arrives, given, secrets.token_hex(5)).status_code == 404:
            continue  # when the tab is chosen, which is not everybody's
        if "暗号" in run(client, arrives, given, secrets.token_hex(5)):
            yield "a draft of somebody else is listed"
    Desk(office.home).drafts.delete("alice", hers)


LEAKS: dict[str, Callable[[Office, Alice, str], Iterator[str]]] = {
    "files": file_leaks,
    "events": event_leaks,
    "bodies": body_leaks,
    "uploads": upload_leaks,
    "reports": report_leaks,
    "conversations": conversation_leaks,
    "drafts": draft_leaks,
}


@pytest.mark.parametrize("kind", SOMEBODY)
@pytest.mark.parametrize("what", LEAKS)
def test_what_is_somebody_elses_is_like_what_is_not_there(office: Office, alice: Alice, what: str, kind: str) -> None:
    assert list(LEAKS[what](office, alice, kind)) == []


# --- documents outside one's groups, or above one's clearance


def hidden_from(office: Office, kind: str) -> tuple[str, str]:
    """The id of a document that is kept from somebody, and the words that stand only there."""
    name, mark = ("group", MARKS[0]) if kind == "other-group" else ("secret", MARKS[1])
    return office.documents[name], mark


def document_leaks(office: Office, kind: str) -> Iterator[str]:
    """By every way to a document that there is."""
    client = office.of(kind)
    hidden, mark = hidden_from(office, kind)
    made_up = secrets.token_hex(len(hidden) // 2)
    for ask in (client.get, client.delete):
        answers = [said(ask(f"/api/v1/documents/{each}"), each) for each in (hidden, made_up)]
        if answers[0] != answers[1]:
            yield f"{ask.__name__}: a hidden document is not like one that is not there"
    for body in ({"question": f"{mark}是怎么规定的？"}, {"question": "时间是多久？"}):
        for documents in (None, [hidden], [made_up]):
            answer = client.post("/api/v1/ask", json=body | {"documents": documents})
            if mark in answer.text.replace(body["question"], "") or hidden in answer.text:
                yield f"ask: {body} {documents}"
    listed = client.get("/api/v1/documents").text
    if mark in listed or hidden in listed:
        yield "list: a hidden document is in it"
    for handler in ("LibraryTab.come_back", "AskTab.arrive"):
        shown = run(client, office.event(handler), _nothing_for(office, handler), secrets.token_hex(5))
        if hidden in shown or mark in shown:
            yield f"{handler} shows a hidden document"


def _nothing_for(office: Office, handler: str) -> list[None]:
    return [None] * len(office.page.fns[office.event(handler)].inputs)


@pytest.mark.parametrize("kind", ["other-group", "lower-clearance"])
def test_a_document_that_is_kept_from_somebody_does_not_exist_for_him(office: Office, kind: str) -> None:
    assert list(document_leaks(office, kind)) == []


def test_whoever_may_see_a_document_finds_it(office: Office) -> None:
    client = office.of("alice")
    assert {each["id"] for each in client.get("/api/v1/documents").json()["documents"]} == {*office.documents.values()}
    for mark in MARKS:
        assert mark in client.post("/api/v1/ask", json={"question": f"{mark}是怎么规定的？"}).text


def purge_leaks(office: Office, name: str) -> Iterator[str]:
    """A document that is kept from a librarian, named where one purges."""
    client, hidden, made_up = office.of(name), office.documents["secret"], secrets.token_hex(12)
    for handler in ("LibraryTab.ask_to_purge", "LibraryTab.purge"):
        told = []
        for each in (hidden, made_up):
            session = secrets.token_hex(5)
            # Gradio takes no other choice than those that it offered to the session.
            run(client, office.event("LibraryTab.come_back"), [None, None], session)
            given = [each, *_nothing_for(office, handler)[1:]]
            told.append(run(client, office.event(handler), given, session).replace(each, "…"))
        if told[0] != told[1] or "暗号" in told[0]:
            yield f"{handler}: a hidden document is not like one that was made up"
    if hidden not in office.of("主任").get("/api/v1/documents").text:
        yield "it was purged"


def test_a_librarian_purges_nothing_that_is_kept_from_him(office: Office) -> None:
    assert list(purge_leaks(office, "librarian")) == []


def case_leaks(office: Office) -> Iterator[str]:
    """What was said of an answer from a hidden document, at the page of an administrator from whom it is kept."""
    book = book_of(office.home)
    for case_id, name in (("feedback-open", "open"), ("feedback-hidden", "secret")):
        cited = (Span(office.documents[name], 0, 4),)
        book.add(Case(case_id, "bad", "2026-01-01 10:00", f"暗号乙五九{name}？", (), "2026-01-01", cited))
    client = office.of("lower-admin")
    shown = run(client, office.event("QualityTab.arrive"), [], secrets.token_hex(5))
    if "feedback-open" not in shown or "feedback-hidden" in shown or "secret？" in shown:
        yield "cases are not those of what he may see"
    for handler, given in (("QualityTab.forget", []), ("QualityTab.complete", ["no", None, "", ""])):
        told = []
        for each in ("feedback-hidden", "feedback-made-up"):
            session = secrets.token_hex(5)
            run(client, office.event("QualityTab.arrive"), [], session)
            told.append(run(client, office.event(handler), [each, *given], session).replace(each, "…"))
        if told[0] != told[1]:
            yield f"{handler}: a hidden case is not like one that was made up"
    kept = {case.id for case in book.cases() if case.answerable is None}
    for case in book.cases():
        book.remove(case.id)
    if not {"feedback-open", "feedback-hidden"} <= kept:  # others may have marked answers before
        yield "a hidden case was changed"


def test_cases_of_a_hidden_document_do_not_exist_for_an_administrator_from_whom_it_is_kept(office: Office) -> None:
    assert list(case_leaks(office)) == []


# --- what a role may do


def test_an_event_above_ones_role_is_like_one_that_there_is_not(office: Office) -> None:
    client = office.of("other-group")
    for handler in (
        "PlanForm.read",
        "RowEditor.lock",
        "LibraryTab.remove",
        "LibraryTab.add",
        "QualityTab.start",
        "PeopleTab.add",
        "AccountRemoval.ask",
        "AccountRemoval.delete",
    ):
        there = begin(client, office.event(handler), [None] * 5, "mine")
        not_there = begin(client, 100_000, [None] * 5, "mine")
        assert said(there) == said(not_there), handler
        assert there.status_code == 404, handler


# --- each of these tests can fail


def _as_sent(visit: Visit, given: str) -> str:
    return given


def _everything(*given: Any) -> bool:
    return True


PLANTED: dict[str, tuple[object, str, Any]] = {
    "events": (ownership, "_owned", _as_sent),
    "uploads": (ownership, "_owned", _as_sent),
    "bodies": (ownership, "holds", _everything),
    "files": (access, "holds", _everything),
    "conversations": (talks, "_owner", lambda request: "alice"),
    "reports": (Role, "may_act_as", _everything),
    "drafts": (draft_editor, "viewer_of", lambda request: Viewer("alice", Role.DRAFTER)),
}


@pytest.mark.parametrize("what", PLANTED)
def test_a_forgotten_check_of_the_owner_is_noticed(
    office: Office, alice: Alice, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*PLANTED[what])
    assert next(LEAKS[what](office, alice, "other-user"), None) is not None


def test_a_forgotten_reach_is_noticed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.Site, "seen_by", lambda self, viewer: self.assistant)
    assert next(document_leaks(office, "other-group"), None) is not None


def test_a_forgotten_role_is_noticed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Rights, "allow", _everything)
    assert begin(office.of("other-group"), office.event("LibraryTab.ask_to_remove"), [None], "m").status_code == 200


def test_a_forgotten_end_of_sessions_is_noticed(office: Office, alice: Alice, monkeypatch: pytest.MonkeyPatch) -> None:
    admin = Visit(office.people.accounts()[0].viewer, "token")
    monkeypatch.setattr(Entrance, "visit", lambda self, scope, **_: admin)
    assert nobody(office, "expired").get("/config").status_code == 200


@pytest.mark.parametrize("leaks", [lambda office: purge_leaks(office, "librarian"), case_leaks])
def test_a_forgotten_reach_of_librarians_and_administrators_is_noticed(
    office: Office, leaks: Callable[[Office], Iterator[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site.Site, "seen_by", lambda self, viewer: self.assistant)
    monkeypatch.setattr(Assistant, "purge", lambda self, ids: 1 / 0)
    assert next(leaks(office), None) is not None
