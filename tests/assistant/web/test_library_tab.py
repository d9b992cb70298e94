"""The table of documents, the line for each file, and what may be removed."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.application import DocumentSummary
from assistant.errors import LibraryUnavailable, NotInLibrary
from assistant.library.file_reports import FileReport, IngestReport
from assistant.library.standing import Standing
from assistant.records import Status, Version
from assistant.web.library_tab import LibraryTab, reports, table
from assistant.web.site import Site

ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})


def summary(document_id: str, title: str, **changes: Any) -> DocumentSummary:
    facts: dict[str, Any] = {
        "path": f"/a/{document_id}.md",
        "collection": "default",
        "genre": "regulation",
        "version": Version(issued_on=date(2024, 1, 1)),
        "status": Status.CURRENT,
        "passages": 7,
        "characters": 900,
        "warnings": (),
    }
    return DocumentSummary(id=document_id, title=title, **(facts | changes))


class Shelf:
    """A library in memory."""

    def __init__(self) -> None:
        self.held = {"d1": summary("d1", "整改办法"), "d2": summary("d2", "动员讲话")}
        self.full = False

    def documents(self) -> list[DocumentSummary]:
        return [*self.held.values()]

    def remove(self, document_id: str) -> None:
        if document_id not in self.held:
            raise NotInLibrary("no_such_document", id=document_id)
        del self.held[document_id]

    def ingest(self, paths: Sequence[Path], *, watch: Callable[[Standing], None]) -> IngestReport:
        if self.full:
            raise LibraryUnavailable("disk_full", path="/a")
        done = [FileReport(str(path), "added", path.stem, f"已导入 {path}：《{path.stem}》，1 段") for path in paths]
        watch(Standing("reading", len(done), len(paths), 1, 1, 10, 0.1))
        self.held |= {path.stem: summary(path.stem, path.stem) for path in paths}
        return IngestReport(tuple(done))


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def tab(shelf: Shelf, tmp_path: Path, build: Any) -> Any:
    def make() -> LibraryTab:
        with gr.Blocks(analytics_enabled=False), gr.Tabs():
            return LibraryTab(Site(shelf, tmp_path, None))  # type: ignore[arg-type]

    return build(make)


def no_progress(*_: Any, **__: Any) -> None: ...


def test_a_row_says_what_a_document_is_and_whether_it_holds() -> None:
    old = summary("d1", "<b>办法", status=Status.SUPERSEDED, warnings=("有字符无法解码",), passages=31)
    markup = table([old], "k", "zh")
    for part in ("&#60;b&#62;办法", "制度", "已废止", "31", "有字符无法解码", "共有 1 份资料"):
        assert part in markup


@pytest.mark.parametrize("genre", ["speech", "regulation", "notice", "feedback", "plan", "report", "other"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_genre_has_a_name(genre: str, language: str) -> None:
    assert table([summary("d1", "甲", genre=genre)], "k", language)


def test_an_empty_library_says_so() -> None:
    assert "还没有资料" in table([], "k", "zh")


def test_a_file_is_called_by_its_name_not_by_the_folder_it_was_uploaded_to() -> None:
    path = "/home/a/.assistant/page-files/0f/空.txt"
    markup = reports([FileReport(path, "rejected", None, f"未导入 {path}：文件是空的。")])
    assert "未导入 空&#46;txt：文件是空的。" in markup
    assert "page&#45;files" not in markup


def test_titles_open_their_documents(tab: Any) -> None:
    (places,) = tab.arrive(ZH)[tab.places].values()
    assert {name: place.document_id for name, place in places.items()} == {"document-1": "d1", "document-2": "d2"}


def test_added_files_appear_in_the_table(tab: Any) -> None:
    update = tab.add(["/t/通知.txt"], ZH, no_progress)
    assert "已导入" in update[tab._reply]
    assert "通知" in update[tab._table]


def test_a_library_that_cannot_be_written_is_named_and_nothing_else_changes(tab: Any, shelf: Shelf) -> None:
    shelf.full = True
    update = tab.add(["/t/通知.txt"], ZH, no_progress)
    assert LibraryUnavailable("disk_full", path="").in_language("zh")[:4] in update[tab._reply]
    assert tab._table not in update


def test_a_removal_is_asked_for_first(tab: Any, shelf: Shelf) -> None:
    assert "《整改办法》" in tab.ask_to_remove("d1", ZH)[tab._asked]
    assert "d1" in shelf.held
    update = tab.remove("d1", ZH)
    assert "d1" not in shelf.held
    assert "整改办法" not in update[tab._table]


def test_nothing_picked_is_nothing_removed(tab: Any) -> None:
    assert "请先" in tab.ask_to_remove(None, ZH)[tab._reply]


def test_a_document_that_somebody_else_removed_is_said_to_be_gone(tab: Any) -> None:
    assert "d9" in tab.remove("d9", ZH)[tab._reply]
