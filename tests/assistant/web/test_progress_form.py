"""The events of the form for a progress report, over real ledgers."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.desk.drafts import Drafts
from assistant.desk.records import DraftKind
from assistant.documents.tables import read_sheets
from assistant.drafting.forms import Form
from assistant.drafting.ledger_reading import kept_ledger
from assistant.drafting.progress import Progress, report_progress
from assistant.web.manuscript_desk import ManuscriptDesk
from assistant.web.progress_form import ProgressForm
from assistant.web.site import Site

ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})
LEDGER = """序号,反馈问题,整改措施,责任领导,牵头单位,完成时限,整改状态
1,学习不深入,补学专题,张三,办公室,2026年3月1日,已完成
"""


class Reporter:
    """Reports as the assistant does, without a library."""

    def report_progress(self, ledger: Path, form: Form, *, on: date | None) -> Progress:
        return report_progress(kept_ledger(read_sheets(ledger), str(ledger)).table, form, on=on)


@pytest.fixture
def form(tmp_path: Path, build: Any, drafts: Drafts) -> Any:
    files = tmp_path / "page-files"
    files.mkdir()

    def make() -> ProgressForm:
        with gr.Blocks(analytics_enabled=False), gr.Tabs():
            return ProgressForm(Site(Reporter(), files, None), ManuscriptDesk(drafts, DraftKind.PROGRESS))  # type: ignore[arg-type]

    return build(make)


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[[str], str]:
    def written(text: str) -> str:
        path = tmp_path / "台账.csv"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return written


def test_a_ledger_becomes_a_report_with_its_figures_and_three_files(form: Any, ledger: Callable[[str], str]) -> None:
    update = form.draft(ledger(LEDGER), "internal", "2026-04-01", ZH)
    assert "反馈问题 1 个" in update[form._editor.parts.text]
    assert "补学专题" in update[form._editor.parts.text]
    names = {Path(update[button]["value"]).suffix for button in form._editor.parts.downloads._buttons.values()}
    assert names == {".docx", ".md", ".json"}


def test_without_a_ledger_the_page_says_what_is_missing(form: Any) -> None:
    assert "请先上传整改台账" in form.draft(None, None, "", ZH)[form._problem]


def test_a_table_that_is_no_ledger_is_called_by_its_name(form: Any, ledger: Callable[[str], str]) -> None:
    update = form.draft(ledger("甲,乙\n1,2\n"), None, "", ZH)
    assert "台账&#46;csv" in update[form._problem]
    assert "page" not in update[form._problem]
    assert form._editor.parts.opened not in update


def test_both_forms_are_offered_in_words(form: Any) -> None:
    assert [value for _, value in form.offer_forms(ZH)[form._form]["choices"]] == ["internal", "public"]
