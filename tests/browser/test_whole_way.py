"""One person's way on the first day, from an empty library to a case of the evaluation."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from assistant import resources
from tests.browser.steps import act, ask, download, open_tab
from tests.browser.test_plan_editor import LEADER, write

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LONGEST_S = 30
TITLE = "林业局党组的反馈意见"
DAMAGED = resources.corpus() / "damaged" / "shimen-linyeju-fankui-yijian.txt"


def test_from_first_run_to_a_case(
    visit: Callable[..., Page], serve_page: Callable[..., AbstractContextManager[str]], tmp_path: Path
) -> None:
    with serve_page(tmp_path / ".assistant") as address:
        page = visit(address)
        begun = time.monotonic()
        page.locator("#load-sample").click()
        page.locator("#empty-library").wait_for(state="hidden")
        open_tab(page, "资料库")
        page.locator("#add-files input[type=file]").set_input_files(
            [{"name": "反馈.txt", "mimeType": "text/plain", "buffer": DAMAGED.read_bytes()}]
        )
        page.locator("#library-reply li", has_text=TITLE).wait_for()
        page.locator("#remove-pick input").click()
        page.get_by_role("option", name=TITLE).first.click()
        page.locator("#repairs ins").first.wait_for()
        open_tab(page, "起草")
        page.locator("#feedback-pick input").click()
        page.locator("#feedback-pick [role=option]", has_text=TITLE).first.click()
        page.locator("#read-findings").click()
        page.locator("#findings tbody td").first.wait_for()
        page.locator("#draft-plan").click()
        page.locator("#plan article").wait_for()
        for row, leader in enumerate(("张某某", "李某某")):
            write(page, row, LEADER, leader)
        page.locator("#plan-make-files").click()
        word = Document(str(download(page, "#plan-docx", tmp_path)))
        assert any("整改方案" in paragraph.text for paragraph in word.paragraphs)
        written = "".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
        assert "张某某" in written
        assert "李某某" in written
        open_tab(page, "提问")
        answer = ask(page, "谁是整改第一责任人？")
        answer.locator("a.cite").first.click()
        page.locator("#source-panel mark").wait_for()
        page.keyboard.press("Escape")
        act(page, "bad")
        page.locator("#ask-reply .remark").wait_for()
        open_tab(page, "质量")
        page.locator("#cases td", has_text="谁是整改第一责任人").first.wait_for()
        assert time.monotonic() - begun <= LONGEST_S
