"""A file that was sent is its name: it comes once, and a changed one takes the place of the one before."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.application import Assistant
from assistant.errors import UsageError
from assistant.library import ingest as ingesting
from assistant.library.candidates import Sent
from assistant.library.file_reports import FileReport, IngestReport
from assistant.library.reach import Reach, Secrecy

Write = Callable[[str, str], Path]
Send = Callable[..., FileReport]

RULE = "差旅费管理办法\n\n第一条　差旅费每人每天补助{sum}元。\n\n第二条　{mark}。\n"
OLD, NEW = RULE.format(sum="一百", mark="由财务科解释"), RULE.format(sum="一百二十", mark="由办公室解释")


@pytest.fixture
def send(assistant: Assistant, tmp_path: Path) -> Send:
    """`send("办法.txt", "……")` puts a file where no other lies, as the page does, and sends it."""

    def sent(name: str, text: str, collection: str = "default", by: Assistant = assistant) -> FileReport:
        (report,) = by.ingest([lay(tmp_path, name, text)], collection=collection).files
        return report

    return sent


def lay(tmp_path: Path, name: str, text: str) -> Sent:
    folder = tmp_path / f"upload-{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    (folder / name).write_text(text, encoding="utf-8")
    return Sent(folder / name)


def test_a_changed_file_of_the_same_name_replaces_the_one_before_and_says_so(assistant: Assistant, send: Send) -> None:
    before = send("办法.txt", OLD)
    after = send("办法.txt", NEW)
    assert [before.outcome, after.outcome] == ["added", "replaced"]
    assert after.replaced_ids == before.document_ids
    assert "已替换 办法.txt" in after.message
    assert [(each.id, each.path) for each in assistant.documents()] == [(after.document_ids[0], "办法.txt")]
    assert "由财务科解释" not in str(assistant.retrieve("差旅费由财务科解释"))


def test_the_same_bytes_again_change_nothing(assistant: Assistant, send: Send) -> None:
    before = send("办法.txt", OLD)
    again = send("办法.txt", OLD)
    assert (again.outcome, again.document_ids, again.replaced_ids) == ("unchanged", before.document_ids, ())
    assert len(assistant.documents()) == 1


def test_a_name_in_another_collection_is_another_document(assistant: Assistant, send: Send) -> None:
    assert [send("办法.txt", OLD).outcome, send("办法.txt", NEW, "机要").outcome] == ["added", "added"]
    assert {each.collection for each in assistant.documents()} == {"default", "机要"}


def test_a_file_of_a_folder_and_one_that_was_sent_leave_each_other_alone(
    assistant: Assistant, send: Send, write: Write
) -> None:
    assistant.ingest([write("办法.txt", OLD)])
    assert send("办法.txt", NEW).outcome == "added"
    (again,) = assistant.ingest([write("办法.txt", OLD + "第三条　略。\n")]).files
    assert again.outcome == "replaced"
    assert len(assistant.documents()) == 2


def test_of_two_files_of_one_name_that_come_together_none_is_lost_unsaid(assistant: Assistant, tmp_path: Path) -> None:
    sent = [lay(tmp_path, "办法.txt", text) for text in (OLD, NEW, OLD)]
    reports = assistant.ingest(sent).files
    assert [each.outcome for each in reports] == ["added", "rejected", "unchanged"]
    assert "改名" in reports[1].message


def test_what_is_kept_from_somebody_is_not_replaced_by_him(assistant: Assistant, send: Send) -> None:
    hidden = send("办法.txt", f"机密★1年\n\n{OLD}")
    reader = assistant.within(Reach(Secrecy.PUBLIC))
    own = send("办法.txt", NEW, by=reader)
    assert (own.outcome, own.replaced_ids) == ("added", ())
    assert {each.id for each in assistant.documents()} == {*hidden.document_ids, *own.document_ids}
    assert [each.id for each in reader.documents()] == [*own.document_ids]


def test_nothing_beside_a_file_speaks_of_it(assistant: Assistant, tmp_path: Path) -> None:
    sent = lay(tmp_path, "办法.txt", OLD)
    sent.path.with_name("办法.txt.yaml").write_text("title: 别的名字\n", encoding="utf-8")
    assistant.ingest([sent])
    assert [each.title for each in assistant.documents()] == ["差旅费管理办法"]


def test_what_is_no_name_of_a_collection_is_refused_however_it_comes(assistant: Assistant, send: Send) -> None:
    (sent,) = send("办法.txt", OLD).document_ids
    for attempt in (
        lambda: send("办法.txt", NEW, "长" * 61),
        lambda: assistant.describe(sent, {}, collection="甲\n乙"),
    ):
        with pytest.raises(UsageError):
            attempt()


def test_a_file_that_cannot_be_read_is_called_by_its_name(send: Send) -> None:
    refused = [send("空.txt", ""), send("图.xyz", "x"), send("坏.docx", "x")]
    assert [each.outcome for each in refused] == ["rejected"] * 3
    assert [each.path for each in refused] == ["空.txt", "图.xyz", "坏.docx"]
    assert not any("upload-" in each.message for each in refused)


def test_a_file_that_becomes_a_copy_of_another_leaves_nothing_of_what_it_was(
    assistant: Assistant, write: Write
) -> None:
    """The same for files of folders: what it held before is in no file any more."""
    (other,) = assistant.ingest([write("甲.txt", NEW)]).files
    (before,) = assistant.ingest([write("乙.txt", OLD)]).files
    (after,) = assistant.ingest([write("乙.txt", NEW)]).files
    assert (after.outcome, after.document_ids, after.replaced_ids) == (
        "replaced",
        other.document_ids,
        before.document_ids,
    )
    assert [each.id for each in assistant.documents()] == [*other.document_ids]
    assert assistant.verify().findings == ()


def test_several_people_send_at_once_and_take_turns(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [lay(tmp_path, f"办法{n}.txt", RULE.format(sum=n, mark="略")) for n in range(4)]
    by_whom = [assistant.within(Reach(Secrecy.INTERNAL)) for _ in sent]
    outcomes: list[str] = []
    at_work: list[object] = []
    most: list[int] = []
    ingest = ingesting.ingest

    def watched(*given: Any) -> IngestReport:
        at_work.append(given)
        most.append(len(at_work))
        time.sleep(0.05)
        try:
            return ingest(*given)
        finally:
            at_work.pop()

    monkeypatch.setattr(ingesting, "ingest", watched)

    def add(by: Assistant, file: Sent) -> None:
        outcomes.extend(each.outcome for each in by.ingest([file]).files)

    threads = [threading.Thread(target=add, args=given) for given in zip(by_whom, sent, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (outcomes, max(most)) == (["added"] * 4, 1)
    assert assistant.verify().findings == ()
