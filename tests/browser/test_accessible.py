"""Each tab through axe-core, as it looks in use, light and dark, wide and narrow: nothing serious of our own making."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant import resources
from assistant.application import Assistant
from assistant.open_library import SAMPLE_COLLECTION
from assistant.settings import Settings
from tests.browser.conftest import MEASURES
from tests.browser.steps import ask, open_tab, unfold, upload_to
from tests.browser.test_drafting import FEEDBACK

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Visit = Callable[..., "Page"]
Serve = Callable[..., AbstractContextManager[str]]

GLOSSED = resources.corpus() / "damaged" / "tiyuju-tuijinhui-jianghua.txt"
GRAVE = ("serious", "critical")

OF_GRADIO = {
    ("aria-required-children", "examples"): "the chat's example questions are buttons straight in a role=list",
    ("aria-prohibited-attr", "Static column"): "the lock sign over a column of gr.Dataframe is a div with a name",
}
"""(Rule, part of the element's tag) → why it is Gradio's and not ours to mend."""


@pytest.fixture(scope="module")
def own_address(tmp_path_factory: pytest.TempPathFactory, serve_page: Serve) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("accessible")
    (folder / "办法.md").write_text(MEASURES, encoding="utf-8")
    home = folder / ".assistant"
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([folder / "办法.md", GLOSSED], collection=SAMPLE_COLLECTION)
    with serve_page(home) as address:
        yield address


def asked(page: Page, folder: Path) -> None:
    ask(page, "巡察整改的第一责任人是谁？").locator("a.cite").first.click()
    page.locator("#source-panel mark").wait_for()


def drafted(page: Page, folder: Path) -> None:
    upload_to(page, "#feedback-file", "反馈意见.txt", FEEDBACK.encode())
    page.locator("#read-findings").click()
    page.locator("#findings article").wait_for()
    page.locator("#draft-plan").click()
    page.locator("#plan article").first.wait_for()


def cared_for(page: Page, folder: Path) -> None:
    page.locator("#documents table").wait_for()
    page.locator("#remove-pick input").click()
    page.get_by_role("option", name="在市体育局巡察整改").first.click()
    page.locator("#suggestions").wait_for()
    for part in ("#structure", "#facts", "#upkeep"):
        unfold(page, part)
    page.locator("#facts input, #facts textarea").first.wait_for()


def as_it_is(page: Page, folder: Path) -> None:
    page.wait_for_timeout(500)


SETTLED = """() => [...document.querySelectorAll("#plan, #findings, #conversation, #documents, #repairs")]
  .every((part) => {
    for (let each = part; each; each = each.parentElement) if (getComputedStyle(each).opacity !== "1") return false;
    return !part.querySelector(".pending, .generating");
  })"""
"""While an event runs, Gradio shows what it will change half-transparent; what is pale then is not what is read."""

TABS = {"提问": asked, "起草": drafted, "资料库": cared_for, "质量": as_it_is, "用户": as_it_is}


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 390)])
@pytest.mark.parametrize("tab", TABS)
def test_nothing_grave_of_our_own_making(
    visit: Visit, own_address: str, tmp_path: Path, tab: str, dark: bool, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(own_address, dark=dark, width=width)
    open_tab(page, tab)
    TABS[tab](page, tmp_path)
    page.wait_for_function(SETTLED)
    found = Axe().run(page).response["violations"]
    grave = [(each["id"], node["html"][:200]) for each in found if each["impact"] in GRAVE for node in each["nodes"]]
    assert [(rule, html) for rule, html in grave if not is_of_gradio(rule, html)] == []


def is_of_gradio(rule: str, html: str) -> bool:
    return any(rule == known and part in html.partition(">")[0] for known, part in OF_GRADIO)


def test_hints_are_shown_one_after_the_other_and_never_again(visit: Visit, own_address: str) -> None:
    page = visit(own_address)
    page.locator("#tour .hint", has_text="1/4").wait_for()
    page.locator("#tour .next").click()
    page.locator("#tour .next").click()
    page.locator("#tour .hint", has_text="3/4").wait_for()
    assert page.get_by_role("tab", name="起草").get_attribute("aria-selected") == "true"
    kept: Any = page.evaluate("({...localStorage})")
    page.reload()
    page.locator("#tour .hint", has_text="3/4").wait_for()
    page.locator("#tour .dismiss").click()
    page.locator("#tour section").wait_for(state="hidden")
    page.reload()
    page.locator("#question textarea").wait_for()
    page.wait_for_timeout(500)
    assert page.locator("#tour section").is_hidden()
    assert kept["tour"] == "2"
