"""A speech as people work on it line by line: a line changed, drafted anew, locked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.steps import open_tab, unfold

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

Visit = Callable[..., "Page"]


def cell(page: Page, row: int) -> Locator:
    return page.locator(f'#remarks-table [data-testid="cell-{row}-1"]')


def write(page: Page, row: int, words: str) -> None:
    """Type over a line, and wait until the page says what became of it."""
    cell(page, row).dblclick()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def test_a_line_is_drafted_anew_and_locked(visit: Visit, address: str) -> None:
    page = visit(address)
    open_tab(page, "起草")
    open_tab(page, "讲话稿")
    page.locator("#about-topic textarea, #about-topic input").fill("全市巡察整改推进会")
    page.locator("#draft-remarks").click()
    page.locator("#remarks article").wait_for()
    unfold(page, "#remarks-lines-box")
    row = 3
    drafted = cell(page, row).inner_text()
    write(page, row, "此行改坏了。")
    page.locator("#remarks article", has_text="此行改坏了。").wait_for()
    cell(page, row).click()
    page.locator("#remarks-anew").click()
    page.locator("#remarks-difference ins", has_text=drafted[:12]).wait_for()
    page.locator("#remarks-apply").click()
    page.locator("#remarks article", has_text=drafted[:12]).wait_for()
    page.locator("#remarks-difference ins").wait_for(state="detached")
    page.locator("#remarks-lock").click()
    page.locator("#remarks-unlock").wait_for()
    write(page, row, "又改了。")
    page.locator("#remarks-notice [role=alert]", has_text="已锁定").wait_for()
    assert "又改了。" not in page.locator("#remarks article").inner_text()
