"""The events of the library tab, called as the page calls them, over a library in memory."""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.desk.desk import Desk
from assistant.desk.records import DraftKind
from assistant.errors import LibraryUnavailable, NotInLibrary
from assistant.library.candidates import Sent
from assistant.library.file_reports import FileReport, IngestReport
from assistant.library.maintenance import Purged
from assistant.library.overview import DocumentSummary, OpenQuestion
from assistant.library.standing import Standing
from assistant.library.traces import Searched
from assistant.web.library_tab import LibraryTab
from assistant.web.site import Site
from tests.assistant.web.builders import summary

ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})


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

    def ingest(
        self,
        sent: Sequence[Sent],
        *,
        collection: str,
        progress: Callable[[FileReport], None],
        watch: Callable[[Standing], None],
    ) -> IngestReport:
        if self.full:
            raise LibraryUnavailable("disk_full", path="/a")
        paths = [each.path for each in sent]
        done = [FileReport(str(path), "added", (path.stem,), f"已导入 {path}：《{path.stem}》，1 段") for path in paths]
        for n, report in enumerate(done, start=1):
            progress(report)
            watch(Standing("reading", n, len(paths), 1, 1, 10, 0.1))
        self.held |= {path.stem: summary(path.stem, path.stem, collection=collection) for path in paths}
        return IngestReport(tuple(done))

    def review(self) -> list[OpenQuestion]:
        return [OpenQuestion("date_missing", (self.held["d1"],), "有的没有日期")] if "d1" in self.held else []

    def purge(self, document_ids: Sequence[str]) -> Purged:
        for each in document_ids:
            self.remove(each)
        return Purged(tuple(document_ids), Searched(9, 2**20, 30, ()), 0, 0, {})

    def own_words(self, document_ids: Sequence[str]) -> frozenset[str]:
        for each in document_ids:
            if each not in self.held:
                raise NotInLibrary("no_such_document", id=each)
        return frozenset({"会议费每人每天五"})

    def embedders(self) -> tuple[str, str]:
        return "static-zh", "static-zh"


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def tab(shelf: Shelf, tmp_path: Path, build: Any) -> Any:
    def make() -> LibraryTab:
        with gr.Blocks(analytics_enabled=False), gr.Tabs():
            return LibraryTab(Site(shelf, tmp_path / "page-files", None))  # type: ignore[arg-type]

    return build(make)


def test_titles_open_their_documents(tab: Any) -> None:
    (places,) = tab.arrive(ZH)[tab.places].values()
    assert {name: place.document_id for name, place in places.items()} == {"document-1": "d1", "document-2": "d2"}


def test_each_file_has_its_line_and_the_table_follows(tab: Any) -> None:
    *during, last = tab.add(["/t/通知.txt", "/t/讲话.txt"], " 机要 ", ZH)
    assert "已导入" in during[-1][tab._reply]
    assert "通知" in last[tab._table]
    assert tab._reply not in last, "the lines stay"
    assert tab._site.assistant.held["通知"].collection == "机要"


def test_a_library_that_cannot_be_written_is_named_and_nothing_else_changes(tab: Any, shelf: Shelf) -> None:
    shelf.full = True
    (update,) = tab.add(["/t/通知.txt"], None, ZH)
    assert LibraryUnavailable("disk_full", path="").in_language("zh")[:4] in update[tab._reply]
    assert tab._table not in update


def test_what_is_in_doubt_stands_above_the_table(tab: Any) -> None:
    update = tab.arrive(ZH)
    assert "有的没有日期" in update[tab._review]
    assert "需人工核对（1）" in update[tab._review]


def test_a_purge_is_asked_for_in_other_words_and_shows_its_proof(tab: Any, shelf: Shelf) -> None:
    asked = tab.ask_to_purge("d2", ZH)
    assert "无法恢复" in asked[tab._asked]
    assert (asked[tab._confirm]["visible"], asked[tab._confirm_purge]["visible"]) == (False, True)
    assert "d2" in shelf.held
    update = tab.purge("d2", None, ZH)
    assert "d2" not in shelf.held
    assert "没有发现任何残余" in update[tab._outcome]


def test_whoever_comes_back_to_the_tab_finds_the_document_he_looked_at(tab: Any) -> None:
    shown = tab.come_back("d1", {"of the list": {}, "of the document": {}}, ZH)
    assert "value" not in shown[tab._picked]
    assert "of the document" in shown[tab.places]
    assert tab.come_back("d9", {}, ZH)[tab._picked]["value"] is None


def test_a_removal_is_asked_for_first(tab: Any, shelf: Shelf) -> None:
    asked = tab.ask_to_remove("d1", ZH)
    assert "《整改办法》" in asked[tab._asked]
    assert asked[tab._target] == "d1", "whatever is picked by the time it is answered"
    assert "d1" in shelf.held
    update = tab.remove("d1", ZH)
    assert "d1" not in shelf.held
    assert "整改办法" not in update[tab._table]


def test_nothing_picked_is_nothing_removed(tab: Any) -> None:
    assert "请先" in tab.ask_to_remove(None, ZH)[tab._outcome]


def test_a_document_that_somebody_else_removed_is_said_to_be_gone(tab: Any) -> None:
    assert "d9" in tab.remove("d9", ZH)[tab._outcome]
    assert "d9" in tab.purge("d9", None, ZH)[tab._outcome]


def test_drafts_that_quote_a_document_are_named_before_it_is_purged_and_somebody_decides(
    tab: Any, shelf: Shelf, tmp_path: Path
) -> None:
    desk = Desk(tmp_path)
    kept = desk.drafts.create("李四", DraftKind.REMARKS, "私事", "d2", {"text": "标准是会议费每人每天五百元。"})
    asked = tab.ask_to_purge("d2", ZH)
    assert "讲话稿（李四，" in asked[tab._asked]
    assert "私事" not in asked[tab._asked]
    assert (asked[tab._fate]["visible"], asked[tab._fate]["value"]) == (True, None)
    assert "请先选定" in tab.purge("d2", None, ZH)[tab._outcome]
    assert "d2" in shelf.held
    tab.purge("d2", "mask", ZH)
    assert "d2" not in shelf.held
    assert desk.drafts.open("李四", kept.id).state == {"text": "标准是████████百元。"}
