"""The events of the form for remarks."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.application import Assistant
from assistant.desk.drafts import Drafts
from assistant.desk.records import DraftKind
from assistant.drafting.forms import Genre
from assistant.drafting.remarks import Remarks, write_remarks
from assistant.records import Document
from assistant.web.manuscript_desk import ManuscriptDesk
from assistant.web.remarks_form import RemarksForm
from assistant.web.site import Site
from tests.assistant.web.conftest import as_sent

ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})


class Speaker:
    """Writes as the assistant does over an empty library, and remembers what about."""

    topic = staticmethod(Assistant.topic)

    def __init__(self) -> None:
        self.about: Document | None = None
        self.told: dict[str, Any] = {}

    def read(self, path: Path) -> Document:
        return Assistant.topic(path.read_text(encoding="utf-8"))

    def draft_remarks(self, genre: Genre, about: Document, **told: Any) -> Remarks:
        self.about, self.told = about, told
        return write_remarks(genre, about, lambda text, k: [], **told)


@pytest.fixture
def speaker() -> Speaker:
    return Speaker()


@pytest.fixture
def form(speaker: Speaker, tmp_path: Path, build: Any, drafts: Drafts) -> Any:
    files = tmp_path / "page-files"
    files.mkdir()

    def make() -> RemarksForm:
        with gr.Blocks(analytics_enabled=False), gr.Tabs():
            return RemarksForm(Site(speaker, files, None), ManuscriptDesk(drafts, DraftKind.REMARKS))  # type: ignore[arg-type]

    return build(make)


def draft(form: Any, topic: str = "全市巡察整改推进会", minutes: str = "", **changes: Any) -> Any:
    asked = {"file": None, "picked": None, "topic": topic, "genre": Genre.PLEDGE, "minutes": minutes, "agenda": ""}
    return form.draft(**(asked | changes), request=ZH)


def test_a_topic_becomes_a_speech_with_three_files(form: Any) -> None:
    update = draft(form)
    assert "全市巡察整改推进会" in update[form._editor.parts.text]
    assert {Path(update[button]["value"]).suffix for button in form._editor.parts.downloads._buttons.values()} == {
        ".docx",
        ".md",
        ".json",
    }


def test_a_topic_is_never_the_name_of_a_file_of_the_server(form: Any, speaker: Speaker, tmp_path: Path) -> None:
    secret = tmp_path / "口令.txt"
    secret.write_text("绝密内容在此", encoding="utf-8")
    update = draft(form, str(secret))
    assert speaker.about is not None
    assert speaker.about.text == str(secret)
    assert "绝密内容" not in update[form._editor.parts.text]


def test_an_uploaded_file_goes_before_the_topic(form: Any, speaker: Speaker, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("关于召开会议的通知", encoding="utf-8")
    draft(form, file=str(path))
    assert speaker.about is not None
    assert speaker.about.text == "关于召开会议的通知"


@pytest.mark.parametrize(("typed", "minutes"), [("", None), ("5", 5.0), (" ７.5 分钟 ", 7.5), ("180", 180.0)])
def test_minutes_are_read_as_people_type_them(form: Any, speaker: Speaker, typed: str, minutes: float | None) -> None:
    draft(form, minutes=typed)
    assert speaker.told["minutes"] == minutes


@pytest.mark.parametrize("typed", ["0", "-3", "十", "181", "nan", "1e2", "5;6"])
def test_what_is_no_number_of_minutes_is_named(form: Any, typed: str) -> None:
    update = draft(form, minutes=typed)
    assert "不是分钟数" in update[form._problem]
    assert form._editor.parts.opened not in update


def test_items_of_an_agenda_are_lines(form: Any, speaker: Speaker) -> None:
    draft(form, genre=Genre.HOST, agenda="宣读反馈意见\n\n 表态发言 \n")
    assert speaker.told["agenda"] == ["宣读反馈意见", "表态发言"]


def test_nothing_to_speak_about_is_said(form: Any) -> None:
    assert "主题" in draft(form, "  ")[form._problem]


def test_a_line_that_is_changed_is_kept_and_in_the_files(form: Any) -> None:
    page = draft(form)
    editor = form._editor
    rows = [[*row] for row in page[editor.parts.table]["value"]["data"]]
    at = next(n for n, row in enumerate(rows) if row[0] == "L3")
    rows[at][1] = "我代表局党组作表态。"
    after = editor.edit(page[editor.parts.opened], as_sent(rows, page, editor), ZH)
    assert "我代表局党组作表态" in after[editor.parts.text]
    files = editor.make_files(after[editor.parts.opened], ZH)
    (markdown,) = (files[button]["value"] for kind, button in editor.parts.downloads._buttons.items() if kind == "md")
    assert "我代表局党组作表态。" in Path(markdown).read_text(encoding="utf-8")
    back = editor.undo(after[editor.parts.opened], ZH)
    assert back[editor.parts.table]["value"]["data"] == page[editor.parts.table]["value"]["data"]
    again = editor.open(page[editor.parts.opened].heading.id, ZH)
    assert again[editor.parts.table]["value"]["data"] == page[editor.parts.table]["value"]["data"]


def test_two_pages_see_what_they_both_changed(form: Any) -> None:
    page, editor = draft(form), form._editor
    for said in ("甲的话。", "乙的话。"):
        rows = [[place, said if place == "L2" else text] for place, text in page[editor.parts.table]["value"]["data"]]
        after = editor.edit(page[editor.parts.opened], as_sent(rows, page, editor), ZH)
    assert "乙的话" in after[editor.parts.notice]
    assert ["L2", "甲的话。"] in after[editor.parts.table]["value"]["data"]
