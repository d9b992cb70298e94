"""The events of the form for a plan, called as the page calls them."""

import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.drafting.records import Findings, Plan
from assistant.errors import RejectedFile
from assistant.library.evidence import Proof
from assistant.records import Document
from assistant.web.plan_form import PlanForm
from assistant.web.site import Site

ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})


class Drafter:
    """Gives one plan for every feedback document, and remembers what it was given."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.given: Any = None
        self.proved_by: Any = "nothing"
        self.received: date | None = None
        self.regime: str | None = None

    def findings(self, feedback: Path | Document) -> Findings:
        if isinstance(feedback, Path) and not feedback.exists():
            raise RejectedFile("file_empty", path=feedback)
        self.given = feedback
        return self.plan.source

    def draft_plan(self, feedback: Path | Document, *, received: date | None, regime: str | None) -> Plan:
        self.findings(feedback)
        self.received, self.regime = received, regime
        return self.plan

    def evidence_of(self, citations: Any, feedback: Path | None) -> Proof:
        self.proved_by = feedback
        return Proof((), {})

    def document(self, document_id: str) -> Any:
        return SimpleNamespace(id=document_id)


@pytest.fixture
def drafter(plan: Callable[..., Plan]) -> Drafter:
    return Drafter(plan())


@pytest.fixture
def form(drafter: Drafter, tmp_path: Path, build: Any) -> Any:
    files = tmp_path / "page-files"
    files.mkdir()

    def make() -> PlanForm:
        with gr.Blocks(analytics_enabled=False), gr.Tabs():
            return PlanForm(Site(drafter, files, None))  # type: ignore[arg-type]

    return build(make)


@pytest.fixture
def uploaded(tmp_path: Path) -> str:
    path = tmp_path / "反馈.txt"
    path.write_text("上传的原文", encoding="utf-8")
    return str(path)


def files_of(form: Any, update: dict[Any, Any]) -> dict[str, Path]:
    return {kind: Path(update[button]) for kind, button in form._downloads._buttons.items()}


def test_findings_are_shown_before_anything_is_drafted(form: Any, drafter: Drafter, uploaded: str) -> None:
    update = form.read(uploaded, None, ZH)
    assert "理论学习全年仅X次" in update[form._findings]
    assert update[form._draft]["visible"]
    assert update[form._plan] == ""
    assert drafter.given == Path(uploaded)


def test_another_document_takes_the_old_findings_and_plan_away(form: Any) -> None:
    update = form.begin_again()
    assert (update[form._findings], update[form._plan], update[form.places]) == ("", "", {})
    assert not update[form._draft]["visible"]


def test_an_uploaded_document_is_drafted_from(form: Any, drafter: Drafter, uploaded: str) -> None:
    update = form.draft(uploaded, None, "2026年1月1日", "central-2024", {}, ZH)
    assert (drafter.given, drafter.received, drafter.regime) == (Path(uploaded), date(2026, 1, 1), "central-2024")
    assert drafter.proved_by == Path(uploaded)
    assert "补学专题" in update[form._plan]


def test_a_document_of_the_library_is_drafted_from_as_the_library_holds_it(form: Any, drafter: Drafter) -> None:
    form.draft(None, "d7", "", "", {}, ZH)
    assert (drafter.given.id, drafter.received, drafter.regime, drafter.proved_by) == ("d7", None, None, None)


def test_downloads_lie_in_the_pages_own_folder_under_names_that_say_what_they_are(
    form: Any, uploaded: str, tmp_path: Path
) -> None:
    files = files_of(form, form.draft(uploaded, None, "", "", {}, ZH))
    assert {kind: path.name for kind, path in files.items()} == {
        "docx": "整改方案-市交通局党组-2026-01-05.docx",
        "review": "整改方案（审阅稿）-市交通局党组-2026-01-05.docx",
        "xlsx": "整改台账-市交通局党组-2026-01-05.xlsx",
        "md": "整改方案-市交通局党组-2026-01-05.md",
        "json": "整改方案-市交通局党组-2026-01-05.json",
        "pack": "证据包-市交通局党组-2026-01-05.zip",
    }
    assert all(path.is_relative_to(tmp_path / "page-files") for path in files.values())
    assert json.loads(files["json"].read_text(encoding="utf-8"))["groups"]
    assert "补学专题" in files["md"].read_text(encoding="utf-8")
    with zipfile.ZipFile(files["pack"]) as pack:
        assert {"drafts/plan.docx", "drafts/plan.md", "drafts/plan.json", "manifest.json"} <= {*pack.namelist()}


def test_links_of_findings_still_open_beside_those_of_the_plan(form: Any, uploaded: str) -> None:
    read = form.read(uploaded, None, ZH)[form.places]
    drafted = form.draft(uploaded, None, "", "", read, ZH)[form.places]
    of_findings, of_plan = drafted.values()
    assert {*of_findings} == {"finding-F1"}
    assert {*of_plan} == {"cite-1", "cite-2"}
    assert all(len(key) == 32 for key in drafted)


def test_without_a_document_the_page_says_what_is_missing(form: Any) -> None:
    assert "请先上传反馈意见" in form.read(None, None, ZH)[form._findings]


def test_a_wrong_date_is_named_and_nothing_is_offered(form: Any, uploaded: str) -> None:
    update = form.draft(uploaded, None, "昨天", "", {}, ZH)
    assert "昨天" in update[form._plan]
    assert not update[form._downloads._row]["visible"]


def test_a_file_that_cannot_be_read_is_called_by_its_name(form: Any) -> None:
    shown = form.read("/home/a/page-files/0f/图.png", None, ZH)[form._findings]
    assert "图&#46;png" in shown
    assert "files" not in shown


def test_no_deadline_rule_is_chosen_for_anybody(form: Any) -> None:
    offered = form.offer_regimes(ZH)[form._regime]
    assert offered["value"] == ""
    assert "stated" in [name for _, name in offered["choices"]]
