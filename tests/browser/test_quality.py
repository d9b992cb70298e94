"""How good the answers are, as people meet it: a suite run and its report, and feedback that becomes a case."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.samples import load
from tests.browser.steps import act, ask, download, open_tab, unfold

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Visit = Callable[..., "Page"]

RUN_MS = 180_000


def choose(page: Page, field: str, option: str) -> None:
    page.locator(f"{field} input").click()
    page.get_by_role("option", name=option).first.click()


def test_a_suite_runs_in_the_background_and_its_report_opens(visit: Visit, address: str) -> None:
    page = visit(address)
    open_tab(page, "质量")
    choose(page, "#suite", "检索（retrieval）")
    page.locator("#run-suite").click()
    page.locator("#run-standing progress").wait_for()
    page.close()
    page = visit(address)
    open_tab(page, "质量")
    page.locator("#run-standing", has_text="检索（retrieval）评测完毕").wait_for(timeout=RUN_MS)
    assert "前五段中有依据" in page.locator("#runs tbody tr").first.inner_text()
    with page.context.expect_page() as opened:
        page.locator("#runs a", has_text="打开报告").first.click()
    opened.value.locator("details.case, .case").first.wait_for()
    assert opened.value.locator("h1, h2").first.inner_text()


def test_a_run_can_be_stopped(visit: Visit, address: str) -> None:
    page = visit(address, locale="en-GB")
    open_tab(page, "Quality")
    choose(page, "#suite", "answers")
    page.locator("#run-suite").click()
    page.locator("#stop-run").click()
    page.locator("#run-standing progress").wait_for(state="detached")
    assert page.locator("#run-suite").is_enabled()


def test_a_wrong_citation_becomes_a_case_of_a_suite(visit: Visit, address: str, tmp_path: Path) -> None:
    page = visit(address)
    ask(page, "巡察整改的第一责任人是谁？")
    act(page, "wrong_citation")
    page.locator("#ask-reply .remark", has_text="质量").wait_for()
    open_tab(page, "质量")
    page.locator("#cases td", has_text="第一责任人是谁").first.wait_for()
    unfold(page, "#complete-case")
    choose(page, "#case-pick", "第一责任人是谁")
    choose(page, "#case-answerable", "资料库里有答案")
    choose(page, "#case-document", "临江市巡察整改工作办法")
    page.locator("#case-quote textarea").fill("党组织书记是 整改第一责任人")
    page.locator("#case-facts").locator("textarea, input").fill("书记")
    page.locator("#case-save").click()
    page.locator("#case-reply .remark", has_text="已保存").wait_for()
    page.locator("#export-suite").click()
    page.locator("#download-suite").wait_for()
    with zipfile.ZipFile(download(page, "#download-suite", tmp_path)) as archive:
        archive.extractall(tmp_path)
    (case,) = load(str(tmp_path / "feedback")).samples
    assert (case.question, case.expected_facts) == ("巡察整改的第一责任人是谁？", ("书记",))
    page.locator("#cases a.cite").last.click()
    page.locator("#source-panel mark", has_text="整改第一责任人").wait_for()
