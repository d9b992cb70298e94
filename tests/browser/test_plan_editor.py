"""A plan as people work on it: cells changed, rows locked, drafted anew, taken back; nothing lost to a reload."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from tests.browser.steps import download, open_tab, unanswered, unfold
from tests.browser.test_drafting import drafted

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

Visit = Callable[..., "Page"]
TEXT, LEADER, UNIT = 1, 2, 3


def cell(page: Page, row: int, column: int) -> Locator:
    return page.locator(f'#plan-table [data-testid="cell-{row}-{column}"]')


def type_over(page: Page, row: int, column: int, words: str) -> None:
    cell(page, row, column).dblclick()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def write(page: Page, row: int, column: int, words: str) -> None:
    """Type into a cell and wait until it is kept, or refused."""
    notice = page.locator("#plan-notice").element_handle()
    before = page.locator("#plan-notice p.remark, #plan-notice .notice").all_inner_texts()
    type_over(page, row, column, words)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "([notice, before]) => JSON.stringify("
        "[...notice.querySelectorAll('p.remark, .notice')].map(each => each.innerText)) !== before",
        arg=[notice, json.dumps(before, ensure_ascii=False, separators=(",", ":"))],
    )


def open_latest(page: Page) -> None:
    open_tab(page, "起草")
    page.locator("#plan-drafts input").click()
    page.locator("#plan-drafts [role=option]").first.click()
    page.locator("#plan article").wait_for()


def test_what_is_changed_in_the_table_is_in_the_files_and_survives_a_reload(
    visit: Visit, address: str, tmp_path: Path
) -> None:
    page = visit(address)
    drafted(page)
    write(page, 0, LEADER, "张某某")
    page.locator("#plan-docx").wait_for(state="hidden")
    with unanswered(page):  # whoever presses the button leaves the cell with it
        type_over(page, 1, UNIT, "河长制办公室")
        page.locator("#plan-make-files").click()
    page.locator("#plan-docx").wait_for()
    text = "\n".join(
        each.text
        for table in Document(str(download(page, "#plan-docx", tmp_path))).tables
        for row in table.rows
        for each in row.cells
    )
    assert "张某某" in text
    assert "河长制办公室" in text
    page.reload()
    open_latest(page)
    assert "张某某" in page.locator("#plan").inner_text()
    assert cell(page, 1, UNIT).inner_text() == "河长制办公室"


def test_two_pages_on_one_plan_lose_nothing_and_see_the_conflict(visit: Visit, address: str) -> None:
    first = visit(address)
    drafted(first)
    second = visit(address)
    open_latest(second)
    write(first, 0, LEADER, "张某某")
    write(second, 0, UNIT, "办公室")
    cell(second, 0, LEADER).get_by_text("张某某").wait_for()
    write(second, 1, LEADER, "赵某某")
    write(first, 1, LEADER, "钱某某")
    notice = first.locator("#plan-notice").inner_text()
    assert "赵某某" in notice
    assert "钱某某" in notice
    for row, column, words in ((0, LEADER, "张某某"), (0, UNIT, "办公室"), (1, LEADER, "赵某某")):
        cell(first, row, column).get_by_text(words).wait_for()


def test_what_another_page_wrote_meanwhile_is_not_written_over_unseen(visit: Visit, address: str) -> None:
    first = visit(address)
    drafted(first)
    second = visit(address)
    open_latest(second)
    write(first, 0, LEADER, "张某某")
    with unanswered(second):
        type_over(second, 0, UNIT, "办公室")
        second.keyboard.press("Enter")
        type_over(second, 0, LEADER, "李")  # before she can know of his change, which comes while she writes on
    second.locator("#plan", has_text="张某某").wait_for()
    second.keyboard.type("某某")
    second.keyboard.press("Enter")
    notice = second.locator("#plan-notice .notice", has_text="李某某")
    notice.wait_for()
    assert "张某某" in notice.inner_text()
    cell(second, 0, LEADER).get_by_text("张某某").wait_for()
    cell(second, 0, UNIT).get_by_text("办公室").wait_for()
    write(second, 0, LEADER, "李某某")  # now she has seen it
    second.locator("#plan", has_text="李某某").wait_for()


def test_what_is_written_faster_than_it_is_kept_is_all_kept(visit: Visit, address: str) -> None:
    page = visit(address)
    drafted(page)
    with unanswered(page):
        for column, words in ((UNIT, "办公室"), (LEADER, "李某某")):
            type_over(page, 0, column, words)
            page.keyboard.press("Enter")
    for words in ("办公室", "李某某"):
        page.locator("#plan", has_text=words).wait_for()
    page.reload()
    open_latest(page)
    assert cell(page, 0, UNIT).inner_text().startswith("办公室")
    assert cell(page, 0, LEADER).inner_text().startswith("李某某")


def test_a_row_is_locked_unlocked_and_changes_are_taken_back(visit: Visit, address: str) -> None:
    page = visit(address)
    drafted(page)
    drafted_text = cell(page, 0, TEXT).inner_text()
    write(page, 0, TEXT, "自己写的措施。")
    cell(page, 0, TEXT).click()
    page.locator("#plan-lock").click()
    page.locator("#plan-unlock").wait_for()
    page.locator("#plan-anew").click()
    page.locator("#plan-notice", has_text="已锁定").wait_for()
    page.locator("#plan-unlock").click()
    page.locator("#plan-lock").wait_for()
    page.locator("#plan-anew").click()
    page.locator("#plan-difference ins", has_text=drafted_text[:12]).wait_for()
    assert cell(page, 0, TEXT).inner_text() == "自己写的措施。"
    page.locator("#plan-apply").click()
    page.locator("#plan-difference table").wait_for(state="detached")
    assert cell(page, 0, TEXT).inner_text() == drafted_text
    page.locator("#plan-undo").click()
    page.locator('#plan-table [data-testid="cell-0-1"]', has_text="自己写的措施。").wait_for()


def test_findings_are_mended_before_the_plan_is_drafted(visit: Visit, address: str) -> None:
    from tests.browser.test_drafting import read_findings

    page = visit(address)
    read_findings(page)
    unfold(page, "#findings-mend")
    page.locator("#left-out input").click()
    page.locator("#left-out [role=option]", has_text="F2").click()
    page.keyboard.press("Escape")
    page.locator("#draft-plan").click()
    page.locator("#plan article").wait_for()
    quoted = page.locator("#plan blockquote").all_inner_texts()
    assert not any("河湖治理责任落实不到位" in each for each in quoted)
    assert any("组织生活不规范" in each for each in quoted)


def test_a_section_is_rewritten_and_a_draft_deleted(visit: Visit, address: str) -> None:
    page = visit(address)
    drafted(page)
    unfold(page, "#plan-sections-box")
    page.locator("#plan-section input").click()
    page.locator("#plan-section [role=option]", has_text="组织领导").click()
    box = page.locator("#plan-section-text textarea")
    page.wait_for_function("() => document.querySelector('#plan-section-text textarea').value.length > 0")
    box.fill("成立专班，由党组书记负总责。")
    page.locator("#plan-section input").click()  # on to the next one, past the button
    page.locator("#plan", has_text="成立专班，由党组书记负总责。").wait_for()
    page.locator("#plan-delete").click()
    page.locator("#plan-really-delete", has_text="无法恢复").wait_for()
    page.locator("#plan-keep").click()
    page.locator("#plan-really-delete").wait_for(state="hidden")
    assert page.locator("#plan article").is_visible()
    page.locator("#plan-delete").click()
    page.locator("#plan-confirm").click()
    page.locator("#plan-notice", has_text="已删除").wait_for()
    page.locator("#plan article").wait_for(state="detached")
