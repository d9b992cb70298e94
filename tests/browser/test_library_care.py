"""One document in the library as people meet it: repairs before and after, suggestions settled, facts said by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant import resources
from assistant.application import Assistant
from assistant.settings import Settings
from tests.browser.steps import ask, holds, open_tab, unfold
from tests.embedders import small_static

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Visit = Callable[..., "Page"]
Serve = Callable[..., AbstractContextManager[str]]

GLOSSED = resources.corpus() / "damaged" / "tiyuju-tuijinhui-jianghua.txt"
RULE = "值班办法\n\n第一章 总则\n\n第一条 汛期实行二十四小时值班。\n\n第二条 本办法自2020年1月1日起施行。\n"


@pytest.fixture(scope="module")
def own_address(tmp_path_factory: pytest.TempPathFactory, serve_page: Serve) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("care")
    (folder / "值班办法.txt").write_text(RULE, encoding="utf-8")
    home = folder / ".assistant"
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([folder / "值班办法.txt", GLOSSED])
    with serve_page(home) as address:
        yield address


def opened(visit: Visit, address: str, title: str, **how: object) -> Page:
    page = visit(address, **how)
    open_tab(page, "Library" if how else "资料库")
    page.locator("#documents table").wait_for()
    page.locator("#remove-pick input").click()
    page.get_by_role("option", name=title).first.click()
    page.locator("#document-care").wait_for()
    return page


def test_repairs_stand_before_and_after_beside_each_other(visit: Visit, own_address: str) -> None:
    page = opened(visit, own_address, "在市体育局巡察整改")
    row = page.locator("#repairs tbody tr").first
    assert any(re.search("[a-z]", each) for each in row.locator("del").all_inner_texts())
    assert row.locator("ins").count() > 0
    before, after = (row.locator("td").nth(n).bounding_box() for n in (1, 2))
    assert before is not None
    assert after is not None
    assert before["y"] == after["y"]


def test_an_accepted_suggestion_is_in_the_text_and_a_declined_one_is_gone(visit: Visit, own_address: str) -> None:
    page = opened(visit, own_address, "在市体育局巡察整改")
    boxes = page.locator("#suggestions label")
    count = boxes.count()
    assert count >= 2
    boxes.first.click()
    page.locator("#accept").click()
    page.locator("#care-reply .remark", has_text="改正 1 处").wait_for()
    page.wait_for_function(f"document.querySelectorAll('#suggestions label').length === {count - 1}")
    page.locator("#repairs td", has_text="人工改正").first.wait_for()
    boxes.first.click()
    page.locator("#decline").click()
    page.locator("#care-reply .remark", has_text="不采纳 1 处").wait_for()
    page.wait_for_function(f"document.querySelectorAll('#suggestions label').length === {count - 2}")


def test_headings_open_their_places(visit: Visit, own_address: str) -> None:
    page = opened(visit, own_address, "值班办法")
    unfold(page, "#structure")
    page.locator("#structure a.cite", has_text="第二条").click()
    page.locator("#source-panel mark", has_text="第二条").wait_for()


def test_facts_said_by_hand_show_in_the_list(visit: Visit, own_address: str) -> None:
    page = opened(visit, own_address, "值班办法", locale="en-GB")
    unfold(page, "#facts")
    page.locator("#fact-title").locator("input, textarea").fill("防汛值班办法")
    page.locator("#fact-superseded-on").locator("input, textarea").fill("2022-01-01")
    page.locator("#fact-secrecy input").fill("内部")
    page.locator("#fact-secrecy input").press("Enter")
    page.locator("#save-facts").click()
    reply = page.locator("#care-reply .remark", has_text="防汛值班办法")
    reply.wait_for()
    assert reply.evaluate("said => said.getBoundingClientRect().bottom <= innerHeight"), "it is said where one looks"
    row = page.locator("#documents tr", has_text="防汛值班办法")
    row.locator(".badge.superseded").wait_for()
    row.locator("td", has_text="内部").wait_for()
    holds(page.locator("#remove-pick input"), re.compile("防汛值班办法"))


def test_the_library_is_rebuilt_from_the_page(visit: Visit, own_address: str) -> None:
    page = visit(own_address)
    open_tab(page, "资料库")
    unfold(page, "#upkeep")
    page.locator("#embedder", has_text="向量模型").wait_for()
    page.locator("#rebuild").click()
    page.locator("#upkeep-reply", has_text="索引已重建：2 份资料").wait_for()


def test_another_embedder_is_switched_to_from_the_page(visit: Visit, serve_page: Serve, tmp_path: Path) -> None:
    (tmp_path / "值班办法.txt").write_text(RULE, encoding="utf-8")
    small, home = small_static(tmp_path / "small"), tmp_path / ".assistant"
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([tmp_path / "值班办法.txt"])
    with serve_page(home) as address:
        page = visit(address)
        open_tab(page, "资料库")
        unfold(page, "#upkeep")
        page.locator("#other-embedder").locator("input, textarea").fill(small)
        page.locator("#switch").click()
        page.locator("#upkeep-reply .remark", has_text="换成").wait_for()
        page.locator("#embedder", has_text="请把设置 embedder 改成前者").wait_for()
        open_tab(page, "提问")
        assert "二十四小时" in ask(page, "汛期怎样值班？").inner_text()
