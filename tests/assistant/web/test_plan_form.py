"""The events of the form for a plan, called as the page calls them."""

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.desk.desk import Desk
from assistant.drafting.feedback_records import Findings
from assistant.drafting.records import Plan
from assistant.errors import LibraryUnavailable, NotInLibrary, RejectedFile
from assistant.library.evidence import Proof
from assistant.records import Document
from assistant.web.plan_desk import PlanDesk
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
        self.confirmed: Findings | None = None

    def findings(self, feedback: Path | Document) -> Findings:
        if isinstance(feedback, Path) and not feedback.exists():
            raise RejectedFile("file_empty", path=feedback)
        self.given = feedback
        return self.plan.source

    def draft_plan(
        self, feedback: Path | Document, *, received: date | None, regime: str | None, findings: Findings
    ) -> Plan:
        self.findings(feedback)
        self.received, self.regime, self.confirmed = received, regime, findings
        return self.plan

    def evidence_of(self, citations: Any, feedback: Path | None, *, model: str | None) -> Proof:
        self.proved_by = feedback
        return Proof((), {})

    def document(self, document_id: str) -> Any:
        if "." in document_id:
            raise NotInLibrary("no_such_document", id=document_id)
        return SimpleNamespace(id=document_id)


@pytest.fixture
def drafter(plan: Callable[..., Plan]) -> Drafter:
    return Drafter(plan())


@pytest.fixture
def desk(home: Path) -> Iterator[PlanDesk]:
    opened = Desk(home)
    yield PlanDesk(opened.drafts)
    opened.close()


@pytest.fixture
def form(drafter: Drafter, desk: PlanDesk, tmp_path: Path, build: Any) -> Any:
    files = tmp_path / "page-files"
    files.mkdir()

    def make() -> PlanForm:
        with gr.Blocks(analytics_enabled=False), gr.Tabs():
            return PlanForm(Site(drafter, files, None), desk)  # type: ignore[arg-type]

    return build(make)


@pytest.fixture
def uploaded(tmp_path: Path) -> str:
    path = tmp_path / "反馈.txt"
    path.write_text("上传的原文", encoding="utf-8")
    return str(path)


def files_of(form: Any, update: dict[Any, Any]) -> dict[str, Path]:
    offered = {kind: update[button] for kind, button in form._editor.parts.downloads._buttons.items()}
    return {kind: Path(each["value"]) for kind, each in offered.items() if each["visible"]}


def drafted(form: Any, file: str | None, picked: str | None = None, received: str = "", regime: str = "") -> Any:
    return form.draft(file or picked, file, picked, received, regime, ZH, [], [], "")


def test_findings_are_shown_before_anything_is_drafted(form: Any, drafter: Drafter, uploaded: str) -> None:
    update = form.read(uploaded, None, ZH)
    assert "理论学习全年仅X次" in update[form._findings]
    assert update[form._draft]["visible"]
    assert drafter.given == Path(uploaded)


@pytest.mark.parametrize(("file", "picked"), [("another.txt", None), (None, "d1"), (None, None)])
def test_another_document_takes_the_old_findings_away_and_leaves_the_plan(
    form: Any, uploaded: str, file: str | None, picked: str | None
) -> None:
    update = form.forget(form.read(uploaded, None, ZH)[form._read_of], file, picked)
    assert (update[form._findings], update[form.places], update[form._read_of]) == ("", {}, None)
    assert not update[form._draft]["visible"]
    assert form._editor.parts.text not in update


def test_findings_stay_where_the_choice_of_their_document_is_heard_of_after_they_were_read(
    form: Any, uploaded: str
) -> None:
    assert form._findings not in form.forget(None, uploaded, None), "it might come after findings asked for meanwhile"
    assert form._findings not in form.forget(form.read(uploaded, None, ZH)[form._read_of], uploaded, "d1")
    assert form._findings not in form.forget(form.read(None, "d7", ZH)[form._read_of], None, "d7")


def test_what_was_confirmed_of_one_document_goes_into_no_plan_of_another(
    form: Any, drafter: Drafter, uploaded: str
) -> None:
    for read_of, file, picked in ((uploaded, None, "d7"), ("d7", uploaded, None), (None, uploaded, None)):
        update = form.draft(read_of, file, picked, "", "", ZH, ["F1"], [], "")
        assert "再按一次" in update[form._problem]
        assert drafter.given is None


def test_an_uploaded_document_is_drafted_from(form: Any, drafter: Drafter, uploaded: str) -> None:
    update = drafted(form, uploaded, None, "2026年1月1日", "central-2024")
    assert (drafter.given, drafter.received, drafter.regime) == (Path(uploaded), date(2026, 1, 1), "central-2024")
    assert drafter.proved_by == Path(uploaded)
    assert "补学专题" in update[form._editor.parts.text]


def test_a_document_of_the_library_is_drafted_from_as_the_library_holds_it(form: Any, drafter: Drafter) -> None:
    drafted(form, None, "d7")
    assert (drafter.given.id, drafter.received, drafter.regime, drafter.proved_by) == ("d7", None, None, None)


def test_what_a_person_mended_is_what_is_drafted(form: Any, drafter: Drafter, uploaded: str) -> None:
    form.draft(uploaded, uploaded, None, "", "", ZH, ["F1"], [], "")
    assert drafter.confirmed is not None
    assert drafter.confirmed.findings == ()
    refused = form.draft(uploaded, uploaded, None, "", "", ZH, [], [], "原文没有的话")
    assert "原文没有的话" in refused[form._problem]


def test_a_plan_that_cannot_be_kept_is_shown_all_the_same(
    form: Any, desk: PlanDesk, uploaded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise LibraryUnavailable("library_busy", path=Path("desk"))

    monkeypatch.setattr(desk, "keep", full)
    update = drafted(form, uploaded)
    assert "补学专题" in update[form._editor.parts.text]
    assert "⚠" in update[form._editor.parts.notice]
    assert update[form._editor.parts.opened] is None


def test_downloads_lie_in_the_pages_own_folder_under_names_that_say_what_they_are(
    form: Any, uploaded: str, tmp_path: Path
) -> None:
    files = files_of(form, drafted(form, uploaded))
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
    (of_findings,) = form.read(uploaded, None, ZH)[form.places].values()
    (of_plan,) = drafted(form, uploaded)[form._editor.parts.places].values()
    assert {*of_findings} == {"finding-F1"}
    assert {*of_plan} == {"cite-1", "cite-2"}


def test_without_a_document_the_page_says_what_is_missing(form: Any) -> None:
    assert "请先上传反馈意见" in form.read(None, None, ZH)[form._findings]


def test_a_wrong_date_is_named_and_nothing_is_offered(form: Any, uploaded: str) -> None:
    update = drafted(form, uploaded, None, "昨天")
    assert "昨天" in update[form._problem]
    assert form._editor.parts.opened not in update


def test_a_file_that_cannot_be_read_is_called_by_its_name(form: Any) -> None:
    shown = form.read("/home/a/page-files/0f/图.png", None, ZH)[form._findings]
    assert "图&#46;png" in shown
    assert "files" not in shown


def test_no_deadline_rule_is_chosen_for_anybody(form: Any) -> None:
    offered = form.offer_regimes(ZH)[form._regime]
    assert offered["value"] == ""
    assert "stated" in [name for _, name in offered["choices"]]
