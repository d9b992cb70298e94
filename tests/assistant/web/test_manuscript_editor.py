"""Reports and speeches worked on line by line: lines locked, drafted anew, taken or left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.application import Assistant
from assistant.desk.drafts import Drafts
from assistant.desk.records import DraftKind
from assistant.documents.tables import read_sheets
from assistant.drafting.editing import Edit
from assistant.drafting.forms import Form, Genre
from assistant.drafting.ledger_reading import kept_ledger
from assistant.drafting.line_editing import TITLE
from assistant.drafting.progress import Progress, report_progress
from assistant.drafting.remarks import Remarks, write_remarks
from assistant.errors import NotInLibrary
from assistant.records import Document
from assistant.web.manuscript_desk import ManuscriptDesk
from assistant.web.progress_form import ProgressForm
from assistant.web.remarks_form import RemarksForm
from assistant.web.site import Site
from tests.assistant.web.conftest import as_sent

ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})
HEAD = "序号,反馈问题,整改措施,责任领导,牵头单位,完成时限,整改状态,进展情况\n"
LEDGER = f"{HEAD}1,学习不深入,补学专题,张三,办公室,2026年3月1日,已完成,已补学三次\n"


class Drafter:
    """Drafts as the assistant does, over a library of no rules and such documents as a test puts there."""

    topic = staticmethod(Assistant.topic)

    def __init__(self) -> None:
        self.held: dict[str, Document] = {}

    def report_progress(self, ledger: Path, form: Form, *, on: date | None) -> Progress:
        return report_progress(kept_ledger(read_sheets(ledger), str(ledger)).table, form, on=on)

    def draft_remarks(self, genre: Genre, about: Document, **told: Any) -> Remarks:
        return write_remarks(genre, about, lambda text, k: [], **told)

    def read(self, path: Path) -> Document:
        return Assistant.topic(path.read_text(encoding="utf-8"))

    def document(self, document_id: str) -> Document:
        if document_id not in self.held:
            raise NotInLibrary("no_such_document", id=document_id)
        return self.held[document_id]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    files = tmp_path / "page-files"
    files.mkdir()
    return Site(Drafter(), files, None)  # type: ignore[arg-type]


@pytest.fixture
def progress(site: Site, drafts: Drafts, build: Any) -> Any:
    def make() -> ProgressForm:
        with gr.Blocks(analytics_enabled=False), gr.Tabs():
            return ProgressForm(site, ManuscriptDesk(drafts, DraftKind.PROGRESS))

    return build(make)


@pytest.fixture
def remarks(site: Site, drafts: Drafts, build: Any) -> Any:
    def make() -> RemarksForm:
        with gr.Blocks(analytics_enabled=False), gr.Tabs():
            return RemarksForm(site, ManuscriptDesk(drafts, DraftKind.REMARKS))

    return build(make)


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[[str], str]:
    def written(text: str) -> str:
        path = tmp_path / "台账.csv"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return written


@pytest.fixture
def page(progress: Any, ledger: Callable[[str], str]) -> Any:
    """A report on the desk, and its editor."""
    shown = progress.draft(ledger(LEDGER), "internal", "2026-04-01", ZH)
    return SimpleNamespace(editor=progress._editor, opened=shown[progress._editor.parts.opened], shown=shown)


def place_of(page: Any, words: str) -> str:
    (place,) = [name for name, text in page.opened.shown.items() if words in text and name.startswith("L")]
    return str(place)


def typed(page: Any, place: str, said: str) -> Any:
    """What the page shows once somebody typed over a line."""
    rows = [[name, said if name == place else text] for name, text in page.opened.shown.items()]
    return page.editor.edit(page.opened, as_sent(rows, page.shown, page.editor), ZH)


def test_a_locked_line_is_changed_by_nobody_before_it_is_unlocked(page: Any) -> None:
    place, parts = place_of(page, "补学专题"), page.editor.parts
    after = page.editor.lock(page.opened, place, ZH)
    assert (after[parts.lock]["visible"], after[parts.unlock]["visible"]) == (False, True)
    page.opened, page.shown = after[parts.opened], after
    refused = typed(page, place, "改了")
    assert "已锁定" in refused[parts.notice]
    assert "补学专题" in refused[parts.opened].shown[place]
    assert "已锁定" in page.editor.propose(page.opened, place, None, ZH)[parts.notice]
    after = page.editor.unlock(page.opened, place, ZH)
    page.opened, page.shown = after[parts.opened], after
    assert typed(page, place, "改了")[parts.opened].shown[place] == "改了"


def test_a_lock_stays_with_its_line_when_lines_before_it_come_and_go(page: Any) -> None:
    place, parts = place_of(page, "补学专题"), page.editor.parts
    after = page.editor.lock(page.opened, place, ZH)
    page.opened, page.shown = after[parts.opened], after
    after = typed(page, "L1", "一。\n二。\n三。")
    (label,) = [label for label, _ in after[parts.row]["choices"] if "已锁定" in label]
    assert "补学专题" in label
    assert label.startswith(f"L{int(place[1:]) + 2}")


def test_a_line_is_drafted_anew_shown_first_and_taken(page: Any, ledger: Callable[[str], str]) -> None:
    place, parts = place_of(page, "补学专题"), page.editor.parts
    drafted = page.opened.shown[place]
    after = typed(page, place, "改坏了。")
    page.opened, page.shown = after[parts.opened], after
    anew = page.editor.propose(page.opened, place, ledger(LEDGER), ZH)
    assert "<del>改坏了。</del>" in anew[parts.difference]
    assert page.editor.desk.open("", page.opened.heading.id).shown[place] == "改坏了。"
    taken = page.editor.apply(page.opened, anew[parts.proposed], ZH)
    assert taken[parts.opened].shown[place] == drafted
    assert taken[parts.row]["value"] == place
    page.opened = taken[parts.opened]
    assert "相同" in page.editor.propose(page.opened, place, ledger(LEDGER), ZH)[parts.notice]


def test_what_the_ledger_says_now_comes_into_a_line_and_other_figures_do_not(
    page: Any, ledger: Callable[[str], str]
) -> None:
    place, parts = place_of(page, "补学专题"), page.editor.parts
    anew = page.editor.propose(page.opened, place, ledger(LEDGER.replace("三次", "五次")), ZH)
    assert "已补学五次" in anew[parts.difference]
    more = f"{LEDGER}2,台账不实,重建台账,李四,财务科,2026年5月1日,未完成,\n"
    refused = page.editor.propose(page.opened, place, ledger(more), ZH)
    assert "数字不同" in refused[parts.notice]
    assert parts.proposed not in refused


def test_a_line_that_changed_elsewhere_meanwhile_is_not_overwritten(page: Any, ledger: Callable[[str], str]) -> None:
    place, parts = place_of(page, "补学专题"), page.editor.parts
    after = typed(page, place, "改坏了。")
    page.opened, page.shown = after[parts.opened], after
    anew = page.editor.propose(page.opened, place, ledger(LEDGER), ZH)
    before = page.opened
    page.editor.desk.edit("", before, [Edit(place, "改坏了。", "别处又改了。")])
    refused = page.editor.apply(before, anew[parts.proposed], ZH)
    assert "别处又改了。" in refused[parts.notice]
    assert page.editor.desk.open("", before.heading.id).shown[place] == "别处又改了。"


def test_without_the_source_the_page_says_what_is_missing(page: Any, remarks: Any, tmp_path: Path) -> None:
    place = place_of(page, "补学专题")
    assert "请先上传整改台账" in page.editor.propose(page.opened, place, None, ZH)[page.editor.parts.notice]
    path = tmp_path / "通知.txt"
    path.write_text("全市巡察整改推进会", encoding="utf-8")
    asked = {"picked": None, "topic": "", "genre": Genre.PLEDGE, "minutes": "", "agenda": "", "request": ZH}
    editor = remarks._editor
    opened = remarks.draft(str(path), **asked)[editor.parts.opened]
    assert "重新上传" in editor.propose(opened, "L1", None, ZH)[editor.parts.notice]
    assert "相同" in editor.propose(opened, "L1", str(path), ZH)[editor.parts.notice]


def test_a_speech_about_a_topic_is_drafted_anew_from_what_the_desk_holds(remarks: Any) -> None:
    editor = remarks._editor
    shown = remarks.draft(None, None, "全市巡察整改推进会", Genre.HOST, "", "听取汇报\n讲话", ZH)
    opened = shown[editor.parts.opened]
    (place,) = [name for name, text in opened.shown.items() if "听取汇报" in text and name.startswith("L")][:1]
    rows = [[name, "改了" if name == place else text] for name, text in opened.shown.items()]
    opened = editor.edit(opened, as_sent(rows, shown, editor), ZH)[editor.parts.opened]
    anew = editor.propose(opened, place, None, ZH)
    assert "听取汇报" in anew[editor.parts.difference]


def test_a_title_is_no_line_to_lock(page: Any) -> None:
    for clicked, row in ((TITLE, None), ("L1", "L1")):
        event = SimpleNamespace(row_value=[clicked, "…"])
        assert page.editor.choose(page.opened, event)[page.editor.parts.row]["value"] == row
    assert "选" in page.editor.lock(page.opened, None, ZH)[page.editor.parts.notice]
