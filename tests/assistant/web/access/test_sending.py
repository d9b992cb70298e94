"""Documents sent to a served page and to its interface for programs: their names are theirs, and a new one replaces."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.application import Assistant
from assistant.library.overview import DocumentSummary
from assistant.people.deeds import Deed
from assistant.settings import Settings
from tests.assistant.web.access.conftest import Office, begin, watch

BODY = "公务用车管理办法\n\n第一条　公务用车{times}。\n"
LONG = "关于印发公务用车管理办法的通知" * 6
"""Longer than a name may be on most disks, in bytes."""


@pytest.fixture
def librarian(office: Office) -> Iterator[httpx.Client]:
    client = office.of("主任")
    before = {row["id"] for row in client.get("/api/v1/documents").json()["documents"]}
    yield client
    for row in client.get("/api/v1/documents").json()["documents"]:
        if row["id"] not in before:
            assert client.delete(f"/api/v1/documents/{row['id']}").status_code == 204


def names(client: httpx.Client) -> list[str]:
    return [row["path"] for row in client.get("/api/v1/documents").json()["documents"]]


def over_the_interface(client: httpx.Client, name: str, text: str) -> dict[str, object]:
    (taken,) = client.post("/api/v1/documents", files={"file": (name, text.encode())}).json()
    return dict(taken)


def over_the_page(office: Office, client: httpx.Client, name: str, text: str) -> str:
    (path,) = client.post("/gradio_api/upload", files={"files": (name, text.encode())}).json()
    file = {"path": path, "orig_name": name, "meta": {"_type": "gradio.FileData"}}
    session = f"sending {Path(path).parts[-3]}"
    assert begin(client, office.event("LibraryTab.add"), [[file], "default"], session).status_code == 200
    return json.dumps([*watch(client, session)], ensure_ascii=False)


def test_a_changed_file_replaces_the_one_before_over_http(office: Office, librarian: httpx.Client) -> None:
    first = over_the_interface(librarian, "用车.txt", BODY.format(times="每天登记"))
    again = over_the_interface(librarian, "用车.txt", BODY.format(times="每天登记"))
    changed = over_the_interface(librarian, "用车.txt", BODY.format(times="每周登记"))
    assert [each["outcome"] for each in (first, again, changed)] == ["added", "unchanged", "replaced"]
    assert changed["replaced_ids"] == first["document_ids"]
    assert "用车.txt" in str(changed["message"])
    assert names(librarian).count("用车.txt") == 1
    answer = librarian.post("/api/v1/ask", json={"question": "公务用车多久登记一次？"}).json()
    assert "每天登记" not in str(answer)
    assert (Deed.DOCUMENT_REMOVED, first["document_ids"]) in [
        (each.what, [each.object]) for each in office.people.deeds(10)
    ]


def test_page_and_interface_know_a_file_by_the_same_name(office: Office, librarian: httpx.Client) -> None:
    told = over_the_page(office, librarian, "《用车》 $1!.txt", BODY.format(times="每天登记"))
    assert "page-files" not in told
    assert over_the_interface(librarian, "《用车》 $1!.txt", BODY.format(times="每周登记"))["outcome"] == "replaced"
    assert "已替换" in over_the_page(office, librarian, "《用车》 $1!.txt", BODY.format(times="每月登记"))
    assert names(librarian).count("《用车》 $1!.txt") == 1
    assert not any("/" in document.path for document in office_documents(office) if "用车" in document.path)


def test_long_names_that_begin_alike_stay_two_documents(office: Office, librarian: httpx.Client) -> None:
    for name, times in (("一", "每天登记"), ("二", "每周登记")):
        over_the_page(office, librarian, f"{LONG}（{name}）.txt", BODY.format(times=times))
    sent = [name for name in names(librarian) if name.startswith(LONG[:20])]
    assert len(set(sent)) == 2
    assert all(name.endswith(".txt") and len(name.encode()) <= 255 for name in sent)


def office_documents(office: Office) -> list[DocumentSummary]:
    with Assistant(Settings(home=office.home, workers=0)) as assistant:
        return assistant.documents()
