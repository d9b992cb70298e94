"""People with accounts at the page: the first administrator, somebody he adds, and what each of them is shown."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import WAIT_MS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PASSWORD = "整改 台账 逐项销号 2026"
SERVE = """
import sys
from pathlib import Path
from assistant.application import Assistant
from assistant.settings import Settings
from assistant.web.app import Terms, serve
with Assistant(Settings(home=Path(sys.argv[1]), language="zh")) as assistant:
    serve(assistant, "127.0.0.1", 0, Terms(for_people=True))
"""


@pytest.fixture
def opened(small_library: Path, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a page that is open for people and has none yet, and the key of its console."""
    home = tmp_path / ".assistant"
    shutil.copytree(small_library, home)
    log = tmp_path / "served.log"
    with log.open("w", encoding="utf-8") as errors:
        command = [sys.executable, "-c", SERVE, str(home)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+", said)
            assert address is not None, log.read_text(encoding="utf-8")
            while (key := re.search(r"口令 (\S+) ", log.read_text(encoding="utf-8"))) is None:
                pass
            yield address[0], key[1]
        finally:
            process.terminate()
            process.wait(timeout=20)
            process.stdout.close()
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.fixture
def come(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """`come(address)` opens the page in a browser session of its own."""
    contexts = []

    def opened(address: str) -> Page:
        contexts.append(browser.new_context(locale="zh-CN"))
        page = contexts[-1].new_page()
        page.set_default_timeout(WAIT_MS)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.fill("#name", name)
    page.fill("#password", password)
    page.get_by_role("button", name="登录").click()


def as_the_first(page: Page, key: str) -> Page:
    """Make the first account, an administrator's, and be signed in with it."""
    for field, typed in {"key": key, "name": "主任", "new": PASSWORD, "again": PASSWORD}.items():
        page.fill(f"#{field}", typed)
    page.get_by_role("button", name="建立并登录").click()
    return page


def add_account(page: Page, name: str, password: str, said: str) -> None:
    """Type a new account on the tab of accounts, and wait for what the page says to it."""
    page.locator("#account-name input").fill(name)
    page.locator("#account-name input").press("Enter")
    page.locator("#account-password input").fill(password)
    page.locator("#account-add").click()
    page.locator("#people-reply", has_text=said).wait_for()


def ask(page: Page, question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")


def tabs(page: Page) -> set[str]:
    """The tabs that are shown, once it is known who looks."""
    page.locator("#visitor nav").wait_for()
    page.wait_for_timeout(500)
    return set(page.get_by_role("tablist").first.get_by_role("tab").all_inner_texts())


def test_from_the_first_administrator_to_a_reader_who_is_shown_his_part(
    opened: tuple[str, str], come: Callable[[str], Page]
) -> None:
    address, key = opened
    page = as_the_first(come(address), key)
    assert tabs(page) >= {"提问", "起草", "资料库", "质量", "用户"}

    page.get_by_role("tab", name="用户").click()
    page.locator("#accounts table").wait_for()
    add_account(page, "reader", PASSWORD, "已保存")
    assert "reader" in page.locator("#accounts").inner_text()

    reader = come(address)
    sign_in(reader, "reader", "wrong password")
    reader.get_by_role("alert").wait_for()
    sign_in(reader, "reader")
    assert tabs(reader).isdisjoint({"起草", "质量", "用户"})
    assert reader.locator("#upload-and-ask").count() == 0
    reader.get_by_role("tab", name="资料库").click()
    reader.locator("#documents table").wait_for()
    assert reader.locator("#add-files").count() == 0
    reader.get_by_role("tab", name="提问").click()
    ask(reader, "整改期限是多久？")
    reader.locator("#conversation", has_text="三个月").wait_for()


def test_whoever_is_signed_out_meanwhile_is_shown_the_way_in(
    opened: tuple[str, str], come: Callable[[str], Page]
) -> None:
    address, key = opened
    page = as_the_first(come(address), key)
    tabs(page)
    elsewhere = page.context.new_page()
    elsewhere.goto(f"{address}/logout")
    elsewhere.get_by_role("button", name="退出").click()
    ask(page, "整改期限是多久？")
    page.locator("#password").wait_for()
    assert page.url.endswith("/login")


def test_an_account_is_deleted_after_somebody_decides_about_its_work(
    opened: tuple[str, str], come: Callable[[str], Page]
) -> None:
    address, key = opened
    page = as_the_first(come(address), key)
    tabs(page)
    page.get_by_role("tab", name="用户").click()
    page.locator("#accounts table").wait_for()
    for password, said in (("zhangwei1988", "太容易猜"), (PASSWORD, "已保存")):
        add_account(page, "leaver", password, said)

    leaver = come(address)
    sign_in(leaver, "leaver")
    tabs(leaver)
    ask(leaver, "整改期限是多久？")
    leaver.locator("#conversation", has_text="三个月").wait_for()

    page.locator("#account-name input").fill("leaver")
    page.locator("#account-name input").press("Enter")
    page.locator("#account-delete").click()
    page.locator("#really-delete-account", has_text="1 个对话").wait_for()
    page.locator("#account-confirm").click()
    page.locator("#people-reply [role=alert]").wait_for()
    page.locator("#account-work").get_by_text("移交给另一用户").click()
    page.locator("#account-heir input").click()
    page.get_by_role("option", name="主任").click()
    page.locator("#account-confirm").click()
    page.locator("#people-reply", has_text="已移交给 主任").wait_for()
    assert "leaver" not in page.locator("#accounts").inner_text()
    page.locator("#really-delete-account").wait_for(state="hidden")
    ask(leaver, "还在吗？")
    leaver.locator("#password").wait_for()
