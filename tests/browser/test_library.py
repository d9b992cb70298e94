"""The library as people meet it: files added with a line each, removed, purged, what is in doubt, the check."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.application import Assistant
from assistant.settings import Settings
from tests.browser.steps import open_tab, unfold

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Visit = Callable[..., "Page"]
Serve = Callable[..., AbstractContextManager[str]]

EDITION = "值班办法\n\n第一条 汛期实行二十四小时值班，值班人员不得离岗。\n\n第二条 本办法自{day}起施行。\n"
UNDATED = "值班办法\n\n第一条 汛期实行二十四小时值班，值班人员不得离岗，并做好记录。\n\n第二条 由办公室解释。\n"


def pick(page: Page, title: str) -> None:
    page.locator("#remove-pick input").click()
    page.get_by_role("option", name=title).first.click()


def test_files_are_added_with_a_line_each_and_removed_after_a_question(visit: Visit, address: str) -> None:
    page = visit(address)
    open_tab(page, "资料库")
    page.locator("#documents table").wait_for()
    files = {"值班安排.txt": "值班安排\n\n汛期实行二十四小时值班。\n", "空白.txt": ""}
    page.locator("#add-files input[type=file]").set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files.items()]
    )
    page.locator("#library-reply li").nth(1).wait_for()
    lines = {name: page.locator("#library-reply li", has_text=name).inner_text() for name in files}
    assert (lines["值班安排.txt"][0], lines["空白.txt"][0]) == ("✓", "✗")
    page.locator("#documents td", has_text="值班安排").first.wait_for()
    pick(page, "值班安排")
    page.locator("#remove").click()
    page.locator("#really-remove", has_text="值班安排").wait_for()
    page.locator("#confirm-remove").click()
    page.locator("#removal-reply", has_text="已移除").wait_for()
    assert "值班安排" not in page.locator("#documents").inner_text()


def test_a_changed_file_sent_again_takes_the_place_of_the_one_before(visit: Visit, address: str) -> None:
    page = visit(address)
    open_tab(page, "资料库")
    page.locator("#documents table").wait_for()
    for hours, sign, said in (("八", "✓", "已导入"), ("八", "=", "无变化"), ("十二", "✓", "已替换")):
        text = f"轮岗安排\n\n汛期实行{hours}小时轮岗。\n"
        page.locator("#add-files input[type=file]").set_input_files(
            [{"name": "《轮岗》安排.txt", "mimeType": "text/plain", "buffer": text.encode()}]
        )
        page.locator("#library-reply li", has_text=f"{sign} {said} 《轮岗》安排.txt").wait_for()
        page.locator("#add-files input[type=file]").wait_for(state="attached")
    assert page.locator("#documents td", has_text="轮岗安排").count() == 1
    page.locator("#documents a.cite", has_text="轮岗安排").click()
    page.locator("#source-panel .text", has_text="十二小时轮岗").wait_for()


def test_a_title_in_the_library_opens_the_document(visit: Visit, address: str) -> None:
    page = visit(address)
    open_tab(page, "资料库")
    page.locator("#documents a.cite", has_text="临江市巡察整改工作办法").click()
    page.locator("#source-panel .text", has_text="压实整改责任").wait_for()


def test_a_purge_asks_in_plain_words_and_shows_what_was_searched(visit: Visit, address: str) -> None:
    page = visit(address, locale="en-GB")
    open_tab(page, "Library")
    page.locator("#documents table").wait_for()
    page.locator("#add-files input[type=file]").set_input_files(
        [
            {
                "name": "密件.txt",
                "mimeType": "text/plain",
                "buffer": "密件\n\n此件办结后须彻底清除，不得留存。\n".encode(),
            }
        ]
    )
    page.locator("#documents td", has_text="密件").first.wait_for()
    pick(page, "密件")
    page.locator("#purge").click()
    page.locator("#really-remove", has_text="for good").wait_for()
    assert page.locator("#confirm-remove").is_hidden()
    page.locator("#confirm-purge").click()
    page.locator("#removal-reply .sound", has_text="Nothing is left").wait_for()
    assert "密件" not in page.locator("#documents").inner_text()


def test_a_check_says_that_the_library_is_sound(visit: Visit, address: str) -> None:
    page = visit(address)
    open_tab(page, "资料库")
    unfold(page, "#upkeep")
    page.locator("#verify").click()
    page.locator("#upkeep-reply .sound", has_text="资料库完好").wait_for()


def test_editions_and_doubts_about_them_are_shown(visit: Visit, serve_page: Serve, tmp_path: Path) -> None:
    for name, text in {
        "旧.txt": EDITION.format(day="2020年1月1日"),
        "新.txt": EDITION.format(day="2024年1月1日"),
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    home = tmp_path / ".assistant"
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([tmp_path / "旧.txt", tmp_path / "新.txt"])
    with serve_page(home) as address:
        page = visit(address)
        open_tab(page, "资料库")
        row = page.locator("#documents tr", has=page.locator("strong", has_text="2024-01-01"))
        row.locator("a.cite", has_text="2020-01-01").click()
        page.locator("#source-panel .badge", has_text="已废止").wait_for()
        page.keyboard.press("Escape")
        page.locator("#add-files input[type=file]").set_input_files(
            [{"name": "无日期.txt", "mimeType": "text/plain", "buffer": UNDATED.encode()}]
        )
        page.locator("#review summary").click()
        page.locator("#review a.cite", has_text="值班办法").first.click()
        page.locator("#source-panel .text", has_text="值班人员").wait_for()
