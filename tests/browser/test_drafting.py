"""Drafting as people meet it: findings confirmed, a plan with its files, a report from a ledger, a speech."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from tests.browser.steps import download, open_tab, upload_to

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Visit = Callable[..., "Page"]

FEEDBACK = """关于巡察临江市水务局党组的反馈意见

根据市委统一部署，市委第三巡察组对临江市水务局党组开展了常规巡察。

巡察发现的主要问题：

一、落实党的理论和路线方针政策方面

（一）学习贯彻不够深入。理论学习中心组全年仅组织集中学习X次。

（二）河湖治理责任落实不到位。部分河段巡查记录缺失。

二、基层党组织建设方面

（一）组织生活不规范。个别支部未按期开展民主评议。

意见建议：

（一）加强理论学习，健全学习制度。
"""

LEDGER = """序号,反馈问题,整改措施,责任领导,牵头单位,完成时限,整改状态
1,学习不深入,补学专题,张三,办公室,2026年3月1日,已完成
2,巡河不到位,补做记录,李四,河长办,2026年3月1日,进行中
"""


def read_findings(page: Page) -> None:
    open_tab(page, "起草")
    upload_to(page, "#feedback-file", "反馈意见.txt", FEEDBACK.encode())
    page.locator("#read-findings").click()
    page.locator("#findings article").wait_for()


def drafted(page: Page) -> None:
    read_findings(page)
    page.locator("#draft-plan").click()
    page.locator("#plan article").wait_for()


def test_findings_are_confirmed_before_a_plan_is_drafted(visit: Visit, address: str) -> None:
    page = visit(address)
    open_tab(page, "起草")
    assert page.locator("#draft-plan").is_hidden()
    read_findings(page)
    said = page.locator("#findings").inner_text()
    for finding in ("学习贯彻不够深入", "河湖治理责任落实不到位", "组织生活不规范", "健全学习制度"):
        assert finding in said
    page.locator("#findings a.cite", has_text="F2").click()
    page.locator("#source-panel mark", has_text="河湖治理责任落实不到位").wait_for()


def test_a_plan_comes_with_all_its_files(visit: Visit, address: str, tmp_path: Path) -> None:
    page = visit(address)
    drafted(page)
    assert "【待填" in page.locator("#plan").inner_text()
    kinds = ("docx", "review", "xlsx", "md", "json", "pack")
    files = {kind: download(page, f"#plan-{kind}", tmp_path) for kind in kinds}
    assert len({path.name for path in files.values()}) == len(kinds)
    assert any("学习贯彻不够深入" in each.text for each in Document(str(files["docx"])).paragraphs)
    assert "学习贯彻不够深入" in files["md"].read_text(encoding="utf-8")
    record = json.loads(files["json"].read_text(encoding="utf-8"))
    assert len([finding for group in record["groups"] for finding in group["findings"]]) == 3
    assert zipfile.is_zipfile(files["xlsx"])
    with zipfile.ZipFile(files["pack"]) as pack:
        assert "manifest.json" in pack.namelist()


def test_open_slots_and_checks_lead_to_their_rows_by_keyboard(visit: Visit, address: str) -> None:
    page = visit(address)
    drafted(page)
    page.locator("#plan .slots summary").first.click()
    way = page.locator("#plan .slots a.jump:visible").first
    target = (way.get_attribute("href") or "").removeprefix("#")
    way.focus()
    page.keyboard.press("Enter")
    page.locator(f"[id='{target}']:target").wait_for()
    assert page.locator(f"[id='{target}']").evaluate("row => row.getBoundingClientRect().top < window.innerHeight")


def test_checks_say_what_to_do_what_they_rest_on_and_which_rule_they_are(visit: Visit, address: str) -> None:
    page = visit(address)
    drafted(page)
    said = page.locator("#plan .checks .help").all_inner_texts()
    assert said
    assert all(re.search(r"(规定|实务).*\[[a-z-]+\]", text) for text in said)


def test_the_coverage_matrix_has_a_row_for_each_finding(visit: Visit, address: str) -> None:
    page = visit(address)
    drafted(page)
    page.locator("#plan .coverage summary").click()
    assert page.locator("#plan .coverage tbody th").all_inner_texts() == ["F1", "F2", "F3"]


def test_citations_of_a_plan_open_too(visit: Visit, address: str) -> None:
    page = visit(address)
    drafted(page)
    page.locator("#plan a.cite").first.click()
    page.locator("#source-panel mark").wait_for()


def test_without_a_document_the_page_says_what_is_missing(visit: Visit, address: str) -> None:
    page = visit(address, locale="en-GB")
    open_tab(page, "Draft")
    page.locator("#read-findings").click()
    page.locator("#findings .notice", has_text="Upload a feedback document").wait_for()


def test_what_is_no_feedback_is_refused_by_name(visit: Visit, address: str) -> None:
    page = visit(address)
    open_tab(page, "起草")
    upload_to(
        page, "#feedback-file", "合同.txt", "采购合同\n\n甲方：水务局\n乙方：供货商\n\n第一条 货款十万元。\n".encode()
    )
    page.locator("#read-findings").click()
    notice = page.locator("#findings .notice")
    notice.wait_for()
    assert "合同.txt" in notice.inner_text()
    assert "page-files" not in notice.inner_text()
    assert page.locator("#draft-plan").is_hidden()


def test_a_ledger_becomes_a_progress_report(visit: Visit, address: str, tmp_path: Path) -> None:
    page = visit(address)
    open_tab(page, "起草")
    open_tab(page, "进展报告")
    upload_to(page, "#ledger-file", "整改台账.csv", LEDGER.encode())
    page.locator("#draft-progress").click()
    page.locator("#progress article").wait_for()
    assert "反馈问题 2 个" in page.locator("#progress").inner_text()
    assert "巡河不到位" in download(page, "#progress-md", tmp_path).read_text(encoding="utf-8")
    assert Document(str(download(page, "#progress-docx", tmp_path))).paragraphs


def test_a_topic_becomes_a_speech(visit: Visit, address: str, tmp_path: Path) -> None:
    page = visit(address)
    open_tab(page, "起草")
    open_tab(page, "讲话稿")
    page.locator("#about-topic textarea").fill("全市巡察整改推进会")
    page.locator("#remarks-minutes").locator("input, textarea").fill("5")
    page.locator("#draft-remarks").click()
    page.locator("#remarks article").wait_for()
    assert "全市巡察整改推进会" in page.locator("#remarks h2").inner_text()
    assert Document(str(download(page, "#remarks-docx", tmp_path))).paragraphs
