"""The events of the draft tab, called as the page calls them."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.drafting.records import Plan
from assistant.errors import RejectedFile
from assistant.web.draft_tab import DraftTab
from assistant.web.site import Site

ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})


class Drafter:
    """Gives one plan for every feedback document, and remembers what it was given."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.read = ""
        self.received: date | None = None
        self.regime: str | None = None

    def draft_plan(self, feedback: Path, *, received: date | None, regime: str | None) -> Plan:
        if not feedback.exists():
            raise RejectedFile("file_empty", path=feedback)
        self.read, self.received, self.regime = feedback.read_text(encoding="utf-8"), received, regime
        return self.plan

    def document(self, document_id: str) -> Any:
        return SimpleNamespace(id=document_id, title="反馈/意见", original_text=f"{document_id}的原文")


@pytest.fixture
def drafter(plan: Callable[..., Plan]) -> Drafter:
    return Drafter(plan())


@pytest.fixture
def tab(drafter: Drafter, tmp_path: Path, build: Any) -> Any:
    files = tmp_path / "page-files"
    files.mkdir()

    def make() -> DraftTab:
        with gr.Blocks(analytics_enabled=False), gr.Tabs():
            return DraftTab(Site(drafter, files, None))  # type: ignore[arg-type]

    return build(make)


@pytest.fixture
def uploaded(tmp_path: Path) -> str:
    path = tmp_path / "反馈.txt"
    path.write_text("上传的原文", encoding="utf-8")
    return str(path)


def test_an_uploaded_document_is_drafted_from(tab: Any, drafter: Drafter, uploaded: str) -> None:
    update = tab.draft(uploaded, None, "2026年1月1日", "central-2024", ZH)
    assert (drafter.read, drafter.received, drafter.regime) == ("上传的原文", date(2026, 1, 1), "central-2024")
    assert "补学专题" in update[tab._plan]


def test_a_document_of_the_library_is_drafted_from_as_it_was_read(tab: Any, drafter: Drafter) -> None:
    tab.draft(None, "d7", "", "", ZH)
    assert (drafter.read, drafter.received, drafter.regime) == ("d7的原文", None, None)


def test_both_downloads_lie_in_the_pages_own_folder_under_a_name_that_says_what_they_are(
    tab: Any, uploaded: str, tmp_path: Path
) -> None:
    update = tab.draft(uploaded, None, "", "", ZH)
    markdown, record = Path(update[tab._markdown]), Path(update[tab._json])
    assert markdown.name == "整改方案-市交通局党组-2026-01-05.md"
    assert markdown.is_relative_to(tmp_path / "page-files")
    assert json.loads(record.read_text(encoding="utf-8"))["groups"]
    assert "补学专题" in markdown.read_text(encoding="utf-8")


def test_links_of_the_plan_open_under_a_key_of_their_own(tab: Any, uploaded: str) -> None:
    first, second = (tab.draft(uploaded, None, "", "", ZH)[tab.places] for _ in range(2))
    assert set(first).isdisjoint(second)
    ((key, places),) = first.items()
    assert len(key) == 32
    assert set(places) == {"cite-1", "cite-2"}


def test_without_a_document_the_page_says_what_is_missing(tab: Any) -> None:
    assert "请先上传反馈意见" in tab.draft(None, None, "", "", ZH)[tab._plan]


def test_a_wrong_date_is_named(tab: Any, uploaded: str) -> None:
    assert "昨天" in tab.draft(uploaded, None, "昨天", "", ZH)[tab._plan]


def test_a_file_that_cannot_be_read_is_called_by_its_name(tab: Any) -> None:
    shown = tab.draft("/home/a/page-files/0f/图.png", None, "", "", ZH)[tab._plan]
    assert "图&#46;png" in shown
    assert "files" not in shown


def test_no_deadline_rule_is_chosen_for_anybody(tab: Any) -> None:
    offered = tab.offer_regimes(ZH)[tab._regime]
    assert offered["value"] == ""
    assert "stated" in [name for _, name in offered["choices"]]
